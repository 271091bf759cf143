#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace incent::eval {

// Memory for whole columns: on large pages, where it is large.
void* AllocateColumn(size_t bytes);
void FreeColumn(void* memory, size_t bytes) noexcept;

// For vectors that make room for many rows before threads write them: `resize(n)` leaves new elements
// unwritten, so that the pages are first touched by whoever writes them.
template <typename T>
class ColumnAllocator {
 public:
  using value_type = T;
  using is_always_equal = std::true_type;

  ColumnAllocator() = default;
  template <typename U>
  ColumnAllocator(const ColumnAllocator<U>&) noexcept {}  // NOLINT(google-explicit-constructor)

  T* allocate(size_t count) { return static_cast<T*>(AllocateColumn(count * sizeof(T))); }
  void deallocate(T* memory, size_t count) noexcept { FreeColumn(memory, count * sizeof(T)); }

  template <typename U>
  void construct(U* at) noexcept {
    ::new (static_cast<void*>(at)) U;
  }
  template <typename U, typename... Arguments>
  void construct(U* at, Arguments&&... arguments) {
    ::new (static_cast<void*>(at)) U(std::forward<Arguments>(arguments)...);
  }

  friend bool operator==(const ColumnAllocator&, const ColumnAllocator&) { return true; }
};

template <typename T>
using LargeVector = std::vector<T, ColumnAllocator<T>>;

}  // namespace incent::eval
