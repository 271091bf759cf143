#pragma once

#include "compiler/ir/module.h"

namespace incent::passes {

// Calls `visit(InstId&)` for each place where the results of `stage` name an instruction; outputs apart.
template <typename Visit>
void ForEachResult(ir::Stage& stage, Visit visit) {
  for (ir::Emit& emit : stage.emits) {
    for (ir::InstId* id : {&emit.when, &emit.who, &emit.date, &emit.share, &emit.amount, &emit.whole})
      visit(*id);
  }
  for (ir::LedgerEntry& entry : stage.ledger) {
    visit(entry.value);
    if (entry.date) visit(*entry.date);
    if (entry.payee) visit(*entry.payee);
  }
  for (ir::Check& check : stage.checks) visit(check.condition);
  for (ir::Step& step : stage.steps) visit(step.result);
}

// Calls `visit(InstId&)` for each value that has a name. Names keep nothing alive.
template <typename Visit>
void ForEachName(ir::Stage& stage, Visit visit) {
  for (ir::NamedValue& named : stage.names) visit(named.value);
}

// Calls `visit(OutputId&)` for each output that an instruction reads.
template <typename Visit>
void ForEachRead(ir::Instruction& inst, Visit visit) {
  if (inst.attributes.output != ir::kNone) visit(inst.attributes.output);
  if (inst.attributes.group.key != ir::kNone) visit(inst.attributes.group.key);
}

}  // namespace incent::passes
