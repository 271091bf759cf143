#include "runtime/io/gb18030_source.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace incent::io {
namespace {

constexpr char kNotUtf8 = '\xff';

class Gb18030Source final : public ByteSource {
 public:
  Gb18030Source(std::unique_ptr<ByteSource> source, iconv_t converter)
      : source_(std::move(source)), converter_(converter) {}
  Gb18030Source(const Gb18030Source&) = delete;
  Gb18030Source& operator=(const Gb18030Source&) = delete;
  ~Gb18030Source() override { iconv_close(converter_); }

  ReadResult Read(char* to, size_t size) override {
    while (out_begin_ == out_end_) {
      const ReadResult filled = Fill();
      if (filled.error_number != 0) return filled;
      if (in_size_ == 0) return {};
      Convert();
    }
    const size_t num_bytes = std::min(size, out_end_ - out_begin_);
    std::memcpy(to, out_.data() + out_begin_, num_bytes);
    out_begin_ += num_bytes;
    return {.num_bytes = num_bytes};
  }

 private:
  // Adds what one read gives to the bytes left over.
  ReadResult Fill() {
    if (at_end_) return {};
    const ReadResult result = source_->Read(in_.data() + in_size_, in_.size() - in_size_);
    in_size_ += result.num_bytes;
    at_end_ = result.num_bytes == 0;
    return result;
  }

  // Converts all complete sequences; only the start of one may be left, for the next bytes.
  void Convert() {
    char* from = in_.data();
    char* to = out_.data();
    size_t out_left = out_.size();
    while (in_size_ > 0) {
      if (iconv(converter_, &from, &in_size_, &to, &out_left) != static_cast<size_t>(-1)) break;
      if (errno == EINVAL && !at_end_) break;
      // A bad lead byte alone is replaced: what follows it may be a comma or a line end.
      *to++ = kNotUtf8;
      --out_left;
      ++from;
      --in_size_;
    }
    std::memmove(in_.data(), from, in_size_);
    out_begin_ = 0;
    out_end_ = out_.size() - out_left;
  }

  static constexpr size_t kInBytes = size_t{64} << 10;

  std::unique_ptr<ByteSource> source_;
  iconv_t converter_;
  bool at_end_ = false;
  std::array<char, kInBytes> in_{};
  size_t in_size_ = 0;
  // Two bytes of GB18030 give at most three of UTF-8, four give four, a bad one gives one; the
  // room is larger, so that the conversion never stops for lack of it.
  std::array<char, 4 * kInBytes> out_{};
  size_t out_begin_ = 0;
  size_t out_end_ = 0;
};

}  // namespace

std::unique_ptr<ByteSource> MakeGb18030Source(std::unique_ptr<ByteSource> source) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  // iconv's own way to say no.
  if (reinterpret_cast<intptr_t>(converter) == -1) return nullptr;
  return std::make_unique<Gb18030Source>(std::move(source), converter);
}

}  // namespace incent::io
