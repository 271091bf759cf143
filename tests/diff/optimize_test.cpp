#include <gtest/gtest.h>

#include "compiler/interp/program.h"
#include "compiler/passes/optimize.h"
#include "tests/diff/sample_input.h"

namespace incent {
namespace {

// A ledger row without the number of the stage that an error came from: passes may remove stages.
std::string RowText(const eval::LedgerRow& row) {
  std::string text =
      std::to_string(row.component) + " " + std::to_string(row.participant) + " " + std::string(row.row_key);
  text += " " + (row.period ? std::to_string(*row.period) : "-") + " " +
          (row.posting ? value::DateToText(*row.posting) : "-");
  for (const value::Int128 amount : {row.earned, row.paid, row.balance})
    text += " " + value::DecimalToText(amount, 2);
  return text + " " + std::string(PayoutStatusName(row.status)) + " " +
         std::string(ErrorCodeName(row.cause.code));
}

std::vector<std::string> RunText(const ir::Module& module, const column::InputData& input) {
  const interp::Program program(module);
  const interp::RunResult result = interp::Run(program, input);
  std::vector<std::string> lines;
  for (const eval::LedgerRow& row : result.outcome.ledger) lines.push_back(RowText(row));
  for (const eval::BrokenPromise& broken : result.outcome.broken) lines.push_back("broken: " + broken.what);
  return lines;
}

size_t CountInsts(const ir::Module& module) {
  size_t count = 0;
  for (const ir::Stage& stage : module.stages) count += stage.insts.size();
  return count;
}

TEST(OptimizeDiffTest, PayoutsAndErrorsStayTheSame) {
  const ir::Module module = ir::SampleModule();
  SampleInput sample(20260228);
  ir::Module optimized = module;
  passes::Optimize(optimized);
  ir::Module smallest = module;
  passes::Optimize(smallest, {.keep_unread_outputs = false});
  ASSERT_LT(CountInsts(optimized), CountInsts(module));
  ASSERT_LT(CountInsts(smallest), CountInsts(optimized));
  size_t rows = 0;
  for (int round = 0; round < 50; ++round) {
    const column::InputData input = sample.Next(module);
    const std::vector<std::string> expected = RunText(module, input);
    EXPECT_EQ(RunText(optimized, input), expected) << "round " << round;
    EXPECT_EQ(RunText(smallest, input), expected) << "round " << round;
    rows += expected.size();
  }
  EXPECT_GT(rows, 500u);
}

}  // namespace
}  // namespace incent
