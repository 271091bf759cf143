#include "runtime/column/dictionary.h"

#include <algorithm>
#include <bit>
#include <functional>

namespace incent::column {
namespace {

constexpr size_t kFirstSlots = 16;
// At most half full, so that probes stay short.
constexpr size_t kSlotsPerText = 2;

uint32_t HashOf(std::string_view text) {
  const size_t hash = std::hash<std::string_view>{}(text);
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

uint32_t HashIn(uint64_t slot) {
  return static_cast<uint32_t>(slot >> 32);
}
size_t NumberIn(uint64_t slot) {
  return static_cast<size_t>(static_cast<uint32_t>(slot)) - 1;
}
uint64_t MakeSlot(uint32_t hash, size_t number) {
  return (uint64_t{hash} << 32) | (number + 1);
}

}  // namespace

void TextList::Append(std::string_view text) {
  bytes_.append(text);
  ends_.push_back(bytes_.size());
}

std::string_view TextList::operator[](size_t number) const {
  const uint64_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(bytes_).substr(begin, ends_[number] - begin);
}

// The slot that holds `text`, or the free one where it would go. There is always a free slot.
size_t TextIndex::SlotOf(std::string_view text, uint32_t hash, const TextList& texts) const {
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  while (slots_[at] != 0 && (HashIn(slots_[at]) != hash || texts[NumberIn(slots_[at])] != text)) {
    at = (at + 1) & mask;
  }
  return at;
}

void TextIndex::Resize(size_t num_slots) {
  std::vector<uint64_t> old(num_slots);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const uint64_t slot : old) {
    if (slot == 0) continue;
    size_t at = HashIn(slot) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

int32_t TextIndex::Find(std::string_view text, const TextList& texts) const {
  if (slots_.empty()) return -1;
  const uint64_t slot = slots_[SlotOf(text, HashOf(text), texts)];
  return slot == 0 ? -1 : static_cast<int32_t>(NumberIn(slot));
}

int32_t TextIndex::FindOrAdd(std::string_view text, int32_t number, const TextList& texts) {
  if ((num_used_ + 1) * kSlotsPerText > slots_.size()) Resize(std::max(kFirstSlots, slots_.size() * 2));
  return FindOrAddHashed(text, HashOf(text), number, texts);
}

int32_t TextIndex::FindOrAddHashed(std::string_view text, uint32_t hash, int32_t number,
                                   const TextList& texts) {
  uint64_t& slot = slots_[SlotOf(text, hash, texts)];
  if (slot != 0) return static_cast<int32_t>(NumberIn(slot));
  slot = MakeSlot(hash, static_cast<size_t>(number));
  ++num_used_;
  return number;
}

void TextIndex::Prefetch(std::string_view text) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[HashOf(text) & (slots_.size() - 1)]);
}

std::vector<int32_t> TextIndex::AddAll(const TextList& texts, size_t begin) {
  const size_t num_slots = std::bit_ceil((num_used_ + texts.size() - begin) * kSlotsPerText);
  if (num_slots > slots_.size()) Resize(std::max(kFirstSlots, num_slots));
  std::vector<uint32_t> hashes;
  for (size_t i = begin; i < texts.size(); ++i) hashes.push_back(HashOf(texts[i]));
  std::vector<int32_t> repeated;
  for (size_t i = 0; i < hashes.size(); ++i) {
    // Far enough ahead for the slot to arrive.
    constexpr size_t kAhead = 16;
    if (i + kAhead < hashes.size()) __builtin_prefetch(&slots_[hashes[i + kAhead] & (slots_.size() - 1)], 1);
    const auto number = static_cast<int32_t>(begin + i);
    if (FindOrAddHashed(texts[begin + i], hashes[i], number, texts) != number) repeated.push_back(number);
  }
  return repeated;
}

int32_t Dictionary::Intern(std::string_view text) {
  const int32_t code = index_.FindOrAdd(text, size(), texts_);
  if (code == size()) texts_.Append(text);
  return code;
}

}  // namespace incent::column
