#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "compiler/base/check.h"

namespace incent::base {

// A vector indexed by a typed id. Add() hands out the ids; `Id` has `value` and `index()`.
template <typename Id, typename T>
class IdMap {
 public:
  Id Add(T value) {
    items_.push_back(std::move(value));
    return Id{static_cast<decltype(Id::value)>(items_.size() - 1)};
  }

  T& operator[](Id id) {
    INCENT_CHECK(id.index() < items_.size());
    return items_[id.index()];
  }
  const T& operator[](Id id) const {
    INCENT_CHECK(id.index() < items_.size());
    return items_[id.index()];
  }

  size_t size() const { return items_.size(); }
  bool empty() const { return items_.empty(); }
  auto begin() { return items_.begin(); }
  auto end() { return items_.end(); }
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }

 private:
  std::vector<T> items_;
};

}  // namespace incent::base
