#include <limits>

#include "compiler/codegen/llvm/emitter.h"

// Rounding to a multiple of a unit: a division by a constant, exact in every lane.
namespace incent::codegen {

using numbers::Carrier;
using value::Int128;
using value::RoundingMode;

namespace {

// Above it the margin of EmitQuickRound would be smaller than the error of its constant.
constexpr Int128 kMaxQuickDivisor = Int128{1} << 40;

}  // namespace

// Half up of x / d for integers |x| < 2^49 and 1 < d < 2^40. The fraction of a quotient that is no tie is at
// least 0.5 / d from one half, so a bias of 0.25 / d keeps ties on their side; reciprocal and fma together
// err by less than |x| / d * 2^-52 <= 0.125 / d.
llvm::Value* Emitter::EmitQuickRound(Value x, double divisor) {
  Value bias = llvm::ConstantFP::get(Doubles(), 0.5 + 0.25 / divisor);
  Value signed_bias = builder_.CreateIntrinsic(llvm::Intrinsic::copysign, {Doubles()}, {bias, x});
  Value inverse = llvm::ConstantFP::get(Doubles(), 1.0 / divisor);
  return builder_.CreateUnaryIntrinsic(llvm::Intrinsic::trunc,
                                       MultiplyAdd(Carrier::Double, x, inverse, signed_bias));
}

// True where a magnitude goes up by one: `remainder` is what was dropped, `rest` the divisor less that.
llvm::Value* Emitter::RoundsAway(Value remainder, Value rest, Value is_odd, Value is_negative,
                                 RoundingMode mode) {
  const Carrier carrier = CarrierOf(remainder);
  Value zero = Splat(carrier, 0);
  switch (mode) {
    case RoundingMode::HalfUp:
      return IsAtMost(carrier, rest, remainder);
    case RoundingMode::HalfDown:
      return IsLess(carrier, rest, remainder);
    case RoundingMode::HalfEven:
      return builder_.CreateOr(IsLess(carrier, rest, remainder),
                               builder_.CreateAnd(IsEqual(carrier, rest, remainder), is_odd));
    case RoundingMode::AwayFromZero:
      return IsLess(carrier, zero, remainder);
    case RoundingMode::TowardZero:
      return llvm::Constant::getNullValue(Masks());
    case RoundingMode::Floor:
      return builder_.CreateAnd(IsLess(carrier, zero, remainder), is_negative);
    case RoundingMode::Ceiling:
      return builder_.CreateAnd(IsLess(carrier, zero, remainder), builder_.CreateNot(is_negative));
  }
  return nullptr;
}

// Makes an estimate that is off by one at most exact: q * d + r is the dividend, and then 0 <= r < d.
void Emitter::CorrectQuotient(Carrier carrier, Value d, Value& q, Value& r) {
  Value one = Splat(carrier, 1);
  Value too_much = IsLess(carrier, r, Splat(carrier, 0));
  q = Select(too_much, Subtract(carrier, q, one), q);
  r = Select(too_much, Add(carrier, r, d), r);
  Value too_little = IsAtMost(carrier, d, r);
  q = Select(too_little, Add(carrier, q, one), q);
  r = Select(too_little, Subtract(carrier, r, d), r);
}

// The estimate of the quotient is off by one at most, and the remainder tells exactly: |x| <= 2^53.
llvm::Value* Emitter::EmitRoundDouble(Value x, double divisor, RoundingMode mode) {
  Value d = llvm::ConstantFP::get(Doubles(), divisor);
  Value one = llvm::ConstantFP::get(Doubles(), 1.0);
  Value zero = llvm::Constant::getNullValue(Doubles());
  Value magnitude = builder_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, x);
  Value q = builder_.CreateUnaryIntrinsic(
      llvm::Intrinsic::trunc,
      builder_.CreateFMul(magnitude, llvm::ConstantFP::get(Doubles(), 1.0 / divisor)));
  Value r = MultiplyAdd(Carrier::Double, builder_.CreateFNeg(q), d, magnitude);
  CorrectQuotient(Carrier::Double, d, q, r);
  Value half = builder_.CreateFMul(q, llvm::ConstantFP::get(Doubles(), 0.5));
  Value is_odd = builder_.CreateFCmpONE(half, builder_.CreateUnaryIntrinsic(llvm::Intrinsic::trunc, half));
  Value up = RoundsAway(r, builder_.CreateFSub(d, r), is_odd, builder_.CreateFCmpOLT(x, zero), mode);
  q = Select(up, builder_.CreateFAdd(q, one), q);
  return builder_.CreateIntrinsic(llvm::Intrinsic::copysign, {Doubles()}, {q, x});
}

// Vectors divide by two estimates in doubles, the second of what the first left over, then one correction:
// |x| < 2^63.
llvm::Value* Emitter::EmitRoundInteger(Value x, int64_t divisor, RoundingMode mode) {
  Value d = llvm::ConstantInt::get(Integers(), static_cast<uint64_t>(divisor));
  Value zero = llvm::Constant::getNullValue(Integers());
  Value is_negative = builder_.CreateICmpSLT(x, zero);
  Value magnitude = Select(is_negative, builder_.CreateSub(zero, x), x);
  if (features_.is_brief) {
    Value whole = builder_.CreateUDiv(magnitude, d);
    return Rounded(whole, builder_.CreateSub(magnitude, builder_.CreateMul(whole, d)), d, is_negative, mode);
  }
  Value inverse = llvm::ConstantFP::get(Doubles(), 1.0 / static_cast<double>(divisor));
  const auto estimate = [&](Value dividend) {
    return builder_.CreateFPToSI(builder_.CreateFMul(builder_.CreateSIToFP(dividend, Doubles()), inverse),
                                 Integers());
  };
  Value q = estimate(magnitude);
  Value r = builder_.CreateSub(magnitude, builder_.CreateMul(q, d));
  Value more = estimate(r);
  q = builder_.CreateAdd(q, more);
  r = builder_.CreateSub(r, builder_.CreateMul(more, d));
  CorrectQuotient(Carrier::Integer, d, q, r);
  return Rounded(q, r, d, is_negative, mode);
}

llvm::Value* Emitter::Rounded(Value magnitude, Value remainder, Value divisor, Value is_negative,
                              RoundingMode mode) {
  const Carrier carrier = CarrierOf(magnitude);
  Value is_odd = builder_.CreateTrunc(carrier == Carrier::Wide ? Low(magnitude) : magnitude, Masks());
  Value up = RoundsAway(remainder, Subtract(carrier, divisor, remainder), is_odd, is_negative, mode);
  Value q = Add(carrier, magnitude, FromFlag(up, carrier));
  return Select(is_negative, Subtract(carrier, Splat(carrier, 0), q), q);
}

llvm::Value* Emitter::EmitRoundWide(Value x, Int128 divisor, RoundingMode mode) {
  Value zero = Splat(Carrier::Wide, 0);
  Value d = Splat(Carrier::Wide, divisor);
  Value is_negative = IsLessWide(x, zero);
  Value magnitude = Select(is_negative, SubtractWide(zero, x), x);
  Value q = Divide(Carrier::Wide, magnitude, d);
  return Rounded(q, SubtractWide(magnitude, MultiplyWide(q, d)), d, is_negative, mode);
}

// The smallest integer divided by -1 would end the process. Only where there is no value may it stand.
llvm::Value* Emitter::Divide(Carrier carrier, Value dividend, Value divisor) {
  if (carrier == Carrier::Wide)
    return features_.is_brief ? Called(kDivideWide, dividend, divisor)
                              : CalledForRows(kDivideWideRows, dividend, divisor);
  Value smallest = Splat(carrier, std::numeric_limits<int64_t>::min());
  divisor = Select(IsEqual(carrier, dividend, smallest), Splat(carrier, 1), divisor);
  return builder_.CreateSDiv(dividend, divisor);
}

llvm::Value* Emitter::Quotient(Carrier carrier, Value x, Int128 divisor, Int128 largest, RoundingMode mode) {
  if (divisor == 1) return x;
  if (carrier == Carrier::Wide) return EmitRoundWide(x, divisor, mode);
  const auto narrow = static_cast<int64_t>(divisor);
  if (carrier == Carrier::Integer) return EmitRoundInteger(x, narrow, mode);
  const bool is_quick =
      mode == RoundingMode::HalfUp && divisor <= kMaxQuickDivisor && largest <= numbers::kMaxQuickRound;
  return is_quick ? EmitQuickRound(x, static_cast<double>(narrow))
                  : EmitRoundDouble(x, static_cast<double>(narrow), mode);
}

llvm::Value* Emitter::CutTo18(Carrier carrier, Value x, int scale, Int128 largest) {
  if (scale <= value::kMaxScale) return x;
  return Quotient(carrier, x, value::PowerOfTen(scale - value::kMaxScale), largest, RoundingMode::HalfEven);
}

Emitted Emitter::EmitRound(ir::InstId id) {
  const ir::Attributes& attributes = Inst(id).attributes;
  const ir::InstId operand = OperandOf(id, 0);
  const Carrier carrier = CarrierOf(id);
  const int scale = std::max(ScaleOf(operand), attributes.unit_scale);
  const Int128 divisor = attributes.unit * value::PowerOfTen(scale - attributes.unit_scale);
  Value quotient =
      Quotient(carrier, At(operand, carrier, scale), divisor, spec_.values[id].largest, attributes.mode);
  if (attributes.unit != 1) quotient = Multiply(carrier, quotient, Splat(carrier, attributes.unit));
  return {quotient, Lacks(operand)};
}

}  // namespace incent::codegen
