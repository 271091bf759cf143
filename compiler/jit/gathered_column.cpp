#include "compiler/jit/gathered_column.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace incent::jit {

using eval::State;
using ir::Op;

namespace {

// Lines whose rows are found at a time.
constexpr size_t kBlock = 256;

// The entry of each line in a table by several keys.
void FindEntries(const GatheredColumn& from, const LineChunk& chunk, size_t first, size_t count,
                 int32_t* rows) {
  std::fill_n(rows, count, 0);
  std::array<int32_t, kBlock> codes;
  for (const CrossKey& key : from.keys) {
    const auto add = [&](const auto& value_of) {
      for (size_t i = 0; i < count; ++i) rows[i] += value_of(i) * key.stride;
    };
    if (key.codes != nullptr) {
      ReadValues(*key.codes, chunk.first + first, count, codes.data());
      add([&](size_t i) { return codes[i]; });
    } else if (key.days != nullptr) {
      const interp::Day* days = chunk.days() + first;
      add([&](size_t i) { return key.days->At(days[i]); });
    } else {
      add([&](size_t i) { return chunk.people[first + i]; });
    }
  }
}

// The row of each line; kNowhere outside the grid.
void FindRows(const GatheredColumn& from, const LineChunk& chunk, size_t first, size_t count, int32_t* rows) {
  const int32_t* people = chunk.people + first;
  const bool asks_when = from.index == LineIndex::Cell || from.index == LineIndex::Period;
  const interp::Day* days = asks_when ? chunk.days() + first : nullptr;
  const auto fill = [&](const auto& row_of) {
    for (size_t i = 0; i < count; ++i) rows[i] = row_of(i);
  };
  switch (from.index) {
    case LineIndex::One:
      return fill([](size_t) { return 0; });
    case LineIndex::SourceRow:
      return ReadValues(*from.lines->row(), chunk.first + first, count, rows);
    case LineIndex::Person:
      return fill([&](size_t i) { return people[i]; });
    case LineIndex::PersonRow:
    case LineIndex::OwnPerson:
      return fill([&](size_t i) { return (*from.row_of_person)[static_cast<size_t>(people[i])]; });
    case LineIndex::Cell:
      return fill([&](size_t i) {
        const int32_t period = from.grid->IndexOf(days[i]);
        return period == interp::kNowhere ? period : people[i] * from.grid->count + period;
      });
    case LineIndex::Period:
      return fill([&](size_t i) { return from.grid->IndexOf(days[i]); });
    case LineIndex::Reference:
      return ReadValues(from.reference, chunk.first + first, count, rows);
    case LineIndex::Cross:
      return FindEntries(from, chunk, first, count, rows);
    case LineIndex::OwnRow:
      if (from.lines->row()) return ReadValues(*from.lines->row(), chunk.first + first, count, rows);
      return std::iota(rows, rows + count, static_cast<int32_t>(chunk.first + first));
  }
}

template <typename From>
void Gather(const GatheredColumn& from, const From* cells, const int32_t* rows, size_t count, int64_t* values,
            State* states) {
  const InputColumn& column = from.column;
  for (size_t i = 0; i < count; ++i) {
    values[i] = 0;
    if (rows[i] == interp::kNowhere) {
      states[i] = from.is_null_outside ? eval::kNull : eval::kValue;
      continue;
    }
    const auto row = static_cast<size_t>(rows[i]);
    states[i] = column.StateAt(row);
    if (states[i] != eval::kValue) continue;
    const int64_t cell = cells[row];  // NOLINT(bugprone-signed-char-misuse): 8 bits are a number here
    if (column.negative_is_null && cell < 0) {
      states[i] = eval::kNull;
    } else {
      values[i] = column.map == nullptr ? cell : (*column.map)[static_cast<size_t>(cell)];
    }
  }
}

// An output of a coarser domain.
std::optional<GatheredColumn> Broadcast(const interp::RunState& run, const interp::Step& step) {
  const std::optional<InputColumn> column = ColumnOf(*step.column);
  if (!column) return std::nullopt;
  GatheredColumn gathered{.column = *column};
  const bool has_periods = interp::HasPeriod(*step.from);
  if (has_periods) gathered.grid = &run.space.grid(step.from->granule);
  gathered.is_null_outside = has_periods && step.inst->type.optional;
  switch (step.from->kind) {
    case ir::DomainKind::Unit:
      return gathered;
    case ir::DomainKind::People:
      gathered.index = LineIndex::Person;
      return gathered;
    case ir::DomainKind::Cells:
      gathered.index = LineIndex::Cell;
      return gathered;
    case ir::DomainKind::Periods:
      gathered.index = LineIndex::Period;
      return gathered;
    default:
      return std::nullopt;
  }
}

std::optional<GatheredColumn> Attribute(const interp::Step& step, LineIndex index) {
  if (step.cells.table == nullptr || !step.cells.table->row_errors.empty()) return std::nullopt;
  const std::optional<InputColumn> column = CellColumn(step);
  if (!column) return std::nullopt;
  return GatheredColumn{.column = *column, .index = index};
}

std::optional<GatheredColumn> OfSourceRow(const LineSource& lines, const interp::Step& step) {
  return lines.row() ? Attribute(step, LineIndex::SourceRow) : std::nullopt;
}

// Of a row that the line refers to. A reference to nothing is -1, as kNowhere is.
std::optional<GatheredColumn> Referenced(const LineSource& lines, const interp::Step& step,
                                         const ir::Stage& stage,
                                         const std::map<ir::InstId, InputColumn>& columns) {
  const ir::InstId operand = step.inst->operands[0];
  if (stage.insts[operand].op == Op::Row) return OfSourceRow(lines, step);
  if (stage.insts[operand].op == Op::Self) return Attribute(step, LineIndex::PersonRow);
  const auto reference = columns.find(operand);
  if (reference == columns.end() || reference->second.states != nullptr) return std::nullopt;
  std::optional<GatheredColumn> gathered = Attribute(step, LineIndex::Reference);
  if (!gathered) return std::nullopt;
  gathered->reference = reference->second;
  gathered->is_null_outside = reference->second.negative_is_null && reference->second.facts.range.low < 0;
  return gathered;
}

// As every reference does, a row names the first one with its key: itself, where keys are not repeated.
std::optional<GatheredColumn> OwnRow(const interp::RunState& run, int line_set) {
  const int dataset = run.module.line_sets[static_cast<size_t>(line_set)].dataset;
  if (!run.input.tables[static_cast<size_t>(dataset)].row_errors.empty()) return std::nullopt;
  return GatheredColumn{.column = {.facts = {{0, INT32_MAX}}}, .index = LineIndex::OwnRow};
}

}  // namespace

void GatheredColumn::Read(const LineChunk& chunk, int64_t* values, State* states) const {
  std::array<int32_t, kBlock> rows;
  for (size_t first = 0; first < chunk.count; first += kBlock) {
    const size_t count = std::min(kBlock, chunk.count - first);
    FindRows(*this, chunk, first, count, rows.data());
    if (column.data == nullptr) {
      std::copy_n(rows.begin(), count, values + first);
      std::fill_n(states + first, count, eval::kValue);
      continue;
    }
    WithValues(column, 0, [&](const auto* cells) {
      Gather(*this, cells, rows.data(), count, values + first, states + first);
    });
  }
}

std::optional<GatheredColumn> GatherColumn(const interp::RunState& run, const LineSource& lines,
                                           const ir::Stage& stage, const interp::Step& step,
                                           const std::map<ir::InstId, InputColumn>& columns) {
  std::optional<GatheredColumn> gathered;
  switch (step.inst->op) {
    case Op::Bcast:
      gathered = Broadcast(run, step);
      break;
    case Op::Field:
      gathered = Attribute(step, LineIndex::PersonRow);
      break;
    case Op::RowCol:
      gathered = OfSourceRow(lines, step);
      break;
    case Op::Gather:
      gathered = Referenced(lines, step, stage, columns);
      break;
    case Op::Row:
      gathered = OwnRow(run, stage.domain.index);
      break;
    case Op::Self:
      gathered = {.column = {.facts = {{0, INT32_MAX}}}, .index = LineIndex::OwnPerson};
      break;
    default:
      break;
  }
  if (!gathered) return std::nullopt;
  gathered->lines = &lines;
  gathered->row_of_person = &run.space.people().rows;
  return gathered;
}

std::optional<InputColumn> ColumnOfLines(const LineSource& lines, const ir::Stage& stage,
                                         const interp::Step& step) {
  switch (step.inst->op) {
    case Op::RowCol:
      return lines.is_rows() ? CellColumn(step) : std::nullopt;
    case Op::Gather: {
      const bool is_own = stage.insts[step.inst->operands[0]].op == Op::Row && lines.is_rows();
      return is_own && step.cells.table->row_errors.empty() ? CellColumn(step) : std::nullopt;
    }
    case Op::LineDate:
      return lines.date();
    case Op::LineShare:
      return lines.share();
    case Op::LineAmount:
      return lines.amount();
    case Op::LineWhole:
      return lines.whole();
    case Op::Load:
      return ColumnOf(*step.column);
    default:
      return std::nullopt;
  }
}

}  // namespace incent::jit
