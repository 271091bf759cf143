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

namespace {

value::Int128 At(const WideRows& rows, int row) {
  return static_cast<value::Int128>(static_cast<value::UInt128>(rows.high[row]) << 64 | rows.low[row]);
}

// Most numbers are small, and 128 bits take several times as long.
value::Int128 Quotient(value::Int128 a, value::Int128 b) {
  // Even of the smallest number, which may stand where there is no value.
  if (b == -1) return static_cast<value::Int128>(value::UInt128{0} - static_cast<value::UInt128>(a));
  if (!value::FitsInt64(a) || !value::FitsInt64(b)) return a / b;
  return static_cast<int64_t>(a) / static_cast<int64_t>(b);
}

void Set(WideRows& rows, int row, value::Int128 value) {
  rows.low[row] = static_cast<uint64_t>(value);
  rows.high[row] = static_cast<uint64_t>(value >> 64);
}

}  // namespace

void DivideWide(WideRows* quotients, const WideRows* dividends, const WideRows* divisors) {
  for (int row = 0; row < kRowsPerStep; ++row)
    Set(*quotients, row, Quotient(At(*dividends, row), At(*divisors, row)));
}

void MultiplyWide(WideRows* products, const WideRows* a, const WideRows* b) {
  for (int row = 0; row < kRowsPerStep; ++row) {
    const auto left = static_cast<value::UInt128>(At(*a, row));
    Set(*products, row, static_cast<value::Int128>(left * static_cast<value::UInt128>(At(*b, row))));
  }
}

void DivideRows(int64_t* quotients, const int64_t* dividends, const int64_t* divisors) {
  for (int row = 0; row < kRowsPerStep; ++row) quotients[row] = dividends[row] / divisors[row];
}

// The sanitizer of function types looks for a mark before each function; compiled kernels have none.
#if defined(__clang__)
__attribute__((no_sanitize("function")))
#endif
uint64_t
Call(const CompiledKernel& kernel, KernelArguments arguments, int64_t num_rows) {
  arguments.numbers = kernel.numbers.data();
  return kernel.function(&arguments, num_rows);
}

std::unique_ptr<Compiler> MakeCompiler([[maybe_unused]] const CompilerOptions& options) {
#ifdef INCENT_JIT
  return MakeLlvmCompiler(options);
#else
  return nullptr;
#endif
}

}  // namespace incent::codegen
