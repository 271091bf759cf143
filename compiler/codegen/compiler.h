#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/codegen/kernel.h"
#include "compiler/codegen/object_store.h"
#include "compiler/numbers/plan.h"

// The only door to LLVM: kernels in, machine code out.
namespace incent::codegen {

// Which machine the code is for. Code may run only where it can; tests also ask for older ones.
enum class Machine : uint8_t {
  Host,      // all that this processor has
  Avx2,      // 256-bit vectors with fused multiply-add
  Baseline,  // x86-64 as of 2003: no fused multiply-add
};

// What a compilation takes: None half of Less or less, for code that takes a quarter longer; numbers are
// arguments there, and what takes many instructions is a call. No passes run before instructions are
// selected.
enum class Effort : uint8_t { None, Less, Default };

struct CompilerOptions {
  Machine machine = Machine::Host;
  bool keep_assembly = false;  // for Assembly()
  // Asked before anything is compiled, and given what was; null: everything is compiled.
  std::shared_ptr<ObjectStore> objects = nullptr;
};

// Compiled code lives as long as this. Not for use by two threads at a time; the code is.
class Compiler {
 public:
  virtual ~Compiler() = default;

  // All kernels of `specs`, in order; equal ones are compiled once.
  virtual std::vector<CompiledKernel> Compile(const std::vector<KernelSpec>& specs, Effort effort) = 0;
  // What numbers may rely on.
  virtual numbers::Target target() const = 0;
  // Kernels whose code was found nowhere.
  virtual int num_compiled() const = 0;
  // Of the last kernel, if kept.
  virtual const std::string& Assembly() const = 0;
};

// False if the program was built without LLVM.
bool CanCompile();

// nullptr if nothing can be compiled. The first one makes LLVM's tables, so it is made only where rows are
// run.
std::unique_ptr<Compiler> MakeCompiler(const CompilerOptions& options = {});

}  // namespace incent::codegen
