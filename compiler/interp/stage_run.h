#pragma once

#include <optional>
#include <vector>

#include "compiler/interp/batch_run.h"
#include "compiler/interp/raw_lines.h"
#include "compiler/interp/stage_plan.h"
#include "runtime/eval/stop.h"

namespace incent::interp {

// One stage over all rows of its domain.
class StageRun {
 public:
  // `plan` must be that of the stage; all three outlive this.
  StageRun(RunState& run, int stage, const StagePlan& plan);
  StageRun(const StageRun&) = delete;
  StageRun& operator=(const StageRun&) = delete;

  // Evaluates everything and publishes it: outputs, lines, payouts, checks. False if cancelled.
  [[nodiscard]] bool Publish(const eval::Stop* stop);

  // Evaluates the columns only, publishing nothing; afterwards ReplayRow gives every lane of a row.
  void Prepare() { [[maybe_unused]] const bool done = PrepareColumns(nullptr); }
  // The lanes of all instructions at one row of the domain; those of aggregates are left as values 0.
  std::vector<Lane> ReplayRow(size_t row);
  // A kept column of the last Prepare; nullptr where the value never left its batch.
  const eval::LaneColumn* KeptColumn(ir::InstId inst) const;

  const ir::Stage& stage() const { return stage_; }
  const Step& step(ir::InstId inst) const { return batch_.step(inst); }
  Frame& frame() { return batch_.frame(); }
  size_t num_rows() const { return num_rows_; }

 private:
  [[nodiscard]] bool PrepareColumns(const eval::Stop* stop);
  void RunLevel(const Level& level, size_t first, int count);
  void Keep(ir::InstId inst);
  void RunColumnOps(const Level& level);
  void BeginPublishing();
  void PublishRows(std::optional<RawLines>& raw);
  void PublishChecks();
  void PublishMerged();

  RunState& run_;
  const int index_;
  const ir::Stage& stage_;
  const StagePlan& plan_;
  const size_t num_rows_;
  KeptColumns kept_;
  std::vector<size_t> ledger_;  // indices into RunState::ledger, parallel to Stage::ledger
  BatchRun batch_;
};

}  // namespace incent::interp
