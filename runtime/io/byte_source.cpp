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

class SeekableText final : public SeekableFile {
 public:
  SeekableText(std::string_view text, size_t piece_bytes) : text_(text), piece_bytes_(piece_bytes) {}

  uint64_t size() const override { return text_.size(); }
  std::unique_ptr<ByteSource> From(uint64_t offset) const override {
    return std::make_unique<TextSource>(text_.substr(offset), piece_bytes_);
  }
  int ErrorOfChange() const override { return 0; }

 private:
  std::string_view text_;
  size_t piece_bytes_;
};

// Bytes offset .. end - 1 of an open file.
class PartSource final : public ByteSource {
 public:
  PartSource(int descriptor, uint64_t offset, uint64_t end)
      : descriptor_(descriptor), offset_(offset), end_(end) {}

  ReadResult Read(char* to, size_t size) override {
    size = std::min<uint64_t>(size, end_ - offset_);
    if (size == 0) return {};
    ssize_t got = 0;
    do {
      got = pread(descriptor_, to, size, static_cast<off_t>(offset_));
    } while (got < 0 && errno == EINTR);
    if (got < 0) return {.error_number = errno};
    offset_ += static_cast<uint64_t>(got);
    return {.num_bytes = static_cast<size_t>(got)};
  }

 private:
  int descriptor_;
  uint64_t offset_;
  uint64_t end_;
};

class SeekableDescriptor final : public SeekableFile {
 public:
  SeekableDescriptor(int descriptor, const struct stat& status) : descriptor_(descriptor), status_(status) {}
  SeekableDescriptor(const SeekableDescriptor&) = delete;
  SeekableDescriptor& operator=(const SeekableDescriptor&) = delete;
  ~SeekableDescriptor() override { close(descriptor_); }

  uint64_t size() const override { return static_cast<uint64_t>(status_.st_size); }
  std::unique_ptr<ByteSource> From(uint64_t offset) const override {
    return std::make_unique<PartSource>(descriptor_, offset, size());
  }
  int ErrorOfChange() const override {
    struct stat now{};
    if (fstat(descriptor_, &now) != 0) return errno;
    const bool is_same_time =
        now.st_mtim.tv_sec == status_.st_mtim.tv_sec && now.st_mtim.tv_nsec == status_.st_mtim.tv_nsec;
    return now.st_size > status_.st_size || (now.st_size == status_.st_size && is_same_time) ? 0 : ESTALE;
  }

 private:
  int descriptor_;
  struct stat status_;
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

std::unique_ptr<SeekableFile> MakeSeekableText(std::string_view text, size_t piece_bytes) {
  return std::make_unique<SeekableText>(text, piece_bytes);
}

std::unique_ptr<SeekableFile> OpenSeekableFile(const std::string& path) {
  struct stat status{};
  // A pipe must not even be opened: what is read from it is gone.
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return nullptr;
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return nullptr;
  if (fstat(descriptor, &status) == 0) return std::make_unique<SeekableDescriptor>(descriptor, status);
  close(descriptor);
  return nullptr;
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
