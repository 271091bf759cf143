#pragma once

#include <cstdint>
#include <functional>

#include "runtime/eval/stop.h"

namespace incent::eval {

struct Progress {
  int stage = 0;  // stages done
  int num_stages = 0;
  int64_t rows = 0;  // rows of domains evaluated so far
};

// What a run leaves behind beside its payouts, at least.
enum class Keep : uint8_t {
  Nothing,   // for a ledger alone
  Measures,  // the values that plans publish under a name
  All,       // every value: it can be asked for, and tests and explanations do
};

struct RunOptions {
  // Rows that could not be read as a whole, or that name nobody, are taken to be none: the rest is paid
  // without them. Else they withhold what they might change.
  bool pays_without_rows = false;
  Keep keep = Keep::All;
  // Asked every 512 rows, but not inside a running sum or aggregate; a run that must stop gives an outcome
  // with `cancelled` set.
  const Stop* stop = nullptr;
  // Called after each stage, on the thread of the run.
  std::function<void(const Progress&)> progress;
};

}  // namespace incent::eval
