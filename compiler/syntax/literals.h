#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// What the text of a literal means.
namespace incent::syntax {

// The digits of a number and its scale, as ast::Number has them.
struct NumberText {
  std::string digits;
  int scale = 0;
};

enum class NumberFault : uint8_t {
  None,
  Underscore,  // not between two digits
  TooLong,     // more digits, or more fractional digits, than a value can have
};

// `text` is a token NUMBER: 1_000, 0.05, 1.5M, 120万. On a fault `*out` is the number 0.
[[nodiscard]] NumberFault ReadNumber(std::string_view text, NumberText* out);

// The whole number 1..1_000_000 that `text` is; nullopt if it is none.
std::optional<uint32_t> ReadCount(std::string_view text);

struct StringText {
  std::string value;
  std::string_view bad_escape;  // the first one, a part of `text`; empty if all is well
};

// `text` is a token STRING or UNCLOSED_STRING, with its quotation marks.
StringText ReadString(std::string_view text);

// `text` in Normalization Form C.
std::string Normalized(std::string_view text);

// The ISO code of a CURRENCY_CODE: 元 is CNY; codes are themselves.
std::string_view IsoCode(std::string_view currency);

// True for 2026-01-31T09:30 and 2026-01-31T09:30:15 if day and time exist. `text` is a TIMESTAMP.
bool IsRealMoment(std::string_view text);

}  // namespace incent::syntax
