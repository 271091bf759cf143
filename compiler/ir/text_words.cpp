#include "compiler/ir/text_words.h"

#include <array>

#include "compiler/ir/infer.h"

namespace incent::ir {
namespace {

using types::Kind;

constexpr std::array<std::string_view, 4> kClasses = {"MAP", "FOLD", "SCAN", "MERGE"};
constexpr std::array<std::string_view, 6> kDomains = {"unit", "periods", "people", "cells", "rows", "lines"};
constexpr std::array<std::string_view, 3> kHits = {"first", "unique", "any"};
constexpr std::array<std::string_view, 3> kGroups = {"own", "everyone", "same_key"};
constexpr std::array<std::string_view, 4> kPurposes = {"none", "rise", "mask", "count"};
constexpr std::array<std::string_view, 7> kModes = {"half_up",     "half_even", "half_down", "away_from_zero",
                                                    "toward_zero", "floor",     "ceiling"};
constexpr std::array<std::string_view, 8> kFields = {"text",   "number", "date",   "timestamp",
                                                     "period", "flag",   "one_of", "reference"};

// The names that the value library gives, in order.
template <typename Enum, size_t N>
std::array<std::string_view, N> NamesBy(std::string_view (*name)(Enum)) {
  std::array<std::string_view, N> names;
  for (size_t i = 0; i < N; ++i) names[i] = name(static_cast<Enum>(i));
  return names;
}

constexpr size_t kNumErrors = static_cast<size_t>(value::ErrorCode::TierOrder) + 1;

bool IsControl(char byte) {
  return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f;
}

std::optional<Literal> NumberFromWord(std::string_view word, int scale) {
  const auto parsed = value::ParseDecimal(word);
  if (!parsed || parsed->scale != scale) return std::nullopt;
  Literal literal;
  literal.number = parsed->mantissa;
  return literal;
}

std::optional<Literal> OfNumber(std::optional<Int128> number) {
  if (!number) return std::nullopt;
  Literal literal;
  literal.number = *number;
  return literal;
}

}  // namespace

std::span<const std::string_view> Words(StageClass) {
  return kClasses;
}
std::span<const std::string_view> Words(DomainKind) {
  return kDomains;
}
std::span<const std::string_view> Words(HitMode) {
  return kHits;
}
std::span<const std::string_view> Words(GroupKind) {
  return kGroups;
}
std::span<const std::string_view> Words(Purpose) {
  return kPurposes;
}
std::span<const std::string_view> Words(value::RoundingMode) {
  return kModes;
}
std::span<const std::string_view> Words(column::FieldKind) {
  return kFields;
}
std::span<const std::string_view> Words(value::Granule) {
  static const auto kNames = NamesBy<value::Granule, value::kNumGranules>(&value::GranuleName);
  return kNames;
}
std::span<const std::string_view> Words(value::ErrorCode) {
  static const auto kNames = NamesBy<value::ErrorCode, kNumErrors>(&value::ErrorCodeName);
  return kNames;
}

bool IsWordByte(char byte) {
  return byte != ' ' && !IsControl(byte) &&
         std::string_view("\"=,[](){}:%@#").find(byte) == std::string_view::npos;
}

std::string Quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char byte : text) {
    if (byte == '"' || byte == '\\') {
      quoted += {'\\', byte};
    } else if (byte == '\n') {
      quoted += "\\n";
    } else if (IsControl(byte)) {
      const auto code = static_cast<unsigned char>(byte);
      quoted += {'\\', 'x', kHex[code >> 4], kHex[code & 15]};
    } else {
      quoted += byte;
    }
  }
  return quoted + "\"";
}

std::string Token(std::string_view text) {
  if (text.empty() || text == "none" || text == "->") return Quoted(text);
  for (const char byte : text) {
    if (!IsWordByte(byte)) return Quoted(text);
  }
  return std::string(text);
}

std::string IntegerText(Int128 number) {
  return value::DecimalToText(number, 0);
}

std::optional<Int128> IntegerFromText(std::string_view text) {
  const auto parsed = value::ParseDecimal(text);
  if (!parsed || parsed->scale != 0) return std::nullopt;
  return parsed->mantissa;
}

std::optional<std::string> LiteralText(const Literal& literal, const types::Type& type) {
  if (!LiteralProblem(literal, type).empty()) return std::nullopt;
  if (literal.is_null) return "null";
  switch (type.kind) {
    case Kind::Flag:
      return literal.number != 0 ? "true" : "false";
    case Kind::Number:
      return value::DecimalToText(literal.number, type.scale);
    case Kind::Date:
      return value::DateToText(static_cast<value::Day>(literal.number));
    case Kind::Text:
    case Kind::OneOf:
      return Quoted(literal.text);
    default:
      return IntegerText(literal.number);
  }
}

std::optional<Literal> LiteralFromWord(std::string_view word, const types::Type& type) {
  if (word == "null") {
    Literal literal;
    literal.is_null = true;
    return literal;
  }
  switch (type.kind) {
    case Kind::Flag:
      if (word != "true" && word != "false") return std::nullopt;
      return OfNumber(word == "true" ? 1 : 0);
    case Kind::Number:
      return NumberFromWord(word, type.scale);
    case Kind::Date: {
      const auto day = value::ParseDate(word);
      return day ? OfNumber(*day) : std::nullopt;
    }
    default:
      return OfNumber(IntegerFromText(word));
  }
}

}  // namespace incent::ir
