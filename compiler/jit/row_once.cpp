#include <algorithm>
#include <atomic>

#include "compiler/interp/window_index.h"
#include "compiler/jit/column_ops.h"
#include "runtime/value/decimal.h"

namespace incent::jit {

using eval::LaneColumn;

namespace {

// The only line of each source row has the row's whole amount, if its share is at least one.
bool CountsWhole(const interp::ColumnCall& call) {
  const interp::Lines& lines = call.run.space.lines(call.domain.index);
  const ir::LineSet& set = call.run.module.line_sets[static_cast<size_t>(call.domain.index)];
  const bool is_plain =
      !lines.share.HasStates() && !lines.whole.HasStates() && lines.whole.Narrow() != nullptr;
  if (static_cast<size_t>(lines.num_source_rows) != lines.size() || !is_plain) return false;
  const value::Int128 one = value::PowerOfTen(set.share.scale);
  for (size_t line = 0; line < lines.size(); ++line) {
    if (lines.share.ValueAt(line) < one) return false;
  }
  return call.inst.type.scale >= set.amount.scale;
}

}  // namespace

std::optional<LaneColumn> RowOnce(const interp::ColumnCall& call, base::Workers& workers) {
  const LaneColumn& condition = *call.operands[0];
  const interp::Grouping& grouping = call.run.GroupingOf(call.inst.attributes.group, true);
  if (condition.HasStates() || !grouping.doubts.empty() || !CountsWhole(call)) return std::nullopt;
  const interp::Lines& lines = call.run.space.lines(call.domain.index);
  const ir::LineSet& set = call.run.module.line_sets[static_cast<size_t>(call.domain.index)];
  const auto factor = static_cast<int64_t>(value::PowerOfTen(call.inst.type.scale - set.amount.scale));
  LaneColumn out = LaneColumn::Unwritten(lines.size());
  eval::State* states = out.MakeStates();
  std::atomic<bool> fits = true;
  constexpr size_t kPiece = size_t{1} << 15;
  [[maybe_unused]] const bool done = workers.For(lines.size(), kPiece, [&](int, size_t begin, size_t end) {
    bool overflows = false;
    for (size_t line = begin; line < end; ++line) {
      const int32_t group = grouping.contributes[static_cast<size_t>(lines.people[line])];
      const bool counts = condition.ValueAt(line) != 0 && group != interp::kNowhere;
      const int64_t whole = counts ? lines.whole.Narrow()[line] : 0;
      overflows |= __builtin_mul_overflow(whole, factor, &out.Narrow()[line]);
      states[line] = counts ? eval::kValue : eval::kNull;
    }
    if (overflows) fits = false;
    return !overflows;
  });
  if (!fits) return std::nullopt;
  out.DropRoom();
  return out;
}

}  // namespace incent::jit
