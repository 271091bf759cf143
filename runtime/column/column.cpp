#include "runtime/column/column.h"

#include <algorithm>

namespace incent::column {
namespace {

using value::Int128;

template <typename T>
bool Fits(Int128 cell) {
  return cell == static_cast<T>(cell);
}

// The fewest bytes that hold a cell.
int WidthOf(Int128 cell) {
  if (Fits<int8_t>(cell)) return 1;
  if (Fits<int16_t>(cell)) return 2;
  if (Fits<int32_t>(cell)) return 4;
  return Fits<int64_t>(cell) ? 8 : 16;
}

template <typename T>
void Put(char* cells, size_t row, Int128 cell) {
  const T narrow = static_cast<T>(cell);
  std::memcpy(cells + row * sizeof(T), &narrow, sizeof(T));
}

void PutCell(char* cells, int bytes_per_cell, size_t row, Int128 cell) {
  switch (bytes_per_cell) {
    case 1:
      return Put<int8_t>(cells, row, cell);
    case 2:
      return Put<int16_t>(cells, row, cell);
    case 4:
      return Put<int32_t>(cells, row, cell);
    case 8:
      return Put<int64_t>(cells, row, cell);
    default:
      return Put<Int128>(cells, row, cell);
  }
}

template <typename T>
void PutEach(char* cells, size_t row, std::span<const int64_t> values) {
  for (const int64_t value : values) Put<T>(cells, row++, value);
}

}  // namespace

void Column::Widen(int bytes_per_cell) {
  cells_.Resize(size_ * static_cast<size_t>(bytes_per_cell));
  // From the end, so that no cell is overwritten before it is read.
  for (size_t row = size_; row-- > 0;) PutCell(cells_.data(), bytes_per_cell, row, At(row));
  bytes_per_cell_ = bytes_per_cell;
}

void Column::Include(Int128 low, Int128 high) {
  low_ = size_ == 0 ? low : std::min(low_, low);
  high_ = size_ == 0 ? high : std::max(high_, high);
  const int width = std::max(WidthOf(low), WidthOf(high));
  if (width > bytes_per_cell_) Widen(width);
}

void Column::Append(Int128 cell, CellState state) {
  ascends_ = ascends_ && Follows(cell);
  // A cell between the bounds fits.
  if (size_ == 0 || cell < low_ || cell > high_) Include(cell, cell);
  const size_t row = size_++;
  cells_.Resize(size_ * static_cast<size_t>(bytes_per_cell_));
  PutCell(cells_.data(), bytes_per_cell_, row, cell);
  if (!states_.empty() || state != CellState::Value) {
    states_.resize(row, static_cast<uint8_t>(CellState::Value));
    states_.push_back(static_cast<uint8_t>(state));
  }
}

void Column::AppendAll(std::span<const int64_t> cells, std::span<const uint8_t> states) {
  if (cells.empty()) return;
  int64_t low = cells[0];
  int64_t high = cells[0];
  for (const int64_t cell : cells) {
    low = std::min(low, cell);
    high = std::max(high, cell);
  }
  ascends_ = ascends_ && Follows(cells[0]) && std::is_sorted(cells.begin(), cells.end());
  Include(low, high);
  const size_t row = size_;
  size_ += cells.size();
  cells_.Resize(size_ * static_cast<size_t>(bytes_per_cell_));
  switch (bytes_per_cell_) {
    case 1:
      PutEach<int8_t>(cells_.data(), row, cells);
      break;
    case 2:
      PutEach<int16_t>(cells_.data(), row, cells);
      break;
    case 4:
      PutEach<int32_t>(cells_.data(), row, cells);
      break;
    case 8:
      PutEach<int64_t>(cells_.data(), row, cells);
      break;
    default:
      PutEach<Int128>(cells_.data(), row, cells);
      break;
  }
  if (states_.empty() && states.empty()) return;
  states_.resize(row, static_cast<uint8_t>(CellState::Value));
  states_.insert(states_.end(), states.begin(), states.end());
  states_.resize(size_, static_cast<uint8_t>(CellState::Value));
}

void Column::AppendAll(const Column& other) {
  if (other.size_ == 0) return;
  ascends_ = ascends_ && other.ascends_ && Follows(other.low_);
  Include(other.low_, other.high_);
  const size_t row = size_;
  size_ += other.size_;
  const auto width = static_cast<size_t>(bytes_per_cell_);
  cells_.Resize(size_ * width);
  if (bytes_per_cell_ == other.bytes_per_cell_) {
    std::memcpy(cells_.data() + row * width, other.cells_.data(), other.size_ * width);
  } else {
    for (size_t i = 0; i < other.size_; ++i) PutCell(cells_.data(), bytes_per_cell_, row + i, other.At(i));
  }
  granules.insert(granules.end(), other.granules.begin(), other.granules.end());
  if (states_.empty() && other.states_.empty()) return;
  states_.resize(row, static_cast<uint8_t>(CellState::Value));
  states_.insert(states_.end(), other.states_.begin(), other.states_.end());
  states_.resize(size_, static_cast<uint8_t>(CellState::Value));
}

void Column::Set(size_t row, Int128 cell, CellState state) {
  ascends_ = false;
  Include(cell, cell);
  PutCell(cells_.data(), bytes_per_cell_, row, cell);
  if (states_.empty() && state != CellState::Value) {
    states_.resize(size(), static_cast<uint8_t>(CellState::Value));
  }
  if (!states_.empty()) states_[row] = static_cast<uint8_t>(state);
}

}  // namespace incent::column
