#include "compiler/pipeline/engine.h"

#include <algorithm>

#include "compiler/codegen/compiler.h"
#include "compiler/jit/numbers_text.h"
#include "compiler/jit/program.h"

namespace incent::pipeline {

bool HasJit() {
  return codegen::CanCompile();
}

Engine ChooseEngine(const EngineOptions& options, const column::InputData& input) {
  if (options.engine != Engine::Auto) return options.engine;
  const bool has_many_rows =
      std::any_of(input.tables.begin(), input.tables.end(),
                  [](const column::Table& table) { return table.num_rows >= kMinRowsForJit; });
  return has_many_rows && HasJit() ? Engine::Jit : Engine::Interpreter;
}

std::string NumbersText(const ir::Module& module, const column::InputData& input) {
  std::string text;
  const auto add = [&text](const jit::PlannedNumbers& numbers) {
    text += (text.empty() ? "" : "\n") + jit::NumbersText(numbers);
  };
  const jit::Program program(module, {.min_rows = 0, .on_numbers = add});
  [[maybe_unused]] const interp::RunResult result = jit::Run(program, input, {.keep = eval::Keep::Nothing});
  return text;
}

RunnablePlan::RunnablePlan(ir::Module module) : reference_(std::move(module)) {}

RunnablePlan::~RunnablePlan() = default;

const jit::Program& RunnablePlan::MachineCode(const EngineOptions& engine) const {
  std::call_once(is_jit_made_, [&] {
    jit_ = std::make_unique<jit::Program>(module(), jit::Options{.code = {.objects = engine.objects}});
  });
  return *jit_;
}

eval::Outcome RunnablePlan::Run(const column::InputData& input, const EngineOptions& engine,
                                const eval::RunOptions& options) const {
  if (ChooseEngine(engine, input) == Engine::Interpreter)
    return interp::Run(reference_, input, options).outcome;
  eval::RunOptions for_ledger = options;
  for_ledger.keep = eval::Keep::Nothing;
  return jit::Run(MachineCode(engine), input, for_ledger, engine.num_threads).outcome;
}

size_t RunnablePlan::EstimateMemory(const column::InputData& input) const {
  return interp::EstimateMemory(reference_, input);
}

eval::Outcome RunPlan(const ir::Module& module, const column::InputData& input, const EngineOptions& engine,
                      const eval::RunOptions& options) {
  return RunnablePlan(module).Run(input, engine, options);
}

}  // namespace incent::pipeline
