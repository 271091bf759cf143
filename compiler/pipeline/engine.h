#pragma once

#include "compiler/interp/program.h"

// Which engine computes the payouts. Both give the same bytes; they differ in how soon.
namespace incent::pipeline {

enum class Engine : uint8_t {
  Auto,         // the one that is done first, which the number of rows tells
  Jit,          // machine code, for many rows
  Interpreter,  // the reference, for few
};

struct EngineOptions {
  Engine engine = Engine::Auto;
  int num_threads = 1;  // of the JIT; the interpreter has one
};

// From here on compiling a plan takes less time than it saves.
inline constexpr int kMinRowsForJit = 20'000;

// False if the program was built without LLVM.
bool HasJit();

// Jit or Interpreter. `options.engine` must not be Jit where there is none.
Engine ChooseEngine(const EngineOptions& options, const column::InputData& input);

// As interp::Run. `input` must outlive the outcome.
[[nodiscard]] eval::Outcome RunPlan(const ir::Module& module, const column::InputData& input,
                                    const EngineOptions& engine, const eval::RunOptions& options = {});

}  // namespace incent::pipeline
