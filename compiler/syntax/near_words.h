#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace incent::syntax {

// True if `written` is probably a slip for `meant`: one or two letters wrong, missing, too many or
// swapped, fewer in short words; one wrong character in Chinese words. False if they are equal.
bool IsNear(std::string_view written, std::string_view meant);

// `name` cut at the Chinese keywords (of two characters or more) inside it, joined by blanks:
// 提成按月 gives 提成 按月. nullopt if there is none to cut at.
struct CutName {
  std::string text;
  std::vector<uint16_t> keywords;  // token types
};
std::optional<CutName> CutAtKeywords(std::string_view name);

}  // namespace incent::syntax
