#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace incent::cli {

struct WrapOptions {
  size_t indent = 0;      // cells before each line; the first line is taken to be indented already
  size_t max_cells = 80;  // of a line, indent included
};

// `text` in lines for a terminal. Latin text breaks at blanks, Chinese between characters but never before a
// closing punctuation mark. Line feeds in the text stay; there is none at the end.
std::string Wrapped(std::string_view text, const WrapOptions& options);

}  // namespace incent::cli
