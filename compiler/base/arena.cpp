#include "compiler/base/arena.h"

#include <algorithm>

namespace incent::base {
namespace {

constexpr size_t kFirstBlock = size_t{4} * 1024;
constexpr size_t kLargestBlock = size_t{256} * 1024;

}  // namespace

Arena::~Arena() {
  for (auto destructor = destructors_.rbegin(); destructor != destructors_.rend(); ++destructor) {
    destructor->destroy(destructor->object);
  }
}

void* Arena::Allocate(size_t size, size_t alignment) {
  // operator new[] aligns each block for max_align_t, so aligning the offset is enough.
  size_t offset = (used_ + alignment - 1) / alignment * alignment;
  if (blocks_.empty() || offset + size > block_size_) {
    block_size_ = blocks_.empty() ? kFirstBlock : std::min(block_size_ * 2, kLargestBlock);
    block_size_ = std::max(block_size_, size);
    blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(block_size_));
    offset = 0;
  }
  used_ = offset + size;
  return blocks_.back().get() + offset;
}

void Arena::Swap(Arena& other) noexcept {
  std::swap(blocks_, other.blocks_);
  std::swap(destructors_, other.destructors_);
  std::swap(block_size_, other.block_size_);
  std::swap(used_, other.used_);
}

}  // namespace incent::base
