#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

#include "runtime/column/table.h"

namespace incent::io {

// Writes rejects as CSV: dataset, file, line, column, field, key, reason, expected, text. What is
// not known is absent. If there were more rejects than are given, the last row has the reason
// `not_listed` and says how many. The parts of a composite key are joined by `/`.
void WriteRejectReport(std::span<const column::Reject> rejects, int64_t total_rejects,
                       const std::function<void(std::string_view)>& write);

}  // namespace incent::io
