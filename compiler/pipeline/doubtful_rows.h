#pragma once

#include <cstdint>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "runtime/column/schema.h"
#include "runtime/column/table.h"
#include "runtime/eval/ledger.h"

// Rows that may have been anything: torn, without a good key, with the key of another, or naming nobody.
namespace incent::pipeline {

struct DoubtfulRows {
  std::vector<std::vector<int32_t>> rows;  // by dataset, ascending
  int64_t num_rows = 0;
  bool pays_without = false;  // somebody accepted them
};

// `max_rejects`: up to so many are accepted. A file of which no row could be read never is.
DoubtfulRows FindDoubtfulRows(const std::vector<column::DatasetSchema>& datasets,
                              const column::InputData& input, int64_t max_rejects);

// The payouts that are withheld because of them.
int64_t CountWaiting(const eval::Ledger& ledger, const DoubtfulRows& doubtful);

// Says how many payouts wait for how many rows, and both ways out; nothing if none does.
void ReportWaiting(int64_t num_payouts, const DoubtfulRows& doubtful, diag::Diagnostics& diagnostics);

}  // namespace incent::pipeline
