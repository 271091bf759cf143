#include "tests/unit/interp/op_world.h"

namespace incent::interp {
namespace {

const std::string kMost = "99999999999999999999999999999999999999";  // 38 digits

OP_TEST(Add, AlignsScalesAndIsStrict) {
  const InstId a = world.Number(2, {"1.25", "-", "!", "-", "1.00"});
  const InstId b = world.Number(0, {"2", "3", "-", "!", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Add, {a, b})),
            (Texts{"3.25", "null", "error bad_cell", "error bad_cell", "error bad_cell"}));
}

OP_TEST(Add, OverflowsPastThirtyEightDigits) {
  const InstId a = world.Number(0, {kMost, kMost});
  const InstId b = world.Number(0, {"0", "1"});
  EXPECT_EQ(world.Run(world.Add(Op::Add, {a, b})), (Texts{kMost, "error overflow"}));
}

OP_TEST(Sub, IsStrict) {
  const InstId a = world.Number(1, {"1.5", "-" + kMost.substr(1), "-", "!"});
  const InstId b = world.Number(2, {"2.25", "1", "1", "1"});
  EXPECT_EQ(world.Run(world.Add(Op::Sub, {a, b})),
            (Texts{"-0.75", "error overflow", "null", "error bad_cell"}));
}

OP_TEST(Mul, RoundsHalfEvenOnceAtEighteenDigits) {
  const InstId a = world.Number(10, {"0.0000000005", "0.0000000015", "2", kMost.substr(10), "-"});
  const InstId b = world.Number(9, {"0.000000001", "0.000000001", "3", "9999999999", "1"});
  EXPECT_EQ(world.Run(world.Add(Op::Mul, {a, b})), (Texts{"0.000000000000000000", "0.000000000000000002",
                                                          "6.000000000000000000", "error overflow", "null"}));
}

OP_TEST(Div, TruncatesAtEighteenDigits) {
  const InstId a = world.Number(2, {"2.00", "-2.00", "-", "!"});
  const InstId three = world.stage().ConstNumber(3, Type::Number(0));
  EXPECT_EQ(world.Run(world.Add(Op::Div, {a, three})),
            (Texts{"0.666666666666666666", "-0.666666666666666666", "null", "error bad_cell"}));
}

OP_TEST(DivOpt, IsNullWhereTheDivisorIsZero) {
  const InstId a = world.Number(2, {"1.00", "1.00", "!", kMost.substr(2), "-"});
  const InstId b = world.Number(2, {"4.00", "0.00", "0.00", "0.01", "0.00"});
  EXPECT_EQ(world.Run(world.Add(Op::DivOpt, {a, b})),
            (Texts{"0.250000000000000000", "null", "error bad_cell", "error overflow", "null"}));
}

OP_TEST(Neg, KeepsNullsAndErrors) {
  const InstId a = world.Number(2, {"1.25", "-1.25", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Neg, {a})), (Texts{"-1.25", "1.25", "null", "error bad_cell"}));
}

OP_TEST(Abs, KeepsNullsAndErrors) {
  const InstId a = world.Number(2, {"1.25", "-1.25", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Abs, {a})), (Texts{"1.25", "1.25", "null", "error bad_cell"}));
}

OP_TEST(Min, ComparesAcrossScales) {
  const InstId a = world.Number(2, {"1.25", "2.00", "-", "!"});
  const InstId b = world.Number(0, {"1", "3", "1", "-"});
  EXPECT_EQ(world.Run(world.Add(Op::Min, {a, b})), (Texts{"1.00", "2.00", "null", "error bad_cell"}));
}

OP_TEST(Max, ComparesAcrossScales) {
  const InstId a = world.Number(2, {"1.25", "2.00", "-", "!"});
  const InstId b = world.Number(0, {"1", "3", "1", "-"});
  EXPECT_EQ(world.Run(world.Add(Op::Max, {a, b})), (Texts{"1.25", "3.00", "null", "error bad_cell"}));
}

OP_TEST(Max, TakesTheLaterOfTwoDates) {
  const InstId a = world.Date({"2026-01-31", "-"});
  const InstId b = world.Date({"2026-02-01", "2026-02-01"});
  EXPECT_EQ(world.Run(world.Add(Op::Max, {a, b})), (Texts{"2026-02-01", "null"}));
}

OP_TEST(Round, GivesMultiplesOfItsUnit) {
  const InstId a = world.Number(3, {"1.125", "-1.125", "-", "!"});
  ir::Attributes to_nickels = UnitOf(5, 2);
  to_nickels.mode = value::RoundingMode::HalfUp;
  EXPECT_EQ(world.Run(world.Add(Op::Round, {a}, to_nickels)),
            (Texts{"1.15", "-1.15", "null", "error bad_cell"}));
}

OP_TEST(Round, HasTheModeItSays) {
  const InstId a = world.Number(1, {"0.5", "1.5", "-0.5"});
  ir::Attributes even = UnitOf(1, 0);
  even.mode = value::RoundingMode::HalfEven;
  EXPECT_EQ(world.Run(world.Add(Op::Round, {a}, even)), (Texts{"0", "2", "0"}));
}

OP_TEST(Rescale, KeepsTheValueUnlessItNeedsTooManyDigits) {
  const InstId a = world.Number(2, {"1.25", kMost.substr(2), "-", "!"});
  const InstId wide = world.stage().AddTyped(Op::Rescale, {a}, {}, Type::Number(4).Optional());
  EXPECT_EQ(world.Run(wide), (Texts{"1.2500", "error overflow", "null", "error bad_cell"}));
}

}  // namespace
}  // namespace incent::interp
