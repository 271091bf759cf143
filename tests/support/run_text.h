#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/ir/module.h"
#include "runtime/eval/outcome.h"
#include "runtime/io/load_result.h"

namespace incent::golden {

struct PayoutLineOptions {
  bool show_plan = false;  // the file has several plans
};

// The ledger of a run as a small table, one line for each payout; short enough to be read in a test.
std::vector<std::string> PayoutLines(const ir::Module& module, const eval::Outcome& outcome,
                                     const column::InputData& input, const PayoutLineOptions& options);

// What the readers refused, one message a line.
std::vector<std::string> RejectLines(const io::LoadResult& load,
                                     const std::vector<column::DatasetSchema>& datasets,
                                     diag::Language language);

std::vector<std::string> SplitLines(std::string_view text);

}  // namespace incent::golden
