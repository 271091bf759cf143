#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "runtime/column/dictionary.h"
#include "runtime/column/growing_memory.h"
#include "runtime/value/int128.h"

namespace incent::column {

enum class CellState : uint8_t { Value, Null, Bad, Missing };  // Missing: left out of a test's `given`

// The cells of a column as they lie in memory, for code that works on whole columns. Valid until the
// column changes. Up to GrowingMemory::kReadableBehind bytes behind the last cell may be read.
struct RawCells {
  const void* data = nullptr;       // signed integers; null while there are none
  int bytes_per_cell = 1;           // 1, 2, 4, 8 or 16
  const uint8_t* states = nullptr;  // of CellState; null: all are values
};

// One field's cells. Every kind is stored as integers:
//   Number: mantissa at the schema's scale; Date: day number; Timestamp: seconds since 1970 (civil,
//   no zone); Period: ordinal (granule in `granules`); Flag: 0/1; Text: dictionary code;
//   OneOf: index into the schema's labels; Reference: row of the target, -1 if null.
// A cell takes as many bytes as the widest that was ever in the column; the width never shows in At().
class Column {
 public:
  void Append(value::Int128 cell, CellState state = CellState::Value);
  // The same for many cells; empty `states`, of CellState, means that all are values.
  void AppendAll(std::span<const int64_t> cells, std::span<const uint8_t> states = {});
  // All cells of another column behind these, states and granules too; not its dictionary.
  void AppendAll(const Column& other);
  void Set(size_t row, value::Int128 cell, CellState state);
  value::Int128 At(size_t row) const {
    return bytes_per_cell_ == kWidest ? Load<value::Int128>(row) : value::Int128{NarrowAt(row)};
  }
  CellState StateAt(size_t row) const {
    return states_.empty() ? CellState::Value : static_cast<CellState>(states_[row]);
  }
  size_t size() const { return size_; }
  size_t MemoryBytes() const;

  // Bounds of all cells, whatever their state: of appended ones the exact ones, and cells that were
  // overwritten still count. 0 while there are none.
  value::Int128 low() const { return low_; }
  value::Int128 high() const { return high_; }

  // No cell is smaller than the one before it. False also after Set.
  bool ascends() const { return ascends_; }

  RawCells raw() const { return {cells_.data(), bytes_per_cell_, States()}; }
  // nullptr: all are values.
  const uint8_t* States() const { return states_.empty() ? nullptr : states_.data(); }

  Dictionary dictionary;          // Text
  std::vector<uint8_t> granules;  // Period: granule per row

 private:
  static constexpr int kWidest = 16;
  static_assert(std::endian::native == std::endian::little, "NarrowAt reads the low bytes first");

  template <typename T>
  T Load(size_t row) const {
    T cell;
    std::memcpy(&cell, cells_.data() + row * sizeof(T), sizeof(T));
    return cell;
  }
  // Reads eight bytes whatever the width, and drops those of the cells behind: no branch.
  int64_t NarrowAt(size_t row) const {
    uint64_t bytes = 0;
    std::memcpy(&bytes, cells_.data() + row * static_cast<size_t>(bytes_per_cell_), sizeof bytes);
    const int unused = 64 - 8 * bytes_per_cell_;
    return static_cast<int64_t>(bytes << unused) >> unused;
  }
  // In a column that ascends, the last cell is the largest.
  bool Follows(value::Int128 cell) const { return size_ == 0 || cell >= high_; }
  void Include(value::Int128 low, value::Int128 high);
  void Widen(int bytes_per_cell);

  GrowingMemory cells_;
  int bytes_per_cell_ = 1;
  size_t size_ = 0;
  value::Int128 low_ = 0;
  value::Int128 high_ = 0;
  bool ascends_ = true;
  std::vector<uint8_t> states_;  // empty: all Value
};

}  // namespace incent::column
