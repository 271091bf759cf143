#include "compiler/jit/program.h"

#include <fmt/format.h>

#include "compiler/interp/stage_run.h"
#include "compiler/jit/stage_run.h"

namespace incent::jit {

Program::Program(ir::Module module, const Options& options)
    : reference_(std::move(module)), options_(options), compiler_(codegen::MakeCompiler(options.code)) {}

Program::~Program() = default;

numbers::Target Program::target() const {
  return compiler_->target();
}

const std::vector<codegen::KernelFunction>& Program::CodeFor(int stage, size_t level,
                                                             const LevelPlan& plan) const {
  const std::lock_guard lock(mutex_);
  const auto [at, added] = code_.try_emplace(fmt::format("{}.{} {}", stage, level, KeyOf(plan)));
  if (!added) return at->second;
  std::vector<codegen::KernelSpec> specs;
  for (const Phase& phase : plan.phases) {
    if (!phase.has_kernel) continue;
    specs.push_back({.stage = module().stages[static_cast<size_t>(stage)],
                     .values = plan.values,
                     .inputs = phase.inputs,
                     .body = phase.body,
                     .literals = phase.literals,
                     .outputs = phase.outputs,
                     .required = phase.required});
  }
  const std::vector<codegen::KernelFunction> functions =
      specs.empty() ? std::vector<codegen::KernelFunction>() : compiler_->Compile(specs);
  size_t next = 0;
  for (const Phase& phase : plan.phases) at->second.push_back(phase.has_kernel ? functions[next++] : nullptr);
  return at->second;
}

interp::RunResult Run(const Program& program, const column::InputData& input,
                      const eval::RunOptions& options) {
  Workers workers(program.options().num_threads);
  return interp::RunWith(program.reference(), input, options, [&](interp::RunState& state, int stage) {
    return StageRun(program, workers, state, stage).Publish(options.cancel);
  });
}

}  // namespace incent::jit
