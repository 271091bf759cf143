#pragma once

#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/resolve/program.h"

namespace incent::resolve {

// Finds what every name means. `files` are in the order of their source ids; the first `num_library`
// of them are the library: their functions are visible everywhere. Reports E02xx.
Program Resolve(const std::vector<const ast::File*>& files, size_t num_library, diag::Diagnostics& diags);

}  // namespace incent::resolve
