#include <array>

#include "compiler/interp/element_ops.h"
#include "runtime/kernels/allocation.h"
#include "runtime/kernels/dates.h"

namespace incent::interp {

using value::ErrorCode;

namespace {

// `of_grid(grid, k)` of the period that holds the row's own date, the grid's period k; `of_day(granule, day)`
// outside the grid, which has it ready.
template <typename OfGrid, typename OfDay>
void EvalOwnPeriod(const Step& step, Frame& frame, OfGrid of_grid, OfDay of_day) {
  const value::Granule granule = step.inst->attributes.granule.value_or(step.inst->type.granule);
  const Grid& grid = frame.run.space.grid(granule);
  MapRows(step, frame, [&](int i) {
    const Position position = frame.PositionAt(i);
    if (position.day_state != eval::kValue) return ErrorLane(position.day_state);
    const int32_t period = grid.IndexOf(position.day);
    return period == kNowhere ? Lane{of_day(granule, position.day)}
                              : Lane{of_grid(grid, static_cast<size_t>(period))};
  });
}

// A date that may lie anywhere; the calendar's days only, or the error `outside_calendar`.
bool ToDay(Int128 number, Day* day) {
  if (number < value::kFirstDay || number > value::kLastDay) return false;
  *day = static_cast<Day>(number);
  return true;
}

}  // namespace

void EvalPeriodStart(const Step& step, Frame& frame) {
  EvalOwnPeriod(
      step, frame, [](const Grid& grid, size_t k) { return grid.starts[k]; },
      [](value::Granule g, Day day) { return value::PeriodStart(g, value::PeriodOf(g, day)); });
}

void EvalPeriodEnd(const Step& step, Frame& frame) {
  EvalOwnPeriod(
      step, frame, [](const Grid& grid, size_t k) { return grid.ends[k]; },
      [](value::Granule g, Day day) { return value::PeriodEnd(g, value::PeriodOf(g, day)); });
}

void EvalPeriodOwn(const Step& step, Frame& frame) {
  EvalOwnPeriod(
      step, frame, [](const Grid& grid, size_t k) { return grid.first + static_cast<int32_t>(k); },
      [](value::Granule g, Day day) { return value::PeriodOf(g, day); });
}

void EvalPeriodOf(const Step& step, Frame& frame) {
  const value::Granule granule = step.inst->attributes.granule.value_or(step.inst->type.granule);
  MapUnary(step, frame, [=](Int128 a, Int128* out) {
    Day day = 0;
    if (!ToDay(a, &day)) return ErrorCode::OutsideCalendar;
    *out = value::PeriodOf(granule, day);
    return ErrorCode::None;
  });
}

void EvalDateAdd(const Step& step, Frame& frame) {
  const ir::Attributes& attributes = step.inst->attributes;
  MapUnary(step, frame, [&](Int128 a, Int128* out) {
    Day day = 0;
    if (!ToDay(a, &day)) return ErrorCode::OutsideCalendar;
    ErrorCode code = kernels::ShiftMonths(day, attributes.count, &day);
    if (code == ErrorCode::None) code = kernels::ShiftDays(day, attributes.days, &day);
    *out = day;
    return code;
  });
}

void EvalCall(const Step& step, Frame& frame) {
  std::vector<kernels::KernelValue> arguments(step.num_operands());
  MapRows(step, frame, [&](int i) {
    State error = eval::kValue;
    for (size_t k = 0; k < arguments.size(); ++k) {
      const Lane lane = step.In(frame, k).At(i);
      if (eval::IsError(lane.state)) error = frame.Stronger(error, lane.state);
      arguments[k] = {.units = lane.value, .scale = step.scales[k], .is_null = lane.state == eval::kNull};
    }
    if (error != eval::kValue) return ErrorLane(error);
    kernels::KernelValue result;
    ErrorCode code = kernels::CallKernel(*step.kernel, arguments, &result);
    if (code == ErrorCode::None && result.is_null) return ErrorLane(eval::kNull);
    Lane lane{result.units};
    if (code == ErrorCode::None)
      code = OverflowUnless(value::Rescale(result.units, result.scale, step.scale, &lane.value));
    return code == ErrorCode::None ? lane : ErrorLane(frame.ErrorAt(step, i, code));
  });
}

void EvalSplitPart(const Step& step, Frame& frame) {
  const ir::Attributes& attributes = step.inst->attributes;
  const kernels::GroupRounding rounding{step.scales[0], attributes.unit, attributes.unit_scale,
                                        attributes.mode};
  std::vector<Int128> weights(step.num_operands() - 1);
  std::vector<Int128> parts;
  const int weight_scale =
      weights.empty() ? 0 : *std::max_element(step.scales.begin() + 1, step.scales.end());
  MapRows(step, frame, [&](int i) {
    const State state = StrictState(step, frame, i);
    if (state != eval::kValue) return ErrorLane(state);
    bool ok = true;
    for (size_t k = 0; k < weights.size(); ++k) {
      const Int128 weight = step.In(frame, k + 1).values[static_cast<size_t>(i)];
      ok = ok && value::Rescale(weight, step.scales[k + 1], weight_scale, &weights[k]);
    }
    ErrorCode code = OverflowUnless(ok);
    const Int128 total = step.In(frame, 0).values[static_cast<size_t>(i)];
    if (ok) code = kernels::SplitExactly(total, rounding, weights, &parts);
    if (code != ErrorCode::None) return ErrorLane(frame.ErrorAt(step, i, code));
    return Lane{parts[static_cast<size_t>(attributes.count) - 1]};
  });
}

}  // namespace incent::interp
