#include "compiler/codegen/compiler.h"

#ifdef INCENT_JIT
#include "compiler/codegen/llvm/llvm_compiler.h"
#endif

namespace incent::codegen {

bool CanCompile() {
#ifdef INCENT_JIT
  return true;
#else
  return false;
#endif
}

std::unique_ptr<Compiler> MakeCompiler([[maybe_unused]] const CompilerOptions& options) {
#ifdef INCENT_JIT
  return MakeLlvmCompiler(options);
#else
  return nullptr;
#endif
}

}  // namespace incent::codegen
