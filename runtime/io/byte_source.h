#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/io/sha256.h"

// Bytes that come one after the other, from a file, memory or a conversion.
namespace incent::io {

// A read: `num_bytes` of 0 with no error is the end.
struct ReadResult {
  size_t num_bytes = 0;
  int error_number = 0;  // errno of a failed read
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Reads at most `size` > 0 bytes; fewer do not mean the end.
  [[nodiscard]] virtual ReadResult Read(char* to, size_t size) = 0;
};

// Gives back `text`, which the caller keeps, in pieces of at most `piece_bytes`.
std::unique_ptr<ByteSource> MakeTextSource(std::string_view text, size_t piece_bytes = SIZE_MAX);

enum class FileTypes : uint8_t {
  RegularOnly,    // what a plan names
  RegularOrPipe,  // what a person names: /dev/stdin and <(command) too
};

// Opens a file for reading once, front to back. On failure null, and `*error_number` says why;
// a folder or device is EISDIR or ENODEV.
std::unique_ptr<ByteSource> OpenFileSource(const std::string& path, FileTypes types, int* error_number);

// A file of a known size that can be read from any place, by several threads at once.
class SeekableFile {
 public:
  virtual ~SeekableFile() = default;
  virtual uint64_t size() const = 0;
  // From `offset`, at most size(), up to size(). The file must outlive the source.
  virtual std::unique_ptr<ByteSource> From(uint64_t offset) const = 0;
  // 0, or an errno: the file is no more what it was, so that what was read may not belong together. That
  // it became longer is no change of what it was.
  virtual int ErrorOfChange() const = 0;
};

std::unique_ptr<SeekableFile> MakeSeekableText(std::string_view text, size_t piece_bytes = SIZE_MAX);
// Null if it cannot be opened or is no regular file: OpenFileSource says why.
std::unique_ptr<SeekableFile> OpenSeekableFile(const std::string& path);

// Passes bytes on and hashes them.
class HashingSource final : public ByteSource {
 public:
  explicit HashingSource(std::unique_ptr<ByteSource> source) : source_(std::move(source)) {}
  [[nodiscard]] ReadResult Read(char* to, size_t size) override;

  // Reads to the end, for the digest alone. The errno of a failure, else 0.
  int Drain();
  uint64_t num_bytes() const { return num_bytes_; }
  std::string FinishHex() { return sha_.FinishHex(); }

 private:
  std::unique_ptr<ByteSource> source_;
  Sha256 sha_;
  uint64_t num_bytes_ = 0;
};

}  // namespace incent::io
