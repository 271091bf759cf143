#include "runtime/eval/large_vector.h"

#include <sys/mman.h>

namespace incent::eval {

namespace {

constexpr size_t kLargePage = size_t{2} << 20;

bool IsLarge(size_t bytes) {
  return bytes >= 2 * kLargePage;
}

}  // namespace

void* AllocateColumn(size_t bytes) {
  if (!IsLarge(bytes)) return ::operator new(bytes);
  void* memory = ::operator new(bytes, std::align_val_t{kLargePage});
  // Only whole pages, so that no neighbour's is touched. A system without large pages says no; then they
  // are small.
  static_cast<void>(madvise(memory, bytes / kLargePage * kLargePage, MADV_HUGEPAGE));
  return memory;
}

void FreeColumn(void* memory, size_t bytes) noexcept {
  if (IsLarge(bytes)) {
    ::operator delete(memory, std::align_val_t{kLargePage});
  } else {
    ::operator delete(memory);
  }
}

}  // namespace incent::eval
