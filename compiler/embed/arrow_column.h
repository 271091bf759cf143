#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/embed/arrow_type.h"

namespace incent::embed {

// Rows begin .. begin + count - 1 of an Arrow array, whose cells are read as the texts that a CSV file would
// have for them. The array must outlive it.
class ArrowColumn {
 public:
  ArrowColumn() = default;
  ArrowColumn(const ArrowType& type, const ArrowArray& array, int64_t begin, int64_t count)
      : type_(type), array_(&array), begin_(begin + array.offset), count_(count) {}

  // What about these rows breaks the rules of the interface, so that reading them could leave its memory:
  // missing buffers, offsets that descend, indices outside of the dictionary. nullopt: nothing; only then
  // may cells be read. The sizes of buffers are the producer's word: the interface does not tell them.
  std::optional<diag::Bilingual> FindFault() const;

  bool IsNull(int64_t row) const;
  // Utf8 or a dictionary of it.
  bool is_text() const { return IsText(type_.storage); }
  // A text's cell; `row` must not be null. Any bytes.
  std::string_view TextAt(int64_t row) const;
  // Any other cell: `-12.5`, `2026-03-31`, `true`; a moment of midnight is its day, another is
  // `2026-03-31T09:30`. Zeros behind the last digit of a fraction are left out, for they say nothing but the
  // type's scale.
  void AppendCell(int64_t row, std::string& text) const;

 private:
  int64_t IndexAt(int64_t row) const;
  std::optional<diag::Bilingual> FindFaultOfIndices() const;
  void AppendDecimal(int64_t at, std::string& text) const;
  void AppendMoment(int64_t at, std::string& text) const;

  ArrowType type_;
  const ArrowArray* array_ = nullptr;
  int64_t begin_ = 0;  // in buffers
  int64_t count_ = 0;
};

// What about lengths and offsets of an array of `type` is wrong by itself, before any cell is looked at.
std::optional<diag::Bilingual> FindFaultOfShape(const ArrowType& type, const ArrowArray& array);

// True if rows of the array, at `at` .. `at + count - 1` of its buffers, hold a null.
bool HasNulls(const ArrowArray& array, int64_t at, int64_t count);

}  // namespace incent::embed
