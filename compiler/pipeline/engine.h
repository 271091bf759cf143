#pragma once

#include <memory>
#include <mutex>

#include "compiler/interp/program.h"

namespace incent::codegen {
class ObjectStore;
}  // namespace incent::codegen
namespace incent::jit {
class Program;
}  // namespace incent::jit

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
  // Has machine code from earlier processes, and keeps it for later ones. Null: it is made anew.
  std::shared_ptr<codegen::ObjectStore> objects = nullptr;
};

// From here on compiling a plan takes less time than it saves.
inline constexpr int kMinRowsForJit = 10'000;

// False if the program was built without LLVM.
bool HasJit();

// Jit or Interpreter. `options.engine` must not be Jit where there is none.
Engine ChooseEngine(const EngineOptions& options, const column::InputData& input);

// How a run of `module` on `input` in the JIT computes: for every stage that it compiles, what carries each
// value, and the bounds that prove that it fits.
std::string NumbersText(const ir::Module& module, const column::InputData& input);

// A plan that can be run many times, also by several threads at once. Machine code is made by the first run
// that wants it, with that run's store of objects, and kept for the others.
class RunnablePlan {
 public:
  // `module` must have passed ir::Verify.
  explicit RunnablePlan(ir::Module module);
  ~RunnablePlan();
  RunnablePlan(const RunnablePlan&) = delete;
  RunnablePlan& operator=(const RunnablePlan&) = delete;

  const ir::Module& module() const { return reference_.module(); }

  // As interp::Run. `input` must outlive the outcome.
  [[nodiscard]] eval::Outcome Run(const column::InputData& input, const EngineOptions& engine,
                                  const eval::RunOptions& options = {}) const;
  // As interp::EstimateMemory.
  [[nodiscard]] size_t EstimateMemory(const column::InputData& input) const;

 private:
  const jit::Program& MachineCode(const EngineOptions& engine) const;

  const interp::Program reference_;
  mutable std::once_flag is_jit_made_;
  mutable std::unique_ptr<jit::Program> jit_;
};

// The same for one run.
[[nodiscard]] eval::Outcome RunPlan(const ir::Module& module, const column::InputData& input,
                                    const EngineOptions& engine, const eval::RunOptions& options = {});

}  // namespace incent::pipeline
