#include "compiler/interp/column_ops.h"
#include "compiler/interp/line_doubt.h"
#include "runtime/value/decimal.h"

namespace incent::interp {

using eval::LaneColumn;
using value::ErrorCode;

namespace {

// What is in error about a window as such, at its lines from some day on.
class WindowDoubt {
 public:
  explicit WindowDoubt(const RunState& run) : run_(run) {}

  void AddToAll(State error) { all_ = run_.errors.Stronger(all_, error); }
  // In the order of strength.
  void AddFrom(Day day, State error) { from_.emplace_back(day, error); }

  // A line whose date nobody could read may belong to any window of its participant.
  bool IsOfAll() const { return all_ != eval::kValue; }
  State At(Day day) const {
    for (const auto& [from, error] : from_) {
      if (from <= day) return run_.errors.Stronger(all_, error);
    }
    return all_;
  }

 private:
  const RunState& run_;
  State all_ = eval::kValue;
  std::vector<std::pair<Day, State>> from_;
};

// The windows of an op: the rows of one participant in one period of the op's granule, in canonical order.
class Windows {
 public:
  explicit Windows(const ColumnCall& call)
      : call_(call),
        granule_(call.inst.attributes.granule),
        grid_(granule_ ? &call.run.space.grid(*granule_) : nullptr) {
    if (call.domain.kind == ir::DomainKind::Lines) doubts_ = LineDoubts(call.run, call.domain.index);
  }

  // Calls `f(begin, end, doubt)` for each.
  template <typename Function>
  void ForEach(size_t num_rows, Function f) const {
    State undated = eval::kValue;
    int32_t doubtful = kNowhere;
    for (size_t begin = 0; begin < num_rows;) {
      const Position first = PositionOf(begin);
      if (first.person != doubtful) undated = eval::kValue;
      const Day last_day = LastDayOf(first.day);
      size_t end = begin;
      for (; end < num_rows; ++end) {
        const Position position = PositionOf(end);
        if (position.person != first.person || position.day > last_day) break;
        if (position.day_state == eval::kValue) continue;
        undated = call_.run.errors.Stronger(undated, position.day_state);
        doubtful = position.person;
      }
      WindowDoubt doubt = DoubtOf(first.person, last_day);
      doubt.AddToAll(undated);
      if (begin == 0 || PositionOf(begin - 1).person != first.person) doubt.AddToAll(EdgeOf(first.day));
      f(begin, end, doubt);
      begin = end;
    }
  }

 private:
  Position PositionOf(size_t row) const { return call_.run.space.PositionOf(call_.domain, row); }

  // A participant's rows stand in the order of their days, those without a day first.
  Day LastDayOf(Day day) const {
    if (!granule_) return INT32_MAX;
    if (day == kNoDay) return kNoDay;
    const int32_t period = grid_->IndexOf(day);
    return period != kNowhere ? grid_->ends[static_cast<size_t>(period)]
                              : value::PeriodEnd(*granule_, value::PeriodOf(*granule_, day));
  }

  // Of periods before the first cell, of the same window.
  State EdgeOf(Day last_day_of_first) const {
    if (call_.domain.kind != ir::DomainKind::Cells) return eval::kValue;
    const Day first_day =
        value::PeriodStart(call_.domain.granule, value::PeriodOf(call_.domain.granule, last_day_of_first));
    const bool is_start =
        granule_ && value::PeriodStart(*granule_, value::PeriodOf(*granule_, last_day_of_first)) == first_day;
    return is_start ? eval::kValue : call_.run.edges.before;
  }

  // Of lines that may be there. Their keys are not known, so that they may come before any of their day.
  WindowDoubt DoubtOf(int32_t person, Day last_day) const {
    WindowDoubt doubt(call_.run);
    for (const Unplaced& row : doubts_) {
      if (row.person != kNowhere && row.person != person) continue;
      if (row.day_state != eval::kValue) {
        doubt.AddToAll(row.error);
      } else if (LastDayOf(row.day) == last_day) {
        doubt.AddFrom(row.day, row.error);
      }
    }
    return doubt;
  }

  const ColumnCall& call_;
  const std::optional<value::Granule> granule_;
  const Grid* const grid_;
  std::vector<Unplaced> doubts_;
};

// The error of the rows so far in a window, with that of the row itself.
State ErrorSoFar(const ColumnCall& call, const WindowDoubt& doubt, size_t row, State error) {
  return call.run.errors.Stronger(error, doubt.At(call.run.space.PositionOf(call.domain, row).day));
}

}  // namespace

LaneColumn EvalScanSum(const ColumnCall& call) {
  const LaneColumn& x = *call.operands[0];
  LaneColumn out(x.size());
  Windows(call).ForEach(x.size(), [&](size_t begin, size_t end, const WindowDoubt& doubt) {
    value::ExactSum sum;
    State error = eval::kValue;
    for (size_t row = begin; row < end; ++row) {
      error = ErrorSoFar(call, doubt, row, error);
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
  Windows(call).ForEach(condition.size(), [&](size_t begin, size_t end, const WindowDoubt& doubt) {
    bool found = false;
    State error = eval::kValue;
    for (size_t row = begin; row < end; ++row) {
      error = ErrorSoFar(call, doubt, row, error);
      const Lane lane = condition.At(row);
      if (found && !doubt.IsOfAll()) break;  // what is left is false
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
  Windows(call).ForEach(x.size(), [&](size_t begin, size_t end, const WindowDoubt& doubt) {
    Lane best{0, eval::kNull};
    State error = eval::kValue;
    for (size_t row = begin; row < end; ++row) {
      error = ErrorSoFar(call, doubt, row, error);
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
  Windows(call).ForEach(x.size(), [&](size_t begin, size_t end, const WindowDoubt& doubt) {
    for (size_t row = begin; row < end; ++row) {
      Lane lane{0, eval::kNull};
      if (row >= begin + distance) lane = x.At(row - distance);
      if (const State error = ErrorSoFar(call, doubt, row, eval::kValue); error != eval::kValue)
        lane = {0, error};
      out.Set(row, lane);
    }
  });
  return out;
}

}  // namespace incent::interp
