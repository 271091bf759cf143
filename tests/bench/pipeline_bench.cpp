// How long a plan takes to compile, inside the process and as a process of its own, and how that grows
// with the plan.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/pipeline/compile.h"
#include "tests/bench/generated_plan.h"
#include "tests/support/memory_loader.h"

namespace incent {
namespace {

constexpr const char* kQuickstart = INCENT_SOURCE_DIR "/examples/quickstart/quickstart.incent";

std::string ReadText(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void CompileText(benchmark::State& state, const std::string& text) {
  golden::MemoryLoader loader;
  loader.Add("plan.incent", text);
  for (auto _ : state) {
    const pipeline::Compilation compilation = pipeline::Compile(loader, "plan.incent", {});
    if (compilation.plans.empty()) state.SkipWithError("the plan does not compile");
  }
}

void CompileQuickstart(benchmark::State& state) {
  CompileText(state, ReadText(kQuickstart));
}
BENCHMARK(CompileQuickstart)->Unit(benchmark::kMillisecond);

// The quotient of time and lines, and the fit to a straight line, say whether it grows linearly.
void CompileGenerated(benchmark::State& state) {
  CompileText(state, bench::GeneratedPlan(static_cast<int>(state.range(0))));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(CompileGenerated)
    ->Arg(500)
    ->Arg(1000)
    ->Arg(2000)
    ->Arg(5000)
    ->Complexity(benchmark::oN)
    ->Unit(benchmark::kMillisecond);

// Starts `program` with `arguments`, its standard output thrown away; 0: it could not be started.
pid_t Start(std::string program, std::string command, std::string path) {
  char* const arguments[] = {program.data(), command.data(), path.data(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int failure = posix_spawn(&child, program.c_str(), &files, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&files);
  return failure == 0 ? child : 0;
}

double Milliseconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

// `incent check` as a process, from its start to its end. The time is by the wall clock; `cpu_ms` is the
// time that the process had a processor, which other load disturbs less.
void CheckPlan(benchmark::State& state, const std::string& path) {
  double cpu_ms = 0;
  for (auto _ : state) {
    const pid_t child = Start(INCENT_PROGRAM, "check", path);
    int status = 0;
    rusage usage{};
    if (child == 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
      state.SkipWithError("incent check fails");
      break;
    }
    cpu_ms += Milliseconds(usage.ru_utime) + Milliseconds(usage.ru_stime);
  }
  state.counters["cpu_ms"] = benchmark::Counter(cpu_ms, benchmark::Counter::kAvgIterations);
}

void CheckQuickstart(benchmark::State& state) {
  CheckPlan(state, kQuickstart);
}
BENCHMARK(CheckQuickstart)->UseRealTime()->Unit(benchmark::kMillisecond);

void CheckGenerated(benchmark::State& state) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("incent_bench_" + std::to_string(getpid()) + ".incent");
  std::ofstream(path) << bench::GeneratedPlan(static_cast<int>(state.range(0)));
  CheckPlan(state, path);
  std::filesystem::remove(path);
}
BENCHMARK(CheckGenerated)
    ->Arg(500)
    ->Arg(1000)
    ->Arg(2000)
    ->Arg(5000)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace incent
