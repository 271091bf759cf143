#include <algorithm>

#include "compiler/interp/column_ops.h"
#include "compiler/interp/line_doubt.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using eval::LaneColumn;
using value::ErrorCode;

namespace {

// What one group has in one target period.
struct Total {
  value::ExactSum sum;
  State error = eval::kValue;
  Lane best{0, eval::kNull};
  size_t best_row = 0;
};

// The totals of all groups and target periods of one call.
class Totals {
 public:
  explicit Totals(const ColumnCall& call)
      : call_(call),
        grouping_(call.run.GroupingOf(call.inst.attributes.group, HasPerson(call.target))),
        num_groups_(HasPerson(call.domain) ? grouping_.num_groups : 1),
        grid_(HasPeriod(call.target) ? &call.run.space.grid(call.target.granule) : nullptr),
        num_periods_(grid_ == nullptr ? 1 : grid_->count),
        totals_(static_cast<size_t>(num_groups_) * static_cast<size_t>(num_periods_)) {}

  const Grouping& grouping() const { return grouping_; }
  int32_t num_periods() const { return num_periods_; }
  Total& At(int32_t group, int32_t period) {
    return totals_[static_cast<size_t>(group) * static_cast<size_t>(num_periods_) +
                   static_cast<size_t>(period)];
  }

  // The group and period of a row. What cannot be placed becomes an error of every total that it might
  // belong to, and false is returned; as for rows outside the grid.
  bool Place(const Position& position, State row_error, int32_t* group, int32_t* period) {
    *group = position.person == kNowhere ? 0 : grouping_.contributes[static_cast<size_t>(position.person)];
    *period = grid_ == nullptr ? 0 : grid_->IndexOf(position.day);
    const State doubt = position.person == kNowhere ? eval::kValue : grouping_.DoubtOf(position.person);
    if (doubt != eval::kValue)
      return AddError(kNowhere, *period, call_.run.errors.Stronger(doubt, row_error));
    if (*group == kNowhere) return false;
    if (grid_ != nullptr && position.day_state != eval::kValue) {
      return AddError(*group, kNowhere, call_.run.errors.Stronger(position.day_state, row_error));
    }
    return *period != kNowhere;
  }

  // Rows without a recipient: an error of everybody's sums. People who cannot be told: of every sum over
  // people.
  void AddUnplaced() {
    if (call_.domain.kind != ir::DomainKind::Lines) {
      if (grouping_.is_shared)
        AddError(kNowhere, kNowhere, call_.run.MissingPeople(call_.stage, call_.inst.definition));
      return AddEdges();
    }
    for (const Unplaced& row : LineDoubts(call_.run, call_.domain.index)) {
      if (row.person != kNowhere) continue;  // his line is there, and in error
      const bool dated = grid_ != nullptr && row.day_state == eval::kValue;
      const int32_t period = dated ? grid_->IndexOf(row.day) : kNowhere;
      if (!dated || period != kNowhere) AddError(kNowhere, period, row.error);
    }
  }

  // The result: each row of the target reads its group. `finish(total, row)` gives the lane.
  template <typename Finish>
  LaneColumn Spread(Finish finish) {
    AddUnplaced();
    LaneColumn out(call_.run.space.NumRows(call_.target));
    for (size_t row = 0; row < out.size(); ++row) {
      const Position position = call_.run.space.PositionOf(call_.target, row);
      const int32_t group =
          num_groups_ == 1 && !HasPerson(call_.domain) ? 0 : grouping_.ReadBy(position.person);
      const int32_t period = grid_ == nullptr ? 0 : grid_->IndexOf(position.day);
      if (group == kInDoubt) {
        out.Set(row, {0, grouping_.DoubtOf(position.person)});
        continue;
      }
      const Total& total = group == kNowhere ? empty_ : At(group, period);
      out.Set(row, total.error != eval::kValue ? Lane{0, total.error} : finish(total, row));
    }
    return out;
  }

 private:
  // Periods beyond those that there are belong to the first and the last of the target.
  void AddEdges() {
    const Grid& cells = call_.run.space.grid(call_.domain.granule);
    if (call_.domain.kind != ir::DomainKind::Cells || cells.count == 0) return;
    const auto last = static_cast<size_t>(num_periods_) - 1;
    const bool reaches_before = grid_ == nullptr || grid_->starts[0] < cells.starts.front();
    const bool reaches_after = grid_ == nullptr || grid_->ends[last] > cells.ends.back();
    if (reaches_before) AddError(kNowhere, 0, call_.run.edges.before);
    if (reaches_after) AddError(kNowhere, static_cast<int32_t>(last), call_.run.edges.after);
  }

  // kNowhere stands for all groups, all periods. Returns false.
  bool AddError(int32_t group, int32_t period, State error) {
    if (error == eval::kValue) return false;
    for (int32_t g = group == kNowhere ? 0 : group; g < (group == kNowhere ? num_groups_ : group + 1); ++g) {
      for (int32_t p = period == kNowhere ? 0 : period; p < (period == kNowhere ? num_periods_ : period + 1);
           ++p) {
        State& state = At(g, p).error;
        state = call_.run.errors.Stronger(state, error);
      }
    }
    return false;
  }

  const ColumnCall& call_;
  const Grouping& grouping_;
  const int32_t num_groups_;
  const Grid* const grid_;
  const int32_t num_periods_;
  std::vector<Total> totals_;
  const Total empty_;
};

// Adds every row that is not null to the total it belongs to, by `add(total, lane, row)`.
template <typename Add>
void AddRows(const ColumnCall& call, Totals& totals, Add add) {
  const LaneColumn& x = *call.operands[0];
  for (size_t row = 0; row < x.size(); ++row) {
    const Lane lane = x.At(row);
    const Position position = call.run.space.PositionOf(call.domain, row);
    if (lane.state == eval::kNull) continue;
    int32_t group = 0;
    int32_t period = 0;
    if (!totals.Place(position, lane.state, &group, &period)) continue;
    Total& total = totals.At(group, period);
    if (lane.state == eval::kValue) {
      add(total, lane, row);
    } else {
      total.error = call.run.errors.Stronger(total.error, lane.state);
    }
  }
}

LaneColumn SumInto(Totals& totals, const ColumnCall& call) {
  return totals.Spread([&](const Total& total, size_t row) {
    Lane lane;
    if (!total.sum.Get(&lane.value)) lane.state = call.ErrorAt(row, ErrorCode::Overflow);
    return lane;
  });
}

LaneColumn BestInto(Totals& totals) {
  return totals.Spread([](const Total& total, size_t) { return total.best; });
}

// Keeps the lane for which `better(candidate row, best row)`; the first one met is kept otherwise.
template <typename Better>
LaneColumn EvalBest(const ColumnCall& call, Better better) {
  Totals totals(call);
  AddRows(call, totals, [&](Total& total, const Lane& lane, size_t row) {
    if (total.best.state != eval::kNull && !better(row, total.best_row)) return;
    total.best = lane;
    total.best_row = row;
  });
  return BestInto(totals);
}

// Order across people: date, key of the source row, participant.
bool IsEarlier(const ColumnCall& call, size_t a, size_t b) {
  const Position left = call.run.space.PositionOf(call.domain, a);
  const Position right = call.run.space.PositionOf(call.domain, b);
  if (left.day != right.day) return left.day < right.day;
  if (call.domain.kind == ir::DomainKind::Lines) {
    const int dataset = call.run.module.line_sets[static_cast<size_t>(call.domain.index)].dataset;
    const int keys = eval::RowKey(call.run.input, dataset, left.source_row)
                         .compare(eval::RowKey(call.run.input, dataset, right.source_row));
    if (keys != 0) return keys < 0;
  }
  return left.person < right.person;
}

}  // namespace

LaneColumn EvalAggSum(const ColumnCall& call) {
  Totals totals(call);
  AddRows(call, totals, [](Total& total, const Lane& lane, size_t) { total.sum.Add(lane.value); });
  return SumInto(totals, call);
}

// A flag that is true is 1.
LaneColumn EvalAggCount(const ColumnCall& call) {
  return EvalAggSum(call);
}

LaneColumn EvalAggMax(const ColumnCall& call) {
  const LaneColumn& x = *call.operands[0];
  return EvalBest(call, [&](size_t row, size_t best) { return x.ValueAt(row) > x.ValueAt(best); });
}

LaneColumn EvalAggMin(const ColumnCall& call) {
  const LaneColumn& x = *call.operands[0];
  return EvalBest(call, [&](size_t row, size_t best) { return x.ValueAt(row) < x.ValueAt(best); });
}

LaneColumn EvalAggFirst(const ColumnCall& call) {
  return EvalBest(call, [&](size_t row, size_t best) { return IsEarlier(call, row, best); });
}

LaneColumn EvalAggLast(const ColumnCall& call) {
  return EvalBest(call, [&](size_t row, size_t best) { return IsEarlier(call, best, row); });
}

}  // namespace incent::interp
