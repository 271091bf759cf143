#include "compiler/interp/element_ops.h"

namespace incent::interp {

using value::ErrorCode;

namespace {

using Range = WindowIndex::Range;

Day ClampDay(Int128 day) {
  return static_cast<Day>(std::clamp<Int128>(day, value::kFirstDay - 1, value::kLastDay + 1));
}

// `f(range, &lane)` gives an error code; the lane starts as null.
template <typename Function>
void EvalWindow(const Step& step, Frame& frame, Function f) {
  const WindowIndex& index = *step.window;
  MapRows(step, frame, [&](int i) {
    const State state = StrictState(step, frame, i);
    if (state != eval::kValue) return ErrorLane(state);
    const Day low = ClampDay(step.In(frame, 0).values[static_cast<size_t>(i)]);
    const Day high = ClampDay(step.In(frame, 1).values[static_cast<size_t>(i)]);
    const int32_t person = frame.people[static_cast<size_t>(i)];
    const int32_t group = HasPerson(*step.from) ? index.grouping->ReadBy(person) : 0;
    if (group == kInDoubt) return ErrorLane(index.grouping->DoubtOf(person));
    const Range range = index.Find(group, low, high);
    const State error = index.ErrorIn(frame.run, group, range, low, high);
    if (error != eval::kValue) return ErrorLane(error);
    Lane lane = ErrorLane(eval::kNull);
    const ErrorCode code = f(range, &lane);
    return code == ErrorCode::None ? lane : ErrorLane(frame.ErrorAt(step, i, code));
  });
}

void EvalWindowTotal(const Step& step, Frame& frame) {
  EvalWindow(step, frame, [&](Range range, Lane* out) {
    out->state = eval::kValue;
    return OverflowUnless(step.window->Sum(range, &out->value));
  });
}

void EvalWindowExtreme(const Step& step, Frame& frame, int sign) {
  EvalWindow(step, frame, [&](Range range, Lane* out) {
    for (size_t at = range.begin; at < range.end; ++at) {
      const Lane lane = step.window->column->At(step.window->RowAt(at));
      if (lane.state == eval::kNull) continue;
      if (out->state == eval::kNull || sign * (lane.value < out->value ? -1 : lane.value > out->value) < 0)
        *out = lane;
    }
    return ErrorCode::None;
  });
}

}  // namespace

void EvalWindowSum(const Step& step, Frame& frame) {
  EvalWindowTotal(step, frame);
}

// A flag that is true is 1.
void EvalWindowCount(const Step& step, Frame& frame) {
  EvalWindowTotal(step, frame);
}

void EvalWindowMax(const Step& step, Frame& frame) {
  EvalWindowExtreme(step, frame, -1);
}

void EvalWindowMin(const Step& step, Frame& frame) {
  EvalWindowExtreme(step, frame, 1);
}

void EvalWindowFirst(const Step& step, Frame& frame) {
  EvalWindow(step, frame, [&](Range range, Lane* out) {
    for (size_t at = range.begin; at < range.end && out->state == eval::kNull; ++at) {
      *out = step.window->column->At(step.window->RowAt(at));
    }
    return ErrorCode::None;
  });
}

void EvalWindowLast(const Step& step, Frame& frame) {
  EvalWindow(step, frame, [&](Range range, Lane* out) {
    for (size_t at = range.end; at > range.begin && out->state == eval::kNull; --at) {
      *out = step.window->column->At(step.window->RowAt(at - 1));
    }
    return ErrorCode::None;
  });
}

}  // namespace incent::interp
