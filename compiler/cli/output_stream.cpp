#include "compiler/cli/output_stream.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>

namespace incent::cli {
namespace {

constexpr size_t kBufferBytes = size_t{64} << 10;
constexpr int kDefaultWidth = 80;

}  // namespace

OutputStream::OutputStream(int descriptor) : descriptor_(descriptor), is_terminal_(isatty(descriptor) == 1) {}

void OutputStream::Write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() >= kBufferBytes) Flush();
}

void OutputStream::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && error_number_ == 0) {
    const ssize_t written = write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      error_number_ = errno;
    }
  }
  buffer_.clear();
}

int OutputStream::width() const {
  winsize size{};
  if (is_terminal_ && ioctl(descriptor_, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

}  // namespace incent::cli
