#include "compiler/codegen/compiler.h"

#include "runtime/value/int128.h"

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

void DivideWide(value::Int128* quotients, const value::Int128* dividends, const value::Int128* divisors) {
  for (int row = 0; row < kRowsPerStep; ++row) {
    const value::Int128 a = dividends[row];
    const value::Int128 b = divisors[row];
    // Most numbers are small, and 128 bits take several times as long.
    if (value::FitsInt64(a) && value::FitsInt64(b) && b != -1) {
      quotients[row] = static_cast<int64_t>(a) / static_cast<int64_t>(b);
    } else {
      quotients[row] = a / b;
    }
  }
}

std::unique_ptr<Compiler> MakeCompiler([[maybe_unused]] const CompilerOptions& options) {
#ifdef INCENT_JIT
  return MakeLlvmCompiler(options);
#else
  return nullptr;
#endif
}

}  // namespace incent::codegen
