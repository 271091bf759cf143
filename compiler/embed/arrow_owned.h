#pragma once

#include "compiler/embed/incent.h"

namespace incent::embed {

// An Arrow structure that was given to us: taken out of the producer's hands, and released once.
template <typename T>
class Owned {
 public:
  Owned() = default;
  // Leaves `given`, which may be null, released in the producer's eyes.
  explicit Owned(T* given) {
    if (given == nullptr) return;
    held_ = *given;
    given->release = nullptr;
  }
  Owned(Owned&& other) noexcept : Owned(&other.held_) {}
  Owned& operator=(Owned&& other) noexcept {
    Release();
    held_ = other.held_;
    other.held_.release = nullptr;
    return *this;
  }
  ~Owned() { Release(); }

  // True if there is something; what was released already is nothing.
  bool has_value() const { return held_.release != nullptr; }
  T* get() { return &held_; }
  const T& operator*() const { return held_; }
  const T* operator->() const { return &held_; }

 private:
  void Release() {
    if (held_.release != nullptr) held_.release(&held_);
    held_.release = nullptr;
  }

  T held_{};
};

}  // namespace incent::embed
