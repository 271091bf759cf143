#pragma once

#include <optional>
#include <string>

#include "tests/diff/batch_generator.h"
#include "tests/diff/coverage.h"
#include "tests/diff/engines.h"

namespace incent::diff {

// What comparing all ways of running one plan over one batch gave.
enum class Agreement : uint8_t {
  Agree,         // the same everywhere
  AgreeOnError,  // the same, and some values are errors
  Disagree,
  Rejected,  // the plan does not compile
};

struct Verdict {
  Agreement agreement = Agreement::Agree;
  std::string engine;  // Disagree: which
  std::string detail;  // Disagree: first differences; Rejected: the messages
  int num_ledger_rows = 0;
};

struct TrialOptions {
  uint64_t seed = 0;    // of the order of rows
  bool reparse = true;  // also compile the printed source
  bool spoil = false;   // sound rows, and what becomes of payouts where some of them are spoiled
};

// Runs a plan over a batch: the reference, every engine, rows in another order, the printed and reparsed
// source; and the plan's tests. Without a batch one is made from the seed, and left in `batch`.
Verdict Try(const std::string& source, std::optional<Batch>& batch, const TrialOptions& options,
            Coverage& coverage);

// The rows that Try makes for a plan of this seed; nullopt if the plan does not compile.
std::optional<Batch> BatchOfSeed(const std::string& source, uint64_t seed);

}  // namespace incent::diff
