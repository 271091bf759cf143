#pragma once

#include <fmt/format.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/column/schema.h"

// Rows that a reader can get wrong.
namespace incent::io {

inline constexpr std::string_view kHostileHeader = "k,m,n,p,d,t,unused,f,o,r,s\n";

// Fields of all kinds; the key is one text, or a text and a period.
inline std::vector<column::DatasetSchema> HostileSchemas(bool has_long_key) {
  using column::FieldKind;
  return {
      {.name = "T",
       .fields = {{.name = "k", .header = "k", .is_key = true},
                  {.name = "m",
                   .header = "m",
                   .kind = FieldKind::Period,
                   .optional = !has_long_key,
                   .is_key = has_long_key},
                  {.name = "n",
                   .header = "n",
                   .kind = FieldKind::Number,
                   .scale = 2,
                   .unit = "CNY",
                   .optional = true,
                   .bounds = column::Bounds{-50000, 5'000'000}},
                  {.name = "p", .header = "p", .kind = FieldKind::Number, .scale = 18},
                  {.name = "d", .header = "d", .kind = FieldKind::Date, .optional = true},
                  {.name = "t", .header = "t", .kind = FieldKind::Timestamp, .optional = true},
                  {.name = "unused", .header = "unused", .in_use = false},
                  {.name = "f", .header = "f", .kind = FieldKind::Flag},
                  {.name = "o", .header = "o", .kind = FieldKind::OneOf, .labels = {"x", "华东"}},
                  {.name = "r", .header = "r", .kind = FieldKind::Reference, .optional = true, .target = 0},
                  {.name = "s", .header = "s", .optional = true}}}};
}

// A row as files have them, with a mistake here and there; of these, many are in how it is split.
inline std::string HostileRow(std::mt19937& random, int number) {
  const auto any = [&](const std::vector<std::string>& usual, const std::vector<std::string>& odd) {
    return random() % 12 == 0 ? odd[random() % odd.size()] : usual[random() % usual.size()];
  };
  const std::vector<std::string> empty = {"", "\"\""};
  std::string row =
      fmt::format("{}{}", any({"a", "b", "\"c\"", "e\xcc\x81", "提成"}, {"", "\xff", "\"\"\"\""}),
                  random() % 4 == 0 ? number % 7 : 1000 + number);
  if (row.starts_with('"')) row = "\"" + std::to_string(number) + "\"";
  row += "," + any({"2026-03", "2026-Q1", "2025", ""}, {"2026-13", "\"2026-03\"", "x"});
  row +=
      "," + any({"1.00", "-12.5", "49999.99", "7", ""}, {"1e3", "50000.01", "1.234", "\"3\"", "\"1,000\""});
  row += "," + any({"1", "0.5", "12.5%", "0.123456789012345678"}, {"1234567890123456789012", "1%%", ""});
  row += "," + any({"2026-03-31", "\"2024-02-29\"", ""}, {"2026-02-30", "1899-01-01", "2026-3-1"});
  row += "," + any({"2026-03-31T09:30", "", "2026-03-31T09:30:05"}, {"2026-03-31 09:30", "24:00"});
  row += "," + any({"anything", "", "\"x y\""}, {"\"a,b\"", "\"say \"\"so\"\"\"", "\"two\nlines\""});
  row += "," + any({"true", "false"}, {"True", ""});
  row += "," + any({"x", "华东", "\"x\""}, {"y", "", "\xe5\x8d"});
  row += "," + any({"a3", "b5", "", "提成1"}, {"nobody", "\"\""});
  row +=
      "," + any({"note", "", "备注：好", "\"\"", "caf\xc3\xa9"}, {"cafe\xcc\x81", "\"a\"b", "a\rb", "x,y"});
  return row + any({"\n", "\n", "\r\n"}, {"\n\n", "\r", ""});
}

}  // namespace incent::io
