#include "compiler/numbers/largest.h"

#include <algorithm>

#include "compiler/ir/ranges.h"
#include "compiler/numbers/functions.h"

namespace incent::numbers {

using ir::Op;
using ir::Range;

namespace {

// Of magnitudes; cut off at the largest mantissa, twice which is more than 128 bits hold.
Int128 Sum(Int128 a, Int128 b) {
  return a >= value::kMaxMantissa - b ? value::kMaxMantissa : a + b;
}

Int128 Product(Int128 a, Int128 b) {
  Int128 product = 0;
  return __builtin_mul_overflow(a, b, &product) ? value::kMaxMantissa
                                                : std::min(product, value::kMaxMantissa);
}

// |a - b|, cut off likewise.
Int128 Distance(Int128 a, Int128 b) {
  Int128 difference = 0;
  if (__builtin_sub_overflow(a, b, &difference)) return value::kMaxMantissa;
  return Magnitude({difference, difference});
}

int LargerScale(const Step& step, size_t a, size_t b) {
  return std::max(step.ScaleOf(a), step.ScaleOf(b));
}

// The largest of operands first, first + stride, ... at one scale.
Int128 LargestAligned(const Step& step, size_t first, size_t stride, int scale) {
  Int128 largest = 0;
  for (size_t k = first; k < step.size(); k += stride)
    largest = std::max(largest, Magnitude(step.At(k, scale)));
  return largest;
}

int ResultScale(const Step& step) {
  return step.inst.type.IsNumber() ? step.inst.type.scale : 0;
}

std::optional<Int128> LargestTerm(const Step& step) {
  const int scale = LargerScale(step, 0, 1);
  return Sum(Magnitude(step.At(0, scale)), Magnitude(step.At(1, scale)));
}

// A rounding doubles the remainder.
Int128 LargestRounded(Int128 dividend, Int128 divisor) {
  return Sum(dividend, Product(2, divisor));
}

// What has more than 18 digits is rounded to 18.
Int128 LargestCut(Int128 exact, int scale) {
  return scale <= value::kMaxScale ? exact
                                   : LargestRounded(exact, value::PowerOfTen(scale - value::kMaxScale));
}

std::optional<Int128> LargestFactor(const Step& step) {
  return LargestCut(Product(Magnitude(step.RangeOf(0)), Magnitude(step.RangeOf(1))),
                    step.ScaleOf(0) + step.ScaleOf(1));
}

// The dividend gets the digits of the result and of the divisor.
std::optional<Int128> LargestQuotient(const Step& step) {
  const int digits = DigitsOfDividend(step.stage, step.inst);
  if (digits < 0) return std::nullopt;
  return std::max(Product(Magnitude(step.RangeOf(0)), value::PowerOfTen(digits)), Magnitude(step.RangeOf(1)));
}

// A rounding divides by the unit at the operand's scale, and multiplies by the unit.
std::optional<Int128> LargestRound(const Step& step) {
  const ir::Attributes& attributes = step.inst.attributes;
  const int scale = std::max(step.ScaleOf(0), attributes.unit_scale);
  const Int128 divisor = Product(attributes.unit, value::PowerOfTen(scale - attributes.unit_scale));
  return LargestRounded(Magnitude(step.At(0, scale)), divisor);
}

// Comparing numbers aligns them; whatever else is compared is small.
std::optional<Int128> LargestCompared(const Step& step) {
  if (!step.IsNumber(0) || !step.IsNumber(1)) return 0;
  return LargestAligned(step, 0, 1, LargerScale(step, 0, 1));
}

// Alternatives first, first + stride, ... take the scale of the result.
std::optional<Int128> LargestAlternative(const Step& step, size_t first, size_t stride) {
  if (!step.inst.type.IsNumber()) return 0;
  return LargestAligned(step, first, stride, step.inst.type.scale);
}

std::optional<Int128> LargestPicked(const Step& step) {
  const std::optional<Int128> listed = LargestAlternative(step, 1, 2);
  if (!listed || !step.inst.type.IsNumber()) return listed;
  return std::max(*listed, Magnitude(step.At(step.size() - 1, step.inst.type.scale)));
}

// Functions, and ops on dates; nothing else is computed.
std::optional<Int128> LargestComputed(const Step& step) {
  const std::optional<Computation> computation = ComputationOf(step.stage, step.inst, step.values);
  if (!computation) return std::nullopt;
  return step.inst.type.IsNumber() ? Magnitude(computation->range) : 0;
}

std::optional<Int128> LargestHit(const Step& step) {
  const Int128 num_rows = static_cast<Int128>(step.size());
  if (step.inst.attributes.hit != ir::HitMode::Any || !step.IsNumber(step.size() / 2)) return num_rows;
  int scale = 0;
  for (size_t k = step.size() / 2; k < step.size(); ++k) scale = std::max(scale, step.ScaleOf(k));
  return std::max(num_rows, LargestAligned(step, step.size() / 2, 1, scale));
}

// x and all bounds at one scale, and their differences.
Int128 LargestBound(const Step& step, int scale) {
  Int128 bound = 0;
  for (size_t k = 1; k < step.size(); k += 2) bound = std::max(bound, Magnitude(step.At(k, scale)));
  return Sum(Magnitude(step.At(0, scale)), bound);
}

// v0 x + sum of (v_k - v_(k-1)) max(x - t_k, 0): the sum of the terms' magnitudes bounds every partial sum.
std::optional<Int128> LargestMarginal(const Step& step) {
  const TierScales scales = ScalesOfTiers(step.stage, step.inst);
  const int scale = scales.bound + scales.value;
  if (ResultScale(step) != std::min(scale, value::kMaxScale)) return std::nullopt;
  const Range x = step.At(0, scales.bound);
  Int128 largest = Product(Magnitude(x), Magnitude(step.At(2, scales.value)));
  for (size_t k = 3; k + 1 < step.size(); k += 2) {
    const Range before = step.At(k - 1, scales.value);
    const Range value = step.At(k + 1, scales.value);
    const Int128 change = std::max(Distance(value.low, before.high), Distance(value.high, before.low));
    const Int128 bound = step.At(k, scales.bound).low;
    largest = Sum(largest, Product(x.high <= bound ? 0 : Distance(x.high, bound), change));
  }
  // All values are brought to one scale, whether x reaches their rows or not.
  largest = std::max({largest, LargestBound(step, scales.bound), LargestAligned(step, 2, 2, scales.value)});
  return LargestCut(largest, scale);
}

std::optional<Int128> LargestTierValue(const Step& step) {
  const TierScales scales = ScalesOfTiers(step.stage, step.inst);
  if (ResultScale(step) < scales.value) return std::nullopt;
  return std::max(LargestBound(step, scales.bound), LargestAligned(step, 2, 2, ResultScale(step)));
}

// The largest distance of operands a and b at one scale.
Int128 LargestDistance(const Step& step, size_t a, size_t b, int scale) {
  const Range from = step.At(a, scale);
  const Range to = step.At(b, scale);
  return std::max(Distance(to.low, from.high), Distance(to.high, from.low));
}

// v_k + (v_(k+1) - v_k) (x - t_k) / (t_(k+1) - t_k) at 18 digits; x lies between the bounds.
std::optional<Int128> LargestInterpolated(const Step& step) {
  const TierScales scales = ScalesOfTiers(step.stage, step.inst);
  if (ResultScale(step) != value::kMaxScale || step.size() % 2 == 0) return std::nullopt;
  const Int128 power = value::PowerOfTen(value::kMaxScale - scales.value);
  Int128 steepest = 0;
  for (size_t k = 1; k + 3 < step.size(); k += 2) {
    const Int128 width = LargestDistance(step, k, k + 2, scales.bound);
    const Int128 rise = LargestDistance(step, k + 1, k + 3, scales.value);
    steepest = std::max(steepest, Product(Product(rise, width), power));
  }
  const Int128 value = Product(LargestAligned(step, 2, 2, scales.value), power);
  return std::max(Sum(value, steepest), LargestBound(step, scales.bound));
}

std::optional<Int128> LargestPortion(const Step& step) {
  const TierScales scales = ScalesOfTiers(step.stage, step.inst);
  if (ResultScale(step) != scales.bound) return std::nullopt;
  return std::max(LargestBound(step, scales.bound), LargestAligned(step, 2, 2, scales.value));
}

}  // namespace

Int128 Magnitude(const Range& range) {
  const Int128 magnitude =
      std::max(range.low < 0 ? -range.low : range.low, range.high < 0 ? -range.high : range.high);
  return std::min(magnitude, value::kMaxMantissa);
}

int DigitsOfDividend(const ir::Stage& stage, const ir::Instruction& inst) {
  return inst.type.scale - stage.insts[inst.operands[0]].type.scale +
         stage.insts[inst.operands[1]].type.scale;
}

TierScales ScalesOfTiers(const ir::Stage& stage, const ir::Instruction& inst) {
  const auto scale_of = [&](size_t k) {
    const types::Type& type = stage.insts[inst.operands[k]].type;
    return type.IsNumber() ? type.scale : 0;
  };
  TierScales scales{.bound = scale_of(0)};
  for (size_t k = 1; k + 1 < inst.operands.size(); k += 2) {
    scales.bound = std::max(scales.bound, scale_of(k));
    scales.value = std::max(scales.value, scale_of(k + 1));
  }
  return scales;
}

Range Step::At(size_t k, int scale) const {
  return IsNumber(k) ? ir::Aligned(RangeOf(k), ScaleOf(k), scale) : RangeOf(k);
}

std::optional<Int128> LargestOf(const Step& step) {
  switch (step.inst.op) {
    case Op::Const:
      return Magnitude(step.inst.range);
    case Op::Add:
    case Op::Sub:
      return LargestTerm(step);
    case Op::Mul:
      return LargestFactor(step);
    case Op::Div:
    case Op::DivOpt:
      return LargestQuotient(step);
    case Op::Neg:
    case Op::Abs:
    case Op::Unwrap:
      return Magnitude(step.RangeOf(0));
    case Op::Rescale:
    case Op::Min:
    case Op::Max:
    case Op::Coalesce:
      return LargestAlternative(step, 0, 1);
    case Op::Select:
    case Op::Choose:
      return LargestAlternative(step, 1, 1);
    case Op::Guard:
      return Magnitude(step.RangeOf(1));
    case Op::Pick:
      return LargestPicked(step);
    case Op::Round:
      return LargestRound(step);
    case Op::CmpLt:
    case Op::CmpLe:
    case Op::CmpEq:
    case Op::CmpNe:
    case Op::CmpGe:
    case Op::CmpGt:
      return LargestCompared(step);
    case Op::And:
    case Op::Or:
    case Op::Not:
    case Op::Present:
    case Op::Absent:
      return 0;
    case Op::Hit:
      return LargestHit(step);
    case Op::TierMarginal:
      return LargestMarginal(step);
    case Op::TierValue:
      return LargestTierValue(step);
    case Op::TierInterp:
      return LargestInterpolated(step);
    case Op::TierPortion:
      return LargestPortion(step);
    default:
      return LargestComputed(step);
  }
}

bool MayLackResult(const Step& step) {
  const auto any_from = [&](size_t first, size_t stride) {
    for (size_t k = first; k < step.size(); k += stride) {
      if (step.MayLack(k)) return true;
    }
    return false;
  };
  switch (step.inst.op) {
    case Op::Const:
      return step.inst.attributes.literal.is_null;
    case Op::Present:
    case Op::Absent:
    case Op::Hit:
      return false;
    case Op::Unwrap:
    case Op::DivOpt:
      return true;
    case Op::Coalesce:
    case Op::Guard:
      return step.MayLack(1);
    case Op::Pick:
      return any_from(1, 2) || step.MayLack(step.size() - 1);
    case Op::Call:
      for (size_t k = 0; k < step.size(); ++k) {
        if (step.MayLack(k) && !TakesNull(step.inst, k)) return true;
      }
      return false;
    default:
      return any_from(0, 1);
  }
}

}  // namespace incent::numbers
