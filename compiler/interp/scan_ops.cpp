#include "compiler/interp/column_ops.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using eval::LaneColumn;
using value::ErrorCode;

namespace {

// Calls `f(begin, end, doubt)` for each window: the rows of one participant in one period of the op's
// granule, in canonical order. `doubt` is the error of a date that nobody could read: the line may
// belong to any window of its participant, so all of them are in error.
template <typename Function>
void ForEachWindow(const ColumnCall& call, size_t num_rows, Function f) {
  const std::optional<value::Granule> granule = call.inst.attributes.granule;
  // A participant's rows stand in the order of their days, those without a day first.
  const Grid* const grid = granule ? &call.run.space.grid(*granule) : nullptr;
  const auto last_day_of = [&](Day day) {
    if (!granule) return INT32_MAX;
    if (day == kNoDay) return kNoDay;
    const int32_t period = grid->IndexOf(day);
    return period != kNowhere ? grid->ends[static_cast<size_t>(period)]
                              : value::PeriodEnd(*granule, value::PeriodOf(*granule, day));
  };
  State doubt = eval::kValue;
  int32_t doubtful = kNowhere;
  for (size_t begin = 0; begin < num_rows;) {
    const Position first = call.run.space.PositionOf(call.domain, begin);
    if (first.person != doubtful) doubt = eval::kValue;
    const Day last_day = last_day_of(first.day);
    size_t end = begin;
    for (; end < num_rows; ++end) {
      const Position position = call.run.space.PositionOf(call.domain, end);
      if (position.person != first.person || position.day > last_day) break;
      if (position.day_state == eval::kValue) continue;
      doubt = call.run.errors.Stronger(doubt, position.day_state);
      doubtful = position.person;
    }
    f(begin, end, doubt);
    begin = end;
  }
}

}  // namespace

LaneColumn EvalScanSum(const ColumnCall& call) {
  const LaneColumn& x = *call.operands[0];
  LaneColumn out(x.size());
  ForEachWindow(call, x.size(), [&](size_t begin, size_t end, State doubt) {
    value::ExactSum sum;
    State error = doubt;
    for (size_t row = begin; row < end; ++row) {
      Lane lane = x.At(row);
      if (eval::IsError(lane.state)) error = call.run.errors.Stronger(error, lane.state);
      sum.Add(lane.value);
      lane = {0, error};
      if (error == eval::kValue && !sum.Get(&lane.value)) lane.state = call.ErrorAt(row, ErrorCode::Overflow);
      out.Set(row, lane);
    }
  });
  return out;
}

LaneColumn EvalScanFirst(const ColumnCall& call) {
  const LaneColumn& condition = *call.operands[0];
  LaneColumn out(condition.size());
  ForEachWindow(call, condition.size(), [&](size_t begin, size_t end, State doubt) {
    bool found = false;
    State error = doubt;
    for (size_t row = begin; row < end; ++row) {
      const Lane lane = condition.At(row);
      if (found && doubt == eval::kValue) break;  // what is left is false
      if (eval::IsError(lane.state)) error = call.run.errors.Stronger(error, lane.state);
      // An undecided row before makes every later candidate undecided, but not a row that is false.
      if (lane.IsTrue() || eval::IsError(lane.state)) out.Set(row, {error == eval::kValue, error});
      found = found || lane.IsTrue();
    }
  });
  return out;
}

namespace {

// The best value so far in each window: `better(candidate, best)`; null rows are passed over.
template <typename Better>
LaneColumn EvalBestSoFar(const ColumnCall& call, Better better) {
  const LaneColumn& x = *call.operands[0];
  LaneColumn out(x.size());
  ForEachWindow(call, x.size(), [&](size_t begin, size_t end, State doubt) {
    Lane best{0, eval::kNull};
    State error = doubt;
    for (size_t row = begin; row < end; ++row) {
      const Lane lane = x.At(row);
      if (eval::IsError(lane.state)) error = call.run.errors.Stronger(error, lane.state);
      const bool first = best.state == eval::kNull;
      if (lane.state == eval::kValue && (first || better(lane.value, best.value))) best = lane;
      out.Set(row, error == eval::kValue ? best : Lane{0, error});
    }
  });
  return out;
}

}  // namespace

LaneColumn EvalScanMax(const ColumnCall& call) {
  return EvalBestSoFar(call, [](Int128 candidate, Int128 best) { return candidate > best; });
}

LaneColumn EvalScanMin(const ColumnCall& call) {
  return EvalBestSoFar(call, [](Int128 candidate, Int128 best) { return candidate < best; });
}

LaneColumn EvalScanEarliest(const ColumnCall& call) {
  return EvalBestSoFar(call, [](Int128, Int128) { return false; });
}

LaneColumn EvalScanLatest(const ColumnCall& call) {
  return EvalBestSoFar(call, [](Int128, Int128) { return true; });
}

LaneColumn EvalShift(const ColumnCall& call) {
  const LaneColumn& x = *call.operands[0];
  const auto distance = static_cast<size_t>(call.inst.attributes.count);
  LaneColumn out(x.size());
  ForEachWindow(call, x.size(), [&](size_t begin, size_t end, State doubt) {
    for (size_t row = begin; row < end; ++row) {
      Lane lane{0, eval::kNull};
      if (row >= begin + distance) lane = x.At(row - distance);
      if (doubt != eval::kValue) lane = {0, doubt};
      out.Set(row, lane);
    }
  });
  return out;
}

}  // namespace incent::interp
