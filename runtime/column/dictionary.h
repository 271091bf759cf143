#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/column/growing_memory.h"

// Many texts in little memory, and found quickly.
namespace incent::column {

// Texts one behind the other, numbered from 0. What `operator[]` gives is valid until the next
// Append.
class TextList {
 public:
  void Append(std::string_view text);
  // The same if the texts still ascend with `text`; else nothing, and false.
  [[nodiscard]] bool AppendAscending(std::string_view text);
  // All texts of another list.
  void AppendAll(const TextList& other);
  std::string_view operator[](size_t number) const {
    if (ends_.empty()) return {bytes_.data() + number * length_, length_};
    const uint64_t begin = number == 0 ? 0 : ends_[number - 1];
    return {bytes_.data() + begin, ends_[number] - begin};
  }
  size_t size() const { return size_; }
  // Whether every text is greater than the one before it, by its bytes.
  bool ascends() const { return ascends_; }
  // The number of `text` in a list that ascends, -1 if it is not there.
  int32_t Bisect(std::string_view text) const;
  size_t MemoryBytes() const { return bytes_.MemoryBytes() + ends_.capacity() * sizeof(uint64_t); }

 private:
  void AddEnd(size_t length);

  GrowingMemory bytes_;
  size_t size_ = 0;
  size_t length_ = 0;           // of every text, while `ends_` is empty: keys are often alike
  std::vector<uint64_t> ends_;  // of each text, in bytes_
  bool ascends_ = true;
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
  bool empty() const { return num_used_ == 0; }
  size_t MemoryBytes() const { return slots_.capacity() * sizeof(uint64_t); }

 private:
  friend class Dictionary;
  size_t SlotOf(std::string_view text, uint32_t hash, const TextList& texts) const;
  void Resize(size_t num_slots);
  void MakeRoom();
  void Prefetch(uint32_t hash) const;
  int32_t FindOrAddHashed(std::string_view text, uint32_t hash, int32_t number, const TextList& texts);

  // Open addressing: the hash in the upper half of a slot, the number plus one in the lower; 0 is
  // a free slot. The size is a power of two.
  std::vector<uint64_t> slots_;
  size_t num_used_ = 0;
};

// Distinct texts, numbered in order of first appearance. As long as they come in ascending order, as
// keys often do, they are found by bisection, and there is no index.
class Dictionary {
 public:
  int32_t Intern(std::string_view text);
  // The codes of many texts, as if interned one after the other. Faster: in a large index, most of the
  // time of a search is waiting for memory, and here they wait together.
  void InternAll(std::span<const std::string_view> texts, int64_t* codes);
  // The codes here of all texts of another dictionary, by their codes there.
  std::vector<int64_t> InternAll(const Dictionary& other);
  int32_t Find(std::string_view text) const;  // -1: not there
  // Texts per search up to which an index costs less than the bisections that it saves.
  static constexpr size_t kMostPerSearch = 16;
  // To be called before very many calls of Find.
  void IndexForMany(size_t num_searches);
  // Valid until the next Intern.
  std::string_view Text(int32_t code) const { return texts_[static_cast<size_t>(code)]; }
  // Whether greater codes have greater texts.
  bool ascends() const { return texts_.ascends(); }
  int32_t size() const { return static_cast<int32_t>(texts_.size()); }
  size_t MemoryBytes() const { return texts_.MemoryBytes() + index_.MemoryBytes(); }

 private:
  int32_t InternInOrder(std::string_view text);
  int32_t InternHashed(std::string_view text, uint32_t hash);

  TextList texts_;
  TextIndex index_;
};

}  // namespace incent::column
