#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "compiler/ast/node.h"
#include "compiler/base/check.h"

namespace incent::ast {

// A side table: facts about nodes, kept outside the tree. Set and Find cost two array accesses.
template <typename T>
class NodeMap {
 public:
  // Sets or replaces the fact about `id`.
  void Set(NodeId id, T value) {
    if (id.file >= files_.size()) files_.resize(id.file + 1);
    std::vector<std::optional<T>>& nodes = files_[id.file];
    if (id.index >= nodes.size()) nodes.resize(id.index + 1);
    nodes[id.index] = std::move(value);
  }

  // nullptr if nothing is known about `id`. Valid until the next Set().
  const T* Find(NodeId id) const {
    if (id.file >= files_.size() || id.index >= files_[id.file].size()) return nullptr;
    const std::optional<T>& value = files_[id.file][id.index];
    return value ? &*value : nullptr;
  }
  T* Find(NodeId id) { return const_cast<T*>(std::as_const(*this).Find(id)); }

  bool Has(NodeId id) const { return Find(id) != nullptr; }

  // The fact about `id`, which must be known.
  const T& operator[](NodeId id) const {
    const T* value = Find(id);
    INCENT_CHECK(value != nullptr, "no fact about this node");
    return *value;
  }

 private:
  std::vector<std::vector<std::optional<T>>> files_;
};

}  // namespace incent::ast
