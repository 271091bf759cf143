#include "compiler/codegen/llvm/emitter.h"

namespace incent::codegen {

using ir::Op;
using numbers::Carrier;

Emitted Emitter::EmitConst(ir::InstId id) {
  const ir::Literal& literal = Inst(id).attributes.literal;
  Emitted constant;
  if (const auto known = literal_values_.find(id); known != literal_values_.end()) {
    constant.value = known->second;
  } else {
    constant.value = Splat(CarrierOf(id), literal.is_null ? 0 : literal.number);
  }
  if (literal.is_null) constant.lacks = llvm::Constant::getAllOnesValue(Masks());
  return constant;
}

// add, sub; rescale is one operand at the scale of the result.
Emitted Emitter::EmitArithmetic(ir::InstId id) {
  const Emitted a = Alternative(id, 0);
  if (Inst(id).op == Op::Rescale) return a;
  const Emitted b = Alternative(id, 1);
  const Carrier carrier = CarrierOf(id);
  Value value = Inst(id).op == Op::Add ? Add(carrier, a.value, b.value) : Subtract(carrier, a.value, b.value);
  return {value, Or(a.lacks, b.lacks)};
}

Emitted Emitter::EmitDateAdd(ir::InstId id) {
  const ir::InstId date = OperandOf(id, 0);
  const Carrier carrier = CarrierOf(id);
  return {Add(carrier, As(date, carrier), Splat(carrier, Inst(id).attributes.days)), Lacks(date)};
}

Emitted Emitter::EmitProduct(ir::InstId id) {
  const Carrier carrier = CarrierOf(id);
  const ir::InstId a = OperandOf(id, 0);
  const ir::InstId b = OperandOf(id, 1);
  return {Multiply(carrier, As(a, carrier), As(b, carrier)), Or(Lacks(a), Lacks(b))};
}

// neg, abs
Emitted Emitter::EmitSign(ir::InstId id) {
  const Emitted a = Alternative(id, 0);
  const Carrier carrier = CarrierOf(id);
  Value zero = llvm::Constant::getNullValue(a.value->getType());
  Value negated = Subtract(carrier, zero, a.value);
  if (Inst(id).op == Op::Neg) return {negated, a.lacks};
  return {builder_.CreateSelect(IsLess(carrier, a.value, zero), negated, a.value), a.lacks};
}

// min, max
Emitted Emitter::EmitExtreme(ir::InstId id) {
  const Emitted a = Alternative(id, 0);
  const Emitted b = Alternative(id, 1);
  Value less = IsLess(CarrierOf(id), a.value, b.value);
  Value value = Inst(id).op == Op::Min ? builder_.CreateSelect(less, a.value, b.value)
                                       : builder_.CreateSelect(less, b.value, a.value);
  return {value, Or(a.lacks, b.lacks)};
}

}  // namespace incent::codegen
