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
};

// A column of lanes; none if some value needs more than 64 bits.
std::optional<InputColumn> ColumnOf(const eval::LaneColumn& column);

// What an instruction brings into the stage, if that lies there row by row as it is.
std::optional<InputColumn> DirectColumn(const interp::RunState& run, const ir::Domain& domain,
                                        const interp::Step& step);

}  // namespace incent::jit
