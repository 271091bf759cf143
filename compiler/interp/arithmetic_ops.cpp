#include "compiler/interp/element_ops.h"

namespace incent::interp {

using value::ErrorCode;
using value::RoundingMode;

void EvalAdd(const Step& step, Frame& frame) {
  const int sa = step.scales[0];
  const int sb = step.scales[1];
  MapBinary(step, frame,
            [=](Int128 a, Int128 b, Int128* out) { return OverflowUnless(value::Add(a, sa, b, sb, out)); });
}

void EvalSub(const Step& step, Frame& frame) {
  const int sa = step.scales[0];
  const int sb = step.scales[1];
  MapBinary(step, frame, [=](Int128 a, Int128 b, Int128* out) {
    return OverflowUnless(value::Subtract(a, sa, b, sb, out));
  });
}

void EvalMul(const Step& step, Frame& frame) {
  const int sa = step.scales[0];
  const int sb = step.scales[1];
  MapBinary(step, frame, [=](Int128 a, Int128 b, Int128* out) {
    return OverflowUnless(value::Multiply(a, sa, b, sb, out));
  });
}

namespace {

// The quotient truncated at the scale of the result; `b` is not 0.
bool Quotient(const Step& step, Int128 a, Int128 b, Int128* out) {
  const int sa = step.scales[0];
  const int sb = step.scales[1];
  if (step.scale == value::kMaxScale) return value::Divide(a, sa, b, sb, out);
  return value::MultiplyDivide(a, sa, 1, 0, b, sb, step.scale, RoundingMode::TowardZero, out);
}

}  // namespace

void EvalDiv(const Step& step, Frame& frame) {
  MapBinary(step, frame, [&](Int128 a, Int128 b, Int128* out) {
    return b == 0 ? ErrorCode::DivideByZero : OverflowUnless(Quotient(step, a, b, out));
  });
}

void EvalDivOpt(const Step& step, Frame& frame) {
  MapRows(step, frame, [&](int i) {
    Lane lane{0, StrictState(step, frame, i)};
    if (lane.state != eval::kValue) return lane;
    const auto at = static_cast<size_t>(i);
    const Int128 divisor = step.In(frame, 1).values[at];
    if (divisor == 0) return ErrorLane(eval::kNull);
    if (!Quotient(step, step.In(frame, 0).values[at], divisor, &lane.value)) {
      lane = ErrorLane(frame.ErrorAt(step, i, ErrorCode::Overflow));
    }
    return lane;
  });
}

void EvalNeg(const Step& step, Frame& frame) {
  MapUnary(step, frame, [](Int128 a, Int128* out) {
    *out = -a;
    return ErrorCode::None;
  });
}

void EvalAbs(const Step& step, Frame& frame) {
  MapUnary(step, frame, [](Int128 a, Int128* out) {
    *out = a < 0 ? -a : a;
    return ErrorCode::None;
  });
}

namespace {

// The operand that `sign` times the comparison puts first, at the scale of the result.
void EvalExtreme(const Step& step, Frame& frame, int sign) {
  const int sa = step.scales[0];
  const int sb = step.scales[1];
  MapBinary(step, frame, [=, scale = step.scale](Int128 a, Int128 b, Int128* out) {
    const bool first = sign * value::Compare(a, sa, b, sb) <= 0;
    return OverflowUnless(value::Rescale(first ? a : b, first ? sa : sb, scale, out));
  });
}

}  // namespace

void EvalMin(const Step& step, Frame& frame) {
  EvalExtreme(step, frame, 1);
}

void EvalMax(const Step& step, Frame& frame) {
  EvalExtreme(step, frame, -1);
}

void EvalRound(const Step& step, Frame& frame) {
  const ir::Attributes& attributes = step.inst->attributes;
  const int scale = step.scales[0];
  MapUnary(step, frame, [&](Int128 a, Int128* out) {
    return OverflowUnless(
        value::RoundToUnit(a, scale, attributes.unit, attributes.unit_scale, attributes.mode, out));
  });
}

void EvalRescale(const Step& step, Frame& frame) {
  const int from = step.scales[0];
  MapUnary(step, frame, [=, to = step.scale](Int128 a, Int128* out) {
    return OverflowUnless(value::Rescale(a, from, to, out));
  });
}

}  // namespace incent::interp
