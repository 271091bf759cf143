#include "compiler/resolve/program.h"

namespace incent::resolve {

std::string_view DefinitionKindName(DefinitionKind kind) {
  constexpr std::string_view kNames[] = {"let",       "measure",  "gate",      "carry",    "param",
                                         "tiers",     "table",    "credit",    "pay",      "badge",
                                         "exception", "clawback", "draw",      "contest",  "scorecard",
                                         "metric",    "assert",   "guardrail", "property", "broken"};
  return kNames[static_cast<size_t>(kind)];
}

int Program::DatasetOf(ast::NodeId id) const {
  const Symbol* symbol = SymbolOf(id);
  return symbol != nullptr && symbol->kind == SymbolKind::Dataset ? symbol->index : -1;
}

int Program::DefinitionOf(ast::NodeId id) const {
  const Symbol* symbol = SymbolOf(id);
  return symbol != nullptr && symbol->kind == SymbolKind::Definition ? symbol->index : -1;
}

bool Program::IsBroken(ast::NodeId id) const {
  const Symbol* symbol = SymbolOf(id);
  return symbol != nullptr && symbol->kind == SymbolKind::Broken;
}

int Program::FieldOf(int dataset, std::string_view name) const {
  const auto& fields = datasets[static_cast<size_t>(dataset)].decl->fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name.text == name) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace incent::resolve
