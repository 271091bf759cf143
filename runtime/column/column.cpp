#include <limits>

#include "runtime/column/table.h"

namespace incent::column {
namespace {

bool FitsNarrow(value::Int128 cell) {
  return cell >= std::numeric_limits<int64_t>::min() && cell <= std::numeric_limits<int64_t>::max();
}

}  // namespace

void Column::Widen() {
  wide_.assign(narrow_.begin(), narrow_.end());
  std::vector<int64_t>().swap(narrow_);
}

void Column::Append(value::Int128 cell, CellState state) {
  const size_t row = size();
  // A column that is still empty has no lanes to widen: the first wide cell starts them.
  if (wide_.empty() && FitsNarrow(cell)) {
    narrow_.push_back(static_cast<int64_t>(cell));
  } else {
    if (wide_.empty()) Widen();
    wide_.push_back(cell);
  }
  if (!states_.empty() || state != CellState::Value) {
    states_.resize(row, static_cast<uint8_t>(CellState::Value));
    states_.push_back(static_cast<uint8_t>(state));
  }
}

void Column::Set(size_t row, value::Int128 cell, CellState state) {
  if (wide_.empty() && !FitsNarrow(cell)) Widen();
  if (wide_.empty()) {
    narrow_[row] = static_cast<int64_t>(cell);
  } else {
    wide_[row] = cell;
  }
  if (states_.empty() && state != CellState::Value) {
    states_.resize(size(), static_cast<uint8_t>(CellState::Value));
  }
  if (!states_.empty()) states_[row] = static_cast<uint8_t>(state);
}

}  // namespace incent::column
