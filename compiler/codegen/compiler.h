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

// What a compilation takes: None a tenth of Less, for code that takes several times as long: one row at a
// time, in integers, with the plan's numbers as arguments. No passes run before instructions are selected.
enum class Effort : uint8_t { None, Less, Default };

struct CompilerOptions {
  Machine machine = Machine::Host;
  bool keep_assembly = false;  // for Assembly()
  // For tests. Ends the process if two kernels that count as one are not the same code for LLVM, or if its
  // fast selection of instructions does not know one of a kernel that is made for it.
  bool checks_itself = false;
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
