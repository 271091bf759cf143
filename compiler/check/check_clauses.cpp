#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/base/limits.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/repairs.h"
#include "compiler/check/session.h"

// The clauses of a pay, or of a let with a block.
namespace incent::check {
namespace {

using ast::PayClause;
using ast::PayClauseKind;
using types::Type;

bool GivesAmount(PayClauseKind kind) {
  return kind == PayClauseKind::Amount || kind == PayClauseKind::Apply || kind == PayClauseKind::Entitled;
}

// When and to whom it is paid: stands anywhere.
bool IsPosting(PayClauseKind kind) {
  return kind == PayClauseKind::On || kind == PayClauseKind::SpreadOver || kind == PayClauseKind::To;
}

// Exactly one clause gives the amount; only `when` and what says how it is posted may stand before it.
bool CheckFirst(Session& s, const std::vector<PayClause>& clauses) {
  const PayClause* amount = nullptr;
  const PayClause* early = nullptr;
  for (const PayClause& clause : clauses) {
    if (GivesAmount(clause.kind)) {
      if (amount != nullptr) {
        s.diags.Report(clause.span, kPayFirst).Note(amount->span, kFirstHere);
        return false;
      }
      amount = &clause;
    } else if (amount == nullptr && early == nullptr && clause.kind != PayClauseKind::When &&
               !IsPosting(clause.kind)) {
      early = &clause;
    }
  }
  if (amount != nullptr && early == nullptr) return true;
  s.diags.Report(early != nullptr ? early->span : clauses.front().span, kPayFirst);
  return false;
}

// The window of a cap, floor or entitlement; no granule: the whole plan.
struct LevelWindow {
  std::optional<value::Granule> granule;

  diag::Bilingual Words() const {
    return granule ? PeriodWords(*granule) : diag::Bilingual{"the plan", "方案生效期"};
  }
};

// nullopt after a report.
std::optional<LevelWindow> CheckPer(Session& s, const Context& context, const ast::PerWindow& per) {
  const ast::Window& window = per.window;
  if (per.by != nullptr) {
    Refuse(s, per.by->span, Refused::CapBy);
  } else if (window.counted_from != nullptr) {
    Refuse(s, window.span, Refused::CountedFrom);
  } else if (window.kind == ast::WindowKind::Plan) {
    return LevelWindow{};
  } else if (window.kind != ast::WindowKind::Unit) {
    const bool named = window.kind == ast::WindowKind::Named;
    if (!s.program.IsBroken(window.name.id))
      Refuse(s, window.span, named ? Refused::NamedWindow : Refused::PerOtherWindow);
  } else if (context.grain.HasTime() && !value::Nests(context.grain.granule, GranuleOf(window.unit))) {
    const value::Granule unit = GranuleOf(window.unit);
    if (unit > context.grain.granule) {
      s.diags.Report(window.span, kDoesNotNest, UnitWords(unit)).Note(kLevelsOfWeeks);
    } else {
      s.diags.Report(window.span, kWindowFiner, UnitWords(unit), GrainWords(s, context.grain));
    }
  } else {
    return LevelWindow{GranuleOf(window.unit)};
  }
  return std::nullopt;
}

bool IsSteady(const Grain& grain, const LevelWindow& window) {
  if (grain.kind == GrainKind::Company || grain.kind == GrainKind::Person) return true;
  return window.granule && grain.HasTime() && value::Nests(*window.granule, grain.granule);
}

// What a level compares before and after must not change inside its window. False after a report.
bool CheckConstantOver(Session& s, const Context& context, const ast::Expr& expr, const LevelWindow& window) {
  const GrainSources sources = SourcesOf(s, context.plan, {&expr});
  const auto grain = FinestOf(s, sources, expr.span);
  if (!grain) return false;
  const Grain finest = sources.NeedsPeriod(*grain) ? context.grain : *grain;
  if (!IsSteady(finest, window)) {
    s.diags.Report(expr.span, kNotSteady, ThingWords(expr), GrainWords(s, finest), window.Words());
    return false;
  }
  const std::vector<int> dated = DatedReadBy(s, {&expr});
  return std::all_of(dated.begin(), dated.end(), [&](int definition) {
    return CheckSteady(s, context.plan, definition, window.granule, expr.span);
  });
}

void CheckSteadyTiers(Session& s, const Context& context, const ast::Tiers& tiers,
                      const LevelWindow& window) {
  if (tiers.relative_to != nullptr && !CheckConstantOver(s, context, *tiers.relative_to, window)) return;
  for (const ast::TierRow& row : tiers.rows) {
    if (!CheckConstantOver(s, context, *row.threshold, window) ||
        !CheckConstantOver(s, context, *row.value, window))
      return;
  }
}

Facts CheckApply(Session& s, const Context& context, const PayClause& clause) {
  const int tiers = s.program.DefinitionOf(clause.table.id);
  if (tiers < 0) return {};
  const Facts facts = CheckTierUse(s, context, tiers, *clause.value, TierUse::Apply, clause.table.span);
  const auto term = AsFoldTerm(*clause.value);
  const bool to_date = term && term->window != nullptr && term->window->kind == ast::WindowKind::ToDate;
  if (clause.going_forward && !to_date) {
    s.diags.Report(clause.span, kForwardWithoutWindow);
  } else if (to_date && !clause.going_forward && !facts.type.IsError()) {
    CheckSteadyTiers(s, context, static_cast<const ast::Tiers&>(*s.Definition(tiers).item),
                     {GranuleOf(term->window->unit)});
  }
  return facts;
}

// One run over the clauses of a block.
class ClauseChecker {
 public:
  ClauseChecker(Session& s, const Context& context, ClauseUse use)
      : s_(s), outer_(context), context_(context), use_(use) {}

  void Check(const PayClause& clause) {
    switch (clause.kind) {
      case PayClauseKind::Amount:
        return Start(CheckNumber(s_, context_, *clause.value, Presence::Needed), clause);
      case PayClauseKind::Apply:
        return Start(CheckApply(s_, context_, clause), clause);
      case PayClauseKind::Entitled:
        return Entitled(clause);
      case PayClauseKind::When:
        Know(CheckFlag(s_, context_, *clause.value), *clause.value);
        context_ = Assuming(s_, context_, *clause.value);
        return;
      case PayClauseKind::MultiplyBy:
      case PayClauseKind::ProratedBy:
        return Factor(clause);
      case PayClauseKind::AtLeast:
      case PayClauseKind::CappedAt:
        return Limit(clause);
      case PayClauseKind::SpreadOver:
        return SpreadOver(clause);
      case PayClauseKind::Round:
        return Round(clause);
      case PayClauseKind::On:
        return On(clause);
      case PayClauseKind::To:
        return To(clause);
    }
  }

  // What is paid adds up, whatever it was worked out from.
  Facts Result() const {
    return Facts::Join(amount_.type, Adding::Choice, {Decides(amount_), Contributes(others_)})
        .As(Additivity::Flow)
        .Within({});
  }
  // The clause that is known last.
  source::Span latest() const { return latest_; }

 private:
  // What the payment depends on beside its amount. What is in error has its message.
  void Know(const Facts& facts, const ast::Expr& expr) {
    if (facts.type.IsError()) return;
    if (facts.known_at() > others_.known_at()) latest_ = expr.span;
    others_ = Facts::Join(others_.type, Adding::Choice, {Decides(others_), Contributes(facts.Present())});
  }

  void Start(const Facts& facts, const PayClause& clause) {
    Know(facts, *clause.value);
    amount_ = facts;
  }

  void Entitled(const PayClause& clause) {
    // The level before this line or period may have another condition, so that nothing is known of it.
    const Facts facts = CheckNumber(s_, outer_, *clause.value, Presence::Needed);
    const auto window = CheckPer(s_, context_, *clause.per);
    Start(window ? facts : Facts{}, clause);
  }

  void Factor(const PayClause& clause) {
    const Facts factor = CheckNumber(s_, context_, *clause.value, Presence::Needed);
    Know(factor, *clause.value);
    if (factor.type.IsError() || amount_.type.IsError()) return;
    if (clause.kind == PayClauseKind::ProratedBy && !factor.type.unit.IsPlain()) {
      ReportType(s_, *clause.value, TypeWords(Type::Number(2)), factor.type);
      return;
    }
    const auto unit = Multiply(amount_.type.unit, factor.type.unit);
    if (unit) {
      Type type = amount_.type;
      type.unit = *unit;
      amount_ = Facts::Join(type, Adding::Product, {Decides(amount_), Decides(factor)});
    } else {
      s_.diags.Report(clause.value->span, kUnitsDiffer, TypeWords(amount_.type), TypeWords(factor.type));
    }
  }

  // A cap or floor holds whether or not a `when` before it did, so it must be there in any case.
  void Limit(const PayClause& clause) {
    const Facts limit = CheckPresent(s_, outer_, *clause.value);
    Know(limit, *clause.value);
    if (clause.kind == PayClauseKind::AtLeast) context_ = outer_;
    if (limit.type.IsError() || amount_.type.IsError()) return;
    if (!FitsType(amount_.type, limit, *clause.value)) {
      auto entry =
          s_.diags.Report(clause.value->span, kUnitsDiffer, TypeWords(amount_.type), TypeWords(limit.type));
      OfferUnit(entry, *clause.value);
      return;
    }
    amount_ = Facts::Join(amount_.type, Adding::Choice, {Decides(amount_), Decides(limit)});
    if (!clause.per) return;
    const auto window = CheckPer(s_, context_, *clause.per);
    if (!window) return;
    if (clause.kind == PayClauseKind::CappedAt) return CapPer(clause, *window);
    const Grain& at = context_.grain;
    if (!at.HasTime() || !window->granule || at.granule != *window->granule)
      s_.diags.Report(clause.per->span, kClauseGrain);
  }

  // A limit that is a bare number has forgotten the unit of the amount.
  void OfferUnit(diag::EntryBuilder& entry, const ast::Expr& limit) const {
    const auto* number = limit.As<ast::Number>();
    const std::string unit(amount_.type.unit.symbol());
    if (number == nullptr || number->suffix != ast::NumberSuffix::None || unit.empty()) return;
    const std::string amount = ast::Print(limit) + " " + unit;
    entry.Fix(limit.span, amount, kWrite, amount);
  }

  // Per a window, a cap is constant there and a multiple of the rounding unit.
  void CapPer(const PayClause& clause, const LevelWindow& window) {
    if (!CheckConstantOver(s_, context_, *clause.value, window) || context_.plan < 0) return;
    const auto constant = EvaluateConstant(*clause.value);
    const auto& rule = s_.module.plans[static_cast<size_t>(context_.plan)].round;
    if (!constant || !rule) return;
    const RoundRule round = RuleFor(*rule, amount_.type.unit);
    Int128 rounded = 0;
    const bool exact = value::RoundToUnit(constant->mantissa, constant->scale, round.unit, round.scale,
                                          round.mode, &rounded) &&
                       value::Compare(rounded, round.scale, constant->mantissa, constant->scale) == 0;
    if (!exact) s_.diags.Report(clause.value->span, kCapUnit);
  }

  void Round(const PayClause& clause) {
    const ast::Expr& expr = *clause.round->unit;
    const auto unit = EvaluateConstant(expr);
    if (!unit || unit->mantissa <= 0) {
      s_.diags.Report(expr.span, kRoundUnit);
    } else if (!amount_.type.IsError() && !unit->unit.IsPlain() && unit->unit != amount_.type.unit) {
      s_.diags.Report(expr.span, kUnitsDiffer, TypeWords(amount_.type),
                      TypeWords(Type::Number(unit->scale, unit->unit)));
    }
  }

  // A clause about posting stands once, and in a pay.
  bool IsFirst(const PayClause& clause, const PayClause*& seen, const diag::Bilingual& keyword) {
    if (use_ == ClauseUse::Value) {
      Refuse(s_, clause.span, Refused::LetBlockLevels);
      return false;
    }
    if (seen != nullptr) {
      s_.diags.Report(clause.span, kRepeatedSetting, keyword).Note(seen->span, kFirstHere);
      return false;
    }
    seen = &clause;
    return true;
  }

  void On(const PayClause& clause) {
    if (IsFirst(clause, on_, {"`on`", "“日期”"})) Know(CheckDate(s_, context_, *clause.value), *clause.value);
  }

  void SpreadOver(const PayClause& clause) {
    if (!IsFirst(clause, spread_, {"`spread over`", "“分期”"})) return;
    const Facts facts = CheckExpr(s_, context_, *clause.value);
    if (facts.type.IsError()) return;
    if (facts.type.kind != types::Kind::Duration)
      return ReportType(s_, *clause.value, TypeWords(Type::Of(types::Kind::Duration)), facts.type);
    const auto* parts = clause.value->As<ast::Number>();
    if (parts == nullptr) return Refuse(s_, clause.value->span, Refused::DurationValue);
    // At most six digits, as every written duration.
    const int count = std::stoi(parts->digits);
    if (count < 1 || count > base::kMaxSpreadParts) s_.diags.Report(clause.value->span, kSpreadParts);
  }

  // `to X` alone passes everything on, so nothing can stand beside it; shares can stand beside shares.
  void To(const PayClause& clause) {
    const bool shares = to_ == nullptr || (clause.share != nullptr && to_->share != nullptr);
    const PayClause* rival = shares ? nullptr : to_;
    if (!IsFirst(clause, rival, {"`to`", "“归属”"})) return;
    to_ = &clause;
    const Facts who = CheckPresent(s_, context_, *clause.value);
    Know(who, *clause.value);
    ExpectParticipant(s_, context_, *clause.value, who.type);
    if (clause.share == nullptr) return;
    const Facts share = CheckNumber(s_, context_, *clause.share, Presence::Needed);
    Know(share, *clause.share);
    if (!share.type.IsError() && !share.type.unit.IsPlain())
      ReportType(s_, *clause.share, TypeWords(Type::Number(2)), share.type);
  }

  Session& s_;
  const Context& outer_;
  Context context_;
  ClauseUse use_;
  Facts amount_;
  Facts others_ = Facts::Of(Type::Flag());
  source::Span latest_;
  const PayClause* on_ = nullptr;
  const PayClause* spread_ = nullptr;
  const PayClause* to_ = nullptr;
};

}  // namespace

void CheckCausal(Session& s, int plan, const Grain& grain, const Facts& facts, source::Span span) {
  value::Granule allowed = s.module.plans[static_cast<size_t>(plan)].pays;
  if (grain.HasTime()) allowed = std::max(allowed, grain.granule);
  const int known = static_cast<int>(facts.known_at()) - 1;
  if (known <= static_cast<int>(allowed)) return;
  diag::Bilingual when{"later", "以后"};
  if (facts.known_at() != KnownAt::Late) {
    const diag::Bilingual unit = UnitWords(static_cast<value::Granule>(known));
    when = {"at the end of the " + unit.english, unit.chinese + "末"};
  }
  s.diags.Report(span, kNotCausal, when).Note(kReadToDate);
}

Facts CheckClauses(Session& s, const Context& context, const std::vector<PayClause>& clauses, ClauseUse use) {
  // An empty block is an error of its own.
  if (clauses.empty() || !CheckFirst(s, clauses)) return {};
  ClauseChecker checker(s, context, use);
  for (const PayClause& clause : clauses) checker.Check(clause);
  const Facts facts = checker.Result();
  if (use == ClauseUse::Payment && !facts.type.IsError()) {
    CheckCausal(s, context.plan, context.grain, facts, checker.latest());
  }
  return facts;
}

void CheckPay(Session& s, int definition, const ast::Pay& pay) {
  DefinitionFacts& own = s.FactsOf(definition);
  own.grain = GrainFrom(s, pay.grain);
  own.facts = CheckClauses(s, At(s, s.Definition(definition).plan, definition, *own.grain), pay.clauses,
                           ClauseUse::Payment);
}

}  // namespace incent::check
