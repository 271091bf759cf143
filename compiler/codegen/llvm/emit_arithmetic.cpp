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

Emitted Emitter::EmitProduct(ir::InstId id) {
  const Carrier carrier = CarrierOf(id);
  const ir::InstId a = OperandOf(id, 0);
  const ir::InstId b = OperandOf(id, 1);
  Value product = Multiply(carrier, As(a, carrier), As(b, carrier));
  return {CutTo18(carrier, product, ScaleOf(a) + ScaleOf(b), spec_.values[id].largest),
          Or(Lacks(a), Lacks(b))};
}

// div, div?: where there is no quotient, 0 stands for it.
Emitted Emitter::EmitDivide(ir::InstId id) {
  const ir::InstId a = OperandOf(id, 0);
  const ir::InstId b = OperandOf(id, 1);
  const Carrier carrier = CarrierOf(id);
  const Carrier steps = SteppedAs(id, false);  // quotients are of integers
  const int digits = numbers::DigitsOfDividend(spec_.stage, Inst(id));
  Value dividend = Multiply(steps, As(a, steps), Splat(steps, value::PowerOfTen(digits)));
  Value divisor = As(b, steps);
  Value zero = Splat(steps, 0);
  Value is_zero = IsEqual(steps, divisor, zero);
  Value quotient = Divide(steps, dividend, Select(is_zero, Splat(steps, 1), divisor));
  quotient = Select(is_zero, zero, quotient);
  Value lacks = Or(Lacks(a), Lacks(b));
  if (Inst(id).op == Op::Div) {
    SetAside(AndNot(is_zero, lacks));
  } else {
    lacks = Or(lacks, is_zero);
  }
  return {Converted(quotient, steps, carrier, numbers::Magnitude(spec_.values[id].range)), lacks};
}

// neg, abs
Emitted Emitter::EmitSign(ir::InstId id) {
  const Emitted a = Alternative(id, 0);
  const Carrier carrier = CarrierOf(id);
  Value zero = Splat(carrier, 0);
  Value negated = Subtract(carrier, zero, a.value);
  if (Inst(id).op == Op::Neg) return {negated, a.lacks};
  return {Select(IsLess(carrier, a.value, zero), negated, a.value), a.lacks};
}

// min, max
Emitted Emitter::EmitExtreme(ir::InstId id) {
  const Emitted a = Alternative(id, 0);
  const Emitted b = Alternative(id, 1);
  Value less = IsLess(CarrierOf(id), a.value, b.value);
  Value value = Inst(id).op == Op::Min ? Select(less, a.value, b.value) : Select(less, b.value, a.value);
  return {value, Or(a.lacks, b.lacks)};
}

}  // namespace incent::codegen
