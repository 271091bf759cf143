#include "compiler/syntax/builder.h"
#include "compiler/syntax/literals.h"

// Types, grains and the clauses of payments.
namespace incent::syntax {

ast::TypeRef Builder::Build(P::TypeRefContext& ctx) {
  auto type = Part<ast::TypeRef>(ctx);
  if (ctx.ONE_OF() != nullptr) {
    type.kind = ast::TypeRefKind::OneOf;
    for (antlr4::tree::TerminalNode* value : ctx.STRING()) type.values.push_back(BuildText(*value));
  } else if (ctx.MONEY() != nullptr) {
    type.kind = ast::TypeRefKind::Money;
    if (ctx.CURRENCY_CODE() != nullptr) type.currency = IsoCode(Text(*ctx.CURRENCY_CODE()));
  } else {
    type.name = Build(*ctx.path());
  }
  return type;
}

ast::TypeRef Builder::Build(P::FnTypeContext& ctx) {
  ast::TypeRef type = Build(*ctx.typeRef());
  type.span = SpanOf(ctx);
  type.optional = ctx.QUESTION() != nullptr;
  return type;
}

ast::Grain Builder::Build(P::GrainContext& ctx) {
  auto grain = Part<ast::Grain>(ctx);
  if (ctx.QUARTERLY() != nullptr) grain.unit = ast::Unit::Quarter;
  if (ctx.YEARLY() != nullptr) grain.unit = ast::Unit::Year;
  if (ctx.unit() != nullptr) grain.unit = Build(*ctx.unit());
  if (ctx.plainName() == nullptr) return grain;

  grain.kind = ast::GrainKind::Line;
  if (ctx.FIRST() != nullptr) grain.choice = ast::LineChoice::First;
  if (ctx.LAST() != nullptr) grain.choice = ast::LineChoice::Last;
  grain.lines = Build(*ctx.plainName());
  if (ctx.filter() != nullptr) grain.filter = Build(*ctx.filter()->expr());
  size_t next = 0;
  if (ctx.ACROSS() != nullptr) grain.across = Build(*ctx.primary(next++));
  for (; next < ctx.primary().size(); ++next) grain.by.push_back(Build(*ctx.primary(next)));
  if (ctx.window() != nullptr) grain.over = Build(*ctx.window());
  return grain;
}

ast::RoundSpec Builder::Build(P::RoundSpecContext& ctx) {
  auto spec = Part<ast::RoundSpec>(ctx);
  spec.unit = Build(*ctx.expr());
  switch (ctx.roundMode()->start->getType()) {
    case P::HALF_EVEN:
      spec.mode = ast::RoundMode::HalfEven;
      break;
    case P::HALF_DOWN:
      spec.mode = ast::RoundMode::HalfDown;
      break;
    case P::ROUND_UP:
      spec.mode = ast::RoundMode::AwayFromZero;
      break;
    case P::ROUND_DOWN:
      spec.mode = ast::RoundMode::TowardZero;
      break;
    default:
      spec.mode = ast::RoundMode::HalfUp;
      break;
  }
  return spec;
}

ast::PerWindow Builder::Build(P::PerWindowContext& ctx) {
  auto per = Part<ast::PerWindow>(ctx);
  per.window = Build(*ctx.window());
  per.by = Build(ctx.primary());
  return per;
}

ast::PayClause Builder::AmountClause(P::ExprContext& ctx) {
  auto clause = Part<ast::PayClause>(ctx);
  clause.kind = ast::PayClauseKind::Amount;
  clause.value = Build(ctx);
  return clause;
}

ast::PayClause Builder::Build(P::PayItemContext& ctx) {
  using Kind = ast::PayClauseKind;
  auto clause = Part<ast::PayClause>(ctx);
  const auto with_value = [&](Kind kind, P::ExprContext* value) {
    clause.kind = kind;
    clause.value = Build(*value);
  };
  const auto with_window = [&](Kind kind, P::ExprContext* value, P::PerWindowContext* per) {
    with_value(kind, value);
    if (per != nullptr) clause.per = Build(*per);
  };
  if (auto* amount = As<P::PayAmountContext>(ctx)) with_value(Kind::Amount, amount->expr());
  if (auto* when = As<P::PayWhenContext>(ctx)) with_value(Kind::When, when->expr());
  if (auto* multiply = As<P::PayMultiplyByContext>(ctx)) with_value(Kind::MultiplyBy, multiply->expr());
  if (auto* prorated = As<P::PayProratedByContext>(ctx)) with_value(Kind::ProratedBy, prorated->expr());
  if (auto* spread = As<P::PaySpreadOverContext>(ctx)) with_value(Kind::SpreadOver, spread->expr());
  if (auto* on = As<P::PayOnContext>(ctx)) with_value(Kind::On, on->expr());
  if (auto* entitled = As<P::PayEntitledContext>(ctx)) {
    with_window(Kind::Entitled, entitled->expr(), entitled->perWindow());
  }
  if (auto* floor = As<P::PayAtLeastContext>(ctx))
    with_window(Kind::AtLeast, floor->expr(), floor->perWindow());
  if (auto* cap = As<P::PayCappedAtContext>(ctx)) with_window(Kind::CappedAt, cap->expr(), cap->perWindow());
  if (auto* apply = As<P::PayApplyContext>(ctx)) {
    with_value(Kind::Apply, apply->expr());
    clause.table = Build(*apply->name());
    clause.going_forward = apply->GOING_FORWARD() != nullptr;
  }
  if (auto* to = As<P::PayToContext>(ctx)) {
    with_value(Kind::To, to->expr(0));
    clause.share = Build(to->expr(1));
  }
  if (auto* round = As<P::PayRoundContext>(ctx)) {
    clause.kind = Kind::Round;
    clause.round = Build(*round->roundSpec());
  }
  return clause;
}

std::vector<ast::PayClause> Builder::Build(P::PayBlockContext& ctx) {
  std::vector<ast::PayClause> clauses;
  for (P::PayItemContext* item : ctx.payItem()) clauses.push_back(Build(*item));
  if (clauses.empty()) diags_.Report(SpanOf(ctx), kEmptyBlock);
  return clauses;
}

}  // namespace incent::syntax
