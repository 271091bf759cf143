#pragma once

#include <string>

#include "compiler/diag/diagnostic.h"
#include "runtime/eval/outcome.h"

namespace incent::cli {

enum class PayoutRows : uint8_t { ByParticipant, ByPeriod };

struct PayoutTableOptions {
  diag::Language language = diag::Language::English;
  PayoutRows rows = PayoutRows::ByParticipant;
  size_t max_rows = 50;  // more are counted; the ledger has them all
};

// What is paid: a row for each participant, or for each participant and period, a column for each component,
// totals below. A `*` marks sums from which something is withheld.
std::string RenderPayouts(const eval::Outcome& outcome, const PayoutTableOptions& options);

}  // namespace incent::cli
