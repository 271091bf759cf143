// V6: what a mask that is true says about nulls.
#include <algorithm>

#include "compiler/ir/infer.h"
#include "compiler/ir/verify_rules.h"

namespace incent::ir {
namespace {

// Null exactly where an operand is.
bool IsStrict(Op op) {
  constexpr Op kStrict[] = {
      Op::PeriodOf,   Op::Param,       Op::Add,     Op::Sub,          Op::Mul,
      Op::Div,        Op::Neg,         Op::Abs,     Op::Min,          Op::Max,
      Op::Round,      Op::Rescale,     Op::CmpLt,   Op::CmpLe,        Op::CmpEq,
      Op::CmpNe,      Op::CmpGe,       Op::CmpGt,   Op::TierMarginal, Op::TierValue,
      Op::TierInterp, Op::TierPortion, Op::DateAdd, Op::SplitPart,    Op::SplitGroup,
  };
  return std::find(std::begin(kStrict), std::end(kStrict), op) != std::end(kStrict);
}

// All that follows from one flag being true. Instructions only use earlier ones, so one walk down from the
// flag finds what its definition says, and one walk up what strict ops make of that.
class Consequences {
 public:
  Consequences(const Module& module, const Stage& stage, InstId mask) : module_(module), stage_(stage) {
    facts_.resize(stage.insts.size());
    Learn(mask, kTrue | kPresent);
    for (InstId id = mask + 1; id-- > 0;) {
      if ((facts_[id] & kTrue) != 0) FromTrue(stage_.insts[id]);
      if ((facts_[id] & kFalse) != 0) FromFalse(stage_.insts[id]);
      if ((facts_[id] & kPresent) != 0) FromPresent(stage_.insts[id]);
    }
  }

  bool IsPresent(InstId x) {
    for (InstId id = 0; id <= x; ++id) {
      if (!IsNull(stage_.insts[id])) Learn(id, kPresent);
    }
    return (facts_[x] & kPresent) != 0;
  }

 private:
  static constexpr uint8_t kTrue = 1;
  static constexpr uint8_t kFalse = 2;
  static constexpr uint8_t kPresent = 4;

  void Learn(InstId id, int facts) { facts_[id] |= static_cast<uint8_t>(facts); }

  void FromTrue(const Instruction& inst) {
    const auto& operands = inst.operands;
    const bool both = inst.op == Op::And || inst.op == Op::Unwrap || inst.op == Op::Guard ||
                      (inst.op == Op::Select && IsConstant(operands[2], false));
    if (both) {
      Learn(operands[0], kTrue | kPresent);
      Learn(operands[1], kTrue | kPresent);
    }
    if (inst.op == Op::Not) Learn(operands[0], kFalse);
    if (inst.op == Op::Present) Learn(operands[0], kPresent);
    if (inst.op == Op::Coalesce && IsConstant(operands[1], false)) Learn(operands[0], kTrue | kPresent);
  }

  void FromFalse(const Instruction& inst) {
    const auto& operands = inst.operands;
    if (inst.op == Op::Or) {
      Learn(operands[0], kFalse);
      Learn(operands[1], kFalse);
    }
    if (inst.op == Op::Not) Learn(operands[0], kTrue);
    if (inst.op == Op::Absent) Learn(operands[0], kPresent);
    if (inst.op == Op::Coalesce && IsConstant(operands[1], true)) Learn(operands[0], kFalse | kPresent);
  }

  // These have a value only where all their operands have.
  void FromPresent(const Instruction& inst) {
    if (!IsStrict(inst.op) && inst.op != Op::DivOpt && inst.op != Op::Gather) return;
    for (const InstId operand : inst.operands) Learn(operand, kPresent);
  }

  // As far as is known.
  bool IsNull(const Instruction& inst) const {
    if (!inst.type.optional) return false;
    if (!IsStrict(inst.op) && (inst.op != Op::Gather || FieldIsOptional(inst))) return true;
    return std::any_of(inst.operands.begin(), inst.operands.end(),
                       [this](InstId id) { return (facts_[id] & kPresent) == 0; });
  }

  bool IsConstant(InstId id, bool value) const {
    const Instruction& inst = stage_.insts[id];
    return inst.op == Op::Const && !inst.attributes.literal.is_null &&
           inst.attributes.literal.number == (value ? 1 : 0);
  }
  bool FieldIsOptional(const Instruction& inst) const {
    return !ColumnType(module_, inst.attributes.dataset, inst.attributes.field, inst.type.Present()).ok() ||
           module_.datasets[static_cast<size_t>(inst.attributes.dataset)]
               .fields[static_cast<size_t>(inst.attributes.field)]
               .optional;
  }

  const Module& module_;
  const Stage& stage_;
  std::vector<uint8_t> facts_;  // by instruction
};

}  // namespace

bool ImpliesPresent(const Module& module, const Stage& stage, InstId mask, InstId x) {
  if (!stage.insts[x].type.optional) return true;
  return Consequences(module, stage, mask).IsPresent(x);
}

}  // namespace incent::ir
