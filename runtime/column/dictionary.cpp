#include "runtime/column/dictionary.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>
#include <numeric>

#include "runtime/value/int128.h"

namespace incent::column {
namespace {

constexpr size_t kFirstSlots = 16;

// At most two thirds full, so that probes stay short.
bool HasRoom(size_t num_texts, size_t num_slots) {
  return num_texts * 3 <= num_slots * 2;
}

uint64_t Load(const char* bytes, size_t size) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, size);
  return word;
}

// With a size that is known where it is inlined, no call.
uint64_t LoadWord(const char* bytes, size_t size) {
  return size == 4 ? Load(bytes, 4) : Load(bytes, 8);
}

void Copy(char* to, std::string_view text) {
  const size_t size = text.size();
  if (size < 8 || size > 16) {
    if (size > 0) std::memcpy(to, text.data(), size);
    return;
  }
  const uint64_t last = Load(text.data() + size - 8, 8);
  std::memcpy(to, text.data(), 8);
  std::memcpy(to + size - 8, &last, 8);
}

uint64_t Mix(uint64_t a, uint64_t b) {
  const value::UInt128 product = static_cast<value::UInt128>(a) * b;
  return static_cast<uint64_t>(product) ^ static_cast<uint64_t>(product >> 64);
}

// Keys are short: what matters is how soon it begins and ends.
uint32_t HashOf(std::string_view text) {
  constexpr uint64_t kOdd = 0x9e3779b97f4a7c15;
  constexpr uint64_t kOther = 0xd6e8feb86659fd93;
  uint64_t hash = text.size() * kOdd;
  const char* at = text.data();
  size_t rest = text.size();
  for (; rest > 8; rest -= 8, at += 8) hash = Mix(hash ^ Load(at, 8), kOther);
  if (rest == 8) {
    hash ^= Load(at, 8);
  } else if (rest >= 4) {
    // Both ends of it, which overlap: quicker than a loop.
    hash ^= Load(at, 4) | (Load(at + rest - 4, 4) << 32);
  } else if (rest > 0) {
    hash ^= Load(at, 1) | (Load(at + rest / 2, 1) << 8) | (Load(at + rest - 1, 1) << 16);
  }
  hash = Mix(hash, kOdd);
  return static_cast<uint32_t>(hash ^ (hash >> 32));
}

// Keys are too short for calls of memcmp to pay.
bool IsSame(std::string_view a, std::string_view b) {
  const size_t size = a.size();
  if (size != b.size()) return false;
  if (size < 4) return a == b;
  const size_t word = size < 8 ? 4 : 8;
  size_t at = 0;
  for (; at + word < size; at += word) {
    if (LoadWord(a.data() + at, word) != LoadWord(b.data() + at, word)) return false;
  }
  // The last word overlaps the one before.
  return LoadWord(a.data() + size - word, word) == LoadWord(b.data() + size - word, word);
}

// Whether `a` stands before `b`.
bool IsBefore(std::string_view a, std::string_view b) {
  const size_t size = std::min(a.size(), b.size());
  size_t at = 0;
  while (at + 8 <= size && Load(a.data() + at, 8) == Load(b.data() + at, 8)) at += 8;
  // Eight bytes that end at the end, if there are as many: what they repeat is equal.
  if (size >= 8) {
    at = std::min(at, size - 8);
    const uint64_t left = __builtin_bswap64(Load(a.data() + at, 8));
    const uint64_t right = __builtin_bswap64(Load(b.data() + at, 8));
    return left != right ? left < right : a.size() < b.size();
  }
  return a < b;
}

// Searches between the start of bringing a slot and its use: far enough ahead for it to arrive.
constexpr size_t kAhead = 16;

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

void TextList::AddEnd(size_t length) {
  if (size_ == 0) length_ = length;
  if (ends_.empty() && length != length_) {
    for (size_t i = 1; i <= size_; ++i) ends_.push_back(i * length_);
  }
  ++size_;
  if (length != length_ || !ends_.empty()) ends_.push_back(bytes_.size());
}

void TextList::Append(std::string_view text) {
  if (ascends_ && size_ > 0) ascends_ = IsBefore((*this)[size_ - 1], text);
  const size_t end = bytes_.size();
  // The text may be one of the list's own, which moves with the others.
  const bool is_own = end > 0 && !std::less<>()(text.data(), bytes_.data()) &&
                      std::less<>()(text.data(), bytes_.data() + end);
  const size_t offset = is_own ? static_cast<size_t>(text.data() - bytes_.data()) : 0;
  bytes_.Resize(end + text.size());
  const char* from = is_own ? bytes_.data() + offset : text.data();
  if (!text.empty()) std::memcpy(bytes_.data() + end, from, text.size());
  AddEnd(text.size());
}

bool TextList::AppendAscending(std::string_view text) {
  if (size_ > 0 && (!ascends_ || !IsBefore((*this)[size_ - 1], text))) return false;
  const size_t end = bytes_.size();
  bytes_.Resize(end + text.size());
  Copy(bytes_.data() + end, text);
  AddEnd(text.size());
  return true;
}

void TextList::AppendAll(const TextList& other) {
  if (other.size_ == 0) return;
  const bool is_alike = ends_.empty() && other.ends_.empty() && (size_ == 0 || length_ == other.length_);
  if (!is_alike) {
    for (size_t i = 0; i < other.size_; ++i) Append(other[i]);
    return;
  }
  ascends_ = ascends_ && other.ascends_ && (size_ == 0 || IsBefore((*this)[size_ - 1], other[0]));
  const size_t end = bytes_.size();
  bytes_.Resize(end + other.bytes_.size());
  if (other.bytes_.size() > 0) std::memcpy(bytes_.data() + end, other.bytes_.data(), other.bytes_.size());
  size_ += other.size_;
  length_ = other.length_;
}

int32_t TextList::Bisect(std::string_view text) const {
  size_t begin = 0;
  size_t end = size_;
  while (begin < end) {
    const size_t middle = begin + (end - begin) / 2;
    const int order = (*this)[middle].compare(text);
    if (order == 0) return static_cast<int32_t>(middle);
    if (order < 0) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  return -1;
}

// The slot that holds `text`, or the free one where it would go. There is always a free slot.
size_t TextIndex::SlotOf(std::string_view text, uint32_t hash, const TextList& texts) const {
  const size_t mask = slots_.size() - 1;
  size_t at = hash & mask;
  while (slots_[at] != 0 && (HashIn(slots_[at]) != hash || !IsSame(texts[NumberIn(slots_[at])], text))) {
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

void TextIndex::MakeRoom() {
  if (!HasRoom(num_used_ + 1, slots_.size())) Resize(std::max(kFirstSlots, slots_.size() * 2));
}

void TextIndex::Prefetch(uint32_t hash) const {
  __builtin_prefetch(&slots_[hash & (slots_.size() - 1)], 1);
}

int32_t TextIndex::FindOrAdd(std::string_view text, int32_t number, const TextList& texts) {
  MakeRoom();
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

std::vector<int32_t> TextIndex::AddAll(const TextList& texts, size_t begin) {
  size_t num_slots = std::max(kFirstSlots, slots_.size());
  while (!HasRoom(num_used_ + texts.size() - begin, num_slots)) num_slots *= 2;
  if (num_slots > slots_.size()) Resize(num_slots);
  std::vector<uint32_t> hashes;
  for (size_t i = begin; i < texts.size(); ++i) hashes.push_back(HashOf(texts[i]));
  std::vector<int32_t> repeated;
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (i + kAhead < hashes.size()) Prefetch(hashes[i + kAhead]);
    const auto number = static_cast<int32_t>(begin + i);
    if (FindOrAddHashed(texts[begin + i], hashes[i], number, texts) != number) repeated.push_back(number);
  }
  return repeated;
}

// While there is no index: the code, or -1 if that needs one.
int32_t Dictionary::InternInOrder(std::string_view text) {
  if (texts_.AppendAscending(text)) return size() - 1;
  return IsSame(texts_[texts_.size() - 1], text) ? size() - 1 : -1;
}

int32_t Dictionary::InternHashed(std::string_view text, uint32_t hash) {
  index_.MakeRoom();
  const int32_t code = index_.FindOrAddHashed(text, hash, size(), texts_);
  if (code == size()) texts_.Append(text);
  return code;
}

int32_t Dictionary::Intern(std::string_view text) {
  if (index_.empty()) {
    const int32_t code = InternInOrder(text);
    if (code >= 0) return code;
    index_.AddAll(texts_, 0);
  }
  return InternHashed(text, HashOf(text));
}

void Dictionary::InternAll(std::span<const std::string_view> texts, int64_t* codes) {
  size_t done = 0;
  while (done < texts.size() && index_.empty()) {
    codes[done] = Intern(texts[done]);
    ++done;
  }
  std::array<uint32_t, kAhead> hashes{};  // a ring: of the texts from here to those ahead
  for (size_t i = done; i < texts.size() + kAhead; ++i) {
    uint32_t& hash = hashes[i % kAhead];
    if (i >= done + kAhead) codes[i - kAhead] = InternHashed(texts[i - kAhead], hash);
    if (i >= texts.size()) continue;
    hash = HashOf(texts[i]);
    index_.Prefetch(hash);
  }
}

std::vector<int64_t> Dictionary::InternAll(const Dictionary& other) {
  std::vector<int64_t> codes(static_cast<size_t>(other.size()));
  const bool is_behind = other.size() > 0 && other.ascends() && index_.empty() &&
                         (size() == 0 || IsBefore(Text(size() - 1), other.Text(0)));
  if (is_behind) {
    std::iota(codes.begin(), codes.end(), int64_t{size()});
    texts_.AppendAll(other.texts_);
    return codes;
  }
  std::vector<std::string_view> texts;
  for (int32_t code = 0; code < other.size(); ++code) texts.push_back(other.Text(code));
  InternAll(texts, codes.data());
  return codes;
}

int32_t Dictionary::Find(std::string_view text) const {
  return index_.empty() ? texts_.Bisect(text) : index_.Find(text, texts_);
}

void Dictionary::IndexForMany(size_t num_searches) {
  if (index_.empty() && num_searches > texts_.size() / kMostPerSearch) index_.AddAll(texts_, 0);
}

}  // namespace incent::column
