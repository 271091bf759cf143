#include "compiler/interp/stage_plan.h"

#include <algorithm>
#include <set>

#include "compiler/interp/column_ops.h"

namespace incent::interp {

namespace {

bool IsColumnOp(const ir::Instruction& inst) {
  return ColumnOpOf(inst.op) != nullptr;
}

// What the end of the stage reads together, row by row.
std::vector<ir::InstId> ReadAtTheEnd(const ir::Stage& stage) {
  std::vector<ir::InstId> read;
  for (const ir::Emit& emit : stage.emits) {
    read.insert(read.end(), {emit.when, emit.who, emit.date, emit.share, emit.amount, emit.whole});
    read.insert(read.end(), {Unwrapped(stage, emit.who), Unwrapped(stage, emit.date)});
  }
  for (const auto& [output, inst] : stage.outputs) read.push_back(inst);
  for (const ir::LedgerEntry& entry : stage.ledger) {
    read.push_back(entry.value);
    if (entry.date) read.push_back(*entry.date);
    if (entry.payee) read.push_back(*entry.payee);
  }
  for (const ir::Check& check : stage.checks) read.push_back(check.condition);
  return read;
}

void AddOnce(std::vector<ir::InstId>& list, ir::InstId inst) {
  if (std::find(list.begin(), list.end(), inst) == list.end()) list.push_back(inst);
}

}  // namespace

ir::InstId Unwrapped(const ir::Stage& stage, ir::InstId inst) {
  while (stage.insts[inst].op == ir::Op::Unwrap) inst = stage.insts[inst].operands[0];
  return inst;
}

StagePlan PlanStage(const ir::Stage& stage) {
  StagePlan plan;
  int last = 0;
  for (const ir::Instruction& inst : stage.insts) {
    int level = 0;
    for (const ir::InstId operand : inst.operands) level = std::max(level, plan.level_of[operand]);
    plan.level_of.push_back(IsColumnOp(inst) ? level + 1 : level);
    last = std::max(last, plan.level_of.back());
  }
  plan.levels.resize(static_cast<size_t>(last) + 1);

  // Makes the value of `inst` readable at `level`.
  const auto bring = [&](ir::InstId inst, int level) {
    if (stage.insts[inst].op == ir::Op::Const) return;
    const int home = plan.level_of[inst];
    if (IsColumnOp(stage.insts[inst])) {
      AddOnce(plan.levels[static_cast<size_t>(level)].fetched, inst);
    } else if (home < level) {
      AddOnce(plan.levels[static_cast<size_t>(home)].kept, inst);
      AddOnce(plan.levels[static_cast<size_t>(level)].fetched, inst);
    }
  };
  for (ir::InstId id = 0; id < stage.insts.size(); ++id) {
    const ir::Instruction& inst = stage.insts[id];
    const int level = plan.level_of[id];
    if (inst.op == ir::Op::Const) {
      plan.constants.push_back(id);
    } else if (IsColumnOp(inst)) {
      plan.levels[static_cast<size_t>(level) - 1].columns.push_back(id);
      for (const ir::InstId operand : inst.operands) {
        if (IsColumnOp(stage.insts[operand])) continue;
        AddOnce(plan.levels[static_cast<size_t>(plan.level_of[operand])].kept, operand);
      }
    } else {
      plan.levels[static_cast<size_t>(level)].elements.push_back(id);
      for (const ir::InstId operand : inst.operands) bring(operand, level);
    }
  }
  // A MERGE ends in aggregates, which live elsewhere.
  if (stage.stage_class != ir::StageClass::Merge) {
    for (const ir::InstId inst : ReadAtTheEnd(stage)) bring(inst, last);
  }
  return plan;
}

}  // namespace incent::interp
