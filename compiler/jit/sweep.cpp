#include "compiler/jit/sweep.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/interp/column_ops.h"

namespace incent::jit {

using ir::InstId;
using ir::Op;
using ir::Stage;

namespace {

bool IsTotal(Op op) {
  return op == Op::AggSum || op == Op::AggCount;
}

// Element ops, running sums, and totals. Checks of a test are about single values.
bool CanBeSwept(const Stage& stage) {
  if (stage.domain.kind != ir::DomainKind::Lines || !stage.emits.empty()) return false;
  for (const ir::Instruction& inst : stage.insts) {
    const bool is_swept =
        inst.op == Op::ScanSum || IsTotal(inst.op) || interp::ColumnOpOf(inst.op) == nullptr;
    if (!is_swept) return false;
  }
  return std::none_of(stage.checks.begin(), stage.checks.end(),
                      [&](const ir::Check& check) { return stage.insts[check.condition].op == Op::Const; });
}

std::vector<ir::OutputId> OutputsReadBy(const ir::Module& module, const ir::Instruction& inst) {
  const ir::Group& group = inst.attributes.group;
  const ir::OutputId eligible = group.kind == ir::GroupKind::Everyone ? module.eligible : ir::kNone;
  std::vector<ir::OutputId> read;
  for (const ir::OutputId output : {inst.attributes.output, group.key, eligible}) {
    if (output != ir::kNone) read.push_back(output);
  }
  return read;
}

// The stages that read an output, by output.
using Readers = std::vector<std::vector<int>>;

Readers ReadersOf(const ir::Module& module) {
  Readers readers(module.outputs.size());
  for (size_t k = 0; k < module.stages.size(); ++k) {
    for (const ir::Instruction& inst : module.stages[k].insts) {
      for (const ir::OutputId output : OutputsReadBy(module, inst)) {
        std::vector<int>& stages = readers[static_cast<size_t>(output)];
        if (stages.empty() || stages.back() != static_cast<int>(k)) stages.push_back(static_cast<int>(k));
      }
    }
  }
  return readers;
}

class Builder {
 public:
  Builder(const ir::Module& module, const Readers& readers, int set) : module_(module), readers_(readers) {
    sweep_.line_set = set;
    sweep_.stage.name = "sweep";
    sweep_.stage.stage_class = ir::StageClass::Fold;
    sweep_.stage.domain = {.kind = ir::DomainKind::Lines, .index = set};
  }

  // False: something that the stage reads is not there when the sweep begins.
  bool Accepts(int index) const {
    if (sweep_.members.empty()) return true;
    const Stage& stage = StageAt(index);
    for (const ir::Instruction& inst : stage.insts) {
      for (const ir::OutputId output : OutputsReadBy(module_, inst)) {
        const bool is_there = module_.outputs[static_cast<size_t>(output)].stage < sweep_.members.front();
        if (!is_there && (inst.op != Op::Load || made_.count(output) == 0)) return false;
      }
    }
    return true;
  }

  void Add(int index) {
    sweep_.members.push_back(index);
    const Stage& stage = StageAt(index);
    std::vector<InstId> at(stage.insts.size());
    for (InstId id = 0; id < stage.insts.size(); ++id) at[id] = AddInst(stage, id, at);
    for (const auto& [output, inst] : stage.outputs) {
      if (IsTotal(stage.insts[inst].op)) {
        const InstId operand = at[stage.insts[inst].operands[0]];
        sweep_.totals.push_back({output, operand, stage.target, stage.insts[inst].attributes.group});
      } else {
        sweep_.stage.outputs.emplace_back(output, at[inst]);
        made_[output] = at[inst];
      }
    }
    for (size_t entry = 0; entry < stage.ledger.size(); ++entry) {
      ir::LedgerEntry moved = stage.ledger[entry];
      moved.value = at[moved.value];
      if (moved.date) moved.date = at[*moved.date];
      if (moved.payee) moved.payee = at[*moved.payee];
      sweep_.stage.ledger.push_back(moved);
      sweep_.entries.push_back({index, static_cast<int>(entry)});
    }
    for (const ir::Check& check : stage.checks)
      sweep_.stage.checks.push_back({check.definition, at[check.condition], check.withholds});
  }

  Sweep Finish() {
    // Operands of totals are brought to the end with what else is read there.
    Stage read_at_end = sweep_.stage;
    for (const Total& total : sweep_.totals) read_at_end.outputs.emplace_back(total.output, total.operand);
    sweep_.plan = interp::PlanStage(read_at_end);
    for (const auto& [output, inst] : sweep_.stage.outputs)
      sweep_.is_read_later.push_back(IsReadLater(output));
    FindRoots();
    return std::move(sweep_);
  }

 private:
  const Stage& StageAt(int index) const { return module_.stages[static_cast<size_t>(index)]; }

  InstId AddInst(const Stage& stage, InstId id, const std::vector<InstId>& at) {
    ir::Instruction inst = stage.insts[id];
    if (inst.op == Op::Load) {
      const auto made = made_.find(inst.attributes.output);
      if (made != made_.end()) return made->second;
    }
    if (IsTotal(inst.op)) return 0;  // read by nobody
    for (InstId& operand : inst.operands) operand = at[operand];
    std::vector<InstId>& alike = by_operands_[{inst.op, inst.operands}];
    for (const InstId other : alike) {
      const ir::Instruction& same = sweep_.stage.insts[other];
      if (same.attributes == inst.attributes && same.type == inst.type && same.range == inst.range)
        return other;
    }
    const auto added = static_cast<InstId>(sweep_.stage.insts.size());
    alike.push_back(added);
    sweep_.stage.insts.push_back(std::move(inst));
    return added;
  }

  void FindRoots() {
    for (const auto& [output, inst] : sweep_.stage.outputs) sweep_.roots.push_back(inst);
    for (const Total& total : sweep_.totals) sweep_.roots.push_back(total.operand);
    for (const ir::Check& check : sweep_.stage.checks) sweep_.roots.push_back(check.condition);
    for (const ir::LedgerEntry& entry : sweep_.stage.ledger) {
      sweep_.roots.push_back(entry.value);
      if (entry.date) sweep_.roots.push_back(*entry.date);
      if (entry.payee) sweep_.roots.push_back(*entry.payee);
    }
  }

  bool IsReadLater(ir::OutputId output) const {
    const std::vector<int>& readers = readers_[static_cast<size_t>(output)];
    return std::any_of(readers.begin(), readers.end(), [&](int stage) {
      return !std::binary_search(sweep_.members.begin(), sweep_.members.end(), stage);
    });
  }

  const ir::Module& module_;
  const Readers& readers_;
  Sweep sweep_;
  std::map<ir::OutputId, InstId> made_;
  std::map<std::pair<Op, std::vector<InstId>>, std::vector<InstId>> by_operands_;
};

}  // namespace

std::vector<Sweep> FindSweeps(const ir::Module& module) {
  const Readers readers = ReadersOf(module);
  std::vector<Sweep> sweeps;
  std::map<int, Builder> open;  // by line set
  for (size_t k = 0; k < module.stages.size(); ++k) {
    const Stage& stage = module.stages[k];
    const auto index = static_cast<int>(k);
    if (!CanBeSwept(stage)) continue;
    const int set = stage.domain.index;
    auto at = open.try_emplace(set, module, readers, set).first;
    if (!at->second.Accepts(index)) {
      sweeps.push_back(at->second.Finish());
      open.erase(at);
      at = open.try_emplace(set, module, readers, set).first;
    }
    at->second.Add(index);
  }
  for (auto& [set, builder] : open) sweeps.push_back(builder.Finish());
  return sweeps;
}

}  // namespace incent::jit
