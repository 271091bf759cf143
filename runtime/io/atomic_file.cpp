#include "runtime/io/atomic_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "runtime/io/temporary_files.h"

namespace incent::io {
namespace {

// Calls again as long as a signal interrupts the call.
template <typename Call>
auto Retry(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

// The absolute path without links; empty with errno set if there is none.
std::string RealPath(const std::string& path) {
  char* real = realpath(path.c_str(), nullptr);
  if (real == nullptr) return {};
  std::string result = real;
  std::free(real);
  return result;
}

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string NameOf(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

AtomicFile::AtomicFile(std::string path, const AtomicFileOptions& options)
    : path_(std::move(path)),
      options_(options),
      calls_(options.calls != nullptr ? *options.calls : SystemFileCalls()) {
  Create();
}

AtomicFile::~AtomicFile() {
  Discard();
}

void AtomicFile::Fail(WriteStep step, int error_number) {
  if (error_) return;
  const char* text = strerrordesc_np(error_number);
  error_ = WriteError{
      .step = step, .path = path_, .error_number = error_number, .system_text = text == nullptr ? "" : text};
}

void AtomicFile::Create() {
  struct stat old{};
  const bool exists = stat(path_.c_str(), &old) == 0;
  if (exists && S_ISDIR(old.st_mode)) return Fail(WriteStep::Create, EISDIR);
  is_direct_ = exists && !S_ISREG(old.st_mode);
  // As named: /dev/stdout may lead to a pipe, which has no path of its own.
  if (is_direct_) return OpenTarget();
  // A link to a file stays a link: it is the file that is replaced.
  const std::string real = exists ? RealPath(path_) : path_;
  folder_ = RealPath(FolderOf(real));
  const std::string name = NameOf(real);
  if (folder_.empty()) return Fail(WriteStep::Create, errno);
  if (name.empty()) return Fail(WriteStep::Create, EISDIR);
  target_ = folder_ + "/" + name;
  // A rename would replace even a file that was made read-only to be kept.
  if (exists && faccessat(AT_FDCWD, target_.c_str(), W_OK, AT_EACCESS) != 0)
    return Fail(WriteStep::Create, errno);
  SweepTemporaryFiles(folder_, name);
  OpenTemporary(exists ? &old.st_mode : nullptr);
}

void AtomicFile::OpenTarget() {
  descriptor_ = Retry([&] { return calls_.Open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY, 0); });
  if (descriptor_ < 0) Fail(WriteStep::Create, errno);
}

// True if it is open, and claimed; false with `errno` set.
bool AtomicFile::TryTemporary(mode_t mode) {
  temporary_ = folder_ + "/" + NewTemporaryName(NameOf(target_));
  slot_ = RememberTemporaryFile(temporary_);
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
  descriptor_ = Retry([&] { return calls_.Open(temporary_.c_str(), kFlags, mode); });
  if (descriptor_ >= 0 && ClaimTemporaryFile(descriptor_, &claim_)) return true;
  const int error_number = descriptor_ >= 0 ? EEXIST : errno;
  if (descriptor_ >= 0) calls_.Close(descriptor_);
  descriptor_ = -1;
  Forget();
  errno = error_number;
  return false;
}

// An old file's mode holds for the new one, and from the beginning: nobody may read what he never could.
void AtomicFile::OpenTemporary(const mode_t* old_mode) {
  constexpr int kMaxAttempts = 100;
  const mode_t mode = old_mode == nullptr ? options_.mode : *old_mode & 0777;
  bool is_open = TryTemporary(mode);
  for (int attempt = 1; !is_open && errno == EEXIST && attempt < kMaxAttempts; ++attempt)
    is_open = TryTemporary(mode);
  if (!is_open) return Fail(WriteStep::Create, errno);
  if (old_mode != nullptr && fchmod(descriptor_, *old_mode & 07777) != 0) Fail(WriteStep::Create, errno);
}

// Once nothing has the temporary name any more.
void AtomicFile::Forget() {
  if (claim_ >= 0) close(claim_);
  claim_ = -1;
  ForgetTemporaryFile(slot_);
  slot_ = -1;
  temporary_.clear();
}

void AtomicFile::WriteOut(std::string_view bytes) {
  while (!bytes.empty() && !error_) {
    const ssize_t written = Retry([&] { return calls_.Write(descriptor_, bytes.data(), bytes.size()); });
    // Nothing written and no reason given: without progress there is no end.
    if (written <= 0) return Fail(WriteStep::Write, written < 0 ? errno : EIO);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

void AtomicFile::Flush() {
  WriteOut(buffer_);
  buffer_.clear();
}

void AtomicFile::Write(std::string_view bytes) {
  if (error_) return;
  if (buffer_.size() + bytes.size() > options_.buffer_bytes) Flush();
  if (bytes.size() > options_.buffer_bytes) return WriteOut(bytes);
  buffer_.append(bytes);
}

// Brings everything to disk, still under the temporary name.
void AtomicFile::Finish() {
  if (error_) return;
  Flush();
  if (!error_ && !is_direct_ && Retry([&] { return calls_.Sync(descriptor_); }) != 0)
    Fail(WriteStep::Sync, errno);
  if (descriptor_ < 0) return;
  // An interrupted close has closed; doing it again could hit somebody else's file.
  const int closed = calls_.Close(descriptor_);
  descriptor_ = -1;
  if (closed != 0 && errno != EINTR) Fail(WriteStep::Close, errno);
}

void AtomicFile::Rename() {
  if (error_ || is_direct_) return;
  if (calls_.Rename(temporary_.c_str(), target_.c_str()) != 0) return Fail(WriteStep::Rename, errno);
  Forget();
}

void AtomicFile::SyncFolder() {
  if (error_ || is_direct_) return;
  const int folder =
      Retry([&] { return calls_.Open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0); });
  if (folder < 0) return Fail(WriteStep::SyncFolder, errno);
  // Some file systems cannot sync a folder, and say so with EINVAL.
  if (Retry([&] { return calls_.Sync(folder); }) != 0 && errno != EINVAL) Fail(WriteStep::SyncFolder, errno);
  calls_.Close(folder);
}

void AtomicFile::Discard() {
  if (descriptor_ >= 0) calls_.Close(descriptor_);
  descriptor_ = -1;
  if (temporary_.empty()) return;
  calls_.Unlink(temporary_.c_str());
  Forget();
}

std::optional<WriteError> AtomicFile::Publish() {
  AtomicFile* const self = this;
  return PublishInOrder({&self, 1});
}

std::optional<WriteError> PublishInOrder(std::span<AtomicFile* const> files) {
  std::optional<WriteError> error;
  const auto run = [&](AtomicFile* file, void (AtomicFile::*step)()) {
    if (error) return;
    (file->*step)();
    error = file->error_;
  };
  for (AtomicFile* file : files) run(file, &AtomicFile::Finish);
  for (AtomicFile* file : files) {
    run(file, &AtomicFile::Rename);
    // Before the next one appears: a later file must never outlive an earlier one.
    run(file, &AtomicFile::SyncFolder);
  }
  if (error) {
    for (AtomicFile* file : files) file->Discard();
  }
  return error;
}

}  // namespace incent::io
