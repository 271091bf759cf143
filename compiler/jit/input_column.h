#pragma once

#include <optional>

#include "compiler/codegen/kernel.h"
#include "compiler/interp/batch.h"
#include "compiler/numbers/plan.h"

namespace incent::jit {

// Rows of a stage as a kernel reads them, straight from where they lie.
struct InputColumn {
  const void* data = nullptr;
  codegen::Width width = codegen::Width::Int64;
  const void* states = nullptr;
  codegen::States state_kind = codegen::States::None;
  bool negative_is_null = false;
  const std::vector<int32_t>* map = nullptr;  // not null: values are positions in it
  numbers::Source facts;

  const void* At(size_t row) const {
    return static_cast<const char*>(data) + row * static_cast<size_t>(codegen::BytesOf(width));
  }
  const void* StatesAt(size_t row) const {
    if (states == nullptr) return nullptr;
    return static_cast<const char*>(states) + row * (state_kind == codegen::States::Bytes ? 1 : 4);
  }
  // Errors of cells have no number here; which error it is, the interpreter finds out.
  eval::State StateAt(size_t row) const {
    if (states == nullptr) return eval::kValue;
    return state_kind == codegen::States::Bytes ? static_cast<const uint8_t*>(states)[row]
                                                : static_cast<const eval::State*>(states)[row];
  }
  // How a kernel reads it as the value of `inst`.
  codegen::Input InputOf(ir::InstId inst) const {
    return {inst, width, state_kind, negative_is_null, map != nullptr};
  }
};

// Bounds widened to powers of two, so that code for one data set serves the next.
ir::Range Widened(const ir::Range& range);

// Calls `f(pointer)` with the integers of a column from row `first` on; not for columns of 128 bits, which
// only kernels read.
template <typename Function>
auto WithValues(const InputColumn& column, size_t first, Function f) {
  switch (column.width) {
    case codegen::Width::Int8:
      return f(static_cast<const int8_t*>(column.data) + first);
    case codegen::Width::Int16:
      return f(static_cast<const int16_t*>(column.data) + first);
    case codegen::Width::Int32:
      return f(static_cast<const int32_t*>(column.data) + first);
    default:
      return f(static_cast<const int64_t*>(column.data) + first);
  }
}

// The integers of rows first .. first + count - 1, which must fit `to`; not what `map` says of them.
void ReadValues(const InputColumn& column, size_t first, size_t count, int32_t* to);
void ReadValues(const InputColumn& column, size_t first, size_t count, int64_t* to);

// A column of lanes; none if some value needs more than 64 bits.
std::optional<InputColumn> ColumnOf(const eval::LaneColumn& column);

// Likewise, however wide.
InputColumn AnyColumnOf(const eval::LaneColumn& column);

// The cells of a column; none if they need more than to be read.
std::optional<InputColumn> CellColumn(const interp::Step& step);

// What an instruction brings into the stage, if that lies there row by row as it is.
std::optional<InputColumn> DirectColumn(const interp::RunState& run, const ir::Domain& domain,
                                        const interp::Step& step);

}  // namespace incent::jit
