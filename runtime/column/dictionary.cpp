#include <functional>

#include "runtime/column/table.h"

namespace incent::column {
namespace {

constexpr size_t kFirstSlots = 16;

uint32_t HashOf(std::string_view text) {
  const size_t hash = std::hash<std::string_view>{}(text);
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

uint32_t HashIn(uint64_t slot) {
  return static_cast<uint32_t>(slot >> 32);
}
size_t CodeIn(uint64_t slot) {
  return static_cast<size_t>(static_cast<uint32_t>(slot)) - 1;
}
uint64_t MakeSlot(uint32_t hash, size_t code) {
  return (uint64_t{hash} << 32) | (code + 1);
}

}  // namespace

// The slot that holds `text`, or the free one where it would go. There is always a free slot.
size_t Dictionary::SlotOf(std::string_view text, uint32_t hash) const {
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  while (slots_[at] != 0 && (HashIn(slots_[at]) != hash || texts_[CodeIn(slots_[at])] != text)) {
    at = (at + 1) & mask;
  }
  return at;
}

void Dictionary::Grow() {
  std::vector<uint64_t> old(slots_.empty() ? kFirstSlots : slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const uint64_t slot : old) {
    if (slot == 0) continue;
    size_t at = HashIn(slot) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

int32_t Dictionary::Intern(std::string_view text) {
  // At most half full, so that probes stay short.
  if (texts_.size() * 2 >= slots_.size()) Grow();
  const uint32_t hash = HashOf(text);
  const size_t at = SlotOf(text, hash);
  if (slots_[at] == 0) {
    slots_[at] = MakeSlot(hash, texts_.size());
    texts_.emplace_back(text);
  }
  return static_cast<int32_t>(CodeIn(slots_[at]));
}

int32_t Dictionary::Find(std::string_view text) const {
  if (slots_.empty()) return -1;
  const size_t at = SlotOf(text, HashOf(text));
  return slots_[at] == 0 ? -1 : static_cast<int32_t>(CodeIn(slots_[at]));
}

}  // namespace incent::column
