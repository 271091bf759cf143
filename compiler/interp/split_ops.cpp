#include <map>

#include "compiler/interp/column_ops.h"
#include "runtime/kernels/allocation.h"

namespace incent::interp {

using eval::LaneColumn;
using kernels::GroupRounding;
using value::ErrorCode;

LinesByRow GroupByRow(const Lines& lines, size_t num_rows) {
  LinesByRow by_row;
  by_row.starts.assign(num_rows + 1, 0);
  for (const int32_t row : lines.rows) ++by_row.starts[static_cast<size_t>(row) + 1];
  for (size_t row = 0; row < num_rows; ++row) by_row.starts[row + 1] += by_row.starts[row];
  by_row.order.resize(lines.size());
  std::vector<size_t> next(by_row.starts.begin(), by_row.starts.end() - 1);
  // Lines come by participant, and that order is kept within each row.
  for (size_t line = 0; line < lines.size(); ++line) {
    by_row.order[next[static_cast<size_t>(lines.rows[line])]++] = static_cast<int32_t>(line);
  }
  return by_row;
}

namespace {

GroupRounding RoundingOf(const ColumnCall& call) {
  const ir::Attributes& attributes = call.inst.attributes;
  return {call.scales[0], attributes.unit, attributes.unit_scale, attributes.mode};
}

// True if the rounded parts sum to the rounded sum of the exact ones.
bool AddsUp(const GroupRounding& rounding, const std::vector<Int128>& exact,
            const std::vector<Int128>& rounded) {
  value::ExactSum whole;
  value::ExactSum parts;
  for (const Int128 part : exact) whole.Add(part);
  for (const Int128 part : rounded) parts.Add(part);
  Int128 sum = 0;
  Int128 expected = 0;
  Int128 total = 0;
  return whole.Get(&sum) && parts.Get(&total) &&
         value::RoundToUnit(sum, rounding.scale, rounding.unit, rounding.unit_scale, rounding.mode,
                            &expected) &&
         expected == total;
}

// Rounds the parts of one source row, which lie at `rows`.
void RoundTogether(const ColumnCall& call, const std::vector<size_t>& rows, const std::vector<Int128>& parts,
                   LaneColumn& out) {
  if (parts.empty()) return;
  std::vector<Int128> rounded;
  const ErrorCode code = kernels::RoundGroup(parts, RoundingOf(call), &rounded);
  for (size_t k = 0; k < rows.size(); ++k) {
    out.Set(rows[k], code == ErrorCode::None ? Lane{rounded[k]} : Lane{0, call.ErrorAt(rows[k], code)});
  }
  if (code == ErrorCode::None && !AddsUp(RoundingOf(call), parts, rounded)) {
    call.Break(rows[0], "the payouts of one source row do not sum to the rounded whole");
  }
}

}  // namespace

LaneColumn EvalRoundRow(const ColumnCall& call) {
  const LaneColumn& x = *call.operands[0];
  const Lines& lines = call.run.space.lines(call.domain.index);
  const int dataset = call.run.module.line_sets[static_cast<size_t>(call.domain.index)].dataset;
  const auto num_rows = static_cast<size_t>(call.run.input.tables[static_cast<size_t>(dataset)].num_rows);
  const LinesByRow by_row = GroupByRow(lines, num_rows);
  LaneColumn out(x.size());
  std::vector<size_t> rows;
  std::vector<Int128> parts;
  for (size_t source = 0; source < num_rows; ++source) {
    rows.clear();
    parts.clear();
    for (size_t k = by_row.starts[source]; k < by_row.starts[source + 1]; ++k) {
      const auto line = static_cast<size_t>(by_row.order[k]);
      const Lane lane = x.At(line);
      if (lane.state != eval::kValue) {
        out.Set(line, {0, lane.state});
        continue;
      }
      rows.push_back(line);
      parts.push_back(lane.value);
    }
    RoundTogether(call, rows, parts, out);
  }
  return out;
}

namespace {

// The members of a group in one period, in the order of their keys.
struct Members {
  std::vector<size_t> rows;
  std::vector<Int128> weights;
  Lane total{0, eval::kNull};
  bool totals_differ = false;
  State error = eval::kValue;
};

void Admit(const ColumnCall& call, Members& members, size_t row) {
  const Lane total = call.operands[0]->At(row);
  const Lane weight = call.operands[1]->At(row);
  const State state = call.run.errors.Stronger(total.state, weight.state);
  if (eval::IsError(state)) members.error = call.run.errors.Stronger(members.error, state);
  if (state == eval::kNull) return;
  const bool another = members.total.state == eval::kValue && members.total != total;
  members.totals_differ |= state == eval::kValue && another;
  if (state == eval::kValue) members.total = total;
  members.rows.push_back(row);
  members.weights.push_back(weight.value);
}

// True if the parts, at the larger scale of amount and unit, are the whole exactly.
bool SumsTo(const GroupRounding& rounding, Int128 total, const std::vector<Int128>& parts) {
  value::ExactSum exact;
  for (const Int128 part : parts) exact.Add(part);
  Int128 sum = 0;
  const int scale = value::AddScale(rounding.scale, rounding.unit_scale);
  return exact.Get(&sum) && value::Compare(sum, scale, total, rounding.scale) == 0;
}

void Divide(const ColumnCall& call, const Members& members, LaneColumn& out) {
  if (members.error != eval::kValue) {
    for (const size_t row : members.rows) out.Set(row, {0, members.error});
    return;
  }
  if (members.rows.empty()) return;
  std::vector<Int128> parts;
  const GroupRounding rounding = RoundingOf(call);
  const ErrorCode code = members.totals_differ
                             ? ErrorCode::AllotTotal
                             : kernels::SplitExactly(members.total.value, rounding, members.weights, &parts);
  for (size_t k = 0; k < members.rows.size(); ++k) {
    const size_t row = members.rows[k];
    out.Set(row, code == ErrorCode::None ? Lane{parts[k]} : Lane{0, call.ErrorAt(row, code)});
  }
  bool any_weight = false;
  for (const Int128 weight : members.weights) any_weight = any_weight || weight != 0;
  if (code == ErrorCode::None && any_weight && !SumsTo(rounding, members.total.value, parts)) {
    call.Break(members.rows[0], "the parts of a divided amount do not sum to the whole");
  }
}

}  // namespace

LaneColumn EvalSplitGroup(const ColumnCall& call) {
  const Grouping& grouping = call.run.GroupingOf(call.inst.attributes.group, true);
  LaneColumn out(call.operands[0]->size());
  std::map<std::pair<int32_t, Day>, Members> groups;
  std::map<Day, State> doubts;
  for (size_t row = 0; row < out.size(); ++row) {
    const Position position = call.run.space.PositionOf(call.domain, row);
    const State doubt = grouping.DoubtOf(position.person);
    const int32_t group = grouping.contributes[static_cast<size_t>(position.person)];
    const bool is_null =
        call.operands[0]->StateAt(row) == eval::kNull || call.operands[1]->StateAt(row) == eval::kNull;
    if (doubt != eval::kValue) {
      State& state = doubts[position.day];
      state = call.run.errors.Stronger(state, doubt);
      out.Set(row, {0, doubt});
    } else if (is_null) {
      out.Set(row, {0, eval::kNull});
    }
    if (group != kNowhere) Admit(call, groups[{group, position.day}], row);
  }
  const State missing =
      grouping.is_shared ? call.run.MissingPeople(call.stage, call.inst.definition) : eval::kValue;
  for (auto& [key, members] : groups) {
    members.error = call.run.errors.Stronger(members.error, missing);
    if (const auto doubt = doubts.find(key.second); doubt != doubts.end()) {
      members.error = call.run.errors.Stronger(members.error, doubt->second);
    }
    Divide(call, members, out);
  }
  return out;
}

}  // namespace incent::interp
