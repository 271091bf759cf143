#include "tests/diff/engines.h"

#include "compiler/interp/program.h"
#include "compiler/ir/parse.h"
#include "compiler/ir/print.h"
#include "compiler/ir/verify.h"
#include "compiler/jit/program.h"
#include "compiler/passes/optimize.h"
#include "tests/support/jit_variants.h"

namespace incent::diff {
namespace {

Result Fault(std::string what) {
  Result result;
  result.faults.push_back(std::move(what));
  return result;
}

Result RunOptimized(const ir::Module& module, const column::InputData& input,
                    const passes::OptimizeOptions& options) {
  ir::Module optimized = module;
  passes::Optimize(optimized, options);
  return RunReference(optimized, input);
}

// Verifying takes longer than running.
Result RunVerified(const ir::Module& module, const column::InputData& input) {
  ir::Module optimized = module;
  passes::Optimize(optimized);
  const std::vector<std::string> violations = ir::Verify(optimized);
  return violations.empty() ? RunReference(optimized, input) : Fault("after passes: " + violations.front());
}

Result RunPrinted(const ir::Module& module, const column::InputData& input) {
  ir::ParsedModule parsed = ir::Parse(ir::Print(module));
  return parsed.module ? RunReference(*parsed.module, input) : Fault("printed IR: " + parsed.problem);
}

Result RunJit(const ir::Module& module, const column::InputData& input, const jit::Options& options) {
  if (!codegen::CanCompile()) return RunReference(module, input);
  const jit::Program program(module, options);
  const interp::RunResult run = jit::Run(program, input);
  return Collect({program.module(), input, run.outcome, run.state->errors, run.state->texts, run.state->space,
                  run.state->outputs});
}

// Compiling every stage takes much longer than interpreting them: the plan as a user gets it each time, other
// machines, efforts and threads in turns.
std::vector<Engine> WithJit(std::vector<Engine> engines) {
  for (const JitVariant& variant : kJitVariants) {
    const uint64_t one_in = &variant == &kJitVariants[0] ? 1 : 8;
    const auto run = [&variant](const ir::Module& m, const column::InputData& i) {
      return RunJit(m, i, variant.options);
    };
    engines.push_back({variant.name, run, Extent::Everything, one_in});
  }
  return engines;
}

}  // namespace

Result RunReference(const ir::Module& module, const column::InputData& input) {
  const interp::Program program(module);
  const interp::RunResult run = interp::Run(program, input);
  return Collect({program.module(), input, run.outcome, run.state->errors, run.state->texts, run.state->space,
                  run.state->outputs});
}

const std::vector<Engine>& AllEngines() {
  static const std::vector<Engine> kEngines = WithJit({
      {"optimized", [](const auto& m, const auto& i) { return RunOptimized(m, i, {}); }},
      {"optimized, unread outputs removed",
       [](const auto& m, const auto& i) { return RunOptimized(m, i, {.keep_unread_outputs = false}); },
       Extent::Payouts, 2},
      {"optimized and verified", RunVerified, Extent::Everything, 8},
      {"printed and parsed IR", RunPrinted, Extent::Everything, 8},
  });
  return kEngines;
}

}  // namespace incent::diff
