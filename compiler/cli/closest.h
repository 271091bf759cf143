#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace incent::cli {

// The candidate that `word` most likely was meant to be; nullopt if none is near. Upper and lower case
// do not matter; of two equally near the first one wins.
std::optional<std::string> Closest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace incent::cli
