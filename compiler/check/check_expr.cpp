#include <algorithm>

#include "compiler/ast/visit.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using types::Kind;
using types::Type;

// Literals.
Facts Check(Session& s, const Context&, const ast::Number& number) {
  if (number.suffix == ast::NumberSuffix::Unit) {
    // Six digits reach beyond the calendar in every unit; half months are no fixed length.
    if (number.scale == 0 && number.digits.size() <= 6 && number.unit != ast::Unit::HalfMonth)
      return Facts::Of(Type::Of(Kind::Duration));
    Refuse(s, number.span, Refused::DurationValue);
    return {};
  }
  if (number.suffix == ast::NumberSuffix::Currency && !types::IsCurrency(number.currency)) {
    s.diags.Report(number.span, kUnknownCurrency, number.currency);
    return {};
  }
  const auto constant = LiteralValue(number);
  if (!constant) return {};
  const bool percent = number.suffix == ast::NumberSuffix::Percent;
  return Facts::Of(Type::Number(constant->scale, constant->unit, percent))
      .Within(Range::Only(constant->mantissa, constant->scale));
}
Facts Check(Session&, const Context&, const ast::Date&) {
  return Facts::Of(Type::Date());
}
Facts Check(Session& s, const Context&, const ast::Timestamp& timestamp) {
  Refuse(s, timestamp.span, Refused::Timestamp);
  return {};
}
Facts Check(Session&, const Context&, const ast::Period& period) {
  const auto parsed = value::ParsePeriod(period.text);
  return parsed ? Facts::Of(Type::PeriodOf(parsed->granule)) : Facts{};
}
Facts Check(Session&, const Context&, const ast::String&) {
  return Facts::Of(Type::Text());
}
Facts Check(Session&, const Context&, const ast::Bool&) {
  return Facts::Of(Type::Flag());
}

// Names and calls live in files of their own.
Facts Check(Session& s, const Context& context, const ast::Name& name) {
  return CheckName(s, context, name);
}
Facts Check(Session& s, const Context& context, const ast::Call& call) {
  return CheckCall(s, context, call);
}
Facts Check(Session& s, const Context& context, const ast::Member& member) {
  return CheckMember(s, context, member);
}
Facts Check(Session& s, const Context&, const ast::Previous& previous) {
  Refuse(s, previous.span, Refused::Previous);
  return {};
}

// Folds.
template <typename T>
Facts CheckFolding(Session& s, const Context& context, const T& node) {
  return CheckFold(s, context, node, *AsFoldTerm(node));
}
Facts Check(Session& s, const Context& context, const ast::Aggregate& node) {
  return CheckFolding(s, context, node);
}
Facts Check(Session& s, const Context& context, const ast::Filtered& node) {
  return CheckFolding(s, context, node);
}
Facts Check(Session& s, const Context& context, const ast::OverWindow& node) {
  return CheckFolding(s, context, node);
}
Facts Check(Session& s, const Context& context, const ast::Across& node) {
  return CheckFolding(s, context, node);
}
Facts Check(Session& s, const Context& context, const ast::ByKey& node) {
  return CheckFolding(s, context, node);
}

Facts Check(Session& s, const Context& context, const ast::AsOf& as_of) {
  if (as_of.base->Is<ast::Convert>()) return CheckExpr(s, context, *as_of.base);
  const auto* name = as_of.base->As<ast::Name>();
  const int definition = name != nullptr ? s.program.DefinitionOf(name->id) : -1;
  if (definition < 0 || s.Definition(definition).kind != resolve::DefinitionKind::Param) {
    const resolve::Symbol* symbol = name != nullptr ? s.program.SymbolOf(name->id) : nullptr;
    if (symbol == nullptr || symbol->kind != resolve::SymbolKind::Broken)
      Refuse(s, as_of.span, Refused::AsOfValue);
    return {};
  }
  const Facts date = CheckDate(s, context, *as_of.date);
  const Facts param = s.FactsOf(definition).facts.Dated();
  s.module.types.Set(as_of.base->id, param.type);
  return Facts::Join(param.type, Adding::Choice, {Decides(param), Contributes(date)});
}
Facts Check(Session& s, const Context&, const ast::Convert& convert) {
  Refuse(s, convert.span, Refused::Conversion);
  return {};
}

// Operators.
Facts Check(Session& s, const Context& context, const ast::Negate& negate) {
  const Facts operand = CheckNumber(s, context, *negate.operand);
  return operand.Within(Negated(operand.range()));
}
Facts Check(Session& s, const Context& context, const ast::Binary& binary) {
  return CheckBinary(s, context, binary);
}
Facts Check(Session& s, const Context& context, const ast::Compare& compare) {
  return CheckCompare(s, context, compare);
}
Facts Check(Session& s, const Context& context, const ast::InList& in) {
  return CheckInList(s, context, in);
}

Facts Check(Session& s, const Context& context, const ast::Otherwise& otherwise) {
  Context inner = context;
  inner.lookups_optional = true;
  inner.default_of = DefaultOf::Value;
  const Facts value = CheckExpr(s, inner, *otherwise.value);
  const Facts fallback = CheckExpr(s, context, *otherwise.fallback);
  if (value.type.IsError() || fallback.type.IsError()) return {};
  if (!value.type.optional) s.diags.Report(otherwise.span, kNeverAbsent);
  const Type type =
      Unify(s, otherwise.span, value, fallback, *otherwise.value, *otherwise.fallback, kIfBranches);
  return Facts::Join(type.Present(), Adding::Choice, {Decides(value.Present()), Decides(fallback)});
}

Facts Check(Session& s, const Context& context, const ast::Presence& presence) {
  Context inner = context;
  inner.lookups_optional = true;
  inner.default_of = DefaultOf::Nothing;
  const Facts operand = CheckExpr(s, inner, *presence.operand);
  if (operand.type.kind == Kind::Duration) {
    Refuse(s, presence.operand->span, Refused::DurationValue);
    return {};
  }
  return Facts::Join(Type::Flag(), Adding::Derived, {Decides(operand.Present())});
}

Facts Check(Session& s, const Context& context, const ast::Between& between) {
  const Facts operand = CheckExpr(s, context, *between.operand);
  const Facts low = CheckExpr(s, context, *between.low);
  const Facts high = CheckExpr(s, context, *between.high);
  if (operand.type.IsError() || low.type.IsError() || high.type.IsError()) return {};
  const Type a = Unify(s, between.low->span, operand, low, *between.operand, *between.low, kCannotCompare);
  const Type b = Unify(s, between.high->span, operand, high, *between.operand, *between.high, kCannotCompare);
  if (a.IsError() || b.IsError()) return {};
  if (!HasOrder(a)) {
    s.diags.Report(between.span, kNoOrder, TypeWords(operand.type.Present()));
    return {};
  }
  return Facts::Join(Type::Flag(), Adding::Derived, {Decides(operand), Decides(low), Decides(high)});
}

Facts Check(Session& s, const Context& context, const ast::Within& within) {
  const Facts operand = CheckDate(s, context, *within.operand);
  const Facts start = CheckDate(s, context, *within.start);
  const Facts duration = CheckExpr(s, context, *within.duration);
  if (duration.type.kind == Kind::Duration && !within.duration->Is<ast::Number>()) {
    Refuse(s, within.duration->span, Refused::DurationValue);
    return {};
  }
  if (!duration.type.IsError() && duration.type.kind != Kind::Duration) {
    ReportType(s, *within.duration, TypeWords(Type::Of(Kind::Duration)), duration.type);
    return {};
  }
  return Facts::Join(Type::Flag(), Adding::Derived, {Decides(operand), Decides(start), Decides(duration)});
}

Facts Check(Session& s, const Context& context, const ast::Not& node) {
  const Facts operand = CheckFlag(s, context, *node.operand);
  return Facts::Join(Type::Flag(), Adding::Derived, {Decides(operand)});
}
// The types of the left sides of a chain, which no call of its own checks.
template <typename T>
void SetInner(Session& s, const T& node, const Type& type) {
  for (const T* inner = node.left->template As<T>(); inner != nullptr;
       inner = inner->left->template As<T>()) {
    s.module.types.Set(inner->id, type);
  }
}

// The operands of `a and b and c`, which the tree nests to the left.
template <typename T>
std::vector<const ast::Expr*> Operands(const T& node) {
  std::vector<const ast::Expr*> operands = {node.right};
  const ast::Expr* rest = node.left;
  while (const auto* inner = rest->As<T>()) {
    operands.push_back(inner->right);
    rest = inner->left;
  }
  operands.push_back(rest);
  std::reverse(operands.begin(), operands.end());
  return operands;
}

// Each operand may rely on what those before it have decided.
template <typename T, typename Assume>
Facts CheckChain(Session& s, Context context, const T& node, Assume assume) {
  Facts result = Facts::Of(Type::Flag());
  for (const ast::Expr* operand : Operands(node)) {
    const Facts facts = CheckFlag(s, context, *operand);
    context = assume(s, context, *operand);
    result = Facts::Join(Type::Flag(), Adding::Derived, {Decides(result), Decides(facts)});
  }
  SetInner(s, node, result.type);
  return result;
}

Facts Check(Session& s, const Context& context, const ast::And& node) {
  return CheckChain(s, context, node, Assuming);
}
Facts Check(Session& s, const Context& context, const ast::Or& node) {
  return CheckChain(s, context, node, AssumingNot);
}

bool IsOneOrZero(const ast::Expr& a, const ast::Expr& b) {
  const auto left = EvaluateConstant(a);
  const auto right = EvaluateConstant(b);
  if (!left || !right || !left->unit.IsPlain() || !right->unit.IsPlain()) return false;
  const auto is_one = [](const Constant& c) { return value::Compare(c.mantissa, c.scale, 1, 0) == 0; };
  return (is_one(*left) && right->mantissa == 0) || (left->mantissa == 0 && is_one(*right));
}

Facts Check(Session& s, const Context& context, const ast::If& node) {
  Facts condition = CheckExpr(s, context, *node.condition);
  if (!condition.type.IsError() && condition.type.kind != Kind::Flag) {
    ReportType(s, *node.condition, TypeWords(Type::Flag()), condition.type);
    condition = {};
  }
  const Facts then_value = CheckExpr(s, Assuming(s, context, *node.condition), *node.then_value);
  const Facts else_value = CheckExpr(s, AssumingNot(s, context, *node.condition), *node.else_value);
  if (then_value.type.IsError() || else_value.type.IsError()) return {};
  const Type type =
      Unify(s, node.span, then_value, else_value, *node.then_value, *node.else_value, kIfBranches);
  const Facts choice =
      Facts::Join(type, Adding::Choice, {Contributes(condition), Decides(then_value), Decides(else_value)});
  // 1 or 0 counts.
  return IsOneOrZero(*node.then_value, *node.else_value) ? choice.As(Additivity::Flow) : choice;
}

}  // namespace

Facts CheckExpr(Session& s, const Context& context, const ast::Expr& expr) {
  Facts facts = ast::Visit(expr, [&](const auto& node) { return Check(s, context, node); });
  if (facts.type.optional && IsProved(context, expr, ProofKind::Present)) facts.type.optional = false;
  const bool named = expr.Is<ast::Name>() || expr.Is<ast::Member>();
  if (named && facts.type.IsNumber() && IsProved(context, expr, ProofKind::NotZero))
    facts = facts.Within(facts.range().NotZero());
  s.module.types.Set(expr.id, facts.type);
  return facts;
}

Facts CheckPresent(Session& s, const Context& context, const ast::Expr& expr) {
  Facts facts = CheckExpr(s, context, expr);
  if (facts.type.optional) {
    ReportAbsent(s, expr);
    facts.type = Type::Error();
  }
  return facts;
}

Facts CheckFlag(Session& s, const Context& context, const ast::Expr& expr) {
  Facts facts = CheckPresent(s, context, expr);
  if (!facts.type.IsError() && facts.type.kind != Kind::Flag) {
    ReportType(s, expr, TypeWords(Type::Flag()), facts.type);
    facts.type = Type::Error();
  }
  return facts;
}

namespace {

Facts CheckMaybePresent(Session& s, const Context& context, const ast::Expr& expr, Presence presence) {
  return presence == Presence::Needed ? CheckPresent(s, context, expr) : CheckExpr(s, context, expr);
}

}  // namespace

Facts CheckNumber(Session& s, const Context& context, const ast::Expr& expr, Presence presence) {
  const Facts facts = CheckMaybePresent(s, context, expr, presence);
  if (facts.type.IsError() || facts.type.IsNumber()) return facts;
  ReportType(s, expr, NumberWords(), facts.type);
  return {};
}

Facts CheckDate(Session& s, const Context& context, const ast::Expr& expr, Presence presence) {
  const Facts facts = CheckMaybePresent(s, context, expr, presence);
  if (facts.type.IsError() || facts.type.kind == Kind::Date) return facts;
  ReportType(s, expr, TypeWords(Type::Date()), facts.type);
  return {};
}

}  // namespace incent::check
