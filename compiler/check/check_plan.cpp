#include <type_traits>
#include <utility>

#include "compiler/ast/walk.h"
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
  if (name != nullptr && types::IsCurrency(name->text)) {
    facts.currency = name->text;
  } else if (name == nullptr) {
    Refuse(s, item.span, Refused::CurrencyField);
  } else if (!s.program.IsBroken(name->id)) {
    s.diags.Report(name->span, kUnknownCurrency, name->text);
  }
}

void Pays(Session& s, PlanFacts& facts, const ast::Pays& item) {
  if (item.grain.kind == ast::GrainKind::Period) {
    facts.pays = GranuleOf(item.grain.unit);
  } else if (!s.program.IsBroken(item.grain.lines.id)) {
    s.diags.Report(item.grain.span, kPayGrain);
  }
}

void Round(Session& s, PlanFacts& facts, const ast::Round& item) {
  facts.round = RoundRule{};
  const auto unit = EvaluateConstant(*item.spec.unit);
  if (!unit || unit->mantissa <= 0 || !(unit->unit.IsPlain() || unit->unit.IsSingle())) {
    s.diags.Report(item.spec.unit->span, kRoundUnit);
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

// Rounding in another currency than the plan's would round nothing.
void CheckRoundCurrency(Session& s, const resolve::Plan& plan, const PlanFacts& facts) {
  if (!facts.round || facts.round->symbol.empty() || facts.currency.empty()) return;
  if (facts.round->symbol == facts.currency || !types::IsCurrency(facts.round->symbol)) return;
  for (const ast::Item* item : plan.decl->items) {
    const auto* round = item->As<ast::Round>();
    if (round == nullptr) continue;
    const auto money = [](const std::string& symbol) {
      return TypeWords(types::Type::Number(2, types::Unit::Of(symbol)));
    };
    s.diags.Report(round->spec.unit->span, kUnitsDiffer, money(facts.currency), money(facts.round->symbol));
    return;
  }
}

// The participants need one text key.
void CheckKey(Session& s, const resolve::Plan& plan) {
  const auto& schema = s.module.schemas[static_cast<size_t>(plan.dataset)];
  int keys = 0;
  bool text = true;
  for (const auto& field : schema.fields) {
    keys += field.is_key;
    text &= !field.is_key || field.kind == column::FieldKind::Text;
  }
  // A dataset without any key is reported as such.
  if (keys > 1 || (keys == 1 && !text))
    s.diags.Report(plan.decl->dataset[0].span, kParticipantKey, schema.name);
}

// True if the tree folds amounts, or reads a definition of which `is_attribute` is false.
template <typename Predicate>
bool ReadsMoreThan(const Session& s, const ast::Expr& expr, const Predicate& is_attribute) {
  bool more = false;
  ast::WalkTree(expr, [&](const auto& node) {
    if constexpr (std::is_same_v<std::decay_t<decltype(node)>, ast::Expr>) {
      more |= node.template Is<ast::OverWindow>() || node.template Is<ast::Across>();
      const auto* name = node.template As<ast::Name>();
      const int definition = name != nullptr ? s.program.DefinitionOf(name->id) : -1;
      more |= definition >= 0 && !is_attribute(definition);
    }
  });
  return more;
}

// A constant, or a value of the participant's own fields: nothing that payouts or deals go into.
bool IsAttribute(const Session& s, int definition) {
  const resolve::DefinitionKind kind = s.Definition(definition).kind;
  if (kind == resolve::DefinitionKind::Tiers || kind == resolve::DefinitionKind::Table) return true;
  const auto* let = s.Definition(definition).item->As<ast::Let>();
  if (let == nullptr || let->value == nullptr) return false;
  return !ReadsMoreThan(s, *let->value, [&](int other) { return IsAttribute(s, other); });
}

void RefuseAmendments(Session& s, const std::vector<const ast::Item*>& items) {
  for (const ast::Item* item : items) {
    const auto* amendment = item->As<ast::Amendment>();
    if (amendment == nullptr) continue;
    Refuse(s, amendment->name.span,
           amendment->word == ast::AmendmentKind::Overlay ? Refused::Overlay : Refused::Amendment);
  }
}

}  // namespace

void CheckSettings(Session& s, int plan) {
  const resolve::Plan& decl = s.Plan(plan);
  PlanFacts& facts = s.module.plans[static_cast<size_t>(plan)];
  Seen seen;
  for (const ast::Item* item : decl.decl->items) Setting(s, facts, seen, *item);
  Missing(s, decl, seen);
  CheckRoundCurrency(s, decl, facts);
  RefuseAmendments(s, decl.decl->items);
  if (decl.dataset >= 0) CheckKey(s, decl);
}

void CheckParticipants(Session& s, int plan) {
  const resolve::Plan& decl = s.Plan(plan);
  const ast::Expr* where = decl.decl->where;
  if (decl.dataset < 0 || where == nullptr) return;
  const auto grain = NaturalGrain(s, plan, *where);
  if (!grain) return;
  const bool attribute = (grain->kind == GrainKind::Person || grain->kind == GrainKind::Company) &&
                         !ReadsMoreThan(s, *where, [&](int other) { return IsAttribute(s, other); });
  if (attribute) {
    CheckFlag(s, At(s, plan, -1, {GrainKind::Person, value::Granule::Month, -1}), *where);
  } else {
    s.diags.Report(where->span, kEligibleGrain);
  }
}

}  // namespace incent::check
