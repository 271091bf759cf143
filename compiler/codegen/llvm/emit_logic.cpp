#include "compiler/codegen/llvm/emitter.h"

namespace incent::codegen {

using ir::Op;
using numbers::Carrier;

Emitted Emitter::EmitCompare(ir::InstId id) {
  const ir::InstId left = OperandOf(id, 0);
  const ir::InstId right = OperandOf(id, 1);
  const Carrier carrier = ComparedAs(id, left, right);
  const int scale = std::max(ScaleOf(left), ScaleOf(right));
  Value a = At(left, carrier, scale);
  Value b = At(right, carrier, scale);
  Value value = nullptr;
  switch (Inst(id).op) {
    case Op::CmpLt:
      value = IsLess(carrier, a, b);
      break;
    case Op::CmpLe:
      value = IsAtMost(carrier, a, b);
      break;
    case Op::CmpGe:
      value = IsAtMost(carrier, b, a);
      break;
    case Op::CmpGt:
      value = IsLess(carrier, b, a);
      break;
    case Op::CmpNe:
      value = builder_.CreateNot(IsEqual(carrier, a, b));
      break;
    default:
      value = IsEqual(carrier, a, b);
      break;
  }
  return {value, Or(Lacks(left), Lacks(right))};
}

// and, or: an operand that is there and decides settles it, whatever the other is.
Emitted Emitter::EmitJunction(ir::InstId id) {
  const ir::InstId a = OperandOf(id, 0);
  const ir::InstId b = OperandOf(id, 1);
  const bool is_and = Inst(id).op == Op::And;
  Value value = is_and ? builder_.CreateAnd(Flag(a), Flag(b)) : builder_.CreateOr(Flag(a), Flag(b));
  Value lacks = Or(Lacks(a), Lacks(b));
  if (lacks == nullptr) return {value, nullptr};
  const auto decides = [&](ir::InstId operand) {
    Value flag = is_and ? builder_.CreateNot(Flag(operand)) : Flag(operand);
    return AndNot(flag, Lacks(operand));
  };
  return {value, AndNot(lacks, builder_.CreateOr(decides(a), decides(b)))};
}

Emitted Emitter::EmitNot(ir::InstId id) {
  const ir::InstId a = OperandOf(id, 0);
  return {builder_.CreateNot(Flag(a)), Lacks(a)};
}

// present, absent
Emitted Emitter::EmitPresence(ir::InstId id) {
  Value lacks = Lacks(OperandOf(id, 0));
  if (lacks == nullptr) lacks = llvm::Constant::getNullValue(Masks());
  return {Inst(id).op == Op::Absent ? lacks : builder_.CreateNot(lacks), nullptr};
}

Emitted Emitter::EmitCoalesce(ir::InstId id) {
  const Emitted a = Alternative(id, 0);
  const Emitted b = Alternative(id, 1);
  if (a.lacks == nullptr) return a;
  Value lacks = b.lacks == nullptr ? nullptr : builder_.CreateAnd(a.lacks, b.lacks);
  return {Select(a.lacks, b.value, a.value), lacks};
}

Emitted Emitter::EmitUnwrap(ir::InstId id) {
  const Emitted a = Alternative(id, 0);
  return {a.value, Or(a.lacks, builder_.CreateNot(IsTrue(OperandOf(id, 1))))};
}

// A guard whose condition does not hold is an error, and errors are not for kernels.
Emitted Emitter::EmitGuard(ir::InstId id) {
  SetAside(builder_.CreateNot(IsTrue(OperandOf(id, 0))));
  return Alternative(id, 1);
}

}  // namespace incent::codegen
