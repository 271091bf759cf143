#pragma once

#include "compiler/check/module.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/resolve/program.h"

namespace incent::check {

// Types, units, grains and the rules of plans. Reports E03xx, E04xx and W04xx; a fault is reported once
// and silences what follows from it. `program` must outlive the result.
CheckedModule Check(const resolve::Program& program, diag::Diagnostics& diags);

}  // namespace incent::check
