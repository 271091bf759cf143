#include "compiler/interp/raw_lines.h"

#include <algorithm>
#include <numeric>

#include "compiler/base/check.h"
#include "compiler/interp/stage_plan.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using value::ErrorCode;

RawLines::RawLines(RunState& run, int stage, int set)
    : run_(run),
      stage_(stage),
      ir_stage_(run.module.stages[static_cast<size_t>(stage)]),
      set_(run.module.line_sets[static_cast<size_t>(set)]),
      lines_(run.space.lines(set)) {}

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
  share_.Set(line, Sum(share_.At(line), part.share, rows_[line]));
  amount_.Set(line, Sum(amount_.At(line), part.amount, rows_[line]));
  const State whole = stronger(whole_.StateAt(line), part.whole.state);
  if (whole != eval::kValue) whole_.Set(line, {0, whole});
  const Doubt before = DoubtOf(line);
  const Doubt doubt{stronger(before.day, part.doubt.day), stronger(before.line, part.doubt.line)};
  if (doubt.day != eval::kValue || doubt.line != eval::kValue) doubts_[line] = doubt;
  days_[line] = doubt.day == eval::kValue ? std::min(days_[line], part.day) : kNoDay;
}

void RawLines::Add(const Frame& frame) {
  for (int i = 0; i < frame.count; ++i) {
    const size_t first = rows_.size();
    for (const ir::Emit& emit : ir_stage_.emits) AddRow(frame, i, emit, first);
  }
}

void RawLines::AddRow(const Frame& frame, int i, const ir::Emit& emit, size_t first) {
  const Lane when = frame.registers[emit.when].At(i);
  if (!when.IsTrue() && !eval::IsError(when.state)) return;
  // An undecided condition also empties what was unwrapped under it.
  const bool decided = when.IsTrue();
  const Lane who = frame.registers[decided ? emit.who : Unwrapped(ir_stage_, emit.who)].At(i);
  const Lane date = frame.registers[decided ? emit.date : Unwrapped(ir_stage_, emit.date)].At(i);
  if (who.state == eval::kNull || (decided && date.state == eval::kNull)) return;
  const int32_t row = frame.source_rows[static_cast<size_t>(i)];
  Part part;
  part.doubt.line = when.state;
  if (date.state == eval::kValue) {
    part.day = static_cast<Day>(date.value);
  } else {
    part.doubt.day = eval::IsError(date.state) ? date.state : when.state;
  }
  if (eval::IsError(who.state)) {
    const State error = run_.errors.Stronger(who.state, when.state);
    lines_.unplaced.push_back({row, part.day, part.doubt.day, error});
    return;
  }
  const int32_t person = run_.space.PersonOf(static_cast<int32_t>(who.value));
  INCENT_CHECK(person != kNowhere, "a recipient is a row of the participants' dataset");
  part.share = frame.registers[emit.share].At(i);
  part.amount = frame.registers[emit.amount].At(i);
  part.whole = frame.registers[emit.whole].At(i);
  for (size_t line = first; line < rows_.size(); ++line) {
    if (people_[line] == person) return Merge(line, part);
  }
  Append(row, person, part);
}

// Exact parts sum to the whole times the shares: money is neither made nor lost.
void RawLines::CheckRow(size_t begin, size_t end) {
  const int exact_scale = set_.amount.scale + set_.share.scale;
  if (exact_scale > value::kMaxScale) return;
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

std::vector<int32_t> RawLines::CanonicalOrder() {
  const auto num_people = static_cast<size_t>(run_.space.num_people());
  lines_.starts.assign(num_people + 1, 0);
  for (const int32_t person : people_) ++lines_.starts[static_cast<size_t>(person) + 1];
  std::partial_sum(lines_.starts.begin(), lines_.starts.end(), lines_.starts.begin());
  std::vector<int32_t> order(rows_.size());
  std::vector<int32_t> next(lines_.starts.begin(), lines_.starts.end() - 1);
  for (size_t k = 0; k < rows_.size(); ++k) {
    order[static_cast<size_t>(next[static_cast<size_t>(people_[k])]++)] = static_cast<int32_t>(k);
  }
  const bool by_position = run_.KeysAscend(set_.dataset);
  // A person has one line of a row, so that two lines are told apart by day and row.
  const auto precedes = [&](int32_t a, int32_t b) {
    const auto left = static_cast<size_t>(a);
    const auto right = static_cast<size_t>(b);
    if (days_[left] != days_[right]) return days_[left] < days_[right];
    if (by_position) return rows_[left] < rows_[right];
    const int keys = eval::RowKey(run_.input, set_.dataset, rows_[left])
                         .compare(eval::RowKey(run_.input, set_.dataset, rows_[right]));
    return keys != 0 ? keys < 0 : rows_[left] < rows_[right];
  };
  for (size_t person = 0; person < num_people; ++person) {
    std::sort(order.begin() + lines_.starts[person], order.begin() + lines_.starts[person + 1], precedes);
  }
  return order;
}

namespace {

template <typename T>
std::vector<T> Arrange(const std::vector<T>& values, const std::vector<int32_t>& order) {
  std::vector<T> arranged;
  arranged.reserve(order.size());
  for (const int32_t at : order) arranged.push_back(values[static_cast<size_t>(at)]);
  return arranged;
}

eval::LaneColumn Arrange(const eval::LaneColumn& column, const std::vector<int32_t>& order) {
  eval::LaneColumn arranged(order.size());
  for (size_t k = 0; k < order.size(); ++k) arranged.Set(k, column.At(static_cast<size_t>(order[k])));
  return arranged;
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
  lines_.rows = Arrange(rows_, order);
  lines_.people = Arrange(people_, order);
  lines_.days = Arrange(days_, order);
  lines_.share = Arrange(share_, order);
  lines_.amount = Arrange(amount_, order);
  lines_.whole = Arrange(whole_, order);
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
