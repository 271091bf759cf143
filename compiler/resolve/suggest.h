#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace incent::resolve {

// The candidate that `name` was most likely meant to be: by edit distance over code points, at most a
// third of the longer name; among equals by the longest common beginning, then the first. nullopt if none is
// close.
std::optional<std::string> Suggest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace incent::resolve
