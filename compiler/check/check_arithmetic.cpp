#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/repairs.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using types::Kind;
using types::Type;

void ReportNoSum(Session& s, const ast::Binary& binary, const Type& a, const Type& b) {
  auto entry = s.diags.Report(binary.span, kUnitsDiffer, TypeWords(a.Present()), TypeWords(b.Present()));
  if (a.kind == Kind::Date && b.kind == Kind::Date) entry.Note(kUseDays);
  if (a.kind == Kind::Date && b.IsNumber()) entry.Note(kWriteUnit);
}

Facts CheckSum(Session& s, const ast::Binary& binary, const Facts& a, const Facts& b) {
  if (a.type.kind == Kind::Date && b.type.kind == Kind::Duration) {
    if (!binary.right->Is<ast::Number>()) {
      Refuse(s, binary.right->span, Refused::DurationValue);
      return {};
    }
    return Facts::Join(a.type, Adding::Derived, {Decides(a), Decides(b)});
  }
  if (!a.type.IsNumber() || !b.type.IsNumber()) {
    ReportNoSum(s, binary, a.type, b.type);
    return {};
  }
  const types::Type type = Unify(s, binary.span, a, b, *binary.left, *binary.right, kUnitsDiffer);
  const bool minus = binary.op == ast::BinaryOp::Subtract;
  return Facts::Join(type, Adding::Sum, {Decides(a), Decides(b)})
      .Within(minus ? DifferenceOf(a.range(), b.range()) : SumOf(a.range(), b.range()));
}

Facts CheckProduct(Session& s, const Context& context, const ast::Binary& binary, const Facts& a,
                   const Facts& b) {
  const bool divide = binary.op == ast::BinaryOp::Divide;
  if (!a.type.IsNumber() || !b.type.IsNumber()) {
    const Facts& wrong = a.type.IsNumber() ? b : a;
    const ast::Expr& where = a.type.IsNumber() ? *binary.right : *binary.left;
    ReportType(s, where, NumberWords(), wrong.type);
    return {};
  }
  const auto unit = divide ? Divide(a.type.unit, b.type.unit) : Multiply(a.type.unit, b.type.unit);
  if (!unit) {
    s.diags.Report(binary.span, kUnitsDiffer, TypeWords(a.type.Present()), TypeWords(b.type.Present()));
    return {};
  }
  Type type = Type::Number(divide ? value::kMaxScale : value::MulScale(a.type.scale, b.type.scale), *unit,
                           unit->IsPlain() && (divide || a.type.rate || b.type.rate));
  type.optional =
      divide && !b.range().ExcludesZero() && !IsProved(context, *binary.right, ProofKind::NotZero);
  const Adding product = context.grain.kind == GrainKind::Line ? Adding::LineProduct : Adding::Product;
  const bool exact = a.type.scale + b.type.scale <= value::kMaxScale;
  return Facts::Join(type, divide ? Adding::Quotient : product, {Decides(a), Decides(b)})
      .Within(divide ? QuotientOf(a.range(), b.range()) : ProductOf(a.range(), b.range(), exact));
}

bool IsTextual(const Type& type) {
  return type.kind == Kind::Text || type.kind == Kind::OneOf;
}

}  // namespace

bool IsZeroLiteral(const ast::Expr& expr) {
  const auto constant = EvaluateConstant(expr);
  return constant && constant->mantissa == 0;
}

Facts CheckBinary(Session& s, const Context& context, const ast::Binary& binary) {
  Context inner = context;
  if (context.default_of == DefaultOf::Value) inner.default_of = DefaultOf::Arithmetic;
  const Facts a = CheckExpr(s, inner, *binary.left);
  const Facts b = CheckExpr(s, inner, *binary.right);
  if (a.type.IsError() || b.type.IsError()) return {};
  const bool sum = binary.op == ast::BinaryOp::Add || binary.op == ast::BinaryOp::Subtract;
  return sum ? CheckSum(s, binary, a, b) : CheckProduct(s, context, binary, a, b);
}

bool FitsType(const Type& wanted, const Facts& given, const ast::Expr& expr) {
  const Type& type = given.type;
  if (wanted.IsNumber() && type.IsNumber()) {
    return type.unit == wanted.unit || (type.unit.IsPlain() && IsZeroLiteral(expr));
  }
  return IsTextual(wanted) ? IsTextual(type) : wanted.Present() == type.Present();
}

// Numbers unify across scales, and a literal zero with any unit; a text with a `one of`.
types::Type Unify(Session& s, source::Span span, const Facts& a, const Facts& b, const ast::Expr& ea,
                  const ast::Expr& eb, const Diagnostic<diag::Bilingual, diag::Bilingual>& message) {
  if (a.type.IsError() || b.type.IsError()) return Type::Error();
  const bool optional = a.type.optional || b.type.optional;
  if (a.type.IsNumber() && b.type.IsNumber()) {
    const bool zero_a = IsZeroLiteral(ea) && a.type.unit.IsPlain();
    const bool zero_b = IsZeroLiteral(eb) && b.type.unit.IsPlain();
    if (a.type.unit == b.type.unit || zero_a || zero_b) {
      types::Type type = Type::Number(value::AddScale(a.type.scale, b.type.scale),
                                      zero_a ? b.type.unit : a.type.unit, a.type.rate || b.type.rate);
      type.optional = optional;
      return type;
    }
  } else if (a.type.Present() == b.type.Present() && a.type.kind != Kind::Duration &&
             a.type.kind != Kind::AnyMoney) {
    types::Type type = a.type;
    type.optional = optional;
    return type;
  } else if (IsTextual(a.type) && IsTextual(b.type)) {
    types::Type type = Type::Text();
    type.optional = optional;
    return type;
  }
  auto entry = s.diags.Report(span, message, TypeWords(a.type.Present()), TypeWords(b.type.Present()));
  RepairOperand(entry, a.type, eb);
  RepairOperand(entry, b.type, ea);
  return Type::Error();
}

}  // namespace incent::check
