#pragma once

#include <vector>

#include "compiler/diag/diagnostics.h"
#include "runtime/column/schema.h"
#include "runtime/io/load_result.h"

namespace incent::pipeline {

// What loading the data has to say: why it failed, what was ignored, and all rejects. Datasets that only the
// command line names are left to its owner (LoadFailure::UnknownDataset).
void ReportLoad(const io::LoadResult& result, const std::vector<column::DatasetSchema>& datasets,
                diag::Diagnostics& diagnostics);

}  // namespace incent::pipeline
