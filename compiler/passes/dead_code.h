#pragma once

#include "compiler/ir/module.h"

namespace incent::passes {

struct DeadCodeOptions {
  bool keep_unread_outputs = true;
};

// Removes instructions that no output, line, payout, check or step depends on; on request the outputs
// that no later stage reads; and stages of which nothing is left. Errors of removed instructions reached
// nobody.
void RemoveDeadCode(ir::Module& module, const DeadCodeOptions& options = {});

}  // namespace incent::passes
