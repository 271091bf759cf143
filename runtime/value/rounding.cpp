#include "runtime/value/rounding.h"

namespace incent::value {
namespace {

// Where the dropped part of a quotient lies against one half.
template <typename Unsigned>
int CompareWithHalf(Unsigned remainder, Unsigned rest) {  // rest = divisor - remainder
  if (remainder == rest) return 0;
  return remainder < rest ? -1 : 1;
}

bool RoundsAway(RoundingMode mode, bool negative, bool odd, int half) {
  switch (mode) {
    case RoundingMode::HalfUp:
      return half >= 0;
    case RoundingMode::HalfEven:
      return half > 0 || (half == 0 && odd);
    case RoundingMode::HalfDown:
      return half > 0;
    case RoundingMode::AwayFromZero:
      return true;
    case RoundingMode::TowardZero:
      return false;
    case RoundingMode::Floor:
      return negative;
    case RoundingMode::Ceiling:
      return !negative;
  }
  return false;
}

}  // namespace

UInt128 RoundQuotient(bool negative, UInt128 dividend, UInt128 divisor, RoundingMode mode) {
  const UInt128 quotient = DivideNarrow(dividend, divisor);
  const UInt128 remainder = dividend - quotient * divisor;
  if (remainder == 0) return quotient;
  const int half = CompareWithHalf(remainder, divisor - remainder);
  return RoundsAway(mode, negative, (quotient & 1) != 0, half) ? quotient + 1 : quotient;
}

bool RoundFraction(const Fraction& fraction, RoundingMode mode, Int128* out) {
  auto [quotient, remainder] = DivideWide(fraction.dividend, fraction.divisor);
  if (!(remainder == UInt256())) {
    const int half = CompareWithHalf(remainder, Difference(fraction.divisor, remainder));
    if (RoundsAway(mode, fraction.negative, (quotient.low & 1) != 0, half)) {
      quotient = Sum(quotient, UInt128{1});
    }
  }
  return ToMantissa(fraction.negative, quotient, out);
}

bool RoundWide(UInt256 signed_value, int from, int to, RoundingMode mode, Int128* out) {
  const bool negative = IsNegative(signed_value);
  const UInt256 magnitude = negative ? Negated(signed_value) : signed_value;
  if (to < from) {
    return RoundFraction({negative, magnitude, static_cast<UInt128>(PowerOfTen(from - to))}, mode, out);
  }
  // A magnitude beyond 38 digits stays beyond when it grows.
  Int128 narrow = 0;
  return ToMantissa(negative, magnitude, &narrow) && Rescale(narrow, from, to, out);
}

}  // namespace incent::value
