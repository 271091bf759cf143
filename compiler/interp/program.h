#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "compiler/interp/run_state.h"
#include "compiler/interp/stage_plan.h"
#include "runtime/eval/options.h"
#include "runtime/eval/outcome.h"

// The reference engine: runs a module as it is written, stage by stage, with exact integers. Everything
// else that runs or explains plans is measured against it.
namespace incent::interp {

class Program {
 public:
  // `module` must have passed ir::Verify.
  explicit Program(ir::Module module);

  const ir::Module& module() const { return module_; }
  const StagePlan& plan(int stage) const { return plans_[static_cast<size_t>(stage)]; }

 private:
  ir::Module module_;
  std::vector<StagePlan> plans_;
};

inline Program Load(ir::Module module) {
  return Program(std::move(module));
}

// What a run leaves behind. `state` refers to the program and the input, which must outlive it.
struct RunResult {
  eval::Outcome outcome;
  std::unique_ptr<RunState> state;
};

// `input` is parallel to the module's datasets. Never fails: what is wrong with a row is in the outcome.
[[nodiscard]] RunResult Run(const Program& program, const column::InputData& input,
                            const eval::RunOptions& options = {});

// Runs one stage and publishes everything of it; false if cancelled.
using StageRunner = std::function<bool(RunState& state, int stage)>;

// The same with another engine's way to run a stage.
[[nodiscard]] RunResult RunWith(const Program& program, const column::InputData& input,
                                const eval::RunOptions& options, const StageRunner& run_stage);

// Bytes that a run will need at most at one time, beside the input; a rough upper estimate that takes
// every source row for one line.
[[nodiscard]] size_t EstimateMemory(const Program& program, const column::InputData& input);

}  // namespace incent::interp
