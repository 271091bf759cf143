#include <algorithm>
#include <array>

#include "runtime/value/decimal.h"

namespace incent::value {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Appends one digit; false if the mantissa would pass 38 digits.
bool AppendDigit(char digit, Int128* mantissa) {
  // All nines, so that any digit may follow what is not above a tenth of it.
  if (*mantissa > kMaxMantissa / 10) return false;
  *mantissa = *mantissa * 10 + (digit - '0');
  return true;
}

// Digits of |m|, at least `width` of them.
std::string Digits(Int128 m, int width) {
  std::string digits;
  for (UInt128 rest = Magnitude(m); rest != 0 || static_cast<int>(digits.size()) < width; rest /= 10) {
    digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
  }
  std::reverse(digits.begin(), digits.end());
  return digits;
}

}  // namespace

std::optional<ParsedDecimal> ParseDecimal(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  ParsedDecimal parsed;
  size_t point = text.size();
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '.' && point == text.size()) {
      point = i;
    } else if (!IsDigit(text[i]) || !AppendDigit(text[i], &parsed.mantissa)) {
      return std::nullopt;
    }
  }
  const bool has_point = point < text.size();
  const size_t fraction = has_point ? text.size() - point - 1 : 0;
  if (point == 0 || (has_point && fraction == 0) || fraction > kMaxScale) return std::nullopt;
  parsed.scale = static_cast<int>(fraction);
  if (negative) parsed.mantissa = -parsed.mantissa;
  return parsed;
}

void AppendDecimal(Int128 m, int scale, std::string& text) {
  const auto places = static_cast<size_t>(scale);
  if (m < 0) text.push_back('-');
  if (!FitsInt64(m)) {
    text += Digits(m, scale + 1);
    if (scale > 0) text.insert(text.size() - places, 1, '.');
    return;
  }
  // 64 bits have 19 digits, and there is at least one before `scale` <= 18 others.
  std::array<char, 20> digits;
  size_t first = digits.size();
  auto rest = static_cast<uint64_t>(Magnitude(m));
  for (size_t count = 0; rest != 0 || count <= places; ++count) {
    if (count == places && scale > 0) digits[--first] = '.';
    digits[--first] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  }
  text.append(digits.data() + first, digits.size() - first);
}

std::string DecimalToText(Int128 m, int scale) {
  std::string text;
  AppendDecimal(m, scale, text);
  return text;
}

std::string DecimalToShortText(Int128 m, int scale, int min_digits) {
  while (scale > min_digits && m % 10 == 0) {
    m /= 10;
    --scale;
  }
  std::string text = DecimalToText(m, scale);
  if (scale < min_digits) {
    if (scale == 0) text.push_back('.');
    text.append(min_digits - scale, '0');
  }
  return text;
}

}  // namespace incent::value
