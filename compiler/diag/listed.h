#pragma once

#include <string>
#include <vector>

namespace incent::diag {

// `a, b, c` for a message; of many names the first, and how many more there are: `a, b, … (+12)`.
std::string Listed(const std::vector<std::string>& names);

}  // namespace incent::diag
