#pragma once

#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/resolve/program.h"

namespace incent::resolve {

// Finds what every name means. `files` are in the order of their source ids, the library among them.
// Reports E02xx.
Program Resolve(const std::vector<const ast::File*>& files, diag::Diagnostics& diags);

}  // namespace incent::resolve
