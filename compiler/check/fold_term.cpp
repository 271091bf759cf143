#include "compiler/check/fold_term.h"

#include <algorithm>

namespace incent::check {
namespace {

// Takes one suffix off; nullptr when `expr` is none.
const ast::Expr* TakeSuffix(const ast::Expr& expr, FoldTerm& term) {
  if (const auto* over = expr.As<ast::OverWindow>()) {
    term.repeated |= term.window != nullptr;
    term.window = &over->window;
    return over->base;
  }
  if (const auto* across = expr.As<ast::Across>()) {
    term.repeated |= term.across != nullptr;
    term.across = across;
    return across->base;
  }
  if (const auto* by = expr.As<ast::ByKey>()) {
    term.repeated |= term.by != nullptr;
    term.by = by;
    return by->base;
  }
  if (const auto* filtered = expr.As<ast::Filtered>()) {
    term.filters.push_back(filtered->condition);
    return filtered->base;
  }
  return nullptr;
}

}  // namespace

std::optional<FoldTerm> AsFoldTerm(const ast::Expr& expr) {
  FoldTerm term;
  const ast::Expr* inner = &expr;
  while (const ast::Expr* next = TakeSuffix(*inner, term)) inner = next;
  if (const auto* aggregate = inner->As<ast::Aggregate>()) {
    term.aggregate = aggregate->aggregate;
    term.explicit_aggregate = true;
    inner = aggregate->operand;
    while (const auto* filtered = inner->As<ast::Filtered>()) {
      term.filters.push_back(filtered->condition);
      inner = filtered->base;
    }
  }
  if (inner == &expr) return std::nullopt;
  term.base = inner;
  std::reverse(term.filters.begin(), term.filters.end());
  return term;
}

}  // namespace incent::check
