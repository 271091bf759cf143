#pragma once

#include <utility>

#include "compiler/ast/expr.h"
#include "compiler/ast/item.h"
#include "compiler/base/check.h"

// Dispatch by kind: the only switches over all node kinds.
namespace incent::ast {

// Calls `visitor(const T&)` for the expression's own struct T. A class with overloads of operator(),
// or a generic lambda that forwards to overloads: `Visit(expr, [&](const auto& e) { return Check(e); })`.
template <typename Visitor>
decltype(auto) Visit(const Expr& expr, Visitor&& visitor) {
  switch (expr.kind) {
#define INCENT_EXPR(name) \
  case ExprKind::name:    \
    return std::forward<Visitor>(visitor)(static_cast<const name&>(expr));
#include "compiler/ast/nodes.def"
  }
  INCENT_UNREACHABLE("expression kind");
}

template <typename Visitor>
decltype(auto) Visit(const Item& item, Visitor&& visitor) {
  switch (item.kind) {
#define INCENT_ITEM(name) \
  case ItemKind::name:    \
    return std::forward<Visitor>(visitor)(static_cast<const name&>(item));
#include "compiler/ast/nodes.def"
  }
  INCENT_UNREACHABLE("item kind");
}

// A visitor made of lambdas: `Visit(expr, Overloaded{[](const Name& n) {...}, [](const auto&) {...}})`.
template <typename... Fs>
struct Overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

}  // namespace incent::ast
