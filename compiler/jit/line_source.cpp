#include "compiler/jit/line_source.h"

#include <algorithm>
#include <array>

#include "compiler/interp/bind.h"
#include "compiler/jit/wide_loops.h"

namespace incent::jit {

using interp::Day;
using interp::Lines;

namespace {

InputColumn Integers(const std::vector<int32_t>& values) {
  return {.data = values.data(), .width = codegen::Width::Int32, .facts = {{INT32_MIN, INT32_MAX}}};
}

bool IsInPlace(const std::vector<int32_t>& numbers) {
  for (size_t k = 0; k < numbers.size(); ++k) {
    if (numbers[k] != static_cast<int32_t>(k)) return false;
  }
  return true;
}

const int32_t* ReadIntegers(const InputColumn& column, size_t first, size_t count, int32_t* room) {
  if (column.width == codegen::Width::Int32) return static_cast<const int32_t*>(column.At(first));
  ReadValues(column, first, count, room);
  return room;
}

bool IsTrue(const ir::Instruction& inst) {
  return inst.op == ir::Op::Const && inst.attributes.literal.number != 0;
}

bool IsOne(const ir::Instruction& inst) {
  return inst.op == ir::Op::Const && inst.attributes.literal.number == value::PowerOfTen(inst.type.scale);
}

// Cells that are all there.
std::optional<InputColumn> FullColumn(const interp::Step& step) {
  if (step.inst->op != ir::Op::Col || !step.cells.table->row_errors.empty()) return std::nullopt;
  std::optional<InputColumn> column = CellColumn(step);
  const bool is_full = column && column->states == nullptr && column->map == nullptr;
  if (!is_full || (column->negative_is_null && column->facts.range.low < 0)) return std::nullopt;
  return column;
}

// 0 where lanes are not all narrow values.
std::optional<InputColumn> FullColumn(const eval::LaneColumn& lanes) {
  return lanes.HasStates() ? std::nullopt : ColumnOf(lanes);
}

}  // namespace

std::optional<LineSource> LineSource::OfMade(const interp::RunState& run, int set) {
  const Lines& lines = run.space.lines(set);
  if (!lines.day_states.empty() || !lines.states.empty() || !lines.unplaced.empty()) return std::nullopt;
  LineSource source;
  source.size_ = lines.rows.size();
  source.is_rows_ = lines.one_per_row;
  source.by_person_ = !lines.by_row;
  source.days_ascend_ = std::is_sorted(lines.days.begin(), lines.days.end());
  source.people_ = Integers(lines.people);
  source.days_ = Integers(lines.days);
  source.rows_ = Integers(lines.rows);
  source.share_ = FullColumn(lines.share);
  source.amount_ = FullColumn(lines.amount);
  source.whole_ = FullColumn(lines.whole);
  const auto [first, last] = std::minmax_element(lines.days.begin(), lines.days.end());
  if (first != lines.days.end()) {
    source.first_day_ = *first;
    source.last_day_ = *last;
    source.days_->facts.range = Widened({std::min(*first, 0), std::max(*last, 0)});
  }
  return source;
}

std::optional<LineSource> LineSource::OfRows(interp::RunState& run, const ir::Stage& credit) {
  if (credit.emits.size() != 1) return std::nullopt;
  const ir::Emit& emit = credit.emits[0];
  const bool is_whole = emit.amount == emit.whole && IsOne(credit.insts[emit.share]);
  if (!is_whole || !IsTrue(credit.insts[emit.when])) return std::nullopt;
  const interp::Step date = BindStep(run, credit, emit.date);
  const std::optional<InputColumn> people = FullColumn(BindStep(run, credit, emit.who));
  const std::optional<InputColumn> days = FullColumn(date);
  const std::optional<InputColumn> amount = FullColumn(BindStep(run, credit, emit.amount));
  if (!people || !days || !amount) return std::nullopt;
  LineSource source;
  source.size_ = static_cast<size_t>(date.cells.table->num_rows);
  source.is_rows_ = true;
  source.people_ = *people;
  if (!IsInPlace(run.space.people().persons)) source.person_of_row_ = &run.space.people().persons;
  source.days_ = days;
  source.amount_ = source.whole_ = amount;
  source.days_ascend_ = date.cells.column->ascends();
  source.first_day_ = static_cast<Day>(date.cells.column->low());
  source.last_day_ = static_cast<Day>(date.cells.column->high());
  return source;
}

const int32_t* LineSource::ReadPeople(size_t first, size_t count, int32_t* room) const {
  if (person_of_row_ == nullptr) return ReadIntegers(people_, first, count, room);
  WithValues(people_, first, [&](const auto* people) { Look(person_of_row_->data(), people, count, room); });
  return room;
}

const Day* LineSource::ReadDays(size_t first, size_t count, Day* room) const {
  return ReadIntegers(*days_, first, count, room);
}

interp::LineSummary LineSource::Summary(base::Workers& workers) const {
  constexpr size_t kPiece = size_t{1} << 12;
  std::vector<value::ExactSum> sums(static_cast<size_t>(workers.size()));
  [[maybe_unused]] const bool done = workers.For(size_, kPiece, [&](int worker, size_t begin, size_t end) {
    std::array<int64_t, kPiece> amounts;
    const bool lies_there = amount_->width == codegen::Width::Int64;
    if (!lies_there) ReadValues(*amount_, begin, end - begin, amounts.data());
    const void* from = lies_there ? amount_->At(begin) : amounts.data();
    sums[static_cast<size_t>(worker)].Add(Sum(static_cast<const int64_t*>(from), end - begin));
    return true;
  });
  interp::LineSummary summary{size_, first_day_, last_day_, {}};
  for (const value::ExactSum& sum : sums) summary.amount.Add(sum);
  return summary;
}

}  // namespace incent::jit
