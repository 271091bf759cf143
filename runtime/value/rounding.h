#pragma once

#include "runtime/value/decimal.h"
#include "runtime/value/int256.h"

namespace incent::value {

// An exact quotient of magnitudes with a sign, before it is rounded. `divisor` must not be 0.
struct Fraction {
  bool negative = false;
  UInt256 dividend;
  UInt256 divisor;
};

// `fraction` rounded once to an integer. False if that has more than 38 digits.
[[nodiscard]] bool RoundFraction(const Fraction& fraction, RoundingMode mode, Int128* out);

// The magnitude of the same for a quotient of 128 bits.
UInt128 RoundQuotient(bool negative, UInt128 dividend, UInt128 divisor, RoundingMode mode);

// `signed_value` (two's complement, scale `from`) at scale `to`: exact if `to >= from`, else
// rounded. |signed_value| * 10^(to - from) must be below 2^255. False on more than 38 digits.
[[nodiscard]] bool RoundWide(UInt256 signed_value, int from, int to, RoundingMode mode, Int128* out);

}  // namespace incent::value
