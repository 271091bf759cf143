#include "compiler/interp/batch_run.h"

#include "compiler/interp/bind.h"
#include "compiler/interp/element_ops.h"

namespace incent::interp {

BatchRun::BatchRun(RunState& run, int stage, const StagePlan& plan, const KeptColumns& kept)
    : stage_(run.module.stages[static_cast<size_t>(stage)]),
      plan_(plan),
      kept_(kept),
      registers_(stage_.insts.size()),
      frame_{.run = run, .stage = stage, .domain = stage_.domain, .registers = registers_} {
  for (ir::InstId inst = 0; inst < stage_.insts.size(); ++inst) steps_.push_back(BindStep(run, stage_, inst));
}

void BatchRun::SetConstants() {
  frame_.count = kBatchRows;
  for (const ir::InstId inst : plan_.constants) EvalConst(steps_[inst], frame_);
}

void BatchRun::Fetch(ir::InstId inst, const eval::LaneColumn& column) {
  const auto rows = static_cast<size_t>(frame_.count);
  Lanes& lanes = registers_[inst];
  lanes.clean = true;
  State* states = column.HasStates() ? lanes.DirtyStates() : nullptr;
  column.Fetch(frame_.first, {lanes.values.data(), rows}, {states, states == nullptr ? 0 : rows});
}

void BatchRun::RunLevel(const Level& level, size_t first, int count) {
  MoveTo(first, count);
  for (const ir::InstId inst : level.fetched) Fetch(inst, kept_.at(inst));
  for (const ir::InstId inst : level.elements) Evaluate(inst);
}

void BatchRun::Store(ir::InstId inst, eval::LaneColumn& column) const {
  const auto rows = static_cast<size_t>(frame_.count);
  const Lanes& lanes = registers_[inst];
  column.Store(frame_.first, {lanes.values.data(), rows}, {lanes.states(), lanes.clean ? 0 : rows});
}

}  // namespace incent::interp
