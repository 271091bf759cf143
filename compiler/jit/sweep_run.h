#pragma once

#include <atomic>

#include "compiler/base/workers.h"
#include "compiler/jit/line_chunks.h"
#include "compiler/jit/lookup_tables.h"
#include "compiler/jit/program.h"
#include "compiler/jit/sweep_range.h"
#include "runtime/eval/options.h"

namespace incent::jit {

enum class SweepEnd : uint8_t {
  Done,      // everything is published
  NotPlain,  // nothing is: some line needs more than kernels do
  Cancelled,
};

// Runs the stages of a sweep over lines that are all plain: no errors, every value a machine number.
class SweepRun {
 public:
  SweepRun(const Program& program, base::Workers& workers, interp::RunState& run, int sweep,
           const LineSource& lines, const eval::RunOptions& options);

  SweepEnd Run();

 private:
  void BindSources();
  bool RunLevel(size_t level);
  bool MakeSums(const SweepLevel& level);
  bool MakeTotals(const SweepLevel& level);
  void KeepValues(const SweepLevel& level);
  void MakeColumns(const SweepLevel& level);
  bool RunRanges(const SweepPass& pass);
  eval::LaneColumn Take(ir::InstId result);
  void Publish();
  bool Keeps(size_t output) const;
  void FindResults();

  const Program& program_;
  base::Workers& workers_;
  interp::RunState& run_;
  const int index_;
  const Sweep& sweep_;
  const LineSource& lines_;
  const eval::RunOptions& options_;
  const bool ascends_;
  const LineRanges ranges_;
  std::vector<ir::InstId> results_;
  SweepValues values_;
  LookupTables tables_;
  std::map<ir::InstId, eval::LaneColumn> columns_;  // results
  std::map<ir::InstId, int> num_uses_;              // of results
  std::vector<LineTotals> totals_;                  // parallel to Sweep::totals
  std::atomic<bool> is_plain_ = true;
};

}  // namespace incent::jit
