#include <gtest/gtest.h>

#include <algorithm>

#include "compiler/interp/program.h"
#include "compiler/ir/ranges.h"
#include "compiler/ir/verify.h"
#include "tests/diff/sample_input.h"

namespace incent {
namespace {

// The sample with each instruction of its stages published, so that a run leaves all values behind.
ir::Module PublishEverything() {
  ir::Module module = ir::SampleModule();
  for (size_t i = 0; i < module.stages.size(); ++i) {
    ir::Stage& stage = module.stages[i];
    if (stage.stage_class == ir::StageClass::Merge) continue;
    for (ir::InstId id = 0; id < stage.insts.size(); ++id) {
      const ir::Instruction& inst = stage.insts[id];
      const auto output = static_cast<ir::OutputId>(module.outputs.size());
      module.outputs.push_back({stage.name + " " + inst.name + " all", static_cast<int>(i), id, stage.domain,
                                inst.type, inst.range, inst.definition});
      stage.outputs.emplace_back(output, id);
    }
  }
  return module;
}

TEST(RangesDiffTest, EveryValueOfARunLiesInItsRange) {
  const ir::Module module = PublishEverything();
  EXPECT_TRUE(ir::Verify(module).empty());
  SampleInput sample(20260301);
  int64_t values = 0;
  for (int round = 0; round < 50; ++round) {
    const column::InputData input = sample.Next(module);
    const interp::Program program(module);
    const interp::RunResult result = interp::Run(program, input);
    for (size_t id = 0; id < module.outputs.size(); ++id) {
      const ir::Output& output = module.outputs[id];
      const eval::LaneColumn& column = result.state->Output(static_cast<ir::OutputId>(id));
      for (size_t row = 0; output.type.IsNumber() && row < column.size(); ++row) {
        const eval::Lane lane = column.At(row);
        if (lane.state != eval::kValue) continue;
        ++values;
        ASSERT_TRUE(ir::Contains(output.range, lane.value)) << output.name << " in round " << round;
      }
    }
  }
  EXPECT_GT(values, 10000);
}

}  // namespace
}  // namespace incent
