// What `incent check` takes as each kind of statement grows: processor time and memory at 100, 1,000 and
// 10,000 of them, and how much more than ten times each step takes.
//
//   growth_bench [PROGRAM] [KIND ...]
//
// Prints a table of every kind whose name holds one of the given words, or of all.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/growth/plans.h"

namespace incent::growth {
namespace {

struct Cost {
  double ms = 0;      // of a processor
  double memory = 0;  // largest, MB
  int exit_code = 0;
};

double Milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

Cost Check(std::string program, std::string path) {
  std::string command = "check";
  char* const arguments[] = {program.data(), command.data(), path.data(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  for (const int stream : {STDOUT_FILENO, STDERR_FILENO})
    posix_spawn_file_actions_addopen(&files, stream, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failure = posix_spawn(&child, program.c_str(), &files, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&files);
  int status = 0;
  rusage usage{};
  if (failure != 0 || wait4(child, &status, 0, &usage) != child) return {0, 0, -1};
  return {Milliseconds(usage.ru_utime) + Milliseconds(usage.ru_stime),
          static_cast<double>(usage.ru_maxrss) / 1024,
          WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status)};
}

// The least of several runs, because other load only adds.
Cost CheckFiles(const std::string& program, const std::filesystem::path& folder, const Files& files) {
  std::filesystem::create_directories(folder);
  for (const File& file : files) std::ofstream(folder / file.path, std::ios::binary) << file.text;
  Cost best = Check(program, folder / files[0].path);
  for (int run = 0; run < 2 && best.ms < 500; ++run) {
    const Cost next = Check(program, folder / files[0].path);
    best.ms = std::min(best.ms, next.ms);
    best.memory = std::min(best.memory, next.memory);
  }
  std::filesystem::remove_all(folder);
  return best;
}

void Measure(const std::string& program, const std::filesystem::path& folder, const Kind& kind,
             const Cost& empty) {
  std::printf("| %s ", std::string(kind.name).c_str());
  std::fflush(stdout);
  Cost last;
  size_t last_size = 0;
  std::string codes;
  double worst_time = 0;
  double worst_memory = 0;
  for (const int wanted : {100, 1000, 10000}) {
    const int n = std::min(wanted, kind.largest);
    const Files files = kind.make(n);
    const Cost cost = CheckFiles(program, folder, files);
    const size_t size = SizeOf(files);
    if (last_size > 0) {
      const double more = static_cast<double>(size) / static_cast<double>(last_size);
      // What starting takes is left out; a few milliseconds or megabytes say nothing.
      const double time = (cost.ms - empty.ms) / std::max(last.ms - empty.ms, 4.0) / more;
      const double memory = (cost.memory - empty.memory) / std::max(last.memory - empty.memory, 2.0) / more;
      worst_time = std::max(worst_time, time);
      worst_memory = std::max(worst_memory, memory);
    }
    std::printf("| %.0f ms, %.0f MB ", cost.ms, cost.memory);
    std::fflush(stdout);
    if (cost.exit_code != 0) codes += " " + std::to_string(cost.exit_code);
    last = cost;
    last_size = size;
  }
  std::printf("| %.2f | %.2f |%s%s\n", worst_time, worst_memory, codes.empty() ? "" : " exit", codes.c_str());
  std::fflush(stdout);
}

}  // namespace
}  // namespace incent::growth

int main(int argc, char** argv) {
  using namespace incent::growth;
  const std::string program = argc > 1 ? argv[1] : INCENT_PROGRAM;
  const auto folder = std::filesystem::temp_directory_path() / ("incent_growth_" + std::to_string(getpid()));
  const Cost empty = CheckFiles(program, folder, Kinds()[0].make(1));
  std::printf("| grows | 100 | 1,000 | 10,000 | time | memory |\n|---|---|---|---|---|---|\n");
  for (const Kind& kind : Kinds()) {
    bool wanted = argc <= 2;
    for (int i = 2; i < argc; ++i) wanted |= kind.name.find(argv[i]) != std::string_view::npos;
    if (wanted) Measure(program, folder, kind, empty);
  }
}
