#include "compiler/passes/fold_constants.h"

#include "compiler/ir/ranges.h"
#include "compiler/passes/constant_value.h"
#include "compiler/passes/uses.h"

namespace incent::passes {
namespace {

using ir::InstId;
using ir::Instruction;
using ir::Op;

class Folding {
 public:
  Folding(ir::Module& module, ir::Stage& stage) : module_(module), stage_(stage) {}

  void Run() {
    for (InstId id = 0; id < stage_.insts.size(); ++id) {
      Instruction& inst = stage_.insts[id];
      for (InstId& operand : inst.operands) operand = same_as_[operand];
      Fold(inst);
      same_as_.push_back(Chosen(id));
    }
    ForEachResult(stage_, [this](InstId& id) { id = same_as_[id]; });
    ForEachName(stage_, [this](InstId& id) { id = same_as_[id]; });
    for (auto& [output, id] : stage_.outputs) {
      id = same_as_[id];
      Describe(module_.outputs[static_cast<size_t>(output)], id);
    }
  }

 private:
  void Fold(Instruction& inst) {
    std::vector<const Instruction*> operands;
    for (const InstId id : inst.operands) {
      operands.push_back(&stage_.insts[id]);
      if (operands.back()->op != Op::Const) return;
    }
    const auto literal = ConstantValue(inst, operands);
    if (!literal) return;
    inst.op = Op::Const;
    inst.operands.clear();
    inst.attributes = {};
    inst.attributes.literal = *literal;
    if (inst.type.IsNumber()) inst.range = ir::Exactly(literal->number);
  }

  // The operand that the instruction always equals, or itself. Only with the same type, because a smaller
  // scale would change the types of all users.
  InstId Chosen(InstId id) const {
    const Instruction& inst = stage_.insts[id];
    const std::optional<size_t> operand = ChosenOperand(inst);
    if (!operand) return id;
    const InstId chosen = inst.operands[*operand];
    return stage_.insts[chosen].type == inst.type ? chosen : id;
  }

  std::optional<size_t> ChosenOperand(const Instruction& inst) const {
    switch (inst.op) {
      case Op::Select:
        if (Is(inst.operands[0], true)) return 1;
        return Is(inst.operands[0], false) ? std::optional<size_t>(2) : std::nullopt;
      case Op::And:
        return Neutral(inst, true);
      case Op::Or:
        return Neutral(inst, false);
      case Op::Coalesce:
        return IsNull(inst.operands[0]) ? std::optional<size_t>(1) : std::nullopt;
      case Op::Guard:
        return Is(inst.operands[0], true) ? std::optional<size_t>(1) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  // The operand beside a neutral constant.
  std::optional<size_t> Neutral(const Instruction& inst, bool neutral) const {
    if (Is(inst.operands[0], neutral)) return 1;
    return Is(inst.operands[1], neutral) ? std::optional<size_t>(0) : std::nullopt;
  }

  bool Is(InstId id, bool value) const {
    const Instruction& inst = stage_.insts[id];
    const ir::Literal& literal = inst.attributes.literal;
    return inst.op == Op::Const && !literal.is_null && literal.number == (value ? 1 : 0);
  }
  bool IsNull(InstId id) const {
    return stage_.insts[id].op == Op::Const && stage_.insts[id].attributes.literal.is_null;
  }

  void Describe(ir::Output& output, InstId id) const {
    const Instruction& inst = stage_.insts[id];
    output.inst = id;
    output.range = inst.range;
    output.definition = inst.definition;
  }

  ir::Module& module_;
  ir::Stage& stage_;
  std::vector<InstId> same_as_;
};

}  // namespace

void FoldConstants(ir::Module& module) {
  for (ir::Stage& stage : module.stages) Folding(module, stage).Run();
}

}  // namespace incent::passes
