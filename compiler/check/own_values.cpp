#include <type_traits>
#include <vector>

#include "compiler/ast/walk.h"
#include "compiler/check/session.h"

// What is each participant's own, so that a group has no single value of it.
namespace incent::check {
namespace {

using resolve::DefinitionKind;
using resolve::GroupWord;

struct Search {
  const Session& s;
  int plan = -1;
  bool everyone = false;     // the group; else members(path)
  std::vector<int> visited;  // definitions, each once: they can be nested exponentially
};

const ast::Expr* Find(Search& search, const ast::Expr& expr);

const ast::Expr* FindInDefinition(Search& search, const ast::Expr& use, int definition) {
  for (const int before : search.visited) {
    if (before == definition) return nullptr;
  }
  search.visited.push_back(definition);
  const ast::Item& item = *search.s.Definition(definition).item;
  if (search.s.Definition(definition).kind == DefinitionKind::Credit) return &use;
  const auto* let = item.As<ast::Let>();
  return let != nullptr && let->value != nullptr ? Find(search, *let->value) : nullptr;
}

// A sum over people is the same for all of them. Only the data tells whether it is for two kinds of members.
const ast::Expr* FindInAcross(const Search& search, const ast::Expr& use, const ast::Across& across) {
  const auto* group = across.group->As<ast::Call>();
  const resolve::Symbol* symbol = group != nullptr ? search.s.program.SymbolOf(group->callee.id) : nullptr;
  const bool everyone = symbol != nullptr && symbol->index == static_cast<int>(GroupWord::Everyone);
  return everyone || !search.everyone ? nullptr : &use;
}

const ast::Expr* FindInName(Search& search, const ast::Expr& use, ast::NodeId id) {
  const int definition = search.s.program.DefinitionOf(id);
  if (definition >= 0) return FindInDefinition(search, use, definition);
  const bool own = search.s.IsParticipant(search.plan, search.s.program.DatasetOf(id));
  return own && search.everyone ? &use : nullptr;
}

const ast::Expr* Find(Search& search, const ast::Expr& expr) {
  if (const auto term = AsFoldTerm(expr); term && term->across != nullptr) {
    return FindInAcross(search, expr, *term->across);
  }
  if (const auto* name = expr.As<ast::Name>()) return FindInName(search, expr, name->id);
  if (const auto* member = expr.As<ast::Member>()) {
    return Find(search, *member->base) != nullptr ? &expr : nullptr;
  }
  const ast::Expr* found = nullptr;
  ast::ForEachChild(expr, [&](const auto& child) {
    if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) {
      if (found == nullptr) found = Find(search, child);
    }
  });
  return found;
}

}  // namespace

const ast::Expr* FindOwnValue(const Session& s, int plan, const ast::Expr& expr, const ast::Call& group) {
  const bool everyone = s.program.SymbolOf(group.callee.id)->index == static_cast<int>(GroupWord::Everyone);
  Search search{s, plan, everyone, {}};
  return Find(search, expr);
}

}  // namespace incent::check
