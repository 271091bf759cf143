#pragma once

#include <cstdint>
#include <string>
#include <string_view>

// What dates and periods share to compute, read and print calendar numbers.
namespace incent::value {

// Rounds toward minus infinity, so that numbering has no seam at zero; b > 0.
template <typename Integer>
constexpr Integer FloorDivide(Integer a, int b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// `digits` (at most 9) as a number, or -1 if one is not 0..9.
constexpr int ReadDigits(std::string_view digits) {
  int value = 0;
  for (char c : digits) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

// `value >= 0` with leading zeros up to `width` digits.
inline std::string ZeroPadded(int value, size_t width) {
  const std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace incent::value
