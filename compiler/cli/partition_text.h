#pragma once

#include <string>

#include "compiler/diag/diagnostic.h"
#include "compiler/ir/partition.h"

namespace incent::cli {

// What a plan that may be cut needs of each dataset in each run.
std::string PartitionText(const ir::Partition& partition, const ir::Module& module, diag::Language language);

}  // namespace incent::cli
