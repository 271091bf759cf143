#include <unistd.h>

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

}  // namespace

int main(int argc, char** argv) {
  std::set_new_handler(
      [] { Leave("incent: out of memory; nothing was published\n", ExitCode::ResourceLimit); });
  std::set_terminate(
      [] { Leave("incent: internal error; nothing was published\n", ExitCode::InternalError); });
  const incent::cli::InterruptionWatch watch(incent::io::RemoveLiveTemporaryFiles);
  return static_cast<int>(incent::cli::RunProgram({argv + 1, argv + argc}));
}
