#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/support/sample_kernel.h"

namespace incent::codegen {
namespace {

using ir::InstId;
using ir::Op;
using test::SampleKernel;

InstId Tiers(SampleKernel& s) {
  return s.builder->Add(Op::TierMarginal, {s.columns[0], s.Number(0, 0), s.Number(2, 2), s.Number(250'000, 0),
                                           s.Number(3, 2), s.Number(500'000, 0), s.Number(45, 3)});
}

InstId Rounded(SampleKernel& s) {
  return s.builder->Round(s.builder->Add(Op::Mul, {s.columns[0], s.Number(125, 3)}), 1, 2,
                          value::RoundingMode::HalfEven);
}

InstId Choice(SampleKernel& s) {
  const InstId less = s.builder->Add(Op::CmpLt, {s.columns[0], s.columns[1]});
  return s.builder->Select(less, s.columns[0], s.builder->Add(Op::Min, {s.columns[1], s.Number(7, 0)}));
}

InstId Tenure(SampleKernel& s) {
  ir::Attributes start;
  start.name = "start_of_quarter";
  const InstId quarter = s.builder->AddTyped(Op::Call, {s.columns[3]}, start, types::Type::Date());
  ir::Attributes months;
  months.name = "months";
  return s.builder->AddTyped(Op::Call, {s.columns[2], quarter}, months, types::Type::Number(0));
}

// Wide: cents of up to 2^30, and 18 digits behind the point.
InstId Quotient(SampleKernel& s) {
  return s.builder->Add(Op::DivOpt, {s.columns[0], s.columns[1]});
}

// Who is called, each once.
std::set<std::string> CalledIn(const std::string& assembly) {
  const std::regex call("\\n\\s+(?:callq?|jmp)\\s+\\*?([A-Za-z_][A-Za-z0-9_]*)");
  std::set<std::string> called;
  for (std::sregex_iterator at(assembly.begin(), assembly.end(), call), end; at != end; ++at)
    called.insert((*at)[1]);
  return called;
}

bool HasCalls(const std::string& assembly) {
  return std::regex_search(assembly, std::regex("\\n\\s+(call|jmp\\s+[a-z_]+@PLT)"));
}

// Packed arithmetic on a register of that name.
bool HasVectors(const std::string& assembly, const std::string& registers) {
  return std::regex_search(assembly, std::regex("\\n\\s+v[a-z0-9]+(pd|q|d)\\s+.*%" + registers));
}

TEST(AssemblyTest, KernelsAreVectorsWithoutCalls) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  InstId (*const kernels[])(SampleKernel&) = {Tiers, Rounded, Choice, Tenure};
  for (const auto kernel : kernels) {
    for (const Machine machine : {Machine::Host, Machine::Avx2, Machine::Baseline}) {
      SampleKernel sample;
      const std::string assembly = sample.Assembly(kernel(sample), machine);
      EXPECT_FALSE(HasCalls(assembly)) << assembly;
      if (machine == Machine::Avx2) {
        EXPECT_TRUE(HasVectors(assembly, "ymm")) << assembly;
      }
      if (machine == Machine::Baseline) {
        EXPECT_NE(assembly.find("xmm"), std::string::npos) << assembly;
      }
    }
  }
}

TEST(AssemblyTest, KernelsOf128BitsCallOneFunctionForTheirQuotients) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  for (const Machine machine : {Machine::Host, Machine::Avx2, Machine::Baseline}) {
    SampleKernel sample;
    const std::string assembly = sample.Assembly(Quotient(sample), machine);
    EXPECT_EQ(CalledIn(assembly), std::set<std::string>{"incent_divide_wide_rows"}) << assembly;
  }
}

TEST(AssemblyTest, BriefKernelsTakeOneRowAtATime) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  for (InstId (*const kernel)(SampleKernel&) : {Tiers, Rounded, Choice}) {
    SampleKernel sample;
    const std::string assembly = sample.Assembly(kernel(sample), Machine::Host, Effort::None);
    EXPECT_FALSE(HasCalls(assembly)) << assembly;
    EXPECT_EQ(assembly.find("mm"), std::string::npos) << assembly;  // registers of vectors and of doubles
  }
}

TEST(AssemblyTest, BriefKernelsCallFunctionsForProductsToo) {
  if (!CanCompile()) GTEST_SKIP() << "built without LLVM";
  SampleKernel sample;
  const std::string assembly = sample.Assembly(Quotient(sample), Machine::Host, Effort::None);
  EXPECT_EQ(CalledIn(assembly), (std::set<std::string>{"incent_divide_wide", "incent_multiply_wide"}))
      << assembly;
}

}  // namespace
}  // namespace incent::codegen
