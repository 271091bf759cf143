#pragma once

#include <string>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "runtime/column/schema.h"

namespace incent::cli {

// The data that a plan reads, for the person who must supply it: files, columns, and what a cell may be.
std::string SchemaText(const std::vector<column::DatasetSchema>& datasets, diag::Language language);

}  // namespace incent::cli
