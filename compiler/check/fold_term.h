#pragma once

#include <optional>
#include <vector>

#include "compiler/ast/expr.h"

namespace incent::check {

// `average of csat[..] across everyone() over quarter`, taken apart: the folded value and what selects
// and groups its lines. Suffixes may come in any order; each but the filter at most once.
struct FoldTerm {
  const ast::Expr* base = nullptr;
  ast::AggregateKind aggregate = ast::AggregateKind::Sum;
  bool explicit_aggregate = false;
  std::vector<const ast::Expr*> filters;
  const ast::Across* across = nullptr;  // or null
  const ast::ByKey* by = nullptr;       // or null
  const ast::Window* window = nullptr;  // or null
  bool repeated = false;                // two windows or two groups: an error
};

// nullopt unless the outermost node is one of the suffixes or an aggregate.
std::optional<FoldTerm> AsFoldTerm(const ast::Expr& expr);

}  // namespace incent::check
