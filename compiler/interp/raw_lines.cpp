#include "compiler/interp/raw_lines.h"

#include <numeric>
#include <tuple>

#include "compiler/base/check.h"
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

Lane RawLines::Read(const Frame& frame, int i, ir::InstId inst, int scale) {
  Lane lane = frame.registers[inst].At(i);
  const int digits = scale - ir_stage_.insts[inst].type.scale;
  if (lane.state != eval::kValue || digits <= 0) return lane;
  if (value::Rescale(lane.value, 0, digits, &lane.value)) return lane;
  return {0, OverflowAt(frame.source_rows[static_cast<size_t>(i)])};
}

Lane RawLines::Sum(const Lane& a, const Lane& b, int32_t row) {
  Lane sum{0, run_.errors.Stronger(a.state, b.state)};
  if (sum.state == eval::kValue && !value::Add(a.value, 0, b.value, 0, &sum.value))
    sum.state = OverflowAt(row);
  return sum;
}

void RawLines::Merge(Line& line, const Line& other) {
  line.share = Sum(line.share, other.share, line.row);
  line.amount = Sum(line.amount, other.amount, line.row);
  line.whole.state = run_.errors.Stronger(line.whole.state, other.whole.state);
  line.state = run_.errors.Stronger(line.state, other.state);
  line.day_state = run_.errors.Stronger(line.day_state, other.day_state);
  line.day = line.day_state == eval::kValue ? std::min(line.day, other.day) : kNoDay;
}

void RawLines::Add(const Frame& frame) {
  for (int i = 0; i < frame.count; ++i) {
    const size_t first = raw_.size();
    for (const ir::Emit& emit : ir_stage_.emits) AddRow(frame, i, emit, first);
  }
}

void RawLines::AddRow(const Frame& frame, int i, const ir::Emit& emit, size_t first) {
  const Lane when = frame.registers[emit.when].At(i);
  if (!when.IsTrue() && !eval::IsError(when.state)) return;
  // An undecided condition also empties what was unwrapped under it.
  const bool decided = when.IsTrue();
  Lane who = frame.registers[decided ? emit.who : Unwrapped(ir_stage_, emit.who)].At(i);
  const Lane date = frame.registers[decided ? emit.date : Unwrapped(ir_stage_, emit.date)].At(i);
  if (who.state == eval::kNull || (decided && date.state == eval::kNull)) return;
  Line line{.row = frame.source_rows[static_cast<size_t>(i)]};
  const bool dated = date.state == eval::kValue;
  line.day = dated ? static_cast<Day>(date.value) : kNoDay;
  line.day_state = dated ? eval::kValue : eval::IsError(date.state) ? date.state : when.state;
  line.state = when.state;
  if (eval::IsError(who.state)) {
    const State error = run_.errors.Stronger(who.state, when.state);
    lines_.unplaced.push_back({line.row, line.day, line.day_state, error});
    return;
  }
  line.person = run_.space.PersonOf(static_cast<int32_t>(who.value));
  INCENT_CHECK(line.person != kNowhere, "a recipient is a row of the participants' dataset");
  line.share = Read(frame, i, emit.share, set_.share.scale);
  line.amount = Read(frame, i, emit.amount, set_.amount.scale);
  line.whole = Read(frame, i, emit.whole, set_.amount.scale);
  for (size_t k = first; k < raw_.size(); ++k) {
    if (raw_[k].person == line.person) return Merge(raw_[k], line);
  }
  raw_.push_back(line);
}

// Lines made from lines: those of one source row need not be neighbours, and may name a person twice.
void RawLines::MergeRepeated() {
  std::stable_sort(raw_.begin(), raw_.end(), [](const Line& a, const Line& b) {
    return std::tie(a.row, a.person) < std::tie(b.row, b.person);
  });
  size_t last = 0;
  for (size_t k = 1; k < raw_.size(); ++k) {
    if (raw_[k].row == raw_[last].row && raw_[k].person == raw_[last].person) {
      Merge(raw_[last], raw_[k]);
    } else {
      raw_[++last] = raw_[k];
    }
  }
  if (!raw_.empty()) raw_.resize(last + 1);
}

// Exact parts sum to the whole times the shares: money is neither made nor lost.
void RawLines::CheckWhole(size_t begin, size_t end) {
  const int exact_scale = set_.amount.scale + set_.share.scale;
  if (exact_scale > value::kMaxScale) return;
  Int128 parts = 0;
  Int128 expected = 0;
  for (size_t k = begin; k < end; ++k) {
    const Line& line = raw_[k];
    if (run_.errors.Stronger(run_.errors.Stronger(line.share.state, line.amount.state), line.whole.state) !=
        0)
      return;
    Int128 product = 0;
    if (!value::Multiply(line.whole.value, set_.amount.scale, line.share.value, set_.share.scale, &product))
      return;
    if (!value::Add(expected, 0, product, 0, &expected) ||
        !value::Add(parts, 0, line.amount.value, 0, &parts))
      return;
  }
  if (value::Compare(parts, set_.amount.scale, expected, exact_scale) == 0) return;
  run_.broken.push_back({"the lines of a source row do not sum to its amount times its shares",
                         {.kind = eval::Place::Kind::Row, .dataset = set_.dataset, .row = raw_[begin].row}});
}

void RawLines::Finish() {
  if (ir_stage_.domain.kind == ir::DomainKind::Lines) MergeRepeated();
  for (size_t begin = 0; begin < raw_.size();) {
    size_t end = begin + 1;
    while (end < raw_.size() && raw_[end].row == raw_[begin].row) ++end;
    CheckWhole(begin, end);
    ++lines_.num_source_rows;
    begin = end;
  }

  const auto num_people = static_cast<size_t>(run_.space.num_people());
  lines_.starts.assign(num_people + 1, 0);
  for (const Line& line : raw_) ++lines_.starts[static_cast<size_t>(line.person) + 1];
  std::partial_sum(lines_.starts.begin(), lines_.starts.end(), lines_.starts.begin());
  std::vector<int32_t> order(raw_.size());
  std::vector<int32_t> next(lines_.starts.begin(), lines_.starts.end() - 1);
  for (size_t k = 0; k < raw_.size(); ++k) {
    order[static_cast<size_t>(next[static_cast<size_t>(raw_[k].person)]++)] = static_cast<int32_t>(k);
  }
  const auto precedes = [&](int32_t a, int32_t b) {
    const Line& left = raw_[static_cast<size_t>(a)];
    const Line& right = raw_[static_cast<size_t>(b)];
    if (left.day != right.day) return left.day < right.day;
    return eval::RowKey(run_.input, set_.dataset, left.row) <
           eval::RowKey(run_.input, set_.dataset, right.row);
  };
  for (size_t person = 0; person < num_people; ++person) {
    std::stable_sort(order.begin() + lines_.starts[person], order.begin() + lines_.starts[person + 1],
                     precedes);
  }

  const size_t num_lines = raw_.size();
  lines_.share = lines_.amount = lines_.whole = eval::LaneColumn(num_lines);
  for (size_t k = 0; k < num_lines; ++k) {
    const Line& line = raw_[static_cast<size_t>(order[k])];
    lines_.rows.push_back(line.row);
    lines_.people.push_back(line.person);
    lines_.days.push_back(line.day);
    if (line.day_state != eval::kValue && lines_.day_states.empty())
      lines_.day_states.resize(num_lines, eval::kValue);
    if (line.state != eval::kValue && lines_.states.empty()) lines_.states.resize(num_lines, eval::kValue);
    if (line.day_state != eval::kValue) lines_.day_states[k] = line.day_state;
    if (line.state != eval::kValue) lines_.states[k] = line.state;
    lines_.share.Set(k, line.share);
    lines_.amount.Set(k, line.amount);
    lines_.whole.Set(k, line.whole);
  }
  lines_.made = true;
  raw_ = {};
}

}  // namespace incent::interp
