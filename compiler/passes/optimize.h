#pragma once

#include "compiler/ir/module.h"

namespace incent::passes {

struct OptimizeOptions {
  // Outputs that no stage reads stay, for tests and traces that ask for them by name.
  bool keep_unread_outputs = true;
};

// Makes a verified module smaller. It still verifies, and a run gives the same payouts, the same errors
// and the same values of the outputs that are left.
void Optimize(ir::Module& module, const OptimizeOptions& options = {});

}  // namespace incent::passes
