#pragma once

#include <map>
#include <span>
#include <vector>

#include "compiler/interp/batch.h"
#include "compiler/interp/stage_plan.h"

namespace incent::interp {

// Values of a stage that outlive their batch, over all rows of its domain.
using KeptColumns = std::map<ir::InstId, eval::LaneColumn>;

// Evaluates the element ops of one stage, one batch of rows after the other.
//
// Several may work on different rows of one run at a time, once all of them are made.
class BatchRun {
 public:
  // All four must outlive this. `kept` may still be filled later.
  BatchRun(RunState& run, int stage, const StagePlan& plan, const KeptColumns& kept);
  BatchRun(const BatchRun&) = delete;
  BatchRun& operator=(const BatchRun&) = delete;

  // Before the first level: the constants of rows 0 .. kBatchRows - 1 of a batch.
  void SetConstants();
  // Afterwards the registers of the level hold rows first .. first + count - 1.
  void RunLevel(const Level& level, size_t first, int count);
  // The two halves of it.
  void MoveTo(size_t first, int count) { frame_.MoveTo(first, count); }
  void Fetch(ir::InstId inst, const eval::LaneColumn& column);
  void Evaluate(ir::InstId inst) { steps_[inst].op(steps_[inst], frame_); }

  // Writes a register into rows of `column` that the frame covers.
  void Store(ir::InstId inst, eval::LaneColumn& column) const;

  const Step& step(ir::InstId inst) const { return steps_[inst]; }
  const Lanes& lanes(ir::InstId inst) const { return registers_[inst]; }
  Lanes& lanes(ir::InstId inst) { return registers_[inst]; }
  Frame& frame() { return frame_; }
  const Frame& frame() const { return frame_; }

 private:
  const ir::Stage& stage_;
  const StagePlan& plan_;
  const KeptColumns& kept_;
  std::vector<Lanes> registers_;
  std::vector<Step> steps_;
  Frame frame_;
};

}  // namespace incent::interp
