#include "compiler/passes/constant_value.h"

#include <algorithm>

#include "runtime/value/decimal.h"

namespace incent::passes {
namespace {

using ir::Instruction;
using ir::Literal;
using ir::Op;
using value::Int128;

Literal Number(Int128 number) {
  Literal literal;
  literal.number = number;
  return literal;
}
Literal Flag(bool value) {
  return Number(value ? 1 : 0);
}
std::optional<Literal> NumberIf(bool fits, Int128 number) {
  return fits ? std::optional(Number(number)) : std::nullopt;
}

// Operands of an operation that knows no null.
struct Operands {
  const Instruction& inst;
  const std::vector<const Instruction*>& list;

  const Literal& operator[](size_t i) const { return list[i]->attributes.literal; }
  Int128 NumberOf(size_t i) const { return (*this)[i].number; }
  int ScaleOf(size_t i) const { return list[i]->type.IsNumber() ? list[i]->type.scale : 0; }
  bool AtScale(size_t i, Int128* out) const {
    return value::Rescale(NumberOf(i), ScaleOf(i), inst.type.IsNumber() ? inst.type.scale : 0, out);
  }
};

using Arithmetic = bool (*)(Int128, int, Int128, int, Int128*);

std::optional<Literal> Calculated(const Operands& operands, Arithmetic arithmetic) {
  Int128 out = 0;
  const bool fits =
      arithmetic(operands.NumberOf(0), operands.ScaleOf(0), operands.NumberOf(1), operands.ScaleOf(1), &out);
  return NumberIf(fits, out);
}

bool Divide(Int128 a, int sa, Int128 b, int sb, Int128* out) {
  return b != 0 && value::Divide(a, sa, b, sb, out);
}

std::optional<Literal> Arithmetical(const Operands& operands) {
  switch (operands.inst.op) {
    case Op::Add:
      return Calculated(operands, &value::Add);
    case Op::Sub:
      return Calculated(operands, &value::Subtract);
    case Op::Mul:
      return Calculated(operands, &value::Multiply);
    case Op::Div:
      return Calculated(operands, &Divide);
    case Op::Neg:
      return Number(-operands.NumberOf(0));
    case Op::Abs:
      return Number(std::max(operands.NumberOf(0), -operands.NumberOf(0)));
    default:
      return std::nullopt;
  }
}

std::optional<Literal> Scaled(const Operands& operands) {
  const ir::Attributes& attributes = operands.inst.attributes;
  Int128 a = 0;
  Int128 b = 0;
  bool fits = false;
  switch (operands.inst.op) {
    case Op::Round:
      fits = value::RoundToUnit(operands.NumberOf(0), operands.ScaleOf(0), attributes.unit,
                                attributes.unit_scale, attributes.mode, &a);
      return NumberIf(fits, a);
    case Op::Rescale:
      fits = operands.AtScale(0, &a);
      return NumberIf(fits, a);
    case Op::Min:
    case Op::Max:
      fits = operands.AtScale(0, &a) && operands.AtScale(1, &b);
      return NumberIf(fits, operands.inst.op == Op::Min ? std::min(a, b) : std::max(a, b));
    default:
      return std::nullopt;
  }
}

std::optional<Literal> Compared(const Operands& operands) {
  if (operands.list.size() != 2) return std::nullopt;
  const int order =
      value::Compare(operands.NumberOf(0), operands.ScaleOf(0), operands.NumberOf(1), operands.ScaleOf(1));
  const bool equal = order == 0 && operands[0].text == operands[1].text;
  switch (operands.inst.op) {
    case Op::CmpLt:
      return Flag(order < 0);
    case Op::CmpLe:
      return Flag(order <= 0);
    case Op::CmpEq:
      return Flag(equal);
    case Op::CmpNe:
      return Flag(!equal);
    case Op::CmpGe:
      return Flag(order >= 0);
    case Op::CmpGt:
      return Flag(order > 0);
    default:
      return std::nullopt;
  }
}

std::optional<Literal> Logical(const Operands& operands) {
  switch (operands.inst.op) {
    case Op::And:
      return Flag(operands.NumberOf(0) != 0 && operands.NumberOf(1) != 0);
    case Op::Or:
      return Flag(operands.NumberOf(0) != 0 || operands.NumberOf(1) != 0);
    case Op::Not:
      return Flag(operands.NumberOf(0) == 0);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Literal> ConstantValue(const Instruction& inst, const std::vector<const Instruction*>& list) {
  if (list.empty()) return std::nullopt;
  if (inst.op == Op::Present || inst.op == Op::Absent) {
    return Flag(list[0]->attributes.literal.is_null == (inst.op == Op::Absent));
  }
  const bool any_null = std::any_of(list.begin(), list.end(), [](const Instruction* operand) {
    return operand->attributes.literal.is_null;
  });
  // A constant that is not null is never optional, so a result that may be null cannot become one.
  if (any_null || inst.type.optional) return std::nullopt;
  const Operands operands{inst, list};
  for (const auto evaluate : {&Arithmetical, &Scaled, &Compared, &Logical}) {
    if (auto literal = evaluate(operands)) return literal;
  }
  return std::nullopt;
}

}  // namespace incent::passes
