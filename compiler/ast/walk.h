#pragma once

#include <optional>
#include <tuple>
#include <type_traits>
#include <vector>

#include "compiler/ast/file.h"
#include "compiler/ast/visit.h"

// Walking without knowing the node kinds, by the fields that each struct lists.
namespace incent::ast {

template <typename T>
concept IsPart = std::is_base_of_v<Node, T> && !std::is_base_of_v<Expr, T> && !std::is_base_of_v<Item, T>;

namespace internal {

template <typename F, typename T>
void FieldChildren(const T& field, F& f);

template <typename Struct, typename F>
void StructChildren(const Struct& node, F& f) {
  std::apply([&](auto... members) { (FieldChildren(node.*members, f), ...); }, Struct::kFields);
}

template <typename F, typename T>
void FieldChildren(const T& field, F& f) {
  if constexpr (std::is_pointer_v<T>) {
    if (field != nullptr) f(*field);
  } else if constexpr (std::is_same_v<T, Ident>) {
    if (!field.empty()) f(field);  // a name that may be left out, and was
  } else if constexpr (IsPart<T>) {
    f(field);
  } else if constexpr (requires { field.has_value(); }) {
    if (field.has_value()) FieldChildren(*field, f);
  } else if constexpr (requires { field.begin(); } && !std::is_same_v<T, std::string>) {
    for (const auto& element : field) FieldChildren(element, f);
  }
}

}  // namespace internal

// Calls `f(child)` for each direct child, in the order of the fields. `f` is generic: a child is an
// `Expr`, an `Item`, or a part by its own struct (`Ident`, `Window`, `Field`, `PayClause`, ...).
template <typename F>
void ForEachChild(const Expr& expr, F&& f) {
  Visit(expr, [&](const auto& node) { internal::StructChildren(node, f); });
}
template <typename F>
void ForEachChild(const Item& item, F&& f) {
  internal::FieldChildren(item.name, f);
  Visit(item, [&](const auto& node) { internal::StructChildren(node, f); });
}
template <IsPart Part, typename F>
void ForEachChild(const Part& part, F&& f) {
  if constexpr (requires { Part::kFields; }) internal::StructChildren(part, f);
}

// Calls `f` for `node` and for everything below it, parents first. Date children of effective ranges
// arrive as `Date`; a generic `f` that takes `const Expr&` sees them too.
template <typename NodeType, typename F>
void WalkTree(const NodeType& node, F&& f) {
  f(node);
  ForEachChild(node, [&](const auto& child) { WalkTree(child, f); });
}

template <typename F>
void WalkTree(const File& file, F&& f) {
  for (const Use& use : file.uses) WalkTree(use, f);
  for (const Item* item : file.items) WalkTree(*item, f);
}

}  // namespace incent::ast
