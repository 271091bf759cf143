#include "compiler/interp/element_ops.h"

namespace incent::interp {

using value::ErrorCode;

namespace {

// `holds(c)` of the comparison c: -1, 0, 1.
template <typename Holds>
void EvalComparison(const Step& step, Frame& frame, Holds holds) {
  const int sa = step.scales[0];
  const int sb = step.scales[1];
  MapBinary(step, frame, [=](Int128 a, Int128 b, Int128* out) {
    *out = holds(value::Compare(a, sa, b, sb)) ? 1 : 0;
    return ErrorCode::None;
  });
}

}  // namespace

void EvalCmpLt(const Step& step, Frame& frame) {
  EvalComparison(step, frame, [](int c) { return c < 0; });
}
void EvalCmpLe(const Step& step, Frame& frame) {
  EvalComparison(step, frame, [](int c) { return c <= 0; });
}
void EvalCmpEq(const Step& step, Frame& frame) {
  EvalComparison(step, frame, [](int c) { return c == 0; });
}
void EvalCmpNe(const Step& step, Frame& frame) {
  EvalComparison(step, frame, [](int c) { return c != 0; });
}
void EvalCmpGe(const Step& step, Frame& frame) {
  EvalComparison(step, frame, [](int c) { return c >= 0; });
}
void EvalCmpGt(const Step& step, Frame& frame) {
  EvalComparison(step, frame, [](int c) { return c > 0; });
}

namespace {

// An operand that is `deciding` settles the result, whatever the other side is.
void EvalJunction(const Step& step, Frame& frame, Int128 deciding) {
  const Lanes& a = step.In(frame, 0);
  const Lanes& b = step.In(frame, 1);
  MapRows(step, frame, [&](int i) {
    const Lane left = a.At(i);
    const Lane right = b.At(i);
    const Lane decided{deciding};
    if (left == decided || right == decided) return decided;
    const State state = frame.Stronger(left.state, right.state);
    return Lane{state == eval::kValue ? 1 - deciding : 0, state};
  });
}

}  // namespace

void EvalAnd(const Step& step, Frame& frame) {
  EvalJunction(step, frame, 0);
}

void EvalOr(const Step& step, Frame& frame) {
  EvalJunction(step, frame, 1);
}

void EvalNot(const Step& step, Frame& frame) {
  MapUnary(step, frame, [](Int128 a, Int128* out) {
    *out = 1 - a;
    return ErrorCode::None;
  });
}

namespace {

void EvalPresence(const Step& step, Frame& frame, Int128 present) {
  const Lanes& a = step.In(frame, 0);
  MapRows(step, frame, [&](int i) {
    const State state = a.StateAt(i);
    if (eval::IsError(state)) return ErrorLane(state);
    return Lane{state == eval::kValue ? present : 1 - present};
  });
}

}  // namespace

void EvalPresent(const Step& step, Frame& frame) {
  EvalPresence(step, frame, 1);
}

void EvalAbsent(const Step& step, Frame& frame) {
  EvalPresence(step, frame, 0);
}

}  // namespace incent::interp
