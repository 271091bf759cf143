#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "compiler/ir/module.h"
#include "runtime/column/table.h"

// Few plans over very many rows: what shows only in bulk, such as pieces of threads and sums of millions.
namespace incent::diff {

struct BulkReport;

struct BulkOptions {
  uint64_t seed = 1;  // of the first batch; the next batch has the next seed
  int64_t num_rows = 0;
  int64_t rows_of_batch = int64_t{1} << 20;
  std::function<void(const BulkReport&)> after_batch = {};
};

struct BulkReport {
  int64_t num_batches = 0;
  int64_t num_rows = 0;
  int64_t num_payouts = 0;
  std::vector<std::string> findings;  // batches that differ, by plan and seed
};

// Tables for a plan, not from text: so many rows for each dataset that has credits, fewer for others, in an
// order, with null and unusable cells and keys as the seed says.
column::InputData MakeBulk(const ir::Module& module, int64_t num_rows, uint64_t seed);

// Runs the plans in turns, in the reference and in the JIT, until there were `num_rows` rows.
BulkReport RunBulk(const std::vector<std::string>& plan_paths, const BulkOptions& options);

}  // namespace incent::diff
