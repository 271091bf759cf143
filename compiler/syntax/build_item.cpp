#include "compiler/syntax/builder.h"

// Dispatch by statement, and what statements share.
namespace incent::syntax {
namespace {

// The first name below a statement's head: its own, if it got that far.
IncentParser::NameContext* FindName(antlr4::tree::ParseTree& tree, int depth) {
  constexpr int kDeepestHead = 3;  // item, statement, head, name
  if (auto* name = As<IncentParser::NameContext>(tree)) return name->exception == nullptr ? name : nullptr;
  // The heads of these name something else.
  if (As<IncentParser::TestHeadContext>(tree) != nullptr ||
      As<IncentParser::PaysStmtContext>(tree) != nullptr)
    return nullptr;
  if (depth == kDeepestHead) return nullptr;
  for (antlr4::tree::ParseTree* child : tree.children) {
    if (IncentParser::NameContext* name = FindName(*child, depth + 1)) return name;
  }
  return nullptr;
}

}  // namespace

const ast::Item* Builder::Build(P::TopItemContext& ctx) {
  if (IsBroken(ctx) || ctx.children.empty()) return Broken(ctx);
  return BuildAny(static_cast<Ctx&>(*ctx.children.front()));
}

const ast::Item* Builder::Build(P::PlanItemContext& ctx) {
  if (IsBroken(ctx) || ctx.children.empty()) return Broken(ctx);
  return BuildAny(static_cast<Ctx&>(*ctx.children.front()));
}

const ast::Item* Builder::BuildAny(Ctx& statement) {
  switch (statement.getRuleIndex()) {
    case P::RuleDataDecl:
      return Build(static_cast<P::DataDeclContext&>(statement));
    case P::RuleCalendarDecl:
      return Build(static_cast<P::CalendarDeclContext&>(statement));
    case P::RuleFnDecl:
      return Build(static_cast<P::FnDeclContext&>(statement));
    case P::RuleTypeDecl:
      return Build(static_cast<P::TypeDeclContext&>(statement));
    case P::RulePlanDecl:
      return Build(static_cast<P::PlanDeclContext&>(statement));
    case P::RuleTestDecl:
      return Build(static_cast<P::TestDeclContext&>(statement));
    case P::RuleEffectiveStmt:
      return Build(static_cast<P::EffectiveStmtContext&>(statement));
    case P::RuleVersionStmt:
      return Build(static_cast<P::VersionStmtContext&>(statement));
    case P::RuleCurrencyStmt:
      return Build(static_cast<P::CurrencyStmtContext&>(statement));
    case P::RulePaysStmt:
      return Build(static_cast<P::PaysStmtContext&>(statement));
    case P::RuleRoundSpec:
      return BuildRound(static_cast<P::RoundSpecContext&>(statement));
    case P::RuleAmendmentStmt:
      return Build(static_cast<P::AmendmentStmtContext&>(statement));
    case P::RuleLetStmt:
      return Build(static_cast<P::LetStmtContext&>(statement));
    case P::RuleCarryStmt:
      return Build(static_cast<P::CarryStmtContext&>(statement));
    case P::RuleParamStmt:
      return Build(static_cast<P::ParamStmtContext&>(statement));
    case P::RuleTiersStmt:
      return Build(static_cast<P::TiersStmtContext&>(statement));
    case P::RuleTableStmt:
      return Build(static_cast<P::TableStmtContext&>(statement));
    case P::RuleCreditStmt:
      return Build(static_cast<P::CreditStmtContext&>(statement));
    case P::RulePayStmt:
      return Build(static_cast<P::PayStmtContext&>(statement));
    case P::RuleBadgeStmt:
      return Build(static_cast<P::BadgeStmtContext&>(statement));
    case P::RuleExceptionStmt:
      return Build(static_cast<P::ExceptionStmtContext&>(statement));
    case P::RuleClawbackStmt:
      return Build(static_cast<P::ClawbackStmtContext&>(statement));
    case P::RuleDrawStmt:
      return Build(static_cast<P::DrawStmtContext&>(statement));
    case P::RuleContestStmt:
      return Build(static_cast<P::ContestStmtContext&>(statement));
    case P::RuleScorecardStmt:
      return Build(static_cast<P::ScorecardStmtContext&>(statement));
    case P::RuleAssertStmt:
      return Build(static_cast<P::AssertStmtContext&>(statement));
    case P::RulePropertyStmt:
      return Build(static_cast<P::PropertyStmtContext&>(statement));
    default:
      return nullptr;  // an import: not an item
  }
}

const ast::Item* Builder::Broken(Ctx& item) {
  auto* broken = New<ast::Broken>(item);
  if (P::NameContext* name = FindName(item, 0)) broken->name = Build(*name);
  return broken;
}

void Builder::BuildDates(P::DateRangeContext* ctx, const ast::Date*& from, const ast::Date*& until) {
  if (ctx == nullptr) return;
  from = BuildDate(*ctx->DATE(0));
  if (ctx->UNTIL() != nullptr) until = BuildDate(*ctx->DATE(1));
}

void Builder::SetOnce(const ast::Expr*& clause, Ctx& ctx, P::ExprContext* value, Bilingual words) {
  if (clause != nullptr) {
    ReportRepeated(ctx, clause->span, words);
    return;
  }
  clause = Build(*value);
}

void Builder::ReportRepeated(Ctx& ctx, source::Span first, const Bilingual& words) {
  diags_.Report(SpanOf(ctx), kRepeatedClause, words).Note(first, kFirstHere);
}

}  // namespace incent::syntax
