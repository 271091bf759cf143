#pragma once

#include <cstdint>
#include <string>

#include "compiler/ast/file.h"

namespace incent::ast {

enum class Words : uint8_t { English, Chinese };

// The tree as source: parse(Print(file)) equals `file`. Keywords in the given language; names, labels
// and texts as they are. Numbers are written out (120万 as 1200000); comments other than `## ` are not
// in the tree. For dumps, tests and generated plans; the formatter works on the tokens instead.
std::string Print(const File& file, Words words = Words::English);
std::string Print(const Item& item, Words words = Words::English);
std::string Print(const Expr& expr, Words words = Words::English);

}  // namespace incent::ast
