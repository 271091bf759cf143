#include "runtime/io/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace incent::io {
namespace {

class TextSource final : public ByteSource {
 public:
  TextSource(std::string_view text, size_t piece_bytes) : rest_(text), piece_bytes_(piece_bytes) {}

  ReadResult Read(char* to, size_t size) override {
    const size_t num_bytes = rest_.copy(to, std::min(size, piece_bytes_));
    rest_.remove_prefix(num_bytes);
    return {.num_bytes = num_bytes};
  }

 private:
  std::string_view rest_;
  size_t piece_bytes_;
};

class FileSource final : public ByteSource {
 public:
  explicit FileSource(int descriptor) : descriptor_(descriptor) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override { close(descriptor_); }

  ReadResult Read(char* to, size_t size) override {
    ssize_t got = 0;
    do {
      got = read(descriptor_, to, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return {.error_number = errno};
    return {.num_bytes = static_cast<size_t>(got)};
  }

 private:
  int descriptor_;
};

// 0, or the errno that stands for a file of the wrong type.
int WrongType(mode_t mode, FileTypes types) {
  if (S_ISREG(mode)) return 0;
  if (types == FileTypes::RegularOrPipe && (S_ISFIFO(mode) || S_ISSOCK(mode))) return 0;
  return S_ISDIR(mode) ? EISDIR : ENODEV;
}

}  // namespace

std::unique_ptr<ByteSource> MakeTextSource(std::string_view text, size_t piece_bytes) {
  return std::make_unique<TextSource>(text, piece_bytes);
}

std::unique_ptr<ByteSource> OpenFileSource(const std::string& path, FileTypes types, int* error_number) {
  struct stat status{};
  // The type is looked at first: opening a pipe that nobody writes to would wait for ever.
  if (stat(path.c_str(), &status) != 0) {
    *error_number = errno;
    return nullptr;
  }
  *error_number = WrongType(status.st_mode, types);
  if (*error_number != 0) return nullptr;
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) {
    *error_number = errno;
    return nullptr;
  }
  return std::make_unique<FileSource>(descriptor);
}

ReadResult HashingSource::Read(char* to, size_t size) {
  const ReadResult result = source_->Read(to, size);
  sha_.Update({to, result.num_bytes});
  num_bytes_ += result.num_bytes;
  return result;
}

int HashingSource::Drain() {
  std::array<char, size_t{64} << 10> bytes;
  while (true) {
    const ReadResult result = Read(bytes.data(), bytes.size());
    if (result.num_bytes == 0) return result.error_number;
  }
}

}  // namespace incent::io
