#pragma once

#include <optional>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::passes {

// The result of an operation whose operands are all constants; nullopt where it would be an error, or
// where this pass does not know the operation.
std::optional<ir::Literal> ConstantValue(const ir::Instruction& inst,
                                         const std::vector<const ir::Instruction*>& operands);

}  // namespace incent::passes
