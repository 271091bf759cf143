#include "compiler/passes/optimize.h"

#include "compiler/passes/dead_code.h"
#include "compiler/passes/fold_constants.h"

namespace incent::passes {

void Optimize(ir::Module& module, const OptimizeOptions& options) {
  FoldConstants(module);
  RemoveDeadCode(module, {options.keep_unread_outputs});
}

}  // namespace incent::passes
