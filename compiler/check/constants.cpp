#include "compiler/check/module.h"

#include "compiler/ast/visit.h"

namespace incent::check {
namespace {

Int128 ParseDigits(const std::string& digits) {
  Int128 mantissa = 0;
  for (const char c : digits) mantissa = mantissa * 10 + (c - '0');
  return mantissa;
}

std::optional<Constant> Combine(const ast::Binary& binary, const Constant& a, const Constant& b) {
  Constant result;
  bool ok = false;
  switch (binary.op) {
    case ast::BinaryOp::Add:
    case ast::BinaryOp::Subtract:
      if (a.unit != b.unit) return std::nullopt;
      result.scale = value::AddScale(a.scale, b.scale);
      result.unit = a.unit;
      ok = binary.op == ast::BinaryOp::Add
               ? value::Add(a.mantissa, a.scale, b.mantissa, b.scale, &result.mantissa)
               : value::Subtract(a.mantissa, a.scale, b.mantissa, b.scale, &result.mantissa);
      break;
    case ast::BinaryOp::Multiply: {
      const auto unit = Multiply(a.unit, b.unit);
      if (!unit) return std::nullopt;
      result.unit = *unit;
      result.scale = value::MulScale(a.scale, b.scale);
      ok = value::Multiply(a.mantissa, a.scale, b.mantissa, b.scale, &result.mantissa);
      break;
    }
    case ast::BinaryOp::Divide: {
      const auto unit = Divide(a.unit, b.unit);
      if (!unit || b.mantissa == 0) return std::nullopt;
      result.unit = *unit;
      result.scale = value::kMaxScale;
      ok = value::Divide(a.mantissa, a.scale, b.mantissa, b.scale, &result.mantissa);
      break;
    }
  }
  return ok ? std::optional<Constant>(result) : std::nullopt;
}

}  // namespace

std::optional<Constant> LiteralValue(const ast::Number& number) {
  if (number.digits.size() > 38) return std::nullopt;
  Constant constant{ParseDigits(number.digits), number.scale, {}};
  switch (number.suffix) {
    case ast::NumberSuffix::None:
    case ast::NumberSuffix::Times:
      return constant;
    case ast::NumberSuffix::Percent:
      constant.scale += 2;
      if (constant.scale > value::kMaxScale) return std::nullopt;
      return constant;
    case ast::NumberSuffix::Points:
      constant.unit = types::Unit::Of("points");
      return constant;
    case ast::NumberSuffix::Currency:
      constant.unit = types::Unit::Of(number.currency);
      return constant;
    case ast::NumberSuffix::Unit:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Constant> EvaluateConstant(const ast::Expr& expr) {
  if (const auto* number = expr.As<ast::Number>()) return LiteralValue(*number);
  if (const auto* negate = expr.As<ast::Negate>()) {
    auto operand = EvaluateConstant(*negate->operand);
    if (operand) operand->mantissa = -operand->mantissa;
    return operand;
  }
  if (const auto* binary = expr.As<ast::Binary>()) {
    const auto a = EvaluateConstant(*binary->left);
    const auto b = a ? EvaluateConstant(*binary->right) : std::nullopt;
    return b ? Combine(*binary, *a, *b) : std::nullopt;
  }
  return std::nullopt;
}

RoundRule RuleFor(const RoundRule& rule, const types::Unit& unit) {
  if (rule.symbol.empty() || rule.symbol == unit.symbol()) return rule;
  return {1, types::MinorUnits(unit.symbol()), std::string(unit.symbol()), rule.mode};
}

}  // namespace incent::check
