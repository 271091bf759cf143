#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"
#include "compiler/resolve/suggest.h"

namespace incent::check {
namespace {

using types::Kind;
using types::Type;

// A literal compared with a `one of` must be one of its labels.
void CheckLabel(Session& s, const Facts& facts, const ast::Expr& literal) {
  const auto* text = literal.As<ast::String>();
  if (facts.type.kind != Kind::OneOf || text == nullptr) return;
  const auto& field =
      s.module.schemas[static_cast<size_t>(facts.type.dataset)].fields[static_cast<size_t>(facts.type.field)];
  if (std::find(field.labels.begin(), field.labels.end(), text->value) != field.labels.end()) return;
  auto entry = s.diags.Report(text->span, kUnknownLabel, text->value, field.name);
  if (const auto suggestion = resolve::Suggest(text->value, field.labels)) {
    entry.Fix(text->span, "\"" + *suggestion + "\"", kDidYouMean, *suggestion);
  }
}

bool HasOrder(const Type& type) {
  return type.kind == Kind::Number || type.kind == Kind::Date || type.kind == Kind::Period;
}

Facts Result(std::initializer_list<const Facts*> parts) {
  Facts facts;
  facts.type = Type::Flag();
  facts.additivity = Additivity::Ratio;
  for (const Facts* part : parts) {
    facts.type.optional |= part->type.optional;
    facts.known_at = std::max(facts.known_at, part->known_at);
    facts.shared |= part->shared;
    facts.needs_date |= part->needs_date;
  }
  return facts;
}

}  // namespace

Facts CheckCompare(Session& s, const Context& context, const ast::Compare& compare) {
  const Facts a = CheckExpr(s, context, *compare.left);
  const Facts b = CheckExpr(s, context, *compare.right);
  if (a.type.IsError() || b.type.IsError()) return {};
  const Type common = Unify(s, compare.span, a, b, *compare.left, *compare.right, kCannotCompare);
  if (common.IsError()) return {};
  CheckLabel(s, a, *compare.right);
  CheckLabel(s, b, *compare.left);
  const bool equality = compare.op == ast::CompareOp::Equal || compare.op == ast::CompareOp::NotEqual;
  if (!equality && !HasOrder(common)) {
    s.diags.Report(compare.span, kCannotCompare, TypeWords(a.type.Present()), TypeWords(b.type.Present()));
    return {};
  }
  return Result({&a, &b});
}

Facts CheckInList(Session& s, const Context& context, const ast::InList& in) {
  const Facts operand = CheckExpr(s, context, *in.operand);
  Facts result = Result({&operand});
  bool ok = !operand.type.IsError();
  for (const ast::Expr* item : in.items) {
    const Facts facts = CheckExpr(s, context, *item);
    if (facts.type.IsError() || !ok) {
      ok = false;
      continue;
    }
    ok = !Unify(s, item->span, operand, facts, *in.operand, *item, kCannotCompare).IsError();
    CheckLabel(s, operand, *item);
    result.type.optional |= facts.type.optional;
  }
  return ok ? result : Facts{};
}

}  // namespace incent::check
