#include "compiler/jit/engine_run.h"

#include <algorithm>

#include "compiler/base/check.h"
#include "compiler/jit/column_ops.h"
#include "compiler/jit/stage_run.h"
#include "compiler/jit/sweep_run.h"

namespace incent::jit {

EngineRun::EngineRun(const Program& program, base::Workers& workers, const eval::RunOptions& options)
    : program_(program), workers_(workers), options_(options), sweep_of_(program.module().stages.size(), -1) {
  for (size_t k = 0; k < program.sweeps().size(); ++k) {
    for (const int stage : program.sweeps()[k].members)
      sweep_of_[static_cast<size_t>(stage)] = static_cast<int>(k);
  }
}

void EngineRun::Begin() {
  is_done_.assign(sweep_of_.size(), false);
  is_given_up_.assign(program_.sweeps().size(), false);
  left_out_.clear();
}

bool EngineRun::RunStage(interp::RunState& state, int stage) {
  if (stage <= last_stage_ || last_stage_ < 0) Begin();  // of another state
  last_stage_ = stage;
  const auto at = static_cast<size_t>(stage);
  if (is_done_[at]) return true;
  if (LeavesLinesOut(state, program_.module().stages[at])) return true;
  const int sweep = sweep_of_[at];
  if (sweep >= 0 && !is_given_up_[static_cast<size_t>(sweep)]) return RunSweep(state, sweep);
  return RunAlone(state, stage);
}

bool EngineRun::RunAlone(interp::RunState& state, int stage) {
  return StageRun(program_, workers_, state, stage).Publish(options_.stop);
}

// --- lines ---

bool EngineRun::LeavesLinesOut(interp::RunState& state, const ir::Stage& stage) {
  if (stage.emits.empty() || options_.keep == eval::Keep::All) return false;
  const int set = stage.target.index;
  if (state.space.NumRows(stage.domain) < program_.options().min_rows) return false;
  if (!AllowsRowOrder(program_.module(), set, true) || !state.KeysAscend(stage.domain.index)) return false;
  for (size_t k = 0; k < sweep_of_.size(); ++k) {
    const ir::Stage& reader = program_.module().stages[k];
    // A payout by line says whose line it is.
    if (reader.domain == stage.target && (sweep_of_[k] < 0 || !reader.ledger.empty())) return false;
  }
  std::optional<LineSource> source = LineSource::OfRows(state, stage);
  if (!source) return false;
  interp::Lines& lines = state.space.lines(set);
  lines.summary = source->Summary(workers_);
  lines.num_source_rows = static_cast<int64_t>(source->size());
  lines.made = true;
  lines.by_row = true;
  left_out_.emplace(set, *source);
  return true;
}

bool EngineRun::MakeLines(interp::RunState& state, int set) {
  left_out_.erase(set);
  // In the order of rows, as sweeps before have published what is by line.
  state.space.lines(set) = {};
  state.space.lines(set).by_row = true;
  const std::vector<ir::Stage>& stages = program_.module().stages;
  const auto credit = std::find_if(stages.begin(), stages.end(), [&](const ir::Stage& stage) {
    return !stage.emits.empty() && stage.target.index == set;
  });
  INCENT_CHECK(credit != stages.end(), "some stage makes the lines of a set");
  return RunAlone(state, static_cast<int>(credit - stages.begin()));
}

// --- sweeps ---

bool EngineRun::RunSweep(interp::RunState& state, int index) {
  const Sweep& sweep = program_.sweeps()[static_cast<size_t>(index)];
  const int first = sweep.members.front();
  const auto left_out = left_out_.find(sweep.line_set);
  const std::optional<LineSource> lines = left_out != left_out_.end()
                                              ? std::optional(left_out->second)
                                              : LineSource::OfMade(state, sweep.line_set);
  if (lines && lines->size() >= program_.options().min_rows) {
    switch (SweepRun(program_, workers_, state, index, *lines, options_).Run()) {
      case SweepEnd::Done:
        for (const int member : sweep.members) is_done_[static_cast<size_t>(member)] = true;
        return true;
      case SweepEnd::Cancelled:
        return false;
      case SweepEnd::NotPlain:
        break;
    }
  }
  is_given_up_[static_cast<size_t>(index)] = true;
  if (left_out_.count(sweep.line_set) != 0 && !MakeLines(state, sweep.line_set)) return false;
  return RunAlone(state, first);
}

}  // namespace incent::jit
