#include <algorithm>

#include "compiler/ast/words.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"
#include "compiler/resolve/suggest.h"

namespace incent::check {
namespace {

using types::Kind;
using types::Type;

}  // namespace

void CheckLabelIn(Session& s, const ast::String& text, const std::vector<std::string>& labels,
                  const std::string& name) {
  if (std::find(labels.begin(), labels.end(), text.value) != labels.end()) return;
  auto entry = s.diags.Report(text.span, kUnknownLabel, text.value, name);
  if (const auto suggestion = resolve::SuggestOneOf(s.diags, text.value, [&] { return labels; })) {
    entry.Fix(text.span, ast::SpellString(*suggestion), kDidYouMean, *suggestion);
  }
}

void CheckLabel(Session& s, const Type& type, const ast::Expr& literal) {
  const auto* text = literal.As<ast::String>();
  if (type.kind != Kind::OneOf || text == nullptr) return;
  const auto& field =
      s.module.schemas[static_cast<size_t>(type.dataset)].fields[static_cast<size_t>(type.field)];
  CheckLabelIn(s, *text, field.labels, field.name);
}

bool HasOrder(const Type& type) {
  return type.kind == Kind::Number || type.kind == Kind::Date || type.kind == Kind::Period;
}

Facts CheckCompare(Session& s, const Context& context, const ast::Compare& compare) {
  const Facts a = CheckExpr(s, context, *compare.left);
  const Facts b = CheckExpr(s, context, *compare.right);
  if (a.type.IsError() || b.type.IsError()) return {};
  const Type common = Unify(s, compare.span, a, b, *compare.left, *compare.right, kCannotCompare);
  if (common.IsError()) return {};
  CheckLabel(s, a.type, *compare.right);
  CheckLabel(s, b.type, *compare.left);
  const bool equality = compare.op == ast::CompareOp::Equal || compare.op == ast::CompareOp::NotEqual;
  if (!equality && !HasOrder(common)) {
    s.diags.Report(compare.span, kCannotCompare, TypeWords(a.type.Present()), TypeWords(b.type.Present()));
    return {};
  }
  return Facts::Join(Type::Flag(), Adding::Derived, {Decides(a), Decides(b)});
}

Facts CheckInList(Session& s, const Context& context, const ast::InList& in) {
  const Facts operand = CheckExpr(s, context, *in.operand);
  Facts result = Facts::Join(Type::Flag(), Adding::Derived, {Decides(operand)});
  bool ok = !operand.type.IsError();
  for (const ast::Expr* item : in.items) {
    const Facts facts = CheckExpr(s, context, *item);
    if (facts.type.IsError() || !ok) {
      ok = false;
      continue;
    }
    ok = !Unify(s, item->span, operand, facts, *in.operand, *item, kCannotCompare).IsError();
    CheckLabel(s, operand.type, *item);
    result = Facts::Join(Type::Flag(), Adding::Derived, {Decides(result), Decides(facts)});
  }
  return ok ? result : Facts{};
}

}  // namespace incent::check
