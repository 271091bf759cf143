#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/diag/diagnostics.h"

namespace incent::diag {

// `a, b, c` for a message; of many names the first, and how many more there are: `a, b, … (+12)`.
std::string Listed(const std::vector<std::string>& names);

// What stands in place of so many that are not shown.
Message AndMore(size_t count);

}  // namespace incent::diag
