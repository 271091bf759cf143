#pragma once

#include <memory>
#include <vector>

#include "compiler/jit/day_table.h"
#include "compiler/jit/key_evaluator.h"

namespace incent::jit {

// What lines compute from a few things that have few values, such as a factor by product, the start of the
// month of their date, or a rate by region and product, is computed once for each combination of these
// values by the reference interpreter; lines then look it up.
class LookupTables {
 public:
  LookupTables(interp::RunState& run, const Sweep& sweep, const LineSource& lines, SweepValues& values)
      : run_(run), sweep_(sweep), lines_(lines), values_(values) {}

  // Adds to the values of the sweep what its lines can look up so.
  void Add();

 private:
  // Kernels read it through the column of its one key, a code or a date; false if some value is none of 32
  // bits.
  bool AddColumn(const KeyFinder& finder, KeyEvaluator& evaluator, ir::InstId inst, const TableKey& key);
  // Lines find their entry by all keys.
  void AddCrossTable(const KeyFinder& finder, KeyEvaluator& evaluator, ir::InstId inst,
                     const std::vector<TableKey>& keys);
  CrossKey KeyOf(const TableKey& key, size_t stride);

  interp::RunState& run_;
  const Sweep& sweep_;
  const LineSource& lines_;
  SweepValues& values_;
  std::vector<std::unique_ptr<std::vector<int32_t>>> maps_;
  std::vector<std::unique_ptr<eval::LaneColumn>> tables_;
  std::vector<std::unique_ptr<DayTable>> days_;
};

}  // namespace incent::jit
