#pragma once

#include <cstdint>

namespace incent::value {

// The mantissa of every decimal. `__extension__` keeps -Wpedantic quiet.
__extension__ typedef __int128 Int128;
__extension__ typedef unsigned __int128 UInt128;

// Powers of ten that fit: 10^0 .. 10^38. `exponent` must be in that range.
Int128 PowerOfTen(int exponent);

// Largest magnitude of a value: 38 digits. Anything beyond is the error `overflow`.
inline constexpr Int128 kMaxMantissa =
    static_cast<Int128>(9999999999999999999ULL) * 10000000000000000000ULL + 9999999999999999999ULL;

// The largest static scale (fractional digits) of any type.
inline constexpr int kMaxScale = 18;

inline bool FitsMantissa(Int128 m) { return m >= -kMaxMantissa && m <= kMaxMantissa; }

}  // namespace incent::value
