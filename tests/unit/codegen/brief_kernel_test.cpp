#include <gtest/gtest.h>

#include <array>

#include "tests/support/sample_kernel.h"

// Kernels that are made to be compiled quickly: their numbers are an argument.
namespace incent::codegen {
namespace {

using ir::InstId;
using ir::Op;
using test::SampleKernel;

constexpr size_t kNumRows = kRowsPerStep;

// One column of results, from two of numbers.
std::array<int64_t, kNumRows> ResultsOf(const CompiledKernel& kernel) {
  const std::array<int64_t, kNumRows> a{0, 99, 100, -101, 12'345, 250'000, 999'999'999, -1'000'000'000};
  const std::array<int64_t, kNumRows> b{1, 2, 3, 4, 5, 6, 7, 8};
  std::array<int64_t, kNumRows> results{};
  uint8_t aside = 0;
  const void* const inputs[] = {a.data(), b.data(), b.data(), b.data()};
  int64_t* const outputs[] = {results.data()};
  (void)Call(kernel, {.inputs = inputs, .outputs = outputs, .aside = &aside}, kNumRows);
  EXPECT_EQ(aside, 0);
  return results;
}

// `rate` points above a bound, rounded to cents.
InstId Above(SampleKernel& s, int bound, int rate) {
  const InstId above = s.builder->Add(Op::Sub, {s.columns[0], s.Number(bound, 0)});
  const InstId commission = s.builder->Add(Op::Mul, {above, s.Number(rate, 3)});
  return s.builder->Round(commission, 1, 2, value::RoundingMode::HalfEven);
}

TEST(BriefKernelTest, KernelsThatDifferInNumbersAreCompiledOnce) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  for (const auto& [effort, expected] : {std::pair(Effort::None, 1), std::pair(Effort::Less, 2)}) {
    const std::unique_ptr<Compiler> compiler = MakeCompiler();
    SampleKernel one;
    SampleKernel other;
    const CompiledKernel first = one.Compile(Above(one, 3, 125), *compiler, effort);
    const CompiledKernel second = other.Compile(Above(other, 700, 45), *compiler, effort);
    EXPECT_EQ(compiler->num_compiled(), expected);
    EXPECT_EQ(first.function == second.function, expected == 1);
    // (a - 3.00) * 0.125 and (a - 700.00) * 0.045 in cents; ties go to even ones.
    EXPECT_EQ(ResultsOf(first),
              (std::array<int64_t, kNumRows>{-38, -25, -25, -50, 1506, 31'212, 124'999'962, -125'000'038}));
    EXPECT_EQ(ResultsOf(second), (std::array<int64_t, kNumRows>{-3150, -3146, -3146, -3155, -2594, 8100,
                                                                44'996'850, -45'003'150}));
  }
}

// Signs, masks and zero are part of the code.
TEST(BriefKernelTest, AnotherShapeIsAnotherKernel) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  const std::unique_ptr<Compiler> compiler = MakeCompiler();
  SampleKernel one;
  SampleKernel other;
  (void)one.Compile(Above(one, 3, 125), *compiler, Effort::None);
  (void)other.Compile(other.builder->Add(Op::Abs, {Above(other, 3, 125)}), *compiler, Effort::None);
  EXPECT_EQ(compiler->num_compiled(), 2);
}

}  // namespace
}  // namespace incent::codegen
