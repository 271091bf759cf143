#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/column/table.h"

namespace incent::pipeline {

// The key of the table that `text` most likely was meant to be: the only one that differs in blanks, case and
// the width of its characters alone, else the only one that differs in one character besides. nullopt if
// there is none, or are several.
std::optional<std::string> NearKey(std::string_view text, const column::Table& table);

}  // namespace incent::pipeline
