#include "compiler/pipeline/engine.h"

#include <algorithm>

#include "compiler/codegen/compiler.h"
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

eval::Outcome RunPlan(const ir::Module& module, const column::InputData& input, const EngineOptions& engine,
                      const eval::RunOptions& options) {
  if (ChooseEngine(engine, input) == Engine::Interpreter) {
    const interp::Program program(module);
    return interp::Run(program, input, options).outcome;
  }
  const jit::Program program(module, {.num_threads = engine.num_threads});
  eval::RunOptions for_ledger = options;
  for_ledger.keep = eval::Keep::Nothing;
  return jit::Run(program, input, for_ledger).outcome;
}

}  // namespace incent::pipeline
