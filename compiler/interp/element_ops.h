#pragma once

#include "compiler/interp/batch.h"

// The ops that look at one row at a time. Each evaluates one instruction for the rows of a batch; what it
// means is in compiler/ir/README.md.
namespace incent::interp {

// Sources.
void EvalConst(const Step& step, Frame& frame);
void EvalCol(const Step& step, Frame& frame);
void EvalRowCol(const Step& step, Frame& frame);
void EvalField(const Step& step, Frame& frame);
void EvalGather(const Step& step, Frame& frame);
void EvalSelf(const Step& step, Frame& frame);
void EvalRow(const Step& step, Frame& frame);
void EvalLineDate(const Step& step, Frame& frame);
void EvalLineShare(const Step& step, Frame& frame);
void EvalLineAmount(const Step& step, Frame& frame);
void EvalLineWhole(const Step& step, Frame& frame);
void EvalPeriodStart(const Step& step, Frame& frame);
void EvalPeriodEnd(const Step& step, Frame& frame);
void EvalPeriodOwn(const Step& step, Frame& frame);
void EvalPeriodOf(const Step& step, Frame& frame);
void EvalLoad(const Step& step, Frame& frame);
void EvalBcast(const Step& step, Frame& frame);
void EvalLookup(const Step& step, Frame& frame);
void EvalDemand(const Step& step, Frame& frame);
void EvalParam(const Step& step, Frame& frame);
void EvalProbe(const Step& step, Frame& frame);

// Arithmetic.
void EvalAdd(const Step& step, Frame& frame);
void EvalSub(const Step& step, Frame& frame);
void EvalMul(const Step& step, Frame& frame);
void EvalDiv(const Step& step, Frame& frame);
void EvalDivOpt(const Step& step, Frame& frame);
void EvalNeg(const Step& step, Frame& frame);
void EvalAbs(const Step& step, Frame& frame);
void EvalMin(const Step& step, Frame& frame);
void EvalMax(const Step& step, Frame& frame);
void EvalRound(const Step& step, Frame& frame);
void EvalRescale(const Step& step, Frame& frame);

// Comparison and logic.
void EvalCmpLt(const Step& step, Frame& frame);
void EvalCmpLe(const Step& step, Frame& frame);
void EvalCmpEq(const Step& step, Frame& frame);
void EvalCmpNe(const Step& step, Frame& frame);
void EvalCmpGe(const Step& step, Frame& frame);
void EvalCmpGt(const Step& step, Frame& frame);
void EvalAnd(const Step& step, Frame& frame);
void EvalOr(const Step& step, Frame& frame);
void EvalNot(const Step& step, Frame& frame);
void EvalPresent(const Step& step, Frame& frame);
void EvalAbsent(const Step& step, Frame& frame);

// Choices.
void EvalCoalesce(const Step& step, Frame& frame);
void EvalUnwrap(const Step& step, Frame& frame);
void EvalSelect(const Step& step, Frame& frame);
void EvalPick(const Step& step, Frame& frame);
void EvalHit(const Step& step, Frame& frame);
void EvalChoose(const Step& step, Frame& frame);
void EvalGuard(const Step& step, Frame& frame);

// Tiers, dates, kernels.
void EvalTierMarginal(const Step& step, Frame& frame);
void EvalTierValue(const Step& step, Frame& frame);
void EvalTierInterp(const Step& step, Frame& frame);
void EvalTierPortion(const Step& step, Frame& frame);
void EvalDateAdd(const Step& step, Frame& frame);
void EvalCall(const Step& step, Frame& frame);
void EvalSplitPart(const Step& step, Frame& frame);

// Windows over outputs of earlier stages.
void EvalWindowSum(const Step& step, Frame& frame);
void EvalWindowCount(const Step& step, Frame& frame);
void EvalWindowMax(const Step& step, Frame& frame);
void EvalWindowMin(const Step& step, Frame& frame);
void EvalWindowFirst(const Step& step, Frame& frame);
void EvalWindowLast(const Step& step, Frame& frame);

// The function of an op that looks at one row at a time, else nullptr.
ElementOp ElementOpOf(ir::Op op);

// The cell of one row of `cells`, with the errors that the reader left there.
Lane ReadCell(const Step& step, Frame& frame, int i, int32_t row);

// The conditions and the values that a choice may give, for one row; shared with explanations.
//
// Pick: the 0-based number of the chosen condition, the number of conditions for `else`.
struct Chosen {
  int number = 0;
  State error = eval::kValue;
};
Chosen ChoosePick(const Step& step, Frame& frame, int i);
Chosen ChooseHit(const Step& step, Frame& frame, int i);  // 1-based, as the op's value

// The value of operand `k` at the scale of the result.
Lane Aligned(const Step& step, Frame& frame, int i, size_t k);

// --- applying a function to present values; strict in errors and nulls ---

// `f(a, &out)` gives an error code.
template <typename Function>
void MapUnary(const Step& step, Frame& frame, Function f) {
  const Lanes& a = step.In(frame, 0);
  Lanes& out = step.Out(frame);
  for (int i = 0; i < frame.count; ++i) {
    const auto at = static_cast<size_t>(i);
    const State state = a.StateAt(i);
    if (state != eval::kValue) {
      out.SetState(i, state);
      continue;
    }
    const value::ErrorCode code = f(a.values[at], &out.values[at]);
    if (code != value::ErrorCode::None) [[unlikely]]
      out.SetState(i, frame.ErrorAt(step, i, code));
  }
}

// `f(a, b, &out)` gives an error code.
template <typename Function>
void MapBinary(const Step& step, Frame& frame, Function f) {
  const Lanes& a = step.In(frame, 0);
  const Lanes& b = step.In(frame, 1);
  Lanes& out = step.Out(frame);
  const bool clean = a.clean && b.clean;
  for (int i = 0; i < frame.count; ++i) {
    const auto at = static_cast<size_t>(i);
    if (!clean) {
      const State state = frame.Stronger(a.StateAt(i), b.StateAt(i));
      if (state != eval::kValue) {
        out.SetState(i, state);
        continue;
      }
    }
    const value::ErrorCode code = f(a.values[at], b.values[at], &out.values[at]);
    if (code != value::ErrorCode::None) [[unlikely]]
      out.SetState(i, frame.ErrorAt(step, i, code));
  }
}

constexpr value::ErrorCode OverflowUnless(bool ok) {
  return ok ? value::ErrorCode::None : value::ErrorCode::Overflow;
}

// `f(i)` gives the lane of row i.
template <typename Function>
void MapRows(const Step& step, Frame& frame, Function f) {
  Lanes& out = step.Out(frame);
  for (int i = 0; i < frame.count; ++i) out.Set(i, f(i));
}

// The strongest state of all operands.
State StrictState(const Step& step, Frame& frame, int i);

inline Lane ErrorLane(State state) {
  return {0, state};
}

}  // namespace incent::interp
