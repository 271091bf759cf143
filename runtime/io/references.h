#pragma once

#include <vector>

#include "runtime/column/table.h"
#include "runtime/io/load_result.h"
#include "runtime/io/reject_log.h"
#include "runtime/io/table_reader.h"

namespace incent::io {

// Replaces the texts of a dataset's reference columns by the rows of their targets, after all
// tables are read. A text that is no row's key makes the cell bad; its reject is not placed, for
// a reference may be what names the person.
void ResolveReferences(const std::vector<column::DatasetSchema>& schemas, size_t dataset,
                       const FilePlaces& places, column::InputData* data, DatasetCounts* counts,
                       RejectLog* rejects);

}  // namespace incent::io
