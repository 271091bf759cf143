#include "tests/diff/child.h"

#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace incent::diff {
namespace {

constexpr size_t kNoteBytes = size_t{1} << 20;

}  // namespace

ChildEnd RunInChild(const std::function<int(const Note&)>& work) {
  void* shared = mmap(nullptr, kNoteBytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return {-1, "no memory for notes"};
  char* note = static_cast<char*>(shared);
  std::fflush(stdout);
  const pid_t child = fork();
  if (child == 0) {
    const int code = work([note](const std::string& text) {
      const size_t length = std::min(text.size(), kNoteBytes - 1);
      std::memcpy(note, text.data(), length);
      note[length] = '\0';
    });
    std::fflush(stdout);
    _exit(code);
  }
  int status = 0;
  const bool ended = child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status);
  const ChildEnd end{ended ? WEXITSTATUS(status) : -1, note};
  munmap(shared, kNoteBytes);
  return end;
}

}  // namespace incent::diff
