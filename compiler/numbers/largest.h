#pragma once

#include <optional>

#include "compiler/numbers/plan.h"

// Inside of numbers/ only: the largest magnitude that computing one instruction meets.
namespace incent::numbers {

// An instruction whose operands are planned.
struct Step {
  const ir::Stage& stage;
  const ir::Instruction& inst;
  const std::vector<Value>& values;

  size_t size() const { return inst.operands.size(); }
  const ir::Instruction& Operand(size_t k) const { return stage.insts[inst.operands[k]]; }
  const ir::Range& RangeOf(size_t k) const { return values[inst.operands[k]].range; }
  bool MayLack(size_t k) const { return values[inst.operands[k]].may_lack; }
  bool IsNumber(size_t k) const { return Operand(k).type.IsNumber(); }
  int ScaleOf(size_t k) const { return IsNumber(k) ? Operand(k).type.scale : 0; }
  // The operand's bounds at a scale that is not smaller than its own.
  ir::Range At(size_t k, int scale) const;
};

// None: compiled code does not have the op, or not with these scales. For what is no number: 0.
std::optional<Int128> LargestOf(const Step& step);

// True if rows may have null as the op's result, given which operands may.
bool MayLackResult(const Step& step);

}  // namespace incent::numbers
