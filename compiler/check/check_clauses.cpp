#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// The clauses of a pay, or of a let with a block.
namespace incent::check {
namespace {

using ast::PayClause;
using ast::PayClauseKind;

bool GivesAmount(PayClauseKind kind) {
  return kind == PayClauseKind::Amount || kind == PayClauseKind::Apply || kind == PayClauseKind::Entitled;
}

// Exactly one clause gives the amount, and only `when` may stand before it.
bool CheckFirst(Session& s, const std::vector<PayClause>& clauses) {
  int amounts = 0;
  bool early = false;
  for (const PayClause& clause : clauses) {
    if (GivesAmount(clause.kind)) {
      if (++amounts > 1) {
        s.diags.Report(clause.span, kPayFirst);
        return false;
      }
    } else if (amounts == 0 && clause.kind != PayClauseKind::When && clause.kind != PayClauseKind::On) {
      early = true;
    }
  }
  if (amounts == 1 && !early) return true;
  s.diags.Report(clauses.front().span, kPayFirst);
  return false;
}

// The granule of `per year`; nullopt after a report.
std::optional<value::Granule> PerGranule(Session& s, const Context& context, const ast::PerWindow& per) {
  if (per.by != nullptr) {
    Refuse(s, per.by->span, Refused::CapBy);
    return std::nullopt;
  }
  if (per.window.counted_from != nullptr) {
    Refuse(s, per.window.span, Refused::CountedFrom);
    return std::nullopt;
  }
  if (per.window.kind != ast::WindowKind::Unit) {
    if (per.window.kind == ast::WindowKind::Plan) return value::Granule::Year;
    Refuse(s, per.window.span, Refused::NamedWindow);
    return std::nullopt;
  }
  const value::Granule granule = GranuleOf(per.window.unit);
  if (context.grain.HasTime() && !value::Nests(context.grain.granule, granule)) {
    s.diags.Report(per.window.span, kWindowFiner, UnitWords(granule), GrainWords(s, context.grain));
    return std::nullopt;
  }
  return granule;
}

// What a level pay compares before and after must not change inside its window.
void CheckConstantOver(Session& s, const Context& context, const ast::Expr& expr, value::Granule window) {
  const auto grain = NaturalGrain(s, context.plan, expr);
  if (!grain) return;
  const bool steady = grain->kind == GrainKind::Company || grain->kind == GrainKind::Person ||
                      (grain->HasTime() && value::Nests(window, grain->granule));
  if (!steady) s.diags.Report(expr.span, kNotSteady, GrainWords(s, *grain), UnitWords(window));
}

void CheckSteadyTiers(Session& s, const Context& context, const ast::Tiers& tiers, value::Granule window) {
  if (tiers.relative_to != nullptr) CheckConstantOver(s, context, *tiers.relative_to, window);
  for (const ast::TierRow& row : tiers.rows) {
    CheckConstantOver(s, context, *row.threshold, window);
    CheckConstantOver(s, context, *row.value, window);
  }
}

Facts CheckApply(Session& s, const Context& context, const PayClause& clause) {
  const int tiers = s.program.DefinitionOf(clause.table.id);
  if (tiers < 0) return {};
  if (s.Definition(tiers).kind != resolve::DefinitionKind::Tiers) {
    const auto kind = s.Definition(tiers).kind;
    s.diags.Report(clause.table.span, kNotAValue, clause.table.text, KindWords(kind));
    return {};
  }
  const Facts facts = CheckTierUse(s, context, tiers, *clause.value, TierUse::Apply, clause.table.span);
  const auto term = AsFoldTerm(*clause.value);
  const bool to_date = term && term->window != nullptr && term->window->kind == ast::WindowKind::ToDate;
  if (to_date && !clause.going_forward && !facts.type.IsError()) {
    CheckSteadyTiers(s, context, static_cast<const ast::Tiers&>(*s.Definition(tiers).item),
                     GranuleOf(term->window->unit));
  }
  return facts;
}

Facts CheckAmount(Session& s, const Context& context, const PayClause& clause) {
  if (clause.kind == PayClauseKind::Apply) return CheckApply(s, context, clause);
  Facts facts = CheckPresent(s, context, *clause.value);
  if (!facts.type.IsError() && !facts.type.IsNumber()) {
    s.diags.Report(clause.value->span, kTypeMismatch, diag::Bilingual{"a number or amount", "数或金额"},
                   TypeWords(facts.type));
    return {};
  }
  if (clause.kind == PayClauseKind::Entitled && clause.per) PerGranule(s, context, *clause.per);
  return facts;
}

// A factor is a plain number.
void CheckFactor(Session& s, const Context& context, const PayClause& clause, Facts& amount) {
  const Facts factor = CheckPresent(s, context, *clause.value);
  amount.known_at = std::max(amount.known_at, factor.known_at);
  if (factor.type.IsError()) return;
  if (!factor.type.IsNumber()) {
    s.diags.Report(clause.value->span, kTypeMismatch, diag::Bilingual{"a number or amount", "数或金额"},
                   TypeWords(factor.type));
    return;
  }
  const auto unit = Multiply(amount.type.unit, factor.type.unit);
  if (unit) amount.type.unit = *unit;
}

// A cap or floor: in the amount's unit; per a window, it is constant there and a multiple of the rounding
// unit.
void CheckLimit(Session& s, const Context& context, const PayClause& clause, Facts& amount) {
  const Facts limit = CheckPresent(s, context, *clause.value);
  amount.known_at = std::max(amount.known_at, limit.known_at);
  if (limit.type.IsError() || amount.type.IsError()) return;
  const bool zero = IsZeroLiteral(*clause.value) && limit.type.unit.IsPlain();
  if (!limit.type.IsNumber() || (limit.type.unit != amount.type.unit && !zero)) {
    s.diags.Report(clause.value->span, kUnitsDiffer, TypeWords(amount.type), TypeWords(limit.type));
    return;
  }
  if (!clause.per) return;
  const auto granule = PerGranule(s, context, *clause.per);
  if (!granule) return;
  if (clause.kind == PayClauseKind::AtLeast) {
    if (!context.grain.HasTime() || context.grain.granule != *granule)
      s.diags.Report(clause.per->span, kClauseGrain);
    return;
  }
  CheckConstantOver(s, context, *clause.value, *granule);
  const auto constant = EvaluateConstant(*clause.value);
  const auto& rule = s.module.plans[static_cast<size_t>(context.plan)].round;
  if (!constant || !rule) return;
  const RoundRule round = RuleFor(*rule, amount.type.unit);
  Int128 rounded = 0;
  const bool exact = value::RoundToUnit(constant->mantissa, constant->scale, round.unit, round.scale,
                                        round.mode, &rounded) &&
                     value::Compare(rounded, round.scale, constant->mantissa, constant->scale) == 0;
  if (!exact) s.diags.Report(clause.value->span, kCapUnit);
}

void CheckRoundClause(Session& s, const PayClause& clause) {
  const auto unit = EvaluateConstant(*clause.round->unit);
  if (!unit || unit->mantissa <= 0) s.diags.Report(clause.round->unit->span, kRoundUnit);
}

void CheckClause(Session& s, Context& context, const PayClause& clause, Facts& amount, bool pays) {
  switch (clause.kind) {
    case PayClauseKind::Amount:
    case PayClauseKind::Apply:
    case PayClauseKind::Entitled:
      amount = CheckAmount(s, context, clause);
      break;
    case PayClauseKind::When:
      amount.known_at = std::max(amount.known_at, CheckFlag(s, context, *clause.value).known_at);
      context = Assuming(context, *clause.value);
      break;
    case PayClauseKind::MultiplyBy:
    case PayClauseKind::ProratedBy:
      CheckFactor(s, context, clause, amount);
      break;
    case PayClauseKind::AtLeast:
    case PayClauseKind::CappedAt:
      CheckLimit(s, context, clause, amount);
      break;
    case PayClauseKind::SpreadOver:
      Refuse(s, clause.span, Refused::SpreadOver);
      break;
    case PayClauseKind::Round:
      CheckRoundClause(s, clause);
      break;
    case PayClauseKind::On:
      if (pays) {
        CheckDate(s, context, *clause.value);
      } else {
        Refuse(s, clause.span, Refused::LetBlockLevels);
      }
      break;
    case PayClauseKind::To:
      Refuse(s, clause.span, Refused::Redirect);
      break;
  }
}

}  // namespace

void CheckClauses(Session& s, const Context& outer, const std::vector<PayClause>& clauses,
                  DefinitionFacts& facts, bool pays) {
  if (clauses.empty() || !CheckFirst(s, clauses)) return;
  Context context = outer;
  Facts amount;
  KnownAt latest = KnownAt::Own;
  // A `when` before the amount guards it too.
  for (const PayClause& clause : clauses) {
    CheckClause(s, context, clause, amount, pays);
    latest = std::max(latest, amount.known_at);
  }
  amount.known_at = latest;
  amount.additivity = Additivity::Flow;
  facts.facts = amount;
}

void CheckPay(Session& s, int definition, const ast::Pay& pay) {
  const int plan = s.Definition(definition).plan;
  const Grain grain = GrainFrom(s, pay.grain);
  DefinitionFacts facts = s.FactsOf(definition);
  facts.grain = grain;
  if (plan < 0 || (grain.kind != GrainKind::PersonPeriod && grain.kind != GrainKind::Line)) {
    s.diags.Report(pay.name.span, kPayGrain, pay.name.text);
    return;
  }
  CheckClauses(s, At(s, plan, definition, grain), pay.clauses, facts, true);
  s.FactsOf(definition) = facts;
  if (facts.facts.type.IsError()) return;
  const PlanFacts& settings = s.module.plans[static_cast<size_t>(plan)];
  value::Granule allowed = settings.pays;
  if (grain.HasTime()) allowed = std::max(allowed, grain.granule);
  const int known = static_cast<int>(facts.facts.known_at) - 1;
  if (known <= static_cast<int>(allowed)) return;
  const diag::Bilingual when =
      facts.facts.known_at == KnownAt::Late
          ? diag::Bilingual{"later", "以后"}
          : diag::Bilingual{"at the end of the " + UnitWords(static_cast<value::Granule>(known)).english,
                            UnitWords(static_cast<value::Granule>(known)).chinese + "末"};
  s.diags.Report(pay.name.span, kNotCausal, when);
}

}  // namespace incent::check
