#include "compiler/syntax/literals.h"

#include <utf8proc.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdlib>

#include "compiler/base/limits.h"
#include "compiler/source/line_map.h"
#include "runtime/value/date.h"

namespace incent::syntax {
namespace {

struct Suffix {
  std::string_view text;
  int exponent;
};
constexpr Suffix kSuffixes[] = {{"k", 3}, {"M", 6}, {"万", 4}, {"亿", 8}};

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Removes a suffix from the end of `text` and returns its power of ten.
int TakeSuffix(std::string_view& text) {
  for (const Suffix& suffix : kSuffixes) {
    if (!text.ends_with(suffix.text)) continue;
    text.remove_suffix(suffix.text.size());
    return suffix.exponent;
  }
  return 0;
}

void AppendUtf8(std::string& out, char32_t character) {
  utf8proc_uint8_t bytes[4];
  const utf8proc_ssize_t length = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes);
  out.append(reinterpret_cast<const char*>(bytes), static_cast<size_t>(length));
}

// Reads the escape at the start of `text` (after the backslash is the second character) into `out`.
// Returns its length, 0 if it is none.
size_t ReadEscape(std::string_view text, std::string& out) {
  if (text.size() < 2) return 0;
  switch (text[1]) {
    case '"':
      out += '"';
      return 2;
    case '\\':
      out += '\\';
      return 2;
    case 'n':
      out += '\n';
      return 2;
    case 't':
      out += '\t';
      return 2;
    case 'u':
      break;
    default:
      return 0;
  }
  const size_t close = text.find('}');
  if (text.size() < 4 || text[2] != '{' || close == std::string_view::npos || close < 4 || close > 9)
    return 0;
  uint32_t value = 0;
  const char* end = text.data() + close;
  const auto [stop, error] = std::from_chars(text.data() + 3, end, value, 16);
  if (error != std::errc() || stop != end || !utf8proc_codepoint_valid(static_cast<utf8proc_int32_t>(value)))
    return 0;
  AppendUtf8(out, value);
  return close + 1;
}

}  // namespace

NumberFault ReadNumber(std::string_view text, NumberText* out) {
  *out = {"0", 0};
  const int exponent = TakeSuffix(text);
  std::string digits;
  int scale = -exponent;
  bool after_point = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '_') {
      if (i + 1 >= text.size() || !IsDigit(text[i + 1])) return NumberFault::Underscore;
    } else if (text[i] == '.') {
      after_point = true;
    } else {
      digits += text[i];
      scale += after_point;
    }
  }
  if (digits.size() > base::kMaxNumberDigits * 2) return NumberFault::TooLong;
  if (scale < 0) digits.append(static_cast<size_t>(-scale), '0');
  scale = std::max(scale, 0);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  if (digits.size() > base::kMaxNumberDigits || scale > static_cast<int>(base::kMaxNumberScale)) {
    return NumberFault::TooLong;
  }
  *out = {std::move(digits), scale};
  return NumberFault::None;
}

std::optional<uint32_t> ReadCount(std::string_view text) {
  constexpr uint32_t kLargest = 1'000'000;
  NumberText number;
  if (ReadNumber(text, &number) != NumberFault::None || number.scale != 0) return std::nullopt;
  std::string digits(text);
  std::erase(digits, '_');
  uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc() || stop != end || value < 1 || value > kLargest) return std::nullopt;
  return value;
}

StringText ReadString(std::string_view text) {
  constexpr std::string_view kOpen = "“";
  constexpr std::string_view kClose = "”";
  const bool curved = text.starts_with(kOpen);
  const std::string_view open = curved ? kOpen : std::string_view("\"");
  const std::string_view close = curved ? kClose : std::string_view("\"");
  text.remove_prefix(std::min(open.size(), text.size()));

  StringText result;
  while (!text.empty() && text != close) {
    if (text.front() != '\\') {
      result.value += text.front();
      text.remove_prefix(1);
      continue;
    }
    const size_t length = ReadEscape(text, result.value);
    if (length == 0 && result.bad_escape.empty() && text.size() > 1) {
      result.bad_escape = text.substr(0, 1 + source::DecodeFirst(text.substr(1)).length);
    }
    text.remove_prefix(std::max<size_t>(length, 1));
  }
  return result;
}

std::string Normalized(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; })) return std::string(text);
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
      &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(composed), static_cast<size_t>(length));
  std::free(composed);
  return result;
}

std::string_view IsoCode(std::string_view currency) {
  if (currency == "元") return "CNY";
  if (currency == "美元") return "USD";
  if (currency == "欧元") return "EUR";
  if (currency == "港元") return "HKD";
  return currency;
}

bool IsRealMoment(std::string_view text) {
  const size_t mark = text.find('T');
  if (!value::ParseDate(text.substr(0, mark))) return false;
  const auto two_digits = [&](size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const bool has_seconds = text.size() > mark + 6;
  return two_digits(mark + 1) < 24 && two_digits(mark + 4) < 60 &&
         (!has_seconds || two_digits(mark + 7) < 60);
}

}  // namespace incent::syntax
