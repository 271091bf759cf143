#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "compiler/ir/module.h"

namespace incent::ir {

// A module, or the first line that is not understood (1-based) and why.
struct ParsedModule {
  std::optional<Module> module;
  int line = 0;
  std::string problem;
};

// Reads the text form. Any bytes may be given. The module is well-formed text only: whether it makes sense
// is for Verify to say.
ParsedModule Parse(std::string_view text);

}  // namespace incent::ir
