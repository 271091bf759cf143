#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace incent::syntax {

// The language's spelling of a date or month that is written in another one: 2026/1/5, 2026.01.05,
// 2026-1-5, 2026年1月5日, 2026年3月. nullopt if `text` is nothing of the kind; 2026/1 and 2026.1 are
// arithmetic.
std::optional<std::string> RespellDate(std::string_view text);

}  // namespace incent::syntax
