#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/value/int128.h"

// Exact decimal arithmetic on mantissas with static scales.
//
// A value is `m * 10^-scale`; the scale belongs to the static type, so every function takes it
// beside the mantissa. Intermediates are 256 bits wide, so an operation rounds only where its
// comment says so. A function that can fail returns false, and then leaves `*out` alone: the
// result would need more than 38 digits (`ErrorCode::Overflow`).
namespace incent::value {

enum class RoundingMode : uint8_t { HalfUp, HalfEven, HalfDown, AwayFromZero, TowardZero, Floor, Ceiling };

// The exact result scales of `a + b` and `a * b`.
constexpr int AddScale(int sa, int sb) {
  return sa > sb ? sa : sb;
}
constexpr int MulScale(int sa, int sb) {
  return sa + sb > kMaxScale ? kMaxScale : sa + sb;
}

// `m` at scale `from`, exactly, at scale `to >= from`.
[[nodiscard]] inline bool Rescale(Int128 m, int from, int to, Int128* out);

// Sum and difference at scale AddScale(sa, sb). Exact.
[[nodiscard]] inline bool Add(Int128 a, int sa, Int128 b, int sb, Int128* out);
[[nodiscard]] inline bool Subtract(Int128 a, int sa, Int128 b, int sb, Int128* out);

// Product at scale MulScale(sa, sb). Exact if sa + sb <= 18, else rounded half-even at 18.
[[nodiscard]] inline bool Multiply(Int128 a, int sa, Int128 b, int sb, Int128* out);

// Quotient at scale 18, truncated toward zero; `b` must not be 0.
[[nodiscard]] bool Divide(Int128 a, int sa, Int128 b, int sb, Int128* out);

// `a * b / c` at scale `scale`, rounded once by `mode` from the exact value; `c` must not be 0.
[[nodiscard]] bool MultiplyDivide(Int128 a, int sa, Int128 b, int sb, Int128 c, int sc, int scale,
                                  RoundingMode mode, Int128* out);

// -1, 0, 1: exact across scales.
inline int Compare(Int128 a, int sa, Int128 b, int sb);

// `m` (scale `s`) rounded to a multiple of `unit` (scale `unit_scale`, mantissa > 0).
// The result has scale `unit_scale`.
[[nodiscard]] bool RoundToUnit(Int128 m, int s, Int128 unit, int unit_scale, RoundingMode mode, Int128* out);

// `m` (scale `from`) at scale `to`, which may be smaller; rounded by `mode`.
[[nodiscard]] bool RoundToScale(Int128 m, int from, int to, RoundingMode mode, Int128* out);

// Sums exactly, whatever the order of the terms: overflow is judged on the final sum only.
class ExactSum {
 public:
  void Add(Int128 term);
  void Add(const ExactSum& other);
  [[nodiscard]] bool Get(Int128* out) const;  // false: more than 38 digits

 private:
  UInt128 low_ = 0;
  int64_t high_ = 0;
};

// A decimal read from text: mantissa and the number of fractional digits written.
struct ParsedDecimal {
  Int128 mantissa = 0;
  int scale = 0;
};

// Strict: `-?[0-9]+(\.[0-9]+)?`, at most 38 significant digits and 18 fractional ones. No signs but
// '-', no exponents, separators, blanks or other digits. nullopt otherwise.
std::optional<ParsedDecimal> ParseDecimal(std::string_view text);

// "-1234.50" for (-123450, 2): exactly `scale` fractional digits.
std::string DecimalToText(Int128 m, int scale);
void AppendDecimal(Int128 m, int scale, std::string& text);
// The same without trailing zeros, but with at least `min_digits` fractional digits.
std::string DecimalToShortText(Int128 m, int scale, int min_digits = 0);

// What follows is the common case of the functions above, inline; the rest is out of line.
namespace wide {

[[nodiscard]] bool Rescale(Int128 m, int from, int to, Int128* out);
[[nodiscard]] bool Add(Int128 a, int sa, Int128 b, int sb, Int128* out);
[[nodiscard]] bool Multiply(Int128 a, int sa, Int128 b, int sb, Int128* out);
int Compare(Int128 a, int sa, Int128 b, int sb);

}  // namespace wide

inline bool Rescale(Int128 m, int from, int to, Int128* out) {
  if (!FitsInt64(m)) return wide::Rescale(m, from, to, out);
  *out = m * PowerOfTen(to - from);
  return true;
}

inline bool Add(Int128 a, int sa, Int128 b, int sb, Int128* out) {
  if (!FitsInt64(a) || !FitsInt64(b)) return wide::Add(a, sa, b, sb, out);
  *out = sa == sb ? a + b : sa > sb ? a + b * PowerOfTen(sa - sb) : a * PowerOfTen(sb - sa) + b;
  return true;
}

inline bool Subtract(Int128 a, int sa, Int128 b, int sb, Int128* out) {
  return Add(a, sa, -b, sb, out);
}

inline bool Multiply(Int128 a, int sa, Int128 b, int sb, Int128* out) {
  if (!FitsInt64(a) || !FitsInt64(b) || sa + sb > kMaxScale) return wide::Multiply(a, sa, b, sb, out);
  *out = a * b;
  return true;
}

inline int Compare(Int128 a, int sa, Int128 b, int sb) {
  if (sa != sb) {
    if (!FitsInt64(a) || !FitsInt64(b)) return wide::Compare(a, sa, b, sb);
    if (sa > sb) b *= PowerOfTen(sa - sb);
    if (sa < sb) a *= PowerOfTen(sb - sa);
  }
  return a < b ? -1 : static_cast<int>(a > b);
}

}  // namespace incent::value
