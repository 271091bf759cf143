#include "compiler/interp/stage_run.h"

#include "compiler/base/check.h"
#include "compiler/interp/column_ops.h"
#include "compiler/interp/element_ops.h"
#include "compiler/interp/line_doubt.h"

namespace incent::interp {

StageRun::StageRun(RunState& run, int stage, const StagePlan& plan)
    : run_(run),
      index_(stage),
      stage_(run.module.stages[static_cast<size_t>(stage)]),
      plan_(plan),
      num_rows_(run.space.NumRows(stage_.domain)),
      batch_(run, stage, plan, kept_) {}

// --- evaluating ---

void StageRun::RunLevel(const Level& level, size_t first, int count) {
  batch_.RunLevel(level, first, count);
  for (const ir::InstId inst : level.kept) Keep(inst);
}

void StageRun::Keep(ir::InstId inst) {
  const auto [at, added] = kept_.try_emplace(inst);
  if (added) at->second = eval::LaneColumn(num_rows_);
  batch_.Store(inst, at->second);
}

void StageRun::RunColumnOps(const Level& level) {
  const bool is_merge = stage_.stage_class == ir::StageClass::Merge;
  for (const ir::InstId inst : level.columns) {
    const Step& step = batch_.step(inst);
    const bool is_aggregate = is_merge && step.inst->op >= ir::Op::AggSum && step.inst->op <= ir::Op::AggLast;
    const DoubtedOperands operands(run_, stage_.domain, *step.inst, kept_);
    const ColumnCall call{.run = run_,
                          .stage = index_,
                          .domain = stage_.domain,
                          .target = is_aggregate ? stage_.target : stage_.domain,
                          .inst = *step.inst,
                          .operands = operands.columns(),
                          .scales = step.scales};
    kept_.insert_or_assign(inst, ColumnOpOf(step.inst->op)(call));
  }
}

bool StageRun::PrepareColumns(const eval::Stop* stop) {
  batch_.SetConstants();
  for (size_t k = 0; k + 1 < plan_.levels.size(); ++k) {
    const Level& level = plan_.levels[k];
    for (size_t first = 0; first < num_rows_; first += kBatchRows) {
      RunLevel(level, first, static_cast<int>(std::min<size_t>(kBatchRows, num_rows_ - first)));
      if (eval::IsDue(stop)) return false;
    }
    for (const ir::InstId inst : level.kept) {
      if (kept_.find(inst) == kept_.end()) kept_.emplace(inst, eval::LaneColumn());
    }
    RunColumnOps(level);
    if (eval::IsDue(stop)) return false;
  }
  return true;
}

std::vector<Lane> StageRun::ReplayRow(size_t row) {
  std::vector<Lane> lanes(stage_.insts.size());
  batch_.SetConstants();
  batch_.MoveTo(row, 1);
  for (ir::InstId inst = 0; inst < stage_.insts.size(); ++inst) {
    if (batch_.step(inst).op != nullptr) {
      batch_.Evaluate(inst);
      lanes[inst] = batch_.lanes(inst).At(0);
    } else if (const eval::LaneColumn* column = KeptColumn(inst); column != nullptr && row < column->size()) {
      lanes[inst] = column->At(row);
      batch_.step(inst).Out(frame()).Set(0, lanes[inst]);
    }
  }
  return lanes;
}

const eval::LaneColumn* StageRun::KeptColumn(ir::InstId inst) const {
  const auto at = kept_.find(inst);
  return at == kept_.end() ? nullptr : &at->second;
}

// --- publishing ---

void StageRun::BeginPublishing() {
  for (const auto& [output, inst] : stage_.outputs) {
    run_.outputs[static_cast<size_t>(output)] = eval::LaneColumn(num_rows_);
  }
  for (size_t entry = 0; entry < stage_.ledger.size(); ++entry) {
    ledger_.push_back(run_.ledger.size());
    run_.ledger.push_back(
        {index_, static_cast<int>(entry), eval::LaneColumn(num_rows_), std::nullopt, std::nullopt});
    if (stage_.ledger[entry].date) run_.ledger.back().dates = eval::LaneColumn(num_rows_);
    if (stage_.ledger[entry].payee) run_.ledger.back().payees = eval::LaneColumn(num_rows_);
  }
}

void StageRun::PublishRows(std::optional<RawLines>& raw) {
  for (const auto& [output, inst] : stage_.outputs) {
    batch_.Store(inst, run_.outputs[static_cast<size_t>(output)]);
  }
  for (size_t entry = 0; entry < stage_.ledger.size(); ++entry) {
    LedgerColumns& columns = run_.ledger[ledger_[entry]];
    batch_.Store(stage_.ledger[entry].value, columns.values);
    if (columns.dates) batch_.Store(*stage_.ledger[entry].date, *columns.dates);
    if (columns.payees) batch_.Store(*stage_.ledger[entry].payee, *columns.payees);
  }
  PublishChecks();
  if (raw) raw->Add(frame());
}

void StageRun::PublishChecks() {
  for (size_t k = 0; k < stage_.checks.size(); ++k) {
    const ir::Check& check = stage_.checks[k];
    const Lanes& condition = batch_.lanes(check.condition);
    for (int i = 0; i < frame().count; ++i) {
      if (condition.IsTrue(i)) continue;
      const size_t row = frame().first + static_cast<size_t>(i);
      State cause = condition.StateAt(i);
      if (!eval::IsError(cause)) {
        cause = run_.errors.Intern({value::ErrorCode::AssertFailed, check.definition, index_,
                                    run_.space.PlaceOf(stage_.domain, row)});
      }
      run_.failed_checks.push_back({index_, static_cast<int>(k), row, cause});
    }
  }
}

void StageRun::PublishMerged() {
  for (const auto& [output, inst] : stage_.outputs) {
    const eval::LaneColumn* column = KeptColumn(inst);
    INCENT_CHECK(column != nullptr, "a merge publishes aggregates");
    run_.outputs[static_cast<size_t>(output)] = *column;
  }
}

bool StageRun::Publish(const eval::Stop* stop) {
  if (!PrepareColumns(stop)) return false;
  if (stage_.stage_class == ir::StageClass::Merge) {
    PublishMerged();
    return true;
  }
  BeginPublishing();
  std::optional<RawLines> raw;
  if (!stage_.emits.empty()) raw.emplace(run_, index_, stage_.target.index);
  for (size_t first = 0; first < num_rows_; first += kBatchRows) {
    RunLevel(plan_.levels.back(), first, static_cast<int>(std::min<size_t>(kBatchRows, num_rows_ - first)));
    PublishRows(raw);
    if (eval::IsDue(stop)) return false;
  }
  if (raw) raw->Finish();
  for (const auto& [output, inst] : stage_.outputs)
    DoubtLines(run_, stage_.domain, Zeros::InDoubt, run_.outputs[static_cast<size_t>(output)]);
  for (const size_t entry : ledger_) DoubtLines(run_, stage_.domain, Zeros::Known, run_.ledger[entry].values);
  return true;
}

}  // namespace incent::interp
