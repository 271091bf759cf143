#pragma once

#include "compiler/ir/module.h"

namespace incent::passes {

// Replaces operations on constants by their results, and choices that a constant decides by what is
// chosen. What would be an error stays, so that the error does. Instructions keep their ids; those that
// nothing uses any more are left to RemoveDeadCode.
void FoldConstants(ir::Module& module);

}  // namespace incent::passes
