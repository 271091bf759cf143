#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/io/byte_source.h"

namespace incent::io {

// The unread bytes of a source: a reader looks at them, asks for more, and takes whole lines.
class InputBuffer {
 public:
  InputBuffer(std::unique_ptr<ByteSource> source, size_t chunk_bytes)
      : source_(std::move(source)), chunk_bytes_(chunk_bytes) {}

  // Bytes that may be read behind `unread()`, or any part of it, by who looks at blocks; they are 0 behind
  // all of it.
  static constexpr size_t kReadableBehind = 64;

  // Valid until the next call of Grow.
  std::string_view unread() const { return {bytes_.data() + begin_, end_ - begin_}; }
  void Consume(size_t num_bytes) {
    begin_ += num_bytes;
    position_ += num_bytes;
  }
  // Of the next unread byte, from where the source began.
  uint64_t position() const { return position_; }

  // At least doubles what is unread, so that a reader that starts over each time still does
  // linear work. False if there was nothing more to read: at the end, or after a failure.
  bool Grow();

  // Skips to behind the next line feed, holding no more than a chunk; true if there was one.
  bool SkipLine();

  bool at_end() const { return at_end_; }
  int error_number() const { return error_number_; }

 private:
  std::unique_ptr<ByteSource> source_;
  size_t chunk_bytes_;
  std::vector<char> bytes_;
  size_t begin_ = 0;
  size_t end_ = 0;
  uint64_t position_ = 0;
  bool at_end_ = false;
  int error_number_ = 0;
};

}  // namespace incent::io
