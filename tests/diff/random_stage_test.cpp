#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "compiler/ir/verify.h"
#include "tests/diff/random_stage.h"
#include "tests/support/same_run.h"

namespace incent {
namespace {

// Machine code and reference agree on every value, null and error of every op.
TEST(RandomStageTest, EnginesAgreeOnRandomOps) {
  constexpr uint64_t kNumStages = 60;
  for (uint64_t seed = 1; seed <= kNumStages; ++seed) {
    RandomStage stage(seed);
    ASSERT_TRUE(ir::Verify(stage.module()).empty())
        << "seed " << seed << ": " << ir::Verify(stage.module())[0];
    const int sizes[] = {1, 7, 8, 9, 40, 513};
    const column::InputData input = stage.Rows(sizes[seed % std::size(sizes)]);
    const interp::Program program(stage.module());
    const interp::RunResult expected = interp::Run(program, input);
    ASSERT_EQ("", DifferenceInJit(stage.module(), input, expected)) << "seed " << seed << "\n"
                                                                    << ir::Print(stage.module());
  }
}

}  // namespace
}  // namespace incent
