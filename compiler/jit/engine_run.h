#pragma once

#include <map>
#include <vector>

#include "compiler/base/workers.h"
#include "compiler/jit/line_source.h"
#include "compiler/jit/program.h"
#include "runtime/eval/options.h"

namespace incent::jit {

// Which way the stages of a run go: swept together where all their lines are plain, else one by one. Lines
// that only sweeps read, and that are as the rows say, are not even made.
class EngineRun {
 public:
  EngineRun(const Program& program, base::Workers& workers, const eval::RunOptions& options);

  // Stages of a state come in order. False if cancelled.
  [[nodiscard]] bool RunStage(interp::RunState& state, int stage);

 private:
  void Begin();
  bool LeavesLinesOut(interp::RunState& state, const ir::Stage& stage);
  bool MakeLines(interp::RunState& state, int set);
  bool RunAlone(interp::RunState& state, int stage);
  bool RunSweep(interp::RunState& state, int sweep);

  const Program& program_;
  base::Workers& workers_;
  const eval::RunOptions& options_;
  std::vector<int> sweep_of_;  // by stage; -1: none
  int last_stage_ = -1;
  std::vector<bool> is_done_;           // by stage
  std::vector<bool> is_given_up_;       // by sweep
  std::map<int, LineSource> left_out_;  // line sets that were not made
};

}  // namespace incent::jit
