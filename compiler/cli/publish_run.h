#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "compiler/cli/run_files.h"
#include "compiler/cli/run_manifest.h"

namespace incent::cli {

// Writes the reject report, the manifest and the ledger, and publishes them together, the ledger last: who
// sees a new ledger finds the other two. On an error the ledger is what it was before.
[[nodiscard]] std::optional<io::WriteError> PublishRun(RunRecord record, LedgerFormat format,
                                                       RunFiles& files);

// The lines of the ledger, and the header of CSV, given to `write` piece by piece; returns the number of
// lines.
int64_t WriteLedger(const RunRecord& record, LedgerFormat format,
                    const std::function<void(std::string_view)>& write);

}  // namespace incent::cli
