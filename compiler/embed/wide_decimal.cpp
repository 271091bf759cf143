#include "compiler/embed/wide_decimal.h"

#include <charconv>

namespace incent::embed {
namespace {

using Magnitude = std::array<uint64_t, 4>;

bool IsZero(const Magnitude& magnitude) {
  return (magnitude[0] | magnitude[1] | magnitude[2] | magnitude[3]) == 0;
}

// Divides in place; gives the remainder.
uint64_t DivideBy(Magnitude& magnitude, uint64_t divisor) {
  uint64_t rest = 0;
  for (size_t i = magnitude.size(); i-- > 0;) {
    const value::UInt128 part = (static_cast<value::UInt128>(rest) << 64) | magnitude[i];
    magnitude[i] = static_cast<uint64_t>(part / divisor);
    rest = static_cast<uint64_t>(part % divisor);
  }
  return rest;
}

// All digits, none for 0.
std::string DigitsOf(Magnitude magnitude) {
  constexpr uint64_t kChunk = 1'000'000'000'000'000'000;
  constexpr size_t kChunkDigits = 18;
  std::string digits;
  while (!IsZero(magnitude)) {
    const std::string chunk = std::to_string(DivideBy(magnitude, kChunk));
    digits.insert(0, chunk);
    if (!IsZero(magnitude)) digits.insert(0, kChunkDigits - chunk.size(), '0');
  }
  return digits;
}

}  // namespace

WideInteger WideInteger::Of(value::Int128 value) {
  const value::UInt128 magnitude = value::Magnitude(value);
  return {value < 0, {static_cast<uint64_t>(magnitude), static_cast<uint64_t>(magnitude >> 64), 0, 0}};
}

WideInteger WideInteger::Of(std::array<uint64_t, 4> bits) {
  WideInteger number;
  number.is_negative = (bits[3] >> 63) != 0;
  uint64_t carry = number.is_negative ? 1 : 0;
  for (size_t i = 0; i < bits.size(); ++i) {
    number.magnitude[i] = (number.is_negative ? ~bits[i] : bits[i]) + carry;
    carry = carry != 0 && number.magnitude[i] == 0 ? 1 : 0;
  }
  return number;
}

void AppendWideDecimal(const WideInteger& number, int scale, std::string& text) {
  std::string digits = DigitsOf(number.magnitude);
  if (digits.empty()) {
    text += '0';
    return;
  }
  while (scale > 0 && digits.back() == '0') {
    digits.pop_back();
    --scale;
  }
  if (number.is_negative) text += '-';
  if (scale <= 0) {
    text.append(digits).append(static_cast<size_t>(-scale), '0');
    return;
  }
  const auto fraction = static_cast<size_t>(scale);
  if (digits.size() <= fraction) digits.insert(0, fraction + 1 - digits.size(), '0');
  text.append(digits, 0, digits.size() - fraction).append(1, '.');
  text.append(digits, digits.size() - fraction);
}

}  // namespace incent::embed
