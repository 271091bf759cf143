#pragma once

#include <cstdint>
#include <span>

#include "runtime/column/table.h"
#include "runtime/io/atomic_file.h"

namespace incent::io {

// Writes rejects as CSV: dataset, file, line, column, field, key, reason, expected, text. What is
// not known is absent. If there were more rejects than are given, the last row has the reason
// `not_listed` and says how many. The caller publishes the file.
void WriteRejectReport(std::span<const column::Reject> rejects, int64_t total_rejects, AtomicFile* file);

}  // namespace incent::io
