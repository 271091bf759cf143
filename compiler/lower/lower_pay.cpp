#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/lower/lowering.h"

// What reaches the ledger: pays and badges; and asserts, which can hold it back.
namespace incent::lower {
namespace {

using types::Type;

// Pays that an assert names.
void CollectPays(const Lowering& l, const ast::Expr& expr, std::vector<int>& pays) {
  if (const auto* name = expr.As<ast::Name>()) {
    const int definition = l.program.DefinitionOf(name->id);
    if (definition >= 0 && l.Definition(definition).item->Is<ast::Pay>()) pays.push_back(definition);
    return;
  }
  ast::ForEachChild(expr, [&](const auto& child) {
    if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) CollectPays(l, child, pays);
  });
}

}  // namespace

StageBuilder BeginPayout(Lowering& l, int definition, const Grain& grain) {
  const ast::Item& item = *l.Definition(definition).item;
  const ir::Domain domain = DomainOf(l, grain);
  StageBuilder b(l.module, item.name.text, ClassOf(grain), domain);
  b.stage().definition = definition;
  b.At(definition, item.span);
  return b;
}

OutputId FinishPayout(Lowering& l, Place& at, const ClauseResult& result) {
  StageBuilder& b = at.b;
  const ir::ComponentId component =
      AddComponent(l, at.definition, b.TypeOf(result.value), at.grain.kind == GrainKind::Line);
  PostPayout(l, at, component, result);
  const std::string& name = l.Definition(at.definition).name();
  const OutputId output = b.Publish(result.value, name, at.definition);
  if (result.posting) l.posting_dates[at.definition] = b.Publish(*result.posting, name + ".on");
  b.Finish();
  return output;
}

ir::ComponentId AddComponent(Lowering& l, int definition, const Type& type, bool by_line) {
  const ast::Item& item = *l.Definition(definition).item;
  const auto component = static_cast<ir::ComponentId>(l.module.components.size());
  l.module.components.push_back({item.name.text, item.label.value_or(""), type, definition, by_line});
  l.components[definition] = component;
  return component;
}

InstId FirstInWindow(Lowering& l, Place& at, const ast::Grain& grain) {
  ir::Attributes attributes;
  InstId inside = at.b.ConstFlag(true);
  if (grain.over && grain.over->kind == ast::WindowKind::Unit) {
    attributes.granule = check::GranuleOf(grain.over->unit);
  } else if (grain.over && grain.over->kind != ast::WindowKind::AllTime) {
    const auto [first, last] = FixedDays(l, *grain.over);
    const InstId date = at.b.Add(Op::LineDate, {});
    inside = at.b.And(at.b.Add(Op::CmpGe, {date, at.b.ConstDate(first)}),
                      at.b.Add(Op::CmpLe, {date, at.b.ConstDate(last)}));
  }
  return at.b.Add(Op::ScanFirst, {inside}, attributes, "first");
}

OutputId LowerPay(Lowering& l, int definition, const ast::Pay& pay) {
  const Grain grain = *l.FactsOf(definition).grain;
  StageBuilder b = BeginPayout(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  PayMask mask{.may_pay = MayPay(l, at)};
  if (l.FactsOf(definition).first_only) mask.is_first = FirstInWindow(l, at, pay.grain);
  const ClauseResult result = LowerClauses(l, at, pay.clauses, mask);
  l.last_rules[definition] = result.rule;
  return FinishPayout(l, at, result);
}

OutputId LowerBadge(Lowering& l, int definition, const ast::Badge& badge) {
  const Grain grain = *l.FactsOf(definition).grain;
  StageBuilder b = BeginPayout(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  InstId mask = MayPay(l, at);
  if (badge.grain.choice == ast::LineChoice::First) mask = b.And(mask, FirstInWindow(l, at, badge.grain));
  const InstId value = b.And(mask, LowerExpr(l, at, *badge.when));
  b.stage().steps.push_back({"when", badge.when->span, value});
  return FinishPayout(l, at, {.value = value});
}

void LowerAssert(Lowering& l, int definition, const ast::Assert& check) {
  const Grain grain = *l.FactsOf(definition).grain;
  std::vector<int> pays;
  CollectPays(l, *check.condition, pays);
  StageBuilder b = BeginPayout(l, definition, grain);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  InstId condition = LowerExpr(l, at, *check.condition);
  // Outside the plan there is nothing to hold back.
  if (grain.HasTime() || grain.kind == GrainKind::Line) condition = b.Or(b.Not(MayPay(l, at)), condition);
  ir::Check lowered{definition, condition, {}};
  for (const int pay : pays) {
    if (l.FactsOf(pay).grain == grain) lowered.withholds.push_back(l.components.at(pay));
  }
  b.stage().checks.push_back(lowered);
  b.Finish();
}

}  // namespace incent::lower
