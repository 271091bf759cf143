#include "compiler/ast/visit.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// The head of a plan, and its statements in order.
namespace incent::check {
namespace {

// Which settings have been seen, to find repetitions and gaps.
struct Seen {
  bool effective = false;
  bool version = false;
  bool currency = false;
  bool pays = false;
  bool round = false;
};

bool Once(Session& s, bool& seen, source::Span span, diag::Bilingual what) {
  if (seen) s.diags.Report(span, kRepeatedSetting, what);
  return !std::exchange(seen, true);
}

void Effective(Session& s, PlanFacts& facts, const ast::Effective& item) {
  facts.from = value::ParseDate(item.from->text).value_or(value::kFirstDay);
  if (item.until == nullptr) return;
  facts.until = value::ParseDate(item.until->text).value_or(value::kLastDay);
  if (*facts.until < facts.from) s.diags.Report(item.span, kEmptyRange);
}

void Currency(Session& s, PlanFacts& facts, const ast::Currency& item) {
  const auto* name = item.value->As<ast::Name>();
  const resolve::Symbol* symbol = name != nullptr ? s.program.SymbolOf(name->id) : nullptr;
  if (symbol == nullptr || symbol->kind != resolve::SymbolKind::Currency) {
    if (symbol == nullptr || symbol->kind != resolve::SymbolKind::Broken)
      Refuse(s, item.span, Refused::CurrencyField);
    return;
  }
  if (!types::IsCurrency(name->text)) s.diags.Report(name->span, kUnknownCurrency, name->text);
  facts.currency = name->text;
}

void Pays(Session& s, PlanFacts& facts, const ast::Pays& item) {
  if (item.grain.kind != ast::GrainKind::Period) {
    s.diags.Report(item.span, kPayGrain, std::string("pays"));
    return;
  }
  facts.pays = GranuleOf(item.grain.unit);
}

void Round(Session& s, PlanFacts& facts, const ast::Round& item) {
  const auto unit = EvaluateConstant(*item.spec.unit);
  if (!unit || unit->mantissa <= 0) {
    s.diags.Report(item.spec.unit->span, kRoundUnit);
    facts.round = RoundRule{};
    return;
  }
  facts.round = RoundRule{unit->mantissa, unit->scale, std::string(unit->unit.symbol()),
                          static_cast<value::RoundingMode>(static_cast<int>(item.spec.mode))};
}
static_assert(static_cast<int>(ast::RoundMode::HalfUp) == static_cast<int>(value::RoundingMode::HalfUp));
static_assert(static_cast<int>(ast::RoundMode::TowardZero) ==
              static_cast<int>(value::RoundingMode::TowardZero));

void Setting(Session& s, PlanFacts& facts, Seen& seen, const ast::Item& item) {
  ast::Visit(item, ast::Overloaded{[&](const ast::Effective& e) {
                                     if (Once(s, seen.effective, e.span, {"`effective`", "“生效”"}))
                                       Effective(s, facts, e);
                                   },
                                   [&](const ast::Version& v) {
                                     if (Once(s, seen.version, v.span, {"`version`", "“版本”"}))
                                       facts.version = v.version;
                                   },
                                   [&](const ast::Currency& c) {
                                     if (Once(s, seen.currency, c.span, {"`currency`", "“币种”"}))
                                       Currency(s, facts, c);
                                   },
                                   [&](const ast::Pays& p) {
                                     if (Once(s, seen.pays, p.span, {"`pays`", "“结算”"})) Pays(s, facts, p);
                                   },
                                   [&](const ast::Round& r) {
                                     if (Once(s, seen.round, r.span, {"`round`", "“舍入”"}))
                                       Round(s, facts, r);
                                   },
                                   [](const auto&) {}});
}

void Missing(Session& s, const resolve::Plan& plan, const Seen& seen) {
  const auto report = [&](bool present, diag::Bilingual what) {
    if (!present) s.diags.Report(plan.decl->name.span, kMissingSetting, plan.name(), what);
  };
  report(seen.effective, {"from when it holds (`effective`)", "生效期（“生效”）"});
  report(seen.pays, {"how often it pays (`pays`)", "结算周期（“结算”）"});
  report(seen.round, {"how it rounds (`round`)", "如何舍入（“舍入”）"});
}

// The participants need one text key; who is in the plan follows from their own attributes.
void Participants(Session& s, int plan) {
  const resolve::Plan& decl = s.Plan(plan);
  if (decl.dataset < 0) return;
  const auto& schema = s.module.schemas[static_cast<size_t>(decl.dataset)];
  int keys = 0;
  bool text = true;
  for (const auto& field : schema.fields) {
    keys += field.is_key;
    text &= !field.is_key || field.kind == column::FieldKind::Text;
  }
  if (keys != 1 || !text) s.diags.Report(decl.decl->dataset[0].span, kParticipantKey, schema.name);
  if (decl.decl->where == nullptr) return;
  const auto grain = NaturalGrain(s, plan, *decl.decl->where);
  if (!grain) return;
  if (grain->kind != GrainKind::Person && grain->kind != GrainKind::Company) {
    s.diags.Report(decl.decl->where->span, kEligibleGrain);
    return;
  }
  CheckFlag(s, At(s, plan, -1, {GrainKind::Person, value::Granule::Month, -1}), *decl.decl->where);
}

void RefuseAmendments(Session& s, const std::vector<const ast::Item*>& items) {
  for (const ast::Item* item : items) {
    const auto* amendment = item->As<ast::Amendment>();
    if (amendment == nullptr) continue;
    Refuse(s, amendment->span,
           amendment->word == ast::AmendmentKind::Overlay ? Refused::Overlay : Refused::Amendment);
  }
}

}  // namespace

void CheckPlan(Session& s, int plan) {
  const resolve::Plan& decl = s.Plan(plan);
  PlanFacts& facts = s.module.plans[static_cast<size_t>(plan)];
  Seen seen;
  for (const ast::Item* item : decl.decl->items) Setting(s, facts, seen, *item);
  Missing(s, decl, seen);
  RefuseAmendments(s, decl.decl->items);
  Participants(s, plan);
}

}  // namespace incent::check
