#pragma once

#include <array>
#include <cstdint>

namespace incent::value {

// The mantissa of every decimal. `__extension__` keeps -Wpedantic quiet.
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

inline constexpr std::array<Int128, 39> kPowersOfTen = [] {
  std::array<Int128, 39> powers{};
  powers[0] = 1;
  for (int i = 1; i < 39; ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

// Powers of ten that fit: 10^0 .. 10^38. `exponent` must be in that range.
constexpr Int128 PowerOfTen(int exponent) {
  return kPowersOfTen[exponent];
}

inline constexpr int kMaxDigits = 38;
// Largest magnitude of a value: 38 digits. Anything beyond is the error `overflow`.
inline constexpr Int128 kMaxMantissa =
    static_cast<Int128>(9999999999999999999ULL) * 10000000000000000000ULL + 9999999999999999999ULL;

// The largest static scale (fractional digits) of any type.
inline constexpr int kMaxScale = 18;

constexpr bool FitsMantissa(Int128 m) {
  return m >= -kMaxMantissa && m <= kMaxMantissa;
}

// True for nearly every value met in practice; then products with another such value, or with a
// power of ten up to 10^18, cannot leave 38 digits.
constexpr bool FitsInt64(Int128 m) {
  return m == static_cast<int64_t>(m);
}

// |m| without the overflow of negating the smallest value.
constexpr UInt128 Magnitude(Int128 m) {
  return m < 0 ? UInt128{0} - static_cast<UInt128>(m) : static_cast<UInt128>(m);
}

}  // namespace incent::value
