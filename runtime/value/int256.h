#pragma once

#include "runtime/value/int128.h"

// 256-bit unsigned integers for the intermediates of one decimal operation.
//
// Magnitudes use all 256 bits; signed sums use two's complement. Products of two mantissas are
// below 10^76, and 2^255 is 5.7 * 10^76, so neither form can overflow where this is used.
namespace incent::value {

struct UInt256 {
  UInt128 high = 0;
  UInt128 low = 0;

  constexpr UInt256() = default;
  constexpr UInt256(UInt128 value) : low(value) {}  // NOLINT: widening is always exact
  constexpr UInt256(UInt128 high_half, UInt128 low_half) : high(high_half), low(low_half) {}

  friend constexpr bool operator==(const UInt256&, const UInt256&) = default;
  friend constexpr bool operator<(const UInt256& a, const UInt256& b) {
    return a.high != b.high ? a.high < b.high : a.low < b.low;
  }
};

// Sums, differences and negation wrap, as two's complement does.
constexpr UInt256 Sum(UInt256 a, UInt256 b) {
  const UInt128 low = a.low + b.low;
  return {a.high + b.high + (low < a.low ? 1 : 0), low};
}

constexpr UInt256 Difference(UInt256 a, UInt256 b) {
  return {a.high - b.high - (a.low < b.low ? 1 : 0), a.low - b.low};
}

constexpr UInt256 Negated(UInt256 a) {
  return Difference({}, a);
}
constexpr bool IsNegative(UInt256 a) {
  return (a.high >> 127) != 0;
}

// The exact product.
constexpr UInt256 WideProduct(UInt128 a, UInt128 b) {
  constexpr UInt128 kLow = ~uint64_t{0};
  if ((a >> 64) == 0 && (b >> 64) == 0) return a * b;
  const UInt128 low = (a & kLow) * (b & kLow);
  const UInt128 left = (a >> 64) * (b & kLow);
  const UInt128 right = (a & kLow) * (b >> 64);
  const UInt128 middle = (low >> 64) + (left & kLow) + (right & kLow);
  const UInt128 high = (a >> 64) * (b >> 64) + (left >> 64) + (right >> 64) + (middle >> 64);
  return {high, (middle << 64) | (low & kLow)};
}

// The exact product in two's complement; |a| and |b| below 2^127.
constexpr UInt256 SignedProduct(Int128 a, Int128 b) {
  const UInt256 product = WideProduct(Magnitude(a), Magnitude(b));
  return (a < 0) != (b < 0) ? Negated(product) : product;
}

// `dividend == quotient * divisor + remainder`, `remainder < divisor`.
struct QuotientRemainder {
  UInt256 quotient;
  UInt256 remainder;
};

// Division of 128 bits by the machine's instruction where both fit 64. `divisor` must not be 0.
constexpr UInt128 DivideNarrow(UInt128 dividend, UInt128 divisor) {
  if (((dividend | divisor) >> 64) != 0) return dividend / divisor;
  return static_cast<uint64_t>(dividend) / static_cast<uint64_t>(divisor);
}

// `divisor` must not be 0.
QuotientRemainder DivideWide(UInt256 dividend, UInt256 divisor);

// `magnitude` with a sign, if it has at most 38 digits.
[[nodiscard]] bool ToMantissa(bool negative, UInt256 magnitude, Int128* out);
// The same for a number in two's complement.
[[nodiscard]] bool ToMantissa(UInt256 signed_value, Int128* out);

}  // namespace incent::value
