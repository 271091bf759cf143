#include "compiler/syntax/builder.h"

// Plans, their settings and checks.
namespace incent::syntax {

const ast::Item* Builder::Build(P::PlanDeclContext& ctx) {
  P::PlanHeadContext& head = *ctx.planHead();
  auto* plan = NewNamed<ast::Plan>(ctx, head);
  plan->dataset = Build(*head.path());
  if (head.AS() != nullptr) plan->alias = Build(*head.name(1));
  plan->where = Build(head.expr());
  plan->items = Build(ctx.planItem());
  return plan;
}

std::vector<const ast::Item*> Builder::Build(const std::vector<P::PlanItemContext*>& items) {
  std::vector<const ast::Item*> built;
  for (P::PlanItemContext* item : items) {
    if (const ast::Item* node = Build(*item)) built.push_back(node);
  }
  return built;
}

const ast::Item* Builder::Build(P::EffectiveStmtContext& ctx) {
  auto* effective = New<ast::Effective>(ctx);
  effective->from = BuildDate(*ctx.DATE(0));
  if (ctx.UNTIL() != nullptr) effective->until = BuildDate(*ctx.DATE(1));
  return effective;
}

const ast::Item* Builder::Build(P::VersionStmtContext& ctx) {
  auto* version = New<ast::Version>(ctx);
  version->version = BuildText(*ctx.STRING(0));
  if (ctx.REPLACES() != nullptr) version->replaces = BuildText(*ctx.STRING(1));
  return version;
}

const ast::Item* Builder::Build(P::CurrencyStmtContext& ctx) {
  auto* currency = New<ast::Currency>(ctx);
  currency->value = Build(*ctx.primary());
  return currency;
}

const ast::Item* Builder::Build(P::PaysStmtContext& ctx) {
  auto* pays = New<ast::Pays>(ctx);
  pays->grain = Build(*ctx.grain());
  return pays;
}

const ast::Item* Builder::BuildRound(P::RoundSpecContext& ctx) {
  auto* round = New<ast::Round>(ctx);
  round->spec = Build(ctx);
  return round;
}

const ast::Item* Builder::Build(P::AmendmentStmtContext& ctx) {
  P::AmendmentHeadContext& head = *ctx.amendmentHead();
  auto* amendment = NewNamed<ast::Amendment>(ctx, head);
  amendment->word = head.OVERLAY() != nullptr ? ast::AmendmentKind::Overlay : ast::AmendmentKind::Amendment;
  BuildDates(head.dateRange(), amendment->from, amendment->until);
  amendment->where = Build(head.expr());
  amendment->items = Build(ctx.planItem());
  return amendment;
}

const ast::Item* Builder::Build(P::AssertStmtContext& ctx) {
  auto* node = NewNamed<ast::Assert>(ctx, ctx);
  node->word = ctx.GUARDRAIL() != nullptr ? ast::AssertKind::Guardrail : ast::AssertKind::Assert;
  node->condition = Build(*ctx.expr());
  return node;
}

const ast::Item* Builder::Build(P::PropertyStmtContext& ctx) {
  auto* property = NewNamed<ast::Property>(ctx, ctx);
  P::LawContext& law = *ctx.law();
  if (auto* raising = As<P::RaisingLawContext>(law)) {
    property->law =
        raising->NEVER_LOWERS() != nullptr ? ast::PropertyKind::NeverLowers : ast::PropertyKind::NeverRaises;
    property->raised = Build(*raising->expr(0));
    property->value = Build(*raising->expr(1));
  } else if (auto* shuffling = As<P::ShufflingLawContext>(law)) {
    property->law = ast::PropertyKind::NeverChanges;
    property->shuffled = Build(*shuffling->name());
    property->value = Build(*shuffling->expr());
  } else {
    property->value = Build(*static_cast<P::PlainLawContext&>(law).expr());
  }
  return property;
}

}  // namespace incent::syntax
