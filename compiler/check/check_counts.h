#pragma once

#include <map>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/resolve/program.h"

namespace incent::check {

// Per pay that has any: its clawbacks, ascending.
std::map<int, std::vector<int>> ClawbacksOf(const resolve::Program& program);

// There are not too many of what looks at all of its kind.
void CheckCounts(const resolve::Program& program, diag::Diagnostics& diags);

}  // namespace incent::check
