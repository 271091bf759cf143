#pragma once

#include "compiler/diag/diagnostics.h"
#include "compiler/ir/partition.h"

namespace incent::pipeline {

// Why the participants of `module` cannot be split over several runs, each reason at its place; nothing where
// they can.
void ReportObstacles(const ir::Partition& partition, const ir::Module& module,
                     diag::Diagnostics& diagnostics);

}  // namespace incent::pipeline
