#include <algorithm>

#include "compiler/interp/column_ops.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using eval::LaneColumn;
using value::ErrorCode;

namespace {

// The lines of one source row in one group.
struct RowShares {
  int32_t group = 0;
  size_t first_line = 0;  // stands for all of them
  value::ExactSum shares;
  State error = eval::kValue;
  Lane whole;
};

RowShares& SharesOf(std::vector<RowShares>& rows, int32_t group, size_t line) {
  for (RowShares& row : rows) {
    if (row.group == group) return row;
  }
  RowShares& added = rows.emplace_back();
  added.group = group;
  added.first_line = line;
  return added;
}

// whole x min(1, shares), at the scale of the result.
bool Credit(const ColumnCall& call, const RowShares& row, Int128* out) {
  const ir::LineSet& set = call.run.module.line_sets[static_cast<size_t>(call.domain.index)];
  Int128 share = 0;
  if (!row.shares.Get(&share)) return false;
  share = std::min(share, value::PowerOfTen(set.share.scale));
  return value::Multiply(row.whole.value, set.amount.scale, share, set.share.scale, out) &&
         value::Rescale(*out, value::MulScale(set.amount.scale, set.share.scale), call.inst.type.scale, out);
}

Lane CreditLane(const ColumnCall& call, const RowShares& row) {
  Lane lane{0, call.run.errors.Stronger(row.error, row.whole.state)};
  if (lane.state != eval::kValue || Credit(call, row, &lane.value)) return lane;
  return {0, call.ErrorAt(row.first_line, ErrorCode::Overflow)};
}

}  // namespace

LaneColumn EvalRowOnce(const ColumnCall& call) {
  const Lines& lines = call.run.space.lines(call.domain.index);
  const Grouping& grouping = call.run.GroupingOf(call.inst.attributes.group, true);
  const LaneColumn& condition = *call.operands[0];
  const int dataset = call.run.module.line_sets[static_cast<size_t>(call.domain.index)].dataset;
  const auto num_rows = static_cast<size_t>(call.run.input.tables[static_cast<size_t>(dataset)].num_rows);
  const LinesByRow by_row = GroupByRow(lines, num_rows);
  LaneColumn out(lines.size());
  std::vector<RowShares> rows;
  for (size_t source = 0; source < num_rows; ++source) {
    rows.clear();
    for (size_t k = by_row.starts[source]; k < by_row.starts[source + 1]; ++k) {
      const auto line = static_cast<size_t>(by_row.order[k]);
      const Lane counts = condition.At(line);
      const auto person = lines.people[line];
      out.Set(line, {0, eval::kNull});
      if (counts == Lane{}) continue;
      // Nobody knows in which group this line is, so it spoils them all.
      if (const State doubt = grouping.DoubtOf(person); doubt != eval::kValue) out.Set(line, {0, doubt});
      const int32_t group = grouping.contributes[static_cast<size_t>(person)];
      if (group == kNowhere) continue;
      RowShares& row = SharesOf(rows, group, line);
      row.shares.Add(lines.share.ValueAt(line));
      row.whole = lines.whole.At(line);
      const State error = call.run.errors.Stronger(counts.state, lines.share.StateAt(line));
      row.error = call.run.errors.Stronger(row.error, error);
    }
    for (const RowShares& row : rows) out.Set(row.first_line, CreditLane(call, row));
  }
  return out;
}

}  // namespace incent::interp
