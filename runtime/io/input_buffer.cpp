#include "runtime/io/input_buffer.h"

#include <algorithm>
#include <cstring>

namespace incent::io {

bool InputBuffer::Grow() {
  if (at_end_) return false;
  const size_t num_unread = end_ - begin_;
  const size_t wanted = num_unread + std::max(chunk_bytes_, num_unread);
  if (begin_ > 0) std::memmove(bytes_.data(), bytes_.data() + begin_, num_unread);
  if (bytes_.size() < wanted + kReadableBehind) bytes_.resize(wanted + kReadableBehind);
  begin_ = 0;
  end_ = num_unread;
  while (end_ < wanted && !at_end_) {
    const ReadResult result = source_->Read(bytes_.data() + end_, std::min(chunk_bytes_, wanted - end_));
    end_ += result.num_bytes;
    error_number_ = result.error_number;
    at_end_ = result.num_bytes == 0;
  }
  std::memset(bytes_.data() + end_, 0, kReadableBehind);
  return end_ > num_unread;
}

bool InputBuffer::SkipLine() {
  while (true) {
    const size_t line_feed = unread().find('\n');
    if (line_feed != std::string_view::npos) {
      Consume(line_feed + 1);
      return true;
    }
    Consume(end_ - begin_);
    if (!Grow()) return false;
  }
}

}  // namespace incent::io
