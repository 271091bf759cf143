#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "runtime/io/file_calls.h"

namespace incent::io {

enum class WriteStep : uint8_t {
  Create,  // the temporary file, or finding the folder
  Write,
  Sync,
  Close,
  Rename,
  SyncFolder,  // the new file is in place, but a failing machine might still lose it
};

struct WriteError {
  WriteStep step = WriteStep::Create;
  std::string path;         // the file that was to be written, as given
  int error_number = 0;     // errno
  std::string system_text;  // its English text
};

struct AtomicFileOptions {
  mode_t mode = 0666;  // of a new file, before the umask; an old one keeps its own
  size_t buffer_bytes = size_t{256} << 10;
  FileCalls* calls = nullptr;  // null: the system's
};

// Writes a file so that at any moment, whatever fails, its path leads to the whole old file or
// the whole new one: the bytes go to a temporary file in the same folder, which is synced and
// then renamed. A path that leads to a pipe or device is written directly.
//
// Errors stick: after the first one nothing more is written, and Publish returns it.
class AtomicFile {
 public:
  explicit AtomicFile(std::string path, const AtomicFileOptions& options = {});
  // An unpublished file leaves nothing behind.
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  void Write(std::string_view bytes);

  // Puts the new file in place of the old one. Once.
  [[nodiscard]] std::optional<WriteError> Publish();

  const std::string& path() const { return path_; }
  const std::optional<WriteError>& error() const { return error_; }

 private:
  friend std::optional<WriteError> PublishInOrder(std::span<AtomicFile* const> files);

  void Create();
  bool TryTemporary(mode_t mode);
  void OpenTemporary(const mode_t* old_mode);
  void OpenTarget();
  void Fail(WriteStep step, int error_number);
  void WriteOut(std::string_view bytes);
  void Flush();
  void Finish();
  void Rename();
  void SyncFolder();
  void Discard();
  void Forget();

  std::string path_;
  AtomicFileOptions options_;
  FileCalls& calls_;
  std::string folder_;     // absolute
  std::string target_;     // absolute, links followed
  std::string temporary_;  // absolute; empty: no temporary file exists
  int slot_ = -1;          // of RememberTemporaryFile
  int descriptor_ = -1;
  int claim_ = -1;          // of ClaimTemporaryFile
  bool is_direct_ = false;  // a pipe or device
  std::string buffer_;
  std::optional<WriteError> error_;
};

// Publishes files that belong together: first all are brought safely to disk, so that what can go
// wrong goes wrong before any is seen; then they appear in the order given. Put last the one whose
// presence tells that the others are there. Returns the first error; the files behind it keep
// their old contents.
[[nodiscard]] std::optional<WriteError> PublishInOrder(std::span<AtomicFile* const> files);

}  // namespace incent::io
