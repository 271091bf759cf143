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

value::Int128 Joined(uint64_t low, uint64_t high) {
  return static_cast<value::Int128>(static_cast<value::UInt128>(high) << 64 | low);
}

value::Int128 Joined(const Wide& number) {
  return Joined(number.low, number.high);
}

Wide HalvesOf(value::Int128 number) {
  return {static_cast<uint64_t>(number), static_cast<uint64_t>(number >> 64)};
}

// Most numbers are small, and 128 bits take several times as long.
value::Int128 Quotient(value::Int128 a, value::Int128 b) {
  // Even of the smallest number, which may stand where there is no value.
  if (b == -1) return static_cast<value::Int128>(value::UInt128{0} - static_cast<value::UInt128>(a));
  if (!value::FitsInt64(a) || !value::FitsInt64(b)) return a / b;
  return static_cast<int64_t>(a) / static_cast<int64_t>(b);
}

}  // namespace

void DivideWideRows(WideRows* quotients, const WideRows* dividends, const WideRows* divisors) {
  for (int row = 0; row < kRowsPerStep; ++row) {
    const Wide quotient = HalvesOf(Quotient(Joined(dividends->low[row], dividends->high[row]),
                                            Joined(divisors->low[row], divisors->high[row])));
    quotients->low[row] = quotient.low;
    quotients->high[row] = quotient.high;
  }
}

void DivideWide(Wide* quotient, const Wide* dividend, const Wide* divisor) {
  *quotient = HalvesOf(Quotient(Joined(*dividend), Joined(*divisor)));
}

void MultiplyWide(Wide* product, const Wide* a, const Wide* b) {
  const auto left = static_cast<value::UInt128>(Joined(*a));
  *product = HalvesOf(static_cast<value::Int128>(left * static_cast<value::UInt128>(Joined(*b))));
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
