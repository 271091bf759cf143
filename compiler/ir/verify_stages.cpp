// The rules about what enters and leaves stages: V5, V11, V12, V15.
#include <algorithm>

#include "compiler/ir/ranges.h"
#include "compiler/ir/rules.h"
#include "compiler/ir/verify_rules.h"

namespace incent::ir {
namespace {

bool IsFlag(const types::Type& type) {
  return type.kind == types::Kind::Flag && !type.optional;
}

class StageRules {
 public:
  StageRules(const Module& module, size_t index, Violations& violations)
      : module_(module), index_(index), stage_(module.stages[index]), violations_(violations) {}

  void Check() {
    CheckClass();
    for (const Instruction& inst : stage_.insts) {
      CheckReads(inst, inst.attributes.output);
      CheckReads(inst, inst.attributes.group.key);
    }
    for (const auto& [id, inst] : stage_.outputs) CheckOutput(module_.outputs[static_cast<size_t>(id)], inst);
    CheckEmits();
    for (const LedgerEntry& entry : stage_.ledger) CheckEntry(entry);
    for (const ir::Check& check : stage_.checks) {
      Expect(IsFlag(stage_.insts[check.condition].type), "V2", "a check needs a flag that is not optional");
    }
  }

 private:
  void Expect(bool good, std::string_view rule, std::string_view what) {
    if (!good) violations_.Add(rule, PlaceOf(stage_), what);
  }

  void CheckClass() {
    const DomainKind domain = stage_.domain.kind;
    const DomainKind target = stage_.target.kind;
    switch (stage_.stage_class) {
      case StageClass::Map: {
        const bool emits = domain == DomainKind::Rows && target == DomainKind::Lines;
        return Expect(emits || stage_.target == Domain{}, "V5", "only rows that emit lines have a target");
      }
      case StageClass::Fold:
        return Expect(domain == DomainKind::Lines, "V5", "FOLD runs over lines");
      case StageClass::Scan:
        return Expect(domain == DomainKind::Cells, "V5", "SCAN runs over cells");
      case StageClass::Merge:
        Expect(HasParticipant(domain), "V5", "MERGE runs over lines, cells or people");
        // Totals of groups may stay where their members are.
        Expect(IsCoarser(stage_.target, stage_.domain) ||
                   (stage_.target == stage_.domain && domain != DomainKind::Lines),
               "V5", "the target of a MERGE is coarser than its domain");
        return Expect(stage_.ledger.empty() && stage_.checks.empty(), "V5", "a MERGE has outputs only");
    }
  }

  void CheckReads(const Instruction& inst, OutputId id) {
    if (id == kNone) return;
    const bool earlier = static_cast<size_t>(module_.outputs[static_cast<size_t>(id)].stage) < index_;
    if (!earlier) violations_.Add("V12", PlaceOf(stage_, inst), "the output is not there yet");
  }

  void CheckOutput(const Output& output, InstId id) {
    const Instruction& inst = stage_.insts[id];
    const bool merge = stage_.stage_class == StageClass::Merge;
    const bool same = static_cast<size_t>(output.stage) == index_ && output.inst == id &&
                      output.domain == (merge ? stage_.target : stage_.domain) && output.type == inst.type &&
                      output.range == inst.range && output.definition == inst.definition;
    Expect(same, "V12", "output " + output.name + " is not what its instruction is");
    if (merge) Expect((PlacesOf(inst.op) & kMergeStage) != 0, "V5", "only aggregates leave a MERGE");
  }

  void CheckEmits() {
    const bool makes_lines = stage_.target.kind == DomainKind::Lines;
    Expect(makes_lines || stage_.emits.empty(), "V15", "emits need a line set as target");
    if (!makes_lines) return;
    const LineSet& lines = module_.line_sets[static_cast<size_t>(stage_.target.index)];
    Expect(stage_.domain.kind == DomainKind::Rows && stage_.domain.index == lines.dataset, "V15",
           "the rows are not those of the line set");
    for (const Emit& emit : stage_.emits) {
      const auto has_type = [this](InstId id, const types::Type& type) {
        return stage_.insts[id].type == type;
      };
      const bool good =
          has_type(emit.when, types::Type::Flag()) && has_type(emit.date, types::Type::Date()) &&
          has_type(emit.who, types::Type::Ref(module_.participants)) && has_type(emit.share, lines.share) &&
          has_type(emit.amount, lines.amount) && has_type(emit.whole, lines.amount);
      Expect(good, "V15", "an emit has other types than its line set");
    }
    if (stage_.emits.empty()) return;
    Expect(Contains(lines.amount_range, EmittedRange(stage_)), "V8",
           "amounts may leave the range of the line set");
  }

  void CheckEntry(const LedgerEntry& entry) {
    const Component& component = module_.components[static_cast<size_t>(entry.component)];
    const bool by_line = stage_.domain.kind == DomainKind::Lines;
    Expect(by_line || stage_.domain.kind == DomainKind::Cells, "V3", "payouts belong to lines or cells");
    Expect(by_line == component.by_line, "V3",
           "component " + component.name + " is paid by the other kind of row");
    Expect(stage_.insts[entry.value].type.Present() == component.type.Present(), "V2",
           "component " + component.name + " has another type");
    if (entry.date) {
      Expect(stage_.insts[*entry.date].type.kind == types::Kind::Date, "V2", "the posting date is no date");
    }
    if (entry.payee) {
      Expect(stage_.insts[*entry.payee].type == types::Type::Ref(module_.participants), "V2",
             "the payee is not a participant");
    }
  }

  const Module& module_;
  size_t index_;
  const Stage& stage_;
  Violations& violations_;
};

bool Rounds(Op op) {
  return op == Op::Const || op == Op::Round || op == Op::RoundRow || op == Op::SplitPart ||
         op == Op::SplitGroup;
}

// Rounded operands give a rounded result: nothing finer than them can arise.
bool KeepsRounding(Op op) {
  constexpr Op kKeepers[] = {Op::Add,    Op::Sub,     Op::Neg,      Op::Abs,      Op::Min,
                             Op::Max,    Op::Rescale, Op::Coalesce, Op::Unwrap,   Op::Select,
                             Op::Pick,   Op::Choose,  Op::Guard,    Op::ScanSum,  Op::Shift,
                             Op::AggSum, Op::AggMax,  Op::AggMin,   Op::AggFirst, Op::AggLast};
  return std::find(std::begin(kKeepers), std::end(kKeepers), op) != std::end(kKeepers);
}

bool ReadsOutput(Op op) {
  return op == Op::Load || op == Op::Bcast || op == Op::WindowSum || op == Op::WindowMax ||
         op == Op::WindowMin || op == Op::WindowFirst || op == Op::WindowLast;
}

using Settled = std::vector<std::vector<bool>>;  // by stage and instruction

bool IsSettled(const Module& module, const Instruction& inst, const Settled& settled) {
  const types::Type& type = inst.type;
  if (!type.IsNumber() || (type.scale == 0 && type.unit.IsPlain()) || Rounds(inst.op)) return true;
  if (ReadsOutput(inst.op)) {
    if (inst.attributes.output == kNone) return false;
    const Output& output = module.outputs[static_cast<size_t>(inst.attributes.output)];
    const auto stage = static_cast<size_t>(output.stage);
    return stage + 1 < settled.size() && settled[stage][output.inst];
  }
  if (!KeepsRounding(inst.op)) return false;
  return std::all_of(inst.operands.begin(), inst.operands.end(),
                     [&](InstId id) { return settled.back()[id]; });
}

}  // namespace

void VerifyStages(const Module& module, Violations& violations) {
  for (size_t i = 0; i < module.stages.size(); ++i) StageRules(module, i, violations).Check();
  std::vector<int> num_published(module.outputs.size());
  for (size_t i = 0; i < module.stages.size(); ++i) {
    for (const auto& [id, inst] : module.stages[i].outputs) {
      const Output& output = module.outputs[static_cast<size_t>(id)];
      if (output.stage == static_cast<int>(i) && output.inst == inst)
        ++num_published[static_cast<size_t>(id)];
    }
  }
  for (size_t i = 0; i < module.outputs.size(); ++i) {
    if (num_published[i] != 1)
      violations.Add("V12", "output " + module.outputs[i].name, "its stage does not publish it once");
  }
}

void VerifyLedger(const Module& module, Violations& violations) {
  Settled settled;
  for (const Stage& stage : module.stages) {
    settled.emplace_back();
    for (const Instruction& inst : stage.insts) settled.back().push_back(IsSettled(module, inst, settled));
    for (const LedgerEntry& entry : stage.ledger) {
      if (settled.back()[entry.value]) continue;
      violations.Add("V11", PlaceOf(stage, stage.insts[entry.value]),
                     "it goes to the ledger without being rounded");
    }
  }
}

}  // namespace incent::ir
