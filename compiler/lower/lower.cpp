#include "compiler/lower/lower.h"

#include <algorithm>

#include "compiler/check/dependencies.h"
#include "compiler/lower/history.h"

namespace incent::lower {
namespace {

using value::Granule;

// Who is in the plan at all, by attributes of each participant.
void LowerEligible(Lowering& l, const ast::Plan& plan) {
  if (plan.where == nullptr) return;
  const Grain grain{GrainKind::Person, Granule::Month, -1};
  StageBuilder b(l.module, "eligible", ir::StageClass::Map, DomainOf(l, grain));
  const int self = l.PlanDefinition();
  b.At(self, plan.where->span);
  Place at{b, grain, self, false, std::nullopt, std::nullopt};
  l.module.eligible = b.Publish(LowerExpr(l, at, *plan.where), "eligible");
  b.Finish();
}

void LowerOne(Lowering& l, int definition) {
  using resolve::DefinitionKind;
  switch (l.Definition(definition).kind) {
    case DefinitionKind::Credit:
      EnsureCredit(l, definition);
      break;
    case DefinitionKind::Let:
    case DefinitionKind::Measure:
    case DefinitionKind::Gate:
      if (l.FactsOf(definition).grain) EnsureValue(l, definition);
      break;
    case DefinitionKind::Pay:
    case DefinitionKind::Badge:
    case DefinitionKind::Clawback:
      EnsureValue(l, definition);
      break;
    case DefinitionKind::Assert:
      LowerAssert(l, definition, static_cast<const ast::Assert&>(*l.Definition(definition).item));
      break;
    default:
      break;
  }
}

// Components in the order of the source, whatever stage came first.
void OrderComponents(Lowering& l) {
  auto& components = l.module.components;
  std::vector<int> order(components.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return components[static_cast<size_t>(a)].definition < components[static_cast<size_t>(b)].definition;
  });
  std::vector<int> rank(order.size());
  std::vector<ir::Component> sorted;
  for (size_t i = 0; i < order.size(); ++i) {
    rank[static_cast<size_t>(order[i])] = static_cast<int>(i);
    sorted.push_back(components[static_cast<size_t>(order[i])]);
  }
  components = std::move(sorted);
  for (ir::Stage& stage : l.module.stages) {
    for (auto& entry : stage.ledger) entry.component = rank[static_cast<size_t>(entry.component)];
    for (auto& check : stage.checks) {
      for (auto& component : check.withholds) component = rank[static_cast<size_t>(component)];
    }
  }
  for (auto& [definition, component] : l.components) component = rank[static_cast<size_t>(component)];
}

}  // namespace

Order::Order(const resolve::Program& program) : definitions(check::FindDependencies(program).order) {
  ranks.resize(definitions.size());
  for (size_t i = 0; i < definitions.size(); ++i)
    ranks[static_cast<size_t>(definitions[i])] = static_cast<int>(i);
}

Lowering LowerPlan(const check::CheckedModule& checked, const Order& order, int plan) {
  const resolve::Program& program = *checked.program;
  Lowering l{checked, program, plan, {}, {}, {}, {}, {}, {}, {}};
  const ast::Plan& decl = *program.plans[static_cast<size_t>(plan)].decl;
  l.module.plan = decl.name.text;
  l.module.label = decl.label.value_or("");
  l.module.version = l.facts().version;
  l.module.datasets = checked.schemas;
  l.module.participants = l.people();
  l.module.effective_from = l.facts().from;
  l.module.effective_until = l.facts().until;
  l.module.pays = l.facts().pays;
  l.module.currency = l.facts().currency;
  l.module.history = HistoryOf(l, order);
  LowerEligible(l, decl);
  for (const int definition : program.plans[static_cast<size_t>(plan)].definitions) LowerOne(l, definition);
  OrderComponents(l);
  return l;
}

}  // namespace incent::lower
