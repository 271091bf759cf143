#pragma once

#include "compiler/ir/module.h"
#include "tests/diff/entropy.h"

namespace incent::diff {

// Adds stages that read what the module publishes with the operations that no plan is lowered to. The module
// still verifies, and pays the same.
void AddOtherStages(ir::Module& module, Entropy& entropy);

// Publishes every instruction of every stage but merges, so that engines are compared value by value.
void PublishEverything(ir::Module& module);

}  // namespace incent::diff
