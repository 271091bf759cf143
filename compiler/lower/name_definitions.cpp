#include <algorithm>
#include <set>

#include "compiler/lower/lower.h"

namespace incent::lower {
namespace {

using ir::DefinitionId;

// Calls `visit(DefinitionId&)` for each place where the module names a definition.
template <typename Visit>
void ForEachDefinition(ir::Module& module, Visit visit) {
  const auto visit_named = [&](DefinitionId& id) {
    if (id != ir::kNone) visit(id);
  };
  for (ir::LineSet& lines : module.line_sets) visit_named(lines.definition);
  for (ir::Output& output : module.outputs) {
    visit_named(output.definition);
    visit_named(output.value_of);
  }
  for (ir::Component& component : module.components) visit_named(component.definition);
  for (ir::Stage& stage : module.stages) {
    visit_named(stage.definition);
    for (ir::Check& check : stage.checks) visit_named(check.definition);
    for (ir::NamedValue& value : stage.names) visit_named(value.definition);
    for (ir::Instruction& inst : stage.insts) {
      visit_named(inst.definition);
      visit_named(inst.attributes.subject);
      for (DefinitionId& id : inst.attributes.choices) visit_named(id);
    }
  }
}

ir::Definition Describe(const Lowering& plan, DefinitionId id) {
  if (id == plan.PlanDefinition()) {
    const ast::Plan& decl = *plan.program.plans[static_cast<size_t>(plan.plan)].decl;
    return {decl.name.text, decl.label.value_or(""), "plan", decl.span};
  }
  const resolve::Definition& definition = plan.Definition(id);
  const ast::Item& item = *definition.item;
  return {item.name.text, item.label.value_or(""), std::string(resolve::DefinitionKindName(definition.kind)),
          item.span};
}

}  // namespace

ir::Module NameDefinitions(const Lowering& plan, ir::Module module) {
  const std::vector<int>& own = plan.program.plans[static_cast<size_t>(plan.plan)].definitions;
  std::set<DefinitionId> named(own.begin(), own.end());
  named.insert(plan.PlanDefinition());
  ForEachDefinition(module, [&](DefinitionId& id) { named.insert(id); });
  const std::vector<DefinitionId> order(named.begin(), named.end());
  for (const DefinitionId id : order) module.definitions.push_back(Describe(plan, id));
  ForEachDefinition(module, [&](DefinitionId& id) {
    id = static_cast<DefinitionId>(std::lower_bound(order.begin(), order.end(), id) - order.begin());
  });
  return module;
}

}  // namespace incent::lower
