#include "runtime/value/decimal.h"

#include "runtime/value/int256.h"
#include "runtime/value/rounding.h"

namespace incent::value {
namespace {

UInt128 UnsignedPower(int exponent) {
  return static_cast<UInt128>(PowerOfTen(exponent));
}

// |m| * 10^shift.
UInt256 Shifted(Int128 m, int shift) {
  return WideProduct(Magnitude(m), UnsignedPower(shift));
}

bool MultiplyUnit(Int128 count, Int128 unit, Int128* out) {
  return ToMantissa(SignedProduct(count, unit), out);
}

// RoundToUnit where `m` and `unit` have 64 bits: then 128 hold the rest.
bool RoundNarrow(Int128 m, Int128 unit, int shift, RoundingMode mode, Int128* out) {
  const UInt128 dividend = Magnitude(m) * UnsignedPower(shift > 0 ? shift : 0);
  const UInt128 divisor = Magnitude(unit) * UnsignedPower(shift < 0 ? -shift : 0);
  const auto count = static_cast<Int128>(RoundQuotient(m < 0, dividend, divisor, mode));
  const Int128 signed_count = m < 0 ? -count : count;
  if (!FitsInt64(signed_count)) return MultiplyUnit(signed_count, unit, out);
  *out = signed_count * unit;
  return true;
}

}  // namespace

namespace wide {

bool Rescale(Int128 m, int from, int to, Int128* out) {
  return ToMantissa(m < 0, Shifted(m, to - from), out);
}

bool Add(Int128 a, int sa, Int128 b, int sb, Int128* out) {
  Int128 sum = 0;
  if (sa == sb) {
    if (__builtin_add_overflow(a, b, &sum) || !FitsMantissa(sum)) return false;
    *out = sum;
    return true;
  }
  const int scale = AddScale(sa, sb);
  const UInt256 left = SignedProduct(a, PowerOfTen(scale - sa));
  const UInt256 right = SignedProduct(b, PowerOfTen(scale - sb));
  return ToMantissa(Sum(left, right), out);
}

bool Multiply(Int128 a, int sa, Int128 b, int sb, Int128* out) {
  return RoundWide(SignedProduct(a, b), sa + sb, MulScale(sa, sb), RoundingMode::HalfEven, out);
}

int Compare(Int128 a, int sa, Int128 b, int sb) {
  const int scale = AddScale(sa, sb);
  const UInt256 left = SignedProduct(a, PowerOfTen(scale - sa));
  const UInt256 right = SignedProduct(b, PowerOfTen(scale - sb));
  if (left == right) return 0;
  return IsNegative(Difference(left, right)) ? -1 : 1;
}

}  // namespace wide

bool Divide(Int128 a, int sa, Int128 b, int sb, Int128* out) {
  const UInt256 dividend = Shifted(a, kMaxScale + sb - sa);
  const UInt256 quotient = dividend.high == 0 ? UInt256(DivideNarrow(dividend.low, Magnitude(b)))
                                              : DivideWide(dividend, Magnitude(b)).quotient;
  return ToMantissa((a < 0) != (b < 0), quotient, out);
}

bool MultiplyDivide(Int128 a, int sa, Int128 b, int sb, Int128 c, int sc, int scale, RoundingMode mode,
                    Int128* out) {
  const bool negative = ((a < 0) != (b < 0)) != (c < 0);
  const UInt256 product = WideProduct(Magnitude(a), Magnitude(b));
  const int shift = scale + sc - sa - sb;  // -36 .. 36
  if (shift <= 0) return RoundFraction({negative, product, Shifted(c, -shift)}, mode, out);

  // product * 10^shift may pass 256 bits, so the whole part and the rest are scaled apart.
  const auto [whole, rest] = DivideWide(product, Magnitude(c));
  const Fraction scaled_rest{negative, WideProduct(rest.low, UnsignedPower(shift)), Magnitude(c)};
  Int128 fraction = 0;
  if (whole.high != 0 || !RoundFraction(scaled_rest, mode, &fraction)) return false;
  const UInt256 scaled_whole = WideProduct(whole.low, UnsignedPower(shift));
  return ToMantissa(negative, Sum(scaled_whole, Magnitude(fraction)), out);
}

bool RoundToUnit(Int128 m, int s, Int128 unit, int unit_scale, RoundingMode mode, Int128* out) {
  const int shift = unit_scale - s;
  if (FitsInt64(m) && FitsInt64(unit)) return RoundNarrow(m, unit, shift, mode, out);
  const Fraction count{m < 0, Shifted(m, shift > 0 ? shift : 0), Shifted(unit, shift < 0 ? -shift : 0)};
  Int128 units = 0;
  if (!RoundFraction(count, mode, &units)) return false;
  return MultiplyUnit(units, unit, out);
}

bool RoundToScale(Int128 m, int from, int to, RoundingMode mode, Int128* out) {
  return to >= from ? Rescale(m, from, to, out) : RoundToUnit(m, from, 1, to, mode, out);
}

void ExactSum::Add(Int128 term) {
  const UInt128 before = low_;
  low_ += static_cast<UInt128>(term);
  high_ += (low_ < before ? 1 : 0) - (term < 0 ? 1 : 0);
}

void ExactSum::Add(const ExactSum& other) {
  const UInt128 before = low_;
  low_ += other.low_;
  high_ += other.high_ + (low_ < before ? 1 : 0);
}

bool ExactSum::Get(Int128* out) const {
  const auto sum = static_cast<Int128>(low_);
  if (high_ != (sum < 0 ? -1 : 0) || !FitsMantissa(sum)) return false;
  *out = sum;
  return true;
}

}  // namespace incent::value
