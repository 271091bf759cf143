#include "compiler/check/check.h"

#include <algorithm>

#include "compiler/ast/visit.h"
#include "compiler/base/check.h"
#include "compiler/check/check_counts.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/limits.h"
#include "compiler/check/session.h"
#include "compiler/check/traps.h"

namespace incent::check {
namespace {

using types::Type;

// Asserts and properties may have no name.
source::Span NameSpan(const ast::Item& item) {
  return item.name.empty() ? item.span : item.name.span;
}

void ReportCycle(Session& s, const std::vector<int>& path) {
  const ast::Item& first = *s.Definition(path[0]).item;
  auto entry = s.diags.Report(NameSpan(first), kCycle, first.name.text);
  for (size_t i = 1; i < path.size(); ++i) {
    entry.Note(NameSpan(*s.Definition(path[i]).item), kThrough, s.Definition(path[i]).name());
  }
}

// `per first C over W`
bool RefuseGrainWindow(Session& s, const ast::Window& window) {
  if (s.program.IsBroken(window.name.id)) return true;
  const bool known = window.kind == ast::WindowKind::Unit || window.kind == ast::WindowKind::AllTime ||
                     window.kind == ast::WindowKind::Plan || window.kind == ast::WindowKind::Period;
  if (known && window.counted_from == nullptr) return false;
  const bool named = window.kind == ast::WindowKind::Named;
  Refuse(s, window.span, known ? Refused::CountedFrom : named ? Refused::NamedWindow : Refused::GrainWindow);
  return true;
}

bool RefuseGrain(Session& s, const ast::Grain& grain) {
  if (grain.kind == ast::GrainKind::Period) return false;
  if (grain.filter != nullptr || grain.across != nullptr) {
    Refuse(s, grain.span, Refused::AcrossInGrain);
  } else if (!grain.by.empty()) {
    Refuse(s, grain.span, Refused::ByKey);
  } else if (grain.choice == ast::LineChoice::Last) {
    Refuse(s, grain.span, Refused::LastInGrain);
  } else if (grain.over && grain.choice == ast::LineChoice::All) {
    s.diags.Report(grain.over->span, kOverWithoutFirst);
  } else if (grain.over) {
    return RefuseGrainWindow(s, *grain.over);
  } else {
    return false;
  }
  return true;
}

// `per X`: the lines of a credit that has no error.
bool CheckGrain(Session& s, const ast::Grain& grain) {
  if (RefuseGrain(s, grain)) return false;
  if (grain.kind == ast::GrainKind::Period) return true;
  const int lines = s.program.DefinitionOf(grain.lines.id);
  return lines >= 0 && !s.FactsOf(lines).facts.type.IsError();
}

// The exceptions of a definition that apply where it stands.
std::vector<int> ExceptionsOf(const Session& s, int definition) {
  std::vector<int> exceptions;
  for (const int exception : s.Definition(definition).exceptions) {
    if (s.Definition(exception).plan == s.Definition(definition).plan) exceptions.push_back(exception);
  }
  return exceptions;
}

const ast::Exception& ExceptionAt(const Session& s, int definition) {
  return static_cast<const ast::Exception&>(*s.Definition(definition).item);
}

// All that decides the value of a `let`.
std::vector<const ast::Expr*> Deciding(const Session& s, int definition, const ast::Let& let) {
  std::vector<const ast::Expr*> exprs = {let.value};
  for (const int exception : ExceptionsOf(s, definition)) {
    exprs.push_back(ExceptionAt(s, exception).when);
    exprs.push_back(ExceptionAt(s, exception).value);
  }
  return exprs;
}

// The grain of a definition that does not say it.
bool InferGrain(Session& s, int definition, const ast::Let& let) {
  if (!let.clauses.empty()) {
    s.diags.Report(let.name.span, kNeedsGrain, let.name.text);
    return false;
  }
  const GrainSources sources = SourcesOf(s, s.Definition(definition).plan, Deciding(s, definition, let));
  const auto grain = FinestOf(s, sources, let.value->span);
  if (!grain) return false;
  if (sources.NeedsPeriod(*grain)) {
    s.diags.Report(let.name.span, kNeedsGrain, let.name.text).Note(sources.floating->span, kPeriodNeededHere);
    return false;
  }
  DefinitionFacts& own = s.FactsOf(definition);
  const bool floating = grain->kind == GrainKind::Company || grain->kind == GrainKind::Row;
  (floating ? own.natural : own.grain) = *grain;
  return true;
}

Facts CheckLetValue(Session& s, const Context& context, const ast::Let& let) {
  const bool gate = let.word == ast::LetKind::Gate;
  if (let.value == nullptr) {
    const Facts facts = CheckClauses(s, context, let.clauses, ClauseUse::Value);
    if (!gate || facts.type.IsError()) return facts;
    s.diags.Report(let.name.span, kTypeMismatch, TypeWords(Type::Flag()), Quoted(let.name.text),
                   TypeWords(facts.type));
    return {};
  }
  if (gate) return CheckFlag(s, context, *let.value);
  const Facts facts = CheckExpr(s, context, *let.value);
  if (facts.type.kind != types::Kind::Duration) return facts;
  Refuse(s, let.value->span, Refused::DurationValue);
  return {};
}

void CheckLet(Session& s, int definition, const ast::Let& let) {
  DefinitionFacts& own = s.FactsOf(definition);
  if (let.grain) {
    if (!CheckGrain(s, *let.grain)) return;
    own.grain = GrainFrom(s, *let.grain);
    own.first_only = let.grain->choice == ast::LineChoice::First;
  } else if (!InferGrain(s, definition, let)) {
    return;
  }
  Context context = At(s, s.Definition(definition).plan, definition, own.grain ? *own.grain : *own.natural);
  context.has_date |= !own.grain;  // read wherever it is used
  own.facts = CheckLetValue(s, context, let);
  // Zero at all lines but the first of each window: a number of windows, and so additive.
  if (own.first_only) own.facts = own.facts.Within({});
  if (own.first_only && own.facts.additivity() == Additivity::Constant)
    own.facts = own.facts.As(Additivity::Flow);
  CheckNamedUnit(s, let, own);
  for (const int exception : ExceptionsOf(s, definition))
    CheckOverride(s, exception, ExceptionAt(s, exception), own);
  if (own.grain || let.value == nullptr) return;
  own.dated = DatedReadBy(s, Deciding(s, definition, let));
  for (const int exception : ExceptionsOf(s, definition)) {
    if (ExceptionAt(s, exception).from != nullptr || ExceptionAt(s, exception).until != nullptr)
      own.dated.push_back(exception);
  }
}

void CheckPayGrain(Session& s, int definition, const ast::Pay& pay) {
  if (!CheckGrain(s, pay.grain)) return;
  CheckPay(s, definition, pay);
  DefinitionFacts& own = s.FactsOf(definition);
  own.first_only = pay.grain.choice == ast::LineChoice::First;
  CheckNamedUnit(s, pay, own);
  if (!own.facts.type.IsNumber() || !own.facts.type.unit.IsPlain()) return;
  s.diags.Report(pay.name.span, kPayUnit, pay.name.text);
  own.facts.type = Type::Error();
}

void CheckBadge(Session& s, int definition, const ast::Badge& badge) {
  if (!CheckGrain(s, badge.grain)) return;
  DefinitionFacts& own = s.FactsOf(definition);
  own.grain = GrainFrom(s, badge.grain);
  const int plan = s.Definition(definition).plan;
  own.facts = CheckFlag(s, At(s, plan, definition, *own.grain), *badge.when);
  if (!own.facts.type.IsError()) CheckCausal(s, plan, *own.grain, own.facts, badge.when->span);
}

// The grain of a condition that stands for itself. What asks for a period is looked at whenever the plan
// pays.
std::optional<Grain> ConditionGrain(Session& s, int plan, const ast::Expr& condition) {
  const GrainSources sources = SourcesOf(s, plan, {&condition});
  const auto grain = FinestOf(s, sources, condition.span);
  if (!grain || !sources.NeedsPeriod(*grain)) return grain;
  if (plan >= 0 && grain->kind != GrainKind::Row)
    return PersonPeriod(s.module.plans[static_cast<size_t>(plan)].pays);
  s.diags.Report(sources.floating->span, kNoTimeHere, sources.floating->word);
  return std::nullopt;
}

// Asserts, guardrails and properties are conditions at whatever grain they read.
void CheckCondition(Session& s, int definition, const ast::Expr& condition) {
  const int plan = s.Definition(definition).plan;
  const auto grain = ConditionGrain(s, plan, condition);
  if (!grain) return;
  s.FactsOf(definition).grain = grain;
  s.FactsOf(definition).facts = CheckFlag(s, At(s, plan, definition, *grain), condition);
}

void CheckProperty(Session& s, int definition, const ast::Property& property) {
  ++s.module.num_properties;
  if (property.law == ast::PropertyKind::Holds) return CheckCondition(s, definition, *property.value);
  const int plan = s.Definition(definition).plan;
  for (const ast::Expr* expr : {property.raised, property.value}) {
    if (expr == nullptr) continue;
    if (const auto grain = ConditionGrain(s, plan, *expr))
      CheckExpr(s, At(s, plan, definition, *grain), *expr);
  }
}

// One overload per statement: what is not listed has nothing to check here, or is refused.
struct DefinitionChecker {
  Session& s;
  int definition;

  void operator()(const ast::Let& let) const { CheckLet(s, definition, let); }
  void operator()(const ast::Param& param) const { CheckParam(s, definition, param); }
  void operator()(const ast::Tiers& tiers) const { CheckTiers(s, definition, tiers); }
  void operator()(const ast::Table& table) const { CheckTable(s, definition, table); }
  void operator()(const ast::Credit& credit) const { CheckCredit(s, definition, credit); }
  void operator()(const ast::Pay& pay) const { CheckPayGrain(s, definition, pay); }
  void operator()(const ast::Badge& badge) const { CheckBadge(s, definition, badge); }
  void operator()(const ast::Exception& exception) const { CheckException(s, definition, exception); }
  void operator()(const ast::Clawback& clawback) const { CheckClawback(s, definition, clawback); }
  void operator()(const ast::Assert& check) const {
    s.module.num_guardrails += check.word == ast::AssertKind::Guardrail;
    CheckCondition(s, definition, *check.condition);
  }
  void operator()(const ast::Property& property) const { CheckProperty(s, definition, property); }
  void operator()(const ast::Carry& item) const { Refuse(s, item.name.span, Refused::Carry); }
  void operator()(const ast::Draw& item) const { Refuse(s, item.name.span, Refused::Draw); }
  void operator()(const ast::Contest& item) const { Refuse(s, item.name.span, Refused::Contest); }
  void operator()(const ast::Scorecard& item) const { Refuse(s, item.name.span, Refused::Scorecard); }
  void operator()(const ast::Item&) const {}
};

// False for what was reported, and for all of a plan whose people are unknown.
bool HasMeaning(Session& s, int definition) {
  const auto at = static_cast<size_t>(definition);
  if (s.dependencies.is_cyclic[at]) return false;
  const ast::Item& item = *s.Definition(definition).item;
  if (s.dependencies.depth[at] > kMaxValueDepth) {
    const bool inherited = std::any_of(
        s.dependencies.direct[at].begin(), s.dependencies.direct[at].end(),
        [&](int other) { return s.dependencies.depth[static_cast<size_t>(other)] > kMaxValueDepth; });
    if (!inherited) s.diags.Report(NameSpan(item), kTooDeep, item.name.text, kMaxValueDepth);
    return false;
  }
  const int plan = s.Definition(definition).plan;
  return plan < 0 || s.Plan(plan).dataset >= 0;
}

// Whatever has no type has its message: a plan must not run on half of its rules.
void CheckNothingIsSilent(const Session& s) {
  if (s.diags.has_errors()) return;
  for (size_t i = 0; i < s.module.definitions.size(); ++i) {
    const resolve::DefinitionKind kind = s.program.definitions[i].kind;
    const bool valueless =
        kind == resolve::DefinitionKind::Exception || kind == resolve::DefinitionKind::Property;
    INCENT_CHECK(valueless || !s.module.definitions[i].facts.type.IsError(),
                 "a definition without a type or message");
  }
}

void CheckCalendars(Session& s) {
  for (const ast::Calendar* calendar : s.program.calendars)
    Refuse(s, calendar->span, Refused::FiscalCalendar);
}

}  // namespace

void CheckNamedUnit(Session& s, const ast::Item& item, DefinitionFacts& facts) {
  const Type& type = facts.facts.type;
  if (!type.IsNumber() || type.unit.IsPlain() || type.unit.IsSingle()) return;
  s.diags.Report(item.name.span, kCompoundUnit, item.name.text, type.unit.ToText());
  facts.facts.type = Type::Error();
}

void CheckDefinition(Session& s, int definition) {
  ast::Visit(*s.Definition(definition).item, DefinitionChecker{s, definition});
}

CheckedModule Check(const resolve::Program& program, diag::Diagnostics& diags) {
  CheckedModule module;
  module.program = &program;
  module.definitions.resize(program.definitions.size());
  module.plans.resize(program.plans.size());
  Session s{program, module, diags, FindDependencies(program), {}, {}, {}};
  CheckSchemas(s);
  CheckCalendars(s);
  CheckFunctions(s);
  CheckCounts(program, diags);
  for (size_t i = 0; i < program.plans.size(); ++i) CheckSettings(s, static_cast<int>(i));
  for (const auto& cycle : s.dependencies.cycles) ReportCycle(s, cycle);
  for (const int definition : s.dependencies.order) {
    if (HasMeaning(s, definition)) CheckDefinition(s, definition);
  }
  for (size_t i = 0; i < program.plans.size(); ++i) CheckParticipants(s, static_cast<int>(i));
  for (const auto& test : program.tests) CheckTest(s, test);
  CheckTraps(s);
  CheckNothingIsSilent(s);
  return module;
}

}  // namespace incent::check
