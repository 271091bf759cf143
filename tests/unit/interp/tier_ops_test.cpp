#include "tests/unit/interp/op_world.h"

namespace incent::interp {
namespace {

// x, then the rows 0: 5 %, 100: 8 %, 150: 12 %.
std::vector<InstId> Ladder(OpWorld& world, InstId x) {
  std::vector<InstId> operands{x};
  for (const auto& [bound, rate] : std::vector<std::pair<int, int>>{{0, 5}, {100, 8}, {150, 12}}) {
    operands.push_back(world.stage().ConstNumber(bound, Type::Number(0)));
    operands.push_back(world.stage().ConstNumber(rate, Type::Number(2)));
  }
  return operands;
}

OP_TEST(TierMarginal, SumsThePortionsAndMirrorsBelowZero) {
  const InstId x = world.Number(1, {"90.0", "100.0", "160.0", "-10.0", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::TierMarginal, Ladder(world, x))),
            (Texts{"4.500", "5.000", "10.200", "-0.500", "null", "error bad_cell"}));
}

OP_TEST(TierMarginal, OverflowsLikeAnyNumber) {
  const InstId x = world.Number(0, {"99999999999999999999999999999999999999"});
  EXPECT_EQ(world.Run(world.Add(Op::TierMarginal, Ladder(world, x))), (Texts{"error overflow"}));
}

OP_TEST(TierValue, IsTheRowThatHasBeenReached) {
  const InstId x = world.Number(1, {"99.9", "100.0", "150.0", "-10.0", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::TierValue, Ladder(world, x))),
            (Texts{"0.05", "0.08", "0.12", "0.05", "null", "error bad_cell"}));
}

OP_TEST(TierValue, AboveExcludesTheBoundItself) {
  const InstId x = world.Number(1, {"100.0", "150.0", "150.1"});
  ir::Attributes attributes;
  attributes.above = {0, 0, 1};
  EXPECT_EQ(world.Run(world.Add(Op::TierValue, Ladder(world, x), attributes)),
            (Texts{"0.08", "0.08", "0.12"}));
}

OP_TEST(TierInterp, IsLinearBetweenRowsAndConstantOutside) {
  const InstId x = world.Number(0, {"-5", "50", "125", "200", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::TierInterp, Ladder(world, x))),
            (Texts{"0.050000000000000000", "0.065000000000000000", "0.100000000000000000",
                   "0.120000000000000000", "null", "error bad_cell"}));
}

OP_TEST(TierInterp, AFirstRowBelowMakesAStep) {
  const InstId x = world.Number(0, {"79", "80", "90"});
  const Type rate = Type::Number(1);
  StageBuilder& s = world.stage();
  const InstId eighty = s.ConstNumber(80, Type::Number(0));
  ir::Attributes attributes;
  attributes.first_below = true;
  const InstId value = s.Add(Op::TierInterp,
                             {x, eighty, s.ConstNumber(0, rate), eighty, s.ConstNumber(5, rate),
                              s.ConstNumber(100, Type::Number(0)), s.ConstNumber(10, rate)},
                             attributes);
  EXPECT_EQ(world.Run(value),
            (Texts{"0.000000000000000000", "0.500000000000000000", "0.750000000000000000"}));
}

OP_TEST(TierPortion, PartsOfAllRowsSumToTheWhole) {
  const InstId x = world.Number(1, {"160.5", "-10.0", "-", "!"});
  const std::vector<InstId> operands = Ladder(world, x);
  std::vector<InstId> parts;
  for (int row = 1; row <= 3; ++row) {
    ir::Attributes attributes;
    attributes.count = row;
    parts.push_back(world.Add(Op::TierPortion, operands, attributes));
  }
  world.stage().Publish(parts[1], "second");
  EXPECT_EQ(world.Run(world.Add(Op::Add, {world.Add(Op::Add, {parts[0], parts[1]}), parts[2]})),
            (Texts{"160.5", "-10.0", "null", "error bad_cell"}));
  EXPECT_EQ(world.Lanes(0), (Texts{"50.0", "0.0", "null", "error bad_cell"}));
}

ir::Attributes PartOf(int number) {
  ir::Attributes attributes = UnitOf(1, 2);
  attributes.count = number;
  return attributes;
}

OP_TEST(SplitPart, DividesByLargestRemainderAndTiesGoToTheFirst) {
  const InstId total = world.Number(2, {"100.00", "-0.05", "1.00", "-", "!", "1.00"});
  const InstId one = world.Number(0, {"1", "1", "0", "1", "1", "-1"});
  const InstId other = world.Number(1, {"2.0", "1.0", "0.0", "1.0", "1.0", "1.0"});
  const InstId part = world.Add(Op::SplitPart, {total, one, other}, PartOf(1));
  EXPECT_EQ(world.Run(part),
            (Texts{"33.33", "-0.03", "0.00", "null", "error bad_cell", "error negative_weight"}));
}

OP_TEST(SplitPart, WhatIsLessThanAUnitIsNotLost) {
  const InstId total = world.Number(3, {"1.005"});
  const InstId one = world.Number(0, {"1"});
  const InstId other = world.Number(0, {"2"});
  const InstId first = world.Add(Op::SplitPart, {total, one, other}, PartOf(1));
  const InstId second = world.Add(Op::SplitPart, {total, one, other}, PartOf(2));
  world.stage().Publish(first, "first");
  EXPECT_EQ(world.Run(second), (Texts{"0.675"}));
  EXPECT_EQ(world.Lanes(0), (Texts{"0.330"}));
}

}  // namespace
}  // namespace incent::interp
