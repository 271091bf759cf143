#pragma once

#include <vector>

#include "compiler/embed/incent.h"
#include "runtime/column/schema.h"

namespace incent::embed {

// The columns of a dataset that are read, as a struct of the types that fit best.
void ExportInputSchema(const std::vector<column::DatasetSchema>& schemas, size_t dataset, ArrowSchema* out);

}  // namespace incent::embed
