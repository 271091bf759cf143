#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "compiler/interp/program.h"
#include "compiler/jit/level_plan.h"
#include "compiler/jit/options.h"
#include "compiler/jit/sweep_level.h"

// The engine for many rows: the same module, stage by stage, with the element ops compiled to machine code
// and rows shared out to threads. Rows that compiled code sets aside, and ops that it does not have, are done
// by the reference interpreter. Its results are those of the interpreter, bit for bit.
namespace incent::jit {

class Program {
 public:
  // `module` must have passed ir::Verify.
  Program(ir::Module module, const Options& options);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  const interp::Program& reference() const { return reference_; }
  const ir::Module& module() const { return reference_.module(); }
  const Options& options() const { return options_; }
  numbers::Target target() const;

  // The code for a level over so many rows, made at first use; parallel to the phases, no function where
  // there is no kernel. Safe to call from several threads.
  std::vector<codegen::CompiledKernel> CodeFor(int stage, size_t level, const LevelPlan& plan,
                                               size_t num_rows) const;
  codegen::CompiledKernel CodeFor(int sweep, size_t index, const SweepLevel& level, size_t num_rows) const;

  const std::vector<Sweep>& sweeps() const { return sweeps_; }

  // Compilations so far; what a store of objects had is not among them.
  int num_compiled() const;

 private:
  void Tell(const LevelPlan& plan, int stage, size_t level) const;
  void Tell(const SweepLevel& plan, int sweep, size_t level) const;
  const std::vector<codegen::CompiledKernel>& Compiled(const std::string& key,
                                                       const std::vector<codegen::KernelSpec>& specs,
                                                       size_t num_rows) const;

  const interp::Program reference_;
  const std::vector<Sweep> sweeps_;
  const Options options_;
  mutable std::mutex mutex_;
  std::unique_ptr<codegen::Compiler> compiler_;
  // Of one level of a stage: the rows that it has run over so far, and what was compiled for them.
  struct Code {
    size_t num_rows = 0;
    std::map<codegen::Effort, std::vector<codegen::CompiledKernel>> kernels;
  };
  mutable std::map<std::string, Code> code_;
};

// As interp::Run.
[[nodiscard]] interp::RunResult Run(const Program& program, const column::InputData& input,
                                    const eval::RunOptions& options = {});
// With as many threads, whatever the program's options say.
[[nodiscard]] interp::RunResult Run(const Program& program, const column::InputData& input,
                                    const eval::RunOptions& options, int num_threads);

}  // namespace incent::jit
