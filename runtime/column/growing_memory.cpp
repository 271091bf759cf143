#include "runtime/column/growing_memory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace incent::column {

GrowingMemory::GrowingMemory(const GrowingMemory& other) {
  if (other.size_ == 0) return;
  Resize(other.size_);
  std::memcpy(data_, other.data_, size_);
}

GrowingMemory::~GrowingMemory() {
  std::free(data_);
}

void GrowingMemory::Grow(size_t size) {
  constexpr size_t kFirstBytes = 64;
  const size_t capacity = std::max({size, capacity_ + capacity_ / 2, kFirstBytes});
  void* grown = std::realloc(data_, capacity + kReadableBehind);
  if (grown == nullptr) {
    if (const std::new_handler handler = std::get_new_handler(); handler != nullptr) handler();
    std::abort();
  }
  data_ = static_cast<char*>(grown);
  capacity_ = capacity;
}

}  // namespace incent::column
