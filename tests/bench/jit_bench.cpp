// The benchmark's task in both engines, data in memory.
#include <benchmark/benchmark.h>

#include <fstream>
#include <iterator>

#include "compiler/jit/program.h"
#include "compiler/pipeline/compile.h"
#include "tests/bench/reference_data.h"
#include "tests/support/memory_loader.h"

namespace incent {
namespace {

ir::Module ReferenceModule() {
  std::ifstream file(INCENT_SOURCE_DIR "/tests/bench/reference_task.incent");
  golden::MemoryLoader loader;
  loader.Add("reference.incent", {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
  return pipeline::Compile(loader, "reference.incent", {}).plans.at(0).module;
}

constexpr int kDealsPerRep = 1000;

template <typename RunOnce>
void Measure(benchmark::State& state, RunOnce run_once) {
  const auto num_deals = static_cast<size_t>(state.range(0));
  const auto order = state.range(1) == 0 ? bench::RowOrder::Random : bench::RowOrder::ByDate;
  const ir::Module module = ReferenceModule();
  const column::InputData input = bench::MakeReferenceData(
      module, num_deals, std::max<int>(1, static_cast<int>(num_deals / kDealsPerRep)), order);
  for (auto _ : state) {
    const interp::RunResult result = run_once(module, input);
    if (result.outcome.ledger.empty() || !result.outcome.broken.empty()) state.SkipWithError("no payouts");
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void Interpreter(benchmark::State& state) {
  std::unique_ptr<interp::Program> program;
  Measure(state, [&](const ir::Module& module, const column::InputData& input) {
    if (program == nullptr) program = std::make_unique<interp::Program>(module);
    return interp::Run(*program, input);
  });
}
BENCHMARK(Interpreter)->ArgsProduct({{1'000'000}, {0, 1}})->Unit(benchmark::kMillisecond);

void Jit(benchmark::State& state) {
  std::unique_ptr<jit::Program> program;
  Measure(state, [&](const ir::Module& module, const column::InputData& input) {
    if (program == nullptr)
      program = std::make_unique<jit::Program>(module,
                                               jit::Options{.num_threads = static_cast<int>(state.range(2))});
    return jit::Run(*program, input, {.keep = eval::Keep::Measures});
  });
}
BENCHMARK(Jit)
    ->ArgsProduct({{1'000'000, 10'000'000}, {0, 1}, {1, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace incent
