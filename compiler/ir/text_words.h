#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "compiler/ir/module.h"

// Words of the text form: names of enumerators, quoting, integers. Shared by print*.cpp and parse*.cpp.
namespace incent::ir {

// Names of enumerators in order of their values.
std::span<const std::string_view> Words(StageClass);
std::span<const std::string_view> Words(DomainKind);
std::span<const std::string_view> Words(HitMode);
std::span<const std::string_view> Words(GroupKind);
std::span<const std::string_view> Words(Purpose);
std::span<const std::string_view> Words(value::RoundingMode);
std::span<const std::string_view> Words(value::Granule);
std::span<const std::string_view> Words(value::ErrorCode);
std::span<const std::string_view> Words(column::FieldKind);

template <typename Enum>
std::string_view WordOf(Enum value) {
  return Words(value)[static_cast<size_t>(value)];
}
template <typename Enum>
std::optional<Enum> FromWord(std::string_view word) {
  const auto words = Words(Enum{});
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == word) return static_cast<Enum>(i);
  }
  return std::nullopt;
}

// A byte that may stand in a bare word: no blank, no control, none of "=,[](){}:%@#.
bool IsWordByte(char byte);
// `text` in double quotes, with \" \\ \n and \xHH for control bytes: always one line.
std::string Quoted(std::string_view text);
// Bare if it can be read back as a word, else quoted.
std::string Token(std::string_view text);

std::string IntegerText(Int128 number);
// At most 38 digits.
std::optional<Int128> IntegerFromText(std::string_view text);

// A constant as it is written for its type: 12.50, true, 2026-01-31, 2026-Q1, "text", null. What cannot be
// written so (no valid constant) gives nullopt.
std::optional<std::string> LiteralText(const Literal& literal, const types::Type& type);
// Reads a bare word of LiteralText; texts are quoted and do not come here.
std::optional<Literal> LiteralFromWord(std::string_view word, const types::Type& type);

}  // namespace incent::ir
