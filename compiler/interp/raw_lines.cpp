#include "compiler/interp/raw_lines.h"

#include <algorithm>
#include <numeric>

#include "compiler/base/check.h"
#include "compiler/interp/stage_plan.h"
#include "runtime/eval/counting_sort.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using value::ErrorCode;

RawLines::RawLines(RunState& run, int stage, int set)
    : run_(run),
      stage_(stage),
      ir_stage_(run.module.stages[static_cast<size_t>(stage)]),
      set_(run.module.line_sets[static_cast<size_t>(set)]),
      lines_(run.space.lines(set)) {
  // Most rows give one line.
  const size_t num_rows = run.space.NumRows(ir_stage_.domain);
  rows_.reserve(num_rows);
  people_.reserve(num_rows);
  days_.reserve(num_rows);
  for (eval::LaneColumn* column : {&share_, &amount_, &whole_}) column->Reserve(num_rows);
}

State RawLines::OverflowAt(int32_t row) {
  return run_.errors.Intern({.code = ErrorCode::Overflow,
                             .definition = set_.definition,
                             .stage = stage_,
                             .place = {.kind = eval::Place::Kind::Row, .dataset = set_.dataset, .row = row}});
}

Lane RawLines::Sum(const Lane& a, const Lane& b, int32_t row) {
  Lane sum{0, run_.errors.Stronger(a.state, b.state)};
  if (sum.state == eval::kValue && !value::Add(a.value, 0, b.value, 0, &sum.value))
    sum.state = OverflowAt(row);
  return sum;
}

RawLines::Doubt RawLines::DoubtOf(size_t line) const {
  const auto at = doubts_.find(line);
  return at == doubts_.end() ? Doubt{} : at->second;
}

bool RawLines::NamesNobody(int32_t row) const {
  const auto dataset = static_cast<size_t>(set_.dataset);
  return column::NamesNobody(run_.module.datasets[dataset], run_.input.tables[dataset], row);
}

void RawLines::Append(int32_t row, int32_t person, const Part& part) {
  if (part.doubt.day != eval::kValue || part.doubt.line != eval::kValue) doubts_[rows_.size()] = part.doubt;
  rows_.push_back(row);
  people_.push_back(person);
  days_.push_back(part.day);
  share_.Append(part.share);
  amount_.Append(part.amount);
  whole_.Append(part.whole);
}

// A person whom several clauses name has one line.
void RawLines::Merge(size_t line, const Part& part) {
  const auto stronger = [&](State a, State b) { return run_.errors.Stronger(a, b); };
  const Doubt before = DoubtOf(line);
  const Doubt doubt{stronger(before.day, part.doubt.day), stronger(before.line, part.doubt.line)};
  // How much it is depends on which of the parts there are.
  const auto sum = [&](const Lane& a, const Lane& b) {
    const Lane both = Sum(a, b, rows_[line]);
    return doubt.line == eval::kValue ? both : Lane{0, stronger(both.state, doubt.line)};
  };
  share_.Set(line, sum(share_.At(line), part.share));
  amount_.Set(line, sum(amount_.At(line), part.amount));
  const State whole = stronger(whole_.StateAt(line), part.whole.state);
  if (whole != eval::kValue) whole_.Set(line, {0, whole});
  if (doubt.day != eval::kValue || doubt.line != eval::kValue) doubts_[line] = doubt;
  days_[line] = doubt.day == eval::kValue ? std::min(days_[line], part.day) : kNoDay;
}

void RawLines::Add(const Frame& frame) {
  for (int i = 0; i < frame.count; ++i) AddRow(frame, i);
}

void RawLines::AddRow(const Frame& frame, int i) {
  const size_t first = rows_.size();
  State unknown = eval::kValue;
  for (const ir::Emit& emit : ir_stage_.emits)
    unknown = run_.errors.Stronger(unknown, AddRecipient(frame, i, emit, first));
  if (unknown == eval::kValue) return;
  // Whoever is not known may be one of the others, who then has more.
  for (size_t line = first; line < rows_.size(); ++line) {
    for (eval::LaneColumn* column : {&share_, &amount_})
      column->Set(line, {0, run_.errors.Stronger(column->StateAt(line), unknown)});
  }
}

State RawLines::AddRecipient(const Frame& frame, int i, const ir::Emit& emit, size_t first) {
  const int32_t row = frame.source_rows[static_cast<size_t>(i)];
  Lane when = frame.registers[emit.when].At(i);
  if (!when.IsTrue() && !eval::IsError(when.state)) return eval::kValue;
  // Nobody knows whether a row in error should be there.
  const State row_error = run_.RowError(set_.dataset, row, stage_, set_.definition);
  if (row_error != eval::kValue && run_.pays_without_rows) return eval::kValue;
  when.state = run_.errors.Stronger(when.state, row_error);
  // An undecided condition also empties what was unwrapped under it.
  const bool decided = when.IsTrue();
  const Lane who = frame.registers[decided ? emit.who : Unwrapped(ir_stage_, emit.who)].At(i);
  const Lane date = frame.registers[decided ? emit.date : Unwrapped(ir_stage_, emit.date)].At(i);
  if (who.state == eval::kNull || (decided && date.state == eval::kNull)) return eval::kValue;
  Part part;
  part.doubt.line = when.state;
  if (date.state == eval::kValue) {
    part.day = static_cast<Day>(date.value);
  } else {
    part.doubt.day = eval::IsError(date.state) ? date.state : when.state;
  }
  if (eval::IsError(who.state)) {
    if (run_.pays_without_rows && NamesNobody(row)) return eval::kValue;
    const State error = run_.errors.Stronger(who.state, when.state);
    lines_.unplaced.push_back({row, kNowhere, part.day, part.doubt.day, error});
    return error;
  }
  const int32_t person = run_.space.PersonOf(static_cast<int32_t>(who.value));
  INCENT_CHECK(person != kNowhere, "a recipient is a row of the participants' dataset");
  part.share = frame.registers[emit.share].At(i);
  part.amount = frame.registers[emit.amount].At(i);
  part.whole = frame.registers[emit.whole].At(i);
  if (row_error != eval::kValue)
    lines_.unplaced.push_back({row, person, part.day, part.doubt.day, row_error});
  for (size_t line = first; line < rows_.size(); ++line) {
    if (people_[line] != person) continue;
    Merge(line, part);
    return eval::kValue;
  }
  Append(row, person, part);
  return eval::kValue;
}

// Exact parts sum to the whole times the shares: money is neither made nor lost. Shares of all digits may be
// quotients of weights, which are not exact.
void RawLines::CheckRow(size_t begin, size_t end) {
  const int exact_scale = set_.amount.scale + set_.share.scale;
  if (exact_scale > value::kMaxScale || set_.share.scale == value::kMaxScale) return;
  Int128 parts = 0;
  Int128 expected = 0;
  for (size_t line = begin; line < end; ++line) {
    const Lane share = share_.At(line);
    const Lane amount = amount_.At(line);
    const Lane whole = whole_.At(line);
    if ((share.state | amount.state | whole.state) != eval::kValue) return;
    Int128 product = 0;
    if (!value::Multiply(whole.value, set_.amount.scale, share.value, set_.share.scale, &product)) return;
    if (!value::Add(expected, 0, product, 0, &expected) || !value::Add(parts, 0, amount.value, 0, &parts))
      return;
  }
  if (value::Compare(parts, set_.amount.scale, expected, exact_scale) == 0) return;
  run_.broken.push_back({"the lines of a source row do not sum to its amount times its shares",
                         {.kind = eval::Place::Kind::Row, .dataset = set_.dataset, .row = rows_[begin]}});
}

// Two counting passes, by day and by person; what they leave equal stands in the order of the rows.
std::vector<int32_t> RawLines::CanonicalOrder() {
  std::vector<int32_t> order(rows_.size());
  std::iota(order.begin(), order.end(), 0);
  // Whole days of the calendar, and one before them for dates that could not be read.
  constexpr Day kUndated = value::kFirstDay - 1;
  const auto day_of = [&](size_t line) { return days_[line] == kNoDay ? kUndated : days_[line]; };
  Day first = value::kLastDay;
  Day last = kUndated;
  for (size_t line = 0; line < days_.size(); ++line) {
    first = std::min(first, day_of(line));
    last = std::max(last, day_of(line));
  }
  std::vector<int32_t> starts;
  eval::SortBySlot(order, static_cast<size_t>(std::max(last - first, 0)) + 1, starts, [&](int32_t line) {
    return static_cast<size_t>(day_of(static_cast<size_t>(line)) - first);
  });
  eval::SortBySlot(order, static_cast<size_t>(run_.space.num_people()), lines_.starts,
                   [&](int32_t line) { return static_cast<size_t>(people_[static_cast<size_t>(line)]); });
  if (!run_.KeysAscend(set_.dataset)) SortDaysByKey(order);
  return order;
}

// A person has one line of a row, so that what person and day leave equal is told apart by key and row.
void RawLines::SortDaysByKey(std::vector<int32_t>& order) const {
  const auto row_of = [&](int32_t line) { return rows_[static_cast<size_t>(line)]; };
  const auto is_same_day = [&](int32_t a, int32_t b) {
    const auto left = static_cast<size_t>(a);
    const auto right = static_cast<size_t>(b);
    return people_[left] == people_[right] && days_[left] == days_[right];
  };
  const auto precedes = [&](int32_t a, int32_t b) {
    const int keys = eval::RowKey(run_.input, set_.dataset, row_of(a))
                         .compare(eval::RowKey(run_.input, set_.dataset, row_of(b)));
    return keys != 0 ? keys < 0 : row_of(a) < row_of(b);
  };
  for (auto begin = order.begin(); begin != order.end();) {
    auto end = begin + 1;
    while (end != order.end() && is_same_day(*begin, *end)) ++end;
    std::sort(begin, end, precedes);
    begin = end;
  }
}

namespace {

// What is arranged is given up at once, so that only one column at a time exists twice.
std::vector<int32_t> Arrange(std::vector<int32_t>&& raw, const std::vector<int32_t>& order) {
  const std::vector<int32_t> values = std::move(raw);
  std::vector<int32_t> arranged;
  arranged.reserve(order.size());
  for (const int32_t at : order) arranged.push_back(values[static_cast<size_t>(at)]);
  return arranged;
}

eval::LaneColumn Arrange(eval::LaneColumn&& raw, const std::vector<int32_t>& order) {
  const eval::LaneColumn lanes = std::move(raw);
  return lanes.Gather(order);
}

}  // namespace

void RawLines::Finish() {
  for (size_t begin = 0; begin < rows_.size();) {
    size_t end = begin + 1;
    while (end < rows_.size() && rows_[end] == rows_[begin]) ++end;
    CheckRow(begin, end);
    ++lines_.num_source_rows;
    begin = end;
  }
  const std::vector<int32_t> order = CanonicalOrder();
  lines_.rows = Arrange(std::move(rows_), order);
  lines_.people = Arrange(std::move(people_), order);
  lines_.days = Arrange(std::move(days_), order);
  lines_.share = Arrange(std::move(share_), order);
  lines_.amount = Arrange(std::move(amount_), order);
  lines_.whole = Arrange(std::move(whole_), order);
  if (!doubts_.empty()) {
    lines_.day_states.resize(order.size(), eval::kValue);
    lines_.states.resize(order.size(), eval::kValue);
    for (size_t k = 0; k < order.size(); ++k) {
      const Doubt doubt = DoubtOf(static_cast<size_t>(order[k]));
      lines_.day_states[k] = doubt.day;
      lines_.states[k] = doubt.line;
    }
  }
  lines_.made = true;
}

}  // namespace incent::interp
