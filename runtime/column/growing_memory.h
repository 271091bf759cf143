#pragma once

#include <cstddef>
#include <utility>

namespace incent::column {

// Bytes that only grow. Large ones grow in place, by the system's page tables: neither is their content
// copied, nor is there a moment in which it is there twice, as with std::vector.
class GrowingMemory {
 public:
  // Bytes that may be read behind the last one; what they hold is not said.
  static constexpr size_t kReadableBehind = 64;

  GrowingMemory() = default;
  GrowingMemory(const GrowingMemory& other);
  GrowingMemory(GrowingMemory&& other) noexcept { swap(other); }
  GrowingMemory& operator=(GrowingMemory other) noexcept {
    swap(other);
    return *this;
  }
  ~GrowingMemory();

  // Makes room for `size` bytes in all, without moving the bounds of what is used. Running out of memory
  // is fatal, as with operator new.
  void Reserve(size_t size) {
    if (size > capacity_) Grow(size);
  }
  // New bytes hold anything.
  void Resize(size_t size) {
    Reserve(size);
    size_ = size;
  }

  char* data() { return data_; }
  const char* data() const { return data_; }
  size_t size() const { return size_; }
  size_t MemoryBytes() const { return data_ == nullptr ? 0 : capacity_ + kReadableBehind; }

 private:
  void Grow(size_t size);
  void swap(GrowingMemory& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

  char* data_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

}  // namespace incent::column
