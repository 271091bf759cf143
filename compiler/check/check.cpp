#include "compiler/check/check.h"

#include <algorithm>

#include "compiler/ast/visit.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using types::Type;

void ReportCycle(Session& s, int definition) {
  const auto start = std::find(s.running.begin(), s.running.end(), definition);
  const ast::Item& item = *s.Definition(definition).item;
  auto entry = s.diags.Report(item.name.span, kCycle, item.name.text);
  for (auto it = start + 1; it < s.running.end(); ++it) {
    entry.Note(s.Definition(*it).item->name.span, kThrough, s.Definition(*it).name());
  }
}

// A named value counts one unit or none.
void CheckUnit(Session& s, const ast::Item& item, DefinitionFacts& facts) {
  const Type& type = facts.facts.type;
  if (!type.IsNumber() || type.unit.IsPlain() || type.unit.IsSingle()) return;
  s.diags.Report(item.name.span, kCompoundUnit, item.name.text, type.unit.ToText());
  facts.facts.type = Type::Error();
}

bool RefuseGrain(Session& s, const ast::Grain& grain) {
  if (grain.kind == ast::GrainKind::Period) return false;
  if (grain.filter != nullptr || grain.across != nullptr) {
    Refuse(s, grain.span, Refused::AcrossInGrain);
  } else if (!grain.by.empty()) {
    Refuse(s, grain.span, Refused::ByKey);
  } else if (grain.choice == ast::LineChoice::Last) {
    Refuse(s, grain.span, Refused::LastInGrain);
  } else if (grain.over && grain.over->kind != ast::WindowKind::Unit &&
             grain.over->kind != ast::WindowKind::AllTime && grain.over->kind != ast::WindowKind::Plan) {
    Refuse(s, grain.over->span, Refused::NamedWindow);
  } else if (grain.over && grain.over->counted_from != nullptr) {
    Refuse(s, grain.over->span, Refused::CountedFrom);
  } else {
    return false;
  }
  return true;
}

// `per X` needs a credit.
bool CheckGrain(Session& s, const ast::Grain& grain) {
  if (RefuseGrain(s, grain)) return false;
  if (grain.kind == ast::GrainKind::Period) return true;
  const int lines = s.program.DefinitionOf(grain.lines.id);
  if (lines < 0) return false;
  if (s.Definition(lines).kind != resolve::DefinitionKind::Credit) {
    s.diags.Report(grain.lines.span, kNotAValue, grain.lines.text, KindWords(s.Definition(lines).kind));
    return false;
  }
  CheckDefinition(s, lines);
  return !s.FactsOf(lines).facts.type.IsError();
}

// The grain of a definition that does not say it.
bool InferGrain(Session& s, int definition, const ast::Let& let) {
  if (!let.clauses.empty()) {
    s.diags.Report(let.name.span, kNeedsGrain, let.name.text);
    return false;
  }
  const auto natural = NaturalGrain(s, s.Definition(definition).plan, *let.value);
  if (!natural) return false;
  DefinitionFacts& own = s.FactsOf(definition);
  const bool floating = natural->kind == GrainKind::Company || natural->kind == GrainKind::Row;
  (floating ? own.natural : own.grain) = *natural;
  return true;
}

void CheckLet(Session& s, int definition, const ast::Let& let) {
  if (let.grain ? !CheckGrain(s, *let.grain) : !InferGrain(s, definition, let)) return;
  if (let.grain) s.FactsOf(definition).grain = GrainFrom(s, *let.grain);
  const DefinitionFacts& own = s.FactsOf(definition);
  Context context = At(s, s.Definition(definition).plan, definition, own.grain ? *own.grain : *own.natural);
  context.has_date |= !own.grain;  // read wherever it is used
  DefinitionFacts result = own;
  if (let.value == nullptr) {
    CheckClauses(s, context, let.clauses, result, false);
  } else if (let.word == ast::LetKind::Gate) {
    result.facts = CheckFlag(s, context, *let.value);
  } else {
    result.facts = CheckExpr(s, context, *let.value);
  }
  if (let.word == ast::LetKind::Gate && let.value == nullptr) result.facts.type = Type::Error();
  result.first_only = let.grain && let.grain->choice == ast::LineChoice::First;
  CheckUnit(s, let, result);
  s.FactsOf(definition) = result;
}

void CheckBadge(Session& s, int definition, const ast::Badge& badge) {
  if (!CheckGrain(s, badge.grain)) return;
  DefinitionFacts& own = s.FactsOf(definition);
  own.grain = GrainFrom(s, badge.grain);
  const Facts facts = CheckFlag(s, At(s, s.Definition(definition).plan, definition, *own.grain), *badge.when);
  s.FactsOf(definition).facts = facts;
}

// Asserts, guardrails and properties are conditions at whatever grain they read.
void CheckCondition(Session& s, int definition, const ast::Expr& condition) {
  const int plan = s.Definition(definition).plan;
  const auto grain = NaturalGrain(s, plan, condition);
  if (!grain) return;
  const Context context = At(s, plan, definition, *grain);
  s.FactsOf(definition).grain = grain;
  s.FactsOf(definition).facts = CheckFlag(s, context, condition);
}

void CheckProperty(Session& s, int definition, const ast::Property& property) {
  ++s.module.num_properties;
  if (property.law == ast::PropertyKind::Holds) return CheckCondition(s, definition, *property.value);
  const int plan = s.Definition(definition).plan;
  for (const ast::Expr* expr : {property.raised, property.value}) {
    if (expr == nullptr) continue;
    const auto grain = NaturalGrain(s, plan, *expr);
    if (grain) CheckExpr(s, At(s, plan, definition, *grain), *expr);
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
  void operator()(const ast::Pay& pay) const {
    if (!CheckGrain(s, pay.grain)) return;
    CheckPay(s, definition, pay);
    s.FactsOf(definition).first_only = pay.grain.choice == ast::LineChoice::First;
    DefinitionFacts facts = s.FactsOf(definition);
    CheckUnit(s, pay, facts);
    s.FactsOf(definition) = facts;
  }
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

void CheckCalendars(Session& s) {
  for (const ast::Calendar* calendar : s.program.calendars)
    Refuse(s, calendar->span, Refused::FiscalCalendar);
}

}  // namespace

void CheckDefinition(Session& s, int definition) {
  Progress& progress = s.progress[static_cast<size_t>(definition)];
  if (progress == Progress::Done) return;
  if (progress == Progress::Running) {
    ReportCycle(s, definition);
    s.FactsOf(definition).facts.type = Type::Error();
    return;
  }
  progress = Progress::Running;
  s.running.push_back(definition);
  ast::Visit(*s.Definition(definition).item, DefinitionChecker{s, definition});
  s.running.pop_back();
  s.progress[static_cast<size_t>(definition)] = Progress::Done;
}

CheckedModule Check(const resolve::Program& program, diag::Diagnostics& diags) {
  CheckedModule module;
  module.program = &program;
  module.definitions.resize(program.definitions.size());
  module.plans.resize(program.plans.size());
  Session s{program, module, diags, std::vector<Progress>(program.definitions.size()), {}};
  CheckSchemas(s);
  CheckCalendars(s);
  for (size_t i = 0; i < program.plans.size(); ++i) CheckPlan(s, static_cast<int>(i));
  for (size_t i = 0; i < program.definitions.size(); ++i) CheckDefinition(s, static_cast<int>(i));
  for (const auto& test : program.tests) CheckTest(s, test);
  return module;
}

}  // namespace incent::check
