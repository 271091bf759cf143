#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

namespace incent::base {

// Owns objects of any type until it dies; addresses never change.
//
// Blocks grow from 4 KiB to 256 KiB, so a small plan costs one allocation. Destructors run in
// reverse order of creation.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&& other) noexcept { Swap(other); }
  Arena& operator=(Arena&& other) noexcept {
    Swap(other);
    return *this;
  }
  ~Arena();

  template <typename T, typename... Args>
  T* New(Args&&... args) {
    static_assert(alignof(T) <= alignof(std::max_align_t));
    T* object = new (Allocate(sizeof(T), alignof(T))) T(std::forward<Args>(args)...);
    if constexpr (!std::is_trivially_destructible_v<T>) {
      destructors_.push_back({object, [](void* pointer) { static_cast<T*>(pointer)->~T(); }});
    }
    return object;
  }

 private:
  struct Destructor {
    void* object;
    void (*destroy)(void*);
  };

  void* Allocate(size_t size, size_t alignment);
  void Swap(Arena& other) noexcept;

  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::vector<Destructor> destructors_;
  size_t block_size_ = 0;
  size_t used_ = 0;
};

}  // namespace incent::base
