#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Dates in other spellings than the language's.
namespace incent::ast {

// What `text` can mean as a date or a month, in the language's spelling: 2026/1/5, 2026.01.05, 2026-1-5,
// 2026年1月5日, 2026年3月, 3/31/2026, 31.3.2026. 3/4/2026 can mean two dates, the likelier first. Empty if it
// is nothing of the kind; 2026/1, 2026.1 and 3-4-2026 are arithmetic.
std::vector<std::string> ReadingsOfDate(std::string_view text);

// The first of them.
std::optional<std::string> RespellDate(std::string_view text);

}  // namespace incent::ast
