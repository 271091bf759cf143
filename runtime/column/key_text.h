#pragma once

#include <string>
#include <string_view>

namespace incent::column {

// Stands between the parts of a composite key; no cell holds it.
inline constexpr char kKeySeparator = '\x1f';

// A key as people write it: the parts of a composite key joined by `/`.
std::string KeyText(std::string_view key);

}  // namespace incent::column
