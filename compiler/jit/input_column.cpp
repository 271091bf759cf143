#include "compiler/jit/input_column.h"

#include <algorithm>
#include <bit>

#include "compiler/jit/wide_loops.h"

namespace incent::jit {

using codegen::States;
using codegen::Width;
using column::FieldKind;
using ir::Op;

namespace {

template <typename T>
ir::Range RangeOf(const T* data, size_t size) {
  T low = 0;
  T high = 0;
  for (size_t i = 0; i < size; ++i) {
    low = std::min(low, data[i]);
    high = std::max(high, data[i]);
  }
  return {low, high};
}

// Of 1, 2, 4 or 8 bytes.
Width WidthOf(int bytes) {
  return static_cast<Width>(std::countr_zero(static_cast<unsigned>(bytes)));
}

InputColumn Days(const std::vector<int32_t>& values, const std::vector<eval::State>& states) {
  InputColumn column{.data = values.data(), .width = Width::Int32, .facts = {{INT32_MIN, INT32_MAX}}};
  if (!states.empty()) {
    column.states = states.data();
    column.state_kind = States::Words;
    column.facts.may_lack = true;
  }
  return column;
}

// Rows with one key stand for each other.
bool HasRowErrors(const interp::RunState& run, const ir::Domain& lines) {
  const int dataset = run.module.line_sets[static_cast<size_t>(lines.index)].dataset;
  return !run.input.tables[static_cast<size_t>(dataset)].row_errors.empty();
}

}  // namespace

ir::Range Widened(const ir::Range& range) {
  const auto power = [](value::Int128 magnitude) {
    value::Int128 bound = 1;
    while (bound <= magnitude && bound < value::kMaxMantissa / 2) bound *= 2;
    return std::max(bound, magnitude);
  };
  return {range.low < 0 ? -power(-range.low) : 0, range.high > 0 ? power(range.high) : 0};
}

void ReadValues(const InputColumn& column, size_t first, size_t count, int32_t* to) {
  WithValues(column, first, [&](const auto* from) { Widen(from, count, to); });
}

void ReadValues(const InputColumn& column, size_t first, size_t count, int64_t* to) {
  WithValues(column, first, [&](const auto* from) { Widen(from, count, to); });
}

std::optional<InputColumn> CellColumn(const interp::Step& step) {
  const interp::CellSource& cells = step.cells;
  const bool as_stored = cells.kind == FieldKind::Number || cells.kind == FieldKind::Date ||
                         cells.kind == FieldKind::Flag || cells.kind == FieldKind::Period ||
                         cells.kind == FieldKind::Reference || cells.kind == FieldKind::Text ||
                         cells.kind == FieldKind::OneOf;
  if (!as_stored || cells.rescale != 0 || cells.column == nullptr || cells.column->size() == 0)
    return std::nullopt;
  const column::RawCells raw = cells.column->raw();
  if (raw.bytes_per_cell > codegen::BytesOf(Width::Int64)) return std::nullopt;
  const bool may_be_doubtful = cells.kind == FieldKind::Number || cells.is_key;
  if (may_be_doubtful && !cells.table->row_errors.empty()) return std::nullopt;
  if (cells.column->size() < static_cast<size_t>(cells.table->num_rows)) return std::nullopt;
  InputColumn column{.data = raw.data, .width = WidthOf(raw.bytes_per_cell)};
  // Rows without a value read as 0.
  column.facts.range = Widened(
      {std::min<value::Int128>(cells.column->low(), 0), std::max<value::Int128>(cells.column->high(), 0)});
  if (raw.states != nullptr) {
    column.states = raw.states;
    column.state_kind = States::Bytes;
    column.facts.may_lack = true;
  }
  if (cells.texts != nullptr) {
    column.map = cells.texts;
    column.facts.range = {INT32_MIN, INT32_MAX};
  }
  if (cells.kind == FieldKind::Reference) column.negative_is_null = column.facts.may_lack = true;
  return column;
}

std::optional<InputColumn> ColumnOf(const eval::LaneColumn& lanes) {
  if (lanes.Narrow() == nullptr) return std::nullopt;
  return AnyColumnOf(lanes);
}

InputColumn AnyColumnOf(const eval::LaneColumn& lanes) {
  InputColumn column;
  if (const value::Int128* wide = lanes.Wide()) {
    column.data = wide;
    column.width = Width::Int128;
    column.facts.range = Widened(RangeOf(wide, lanes.size()));
  } else {
    column.data = lanes.Narrow();
    column.facts.range = Widened(RangeOf(lanes.Narrow(), lanes.size()));
  }
  if (lanes.States() != nullptr) {
    column.states = lanes.States();
    column.state_kind = States::Words;
    column.facts.may_lack = true;
  }
  return column;
}

std::optional<InputColumn> DirectColumn(const interp::RunState& run, const ir::Domain& domain,
                                        const interp::Step& step) {
  const interp::Lines* lines =
      domain.kind == ir::DomainKind::Lines ? &run.space.lines(domain.index) : nullptr;
  switch (step.inst->op) {
    case Op::Col:
      return CellColumn(step);
    case Op::RowCol:
      if (lines->one_per_row) return CellColumn(step);
      return std::nullopt;
    case Op::Row:
      if (lines == nullptr || HasRowErrors(run, domain)) return std::nullopt;
      return Days(lines->rows, {});
    case Op::LineDate:
      return Days(lines->days, lines->day_states);
    case Op::LineShare:
      return ColumnOf(lines->share);
    case Op::LineAmount:
      return ColumnOf(lines->amount);
    case Op::LineWhole:
      return ColumnOf(lines->whole);
    case Op::Load:
      return AnyColumnOf(*step.column);
    default:
      return std::nullopt;
  }
}

}  // namespace incent::jit
