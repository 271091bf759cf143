#pragma once

#include <vector>

#include "compiler/ir/module.h"

namespace incent::pipeline {

// Marks in `datasets` what the modules read: fields by their instructions, with the keys of their rows, and
// datasets with all that their used references lead to. The rest need not be there.
void MarkUse(const std::vector<const ir::Module*>& modules, std::vector<column::DatasetSchema>& datasets);

}  // namespace incent::pipeline
