#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <exception>
#include <new>
#include <string_view>

#include "compiler/cli/entry.h"
#include "compiler/cli/interruption.h"
#include "runtime/io/temporary_files.h"

namespace {

using incent::cli::ExitCode;

// Nothing may be allocated on these ways out, and no half-written file may stay.
[[noreturn]] void Leave(std::string_view message, ExitCode code) {
  incent::io::RemoveLiveTemporaryFiles();
  [[maybe_unused]] const ssize_t ignored = write(2, message.data(), message.size());
  _exit(static_cast<int>(code));
}

// A file that is opened while a standard stream is closed would get its number, and what is meant for the
// stream would be written into the file. Writing to the stream still fails.
void KeepStandardStreams() {
  for (const int stream : {0, 1, 2}) {
    if (fcntl(stream, F_GETFD) >= 0 || errno != EBADF) continue;
    if (open("/dev/null", O_RDONLY) != stream) _exit(static_cast<int>(ExitCode::FilesOrSystem));
  }
}

}  // namespace

int main(int argc, char** argv) {
  KeepStandardStreams();
  std::set_new_handler(
      [] { Leave("incent: out of memory; nothing was published\n", ExitCode::ResourceLimit); });
  std::set_terminate(
      [] { Leave("incent: internal error; nothing was published\n", ExitCode::InternalError); });
  const incent::cli::InterruptionWatch watch(incent::io::RemoveLiveTemporaryFiles);
  return static_cast<int>(incent::cli::RunProgram({argv + 1, argv + argc}));
}
