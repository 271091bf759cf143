#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// Many texts in little memory, and found quickly.
namespace incent::column {

// Texts one behind the other, numbered from 0. What `operator[]` gives is valid until the next
// Append.
class TextList {
 public:
  void Append(std::string_view text);
  std::string_view operator[](size_t number) const;
  size_t size() const { return ends_.size(); }
  size_t MemoryBytes() const { return bytes_.capacity() + ends_.capacity() * sizeof(uint64_t); }

 private:
  std::string bytes_;
  std::vector<uint64_t> ends_;  // of each text, in bytes_
};

// Finds texts among the numbered ones of a list that somebody else holds, so that each is stored once.
class TextIndex {
 public:
  // The number of `text`, -1 if it has none.
  int32_t Find(std::string_view text, const TextList& texts) const;
  // The same, but a text that has no number gets `number`: `texts[number]` is to be it.
  int32_t FindOrAdd(std::string_view text, int32_t number, const TextList& texts);
  // Adds the texts from number `begin` on. The numbers of those that were there already come back;
  // they have no place in the index.
  std::vector<int32_t> AddAll(const TextList& texts, size_t begin);
  // Starts bringing the memory that a search for `text` needs; in a large index that is most of
  // its time.
  void Prefetch(std::string_view text) const;
  size_t MemoryBytes() const { return slots_.capacity() * sizeof(uint64_t); }

 private:
  size_t SlotOf(std::string_view text, uint32_t hash, const TextList& texts) const;
  void Resize(size_t num_slots);
  int32_t FindOrAddHashed(std::string_view text, uint32_t hash, int32_t number, const TextList& texts);

  // Open addressing: the hash in the upper half of a slot, the number plus one in the lower; 0 is
  // a free slot. The size is a power of two.
  std::vector<uint64_t> slots_;
  size_t num_used_ = 0;
};

// Distinct texts, numbered in order of first appearance.
class Dictionary {
 public:
  int32_t Intern(std::string_view text);
  int32_t Find(std::string_view text) const { return index_.Find(text, texts_); }  // -1: not there
  // Valid until the next Intern.
  std::string_view Text(int32_t code) const { return texts_[static_cast<size_t>(code)]; }
  void Prefetch(std::string_view text) const { index_.Prefetch(text); }
  int32_t size() const { return static_cast<int32_t>(texts_.size()); }
  size_t MemoryBytes() const { return texts_.MemoryBytes() + index_.MemoryBytes(); }

 private:
  TextList texts_;
  TextIndex index_;
};

}  // namespace incent::column
