#include "compiler/jit/program.h"

#include <fmt/format.h>

#include <limits>

#include "compiler/jit/engine_run.h"

namespace incent::jit {

namespace {

// Without machine code, no stage has rows enough for it.
Options Possible(Options options) {
  if (!codegen::CanCompile()) options.min_rows = std::numeric_limits<size_t>::max();
  return options;
}

}  // namespace

Program::Program(ir::Module module, const Options& options)
    : reference_(std::move(module)),
      sweeps_(FindSweeps(reference_.module())),
      options_(Possible(options)),
      compiler_(codegen::MakeCompiler(options.code)) {}

Program::~Program() = default;

numbers::Target Program::target() const {
  return compiler_->target();
}

int Program::num_compiled() const {
  const std::lock_guard lock(mutex_);
  return compiler_ == nullptr ? 0 : compiler_->num_compiled();
}

const std::vector<codegen::CompiledKernel>& Program::Compiled(const std::string& key,
                                                              const std::vector<codegen::KernelSpec>& specs,
                                                              size_t num_rows) const {
  // From here on better code saves what it takes to make it, more or less; what was run before will be again.
  constexpr size_t kManyRows = 250'000;
  constexpr size_t kRunsToCome = 4;
  const std::lock_guard lock(mutex_);
  Code& code = code_[key];
  const bool are_many = num_rows + kRunsToCome * code.num_rows >= kManyRows;
  code.num_rows += num_rows;
  const codegen::Effort by_rows = are_many ? codegen::Effort::Less : codegen::Effort::None;
  const codegen::Effort effort = options_.effort.value_or(by_rows);
  const auto [at, added] = code.kernels.try_emplace(effort);
  if (added && !specs.empty()) at->second = compiler_->Compile(specs, effort);
  return at->second;
}

namespace {

// `part` holds a kernel's inputs, body and so on.
template <typename Part>
codegen::KernelSpec SpecOf(const ir::Stage& stage, const std::vector<numbers::Value>& values,
                           const Part& part) {
  return {.stage = stage,
          .values = values,
          .inputs = part.inputs,
          .body = part.body,
          .literals = part.literals,
          .outputs = part.outputs,
          .required = part.required};
}

PlannedNumbers NumbersOf(const ir::Module& module, const ir::Stage& stage, const std::string& name,
                         size_t level, const std::vector<numbers::Value>& values) {
  return {.module = module,
          .stage = stage,
          .title = fmt::format("{}, level {}", name, level + 1),
          .values = values,
          .read = {},
          .computed = {},
          .interpreted = {}};
}

// Adds what a kernel reads and computes.
template <typename Part>
void AddTo(PlannedNumbers& numbers, const Part& part) {
  for (const codegen::Input& input : part.inputs) numbers.read.push_back(input.inst);
  numbers.computed.insert(numbers.computed.end(), part.body.begin(), part.body.end());
}

}  // namespace

void Program::Tell(const LevelPlan& plan, int stage, size_t level) const {
  if (!options_.on_numbers) return;
  const ir::Stage& of = module().stages[static_cast<size_t>(stage)];
  PlannedNumbers numbers = NumbersOf(module(), of, of.name, level, plan.values);
  for (const Phase& phase : plan.phases) {
    AddTo(numbers, phase);
    numbers.interpreted.insert(numbers.interpreted.end(), phase.interpreted.begin(), phase.interpreted.end());
  }
  options_.on_numbers(numbers);
}

void Program::Tell(const SweepLevel& plan, int sweep, size_t level) const {
  if (!options_.on_numbers) return;
  const Sweep& of = sweeps_[static_cast<size_t>(sweep)];
  std::string names;
  for (const int member : of.members)
    names += (names.empty() ? "" : " + ") + module().stages[static_cast<size_t>(member)].name;
  PlannedNumbers numbers = NumbersOf(module(), of.stage, names, level, plan.values);
  AddTo(numbers, plan);
  options_.on_numbers(numbers);
}

std::vector<codegen::CompiledKernel> Program::CodeFor(int stage, size_t level, const LevelPlan& plan,
                                                      size_t num_rows) const {
  Tell(plan, stage, level);
  std::vector<codegen::KernelSpec> specs;
  for (const Phase& phase : plan.phases) {
    if (phase.has_kernel)
      specs.push_back(SpecOf(module().stages[static_cast<size_t>(stage)], plan.values, phase));
  }
  const auto& compiled = Compiled(fmt::format("{}.{} {}", stage, level, KeyOf(plan)), specs, num_rows);
  std::vector<codegen::CompiledKernel> kernels;
  size_t next = 0;
  for (const Phase& phase : plan.phases)
    kernels.push_back(phase.has_kernel ? compiled[next++] : codegen::CompiledKernel());
  return kernels;
}

codegen::CompiledKernel Program::CodeFor(int sweep, size_t index, const SweepLevel& level,
                                         size_t num_rows) const {
  Tell(level, sweep, index);
  return Compiled(fmt::format("sweep {}.{} {}", sweep, index, level.key),
                  {SpecOf(sweeps_[static_cast<size_t>(sweep)].stage, level.values, level)}, num_rows)[0];
}

interp::RunResult Run(const Program& program, const column::InputData& input,
                      const eval::RunOptions& options) {
  return Run(program, input, options, program.options().num_threads);
}

interp::RunResult Run(const Program& program, const column::InputData& input, const eval::RunOptions& options,
                      int num_threads) {
  base::Workers workers(num_threads);
  EngineRun engine(program, workers, options);
  return interp::RunWith(program.reference(), input, options,
                         [&](interp::RunState& state, int stage) { return engine.RunStage(state, stage); });
}

}  // namespace incent::jit
