#include "tests/unit/interp/op_world.h"

namespace incent::interp {
namespace {

Texts Compared(OpWorld& world, Op op) {
  const InstId a = world.Number(2, {"1.25", "1.50", "2.00", "-", "!"});
  const InstId b = world.Number(1, {"1.5", "1.5", "1.5", "1.5", "-"});
  return world.Run(world.Add(op, {a, b}));
}

OP_TEST(CmpLt, IsExactAcrossScalesAndStrict) {
  EXPECT_EQ(Compared(world, Op::CmpLt), (Texts{"true", "false", "false", "null", "error bad_cell"}));
}
OP_TEST(CmpLe, IsExactAcrossScalesAndStrict) {
  EXPECT_EQ(Compared(world, Op::CmpLe), (Texts{"true", "true", "false", "null", "error bad_cell"}));
}
OP_TEST(CmpEq, IsExactAcrossScalesAndStrict) {
  EXPECT_EQ(Compared(world, Op::CmpEq), (Texts{"false", "true", "false", "null", "error bad_cell"}));
}
OP_TEST(CmpNe, IsExactAcrossScalesAndStrict) {
  EXPECT_EQ(Compared(world, Op::CmpNe), (Texts{"true", "false", "true", "null", "error bad_cell"}));
}
OP_TEST(CmpGe, IsExactAcrossScalesAndStrict) {
  EXPECT_EQ(Compared(world, Op::CmpGe), (Texts{"false", "true", "true", "null", "error bad_cell"}));
}
OP_TEST(CmpGt, IsExactAcrossScalesAndStrict) {
  EXPECT_EQ(Compared(world, Op::CmpGt), (Texts{"false", "false", "true", "null", "error bad_cell"}));
}

OP_TEST(CmpEq, TextsOfTwoColumnsAreComparedByTheirLetters) {
  // The columns number their texts differently.
  const InstId a = world.Text({"x", "y", "z", "-"});
  const InstId b = world.Text({"y", "y", "x", "x"});
  EXPECT_EQ(world.Run(world.Add(Op::CmpEq, {a, b})), (Texts{"false", "true", "false", "null"}));
}

OP_TEST(And, FalseSettlesAnErrorOnEitherSide) {
  const InstId a = world.Sure({"true", "true", "false", "!", "!", "true"});
  const InstId b = world.Sure({"true", "false", "!", "false", "true", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::And, {a, b})),
            (Texts{"true", "false", "false", "false", "error bad_cell", "error bad_cell"}));
}

OP_TEST(Or, TrueSettlesAnErrorOnEitherSide) {
  const InstId a = world.Sure({"false", "true", "true", "!", "!", "false"});
  const InstId b = world.Sure({"false", "false", "!", "true", "false", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Or, {a, b})),
            (Texts{"false", "true", "true", "true", "error bad_cell", "error bad_cell"}));
}

OP_TEST(Not, KeepsErrors) {
  const InstId a = world.Sure({"true", "false", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Not, {a})), (Texts{"false", "true", "error bad_cell"}));
}

OP_TEST(Present, AnErrorIsNeitherThereNorAbsent) {
  const InstId a = world.Number(0, {"0", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Present, {a})), (Texts{"true", "false", "error bad_cell"}));
}

OP_TEST(Absent, AnErrorIsNeitherThereNorAbsent) {
  const InstId a = world.Number(0, {"0", "-", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Absent, {a})), (Texts{"false", "true", "error bad_cell"}));
}

OP_TEST(Coalesce, CatchesNullsButNeverErrors) {
  const InstId a = world.Number(0, {"1", "-", "!", "1", "-"});
  const InstId b = world.Number(2, {"2.50", "2.50", "2.50", "!", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Coalesce, {a, b})),
            (Texts{"1.00", "2.50", "error bad_cell", "1.00", "error bad_cell"}));
}

OP_TEST(Unwrap, RowsOutsideTheMaskAreDead) {
  const InstId a = world.Number(0, {"1", "-", "!"});
  const InstId mask = world.Add(Op::Present, {a});
  EXPECT_EQ(world.Run(world.Add(Op::Unwrap, {a, mask})), (Texts{"1", "null", "null"}));
}

OP_TEST(Select, LooksOnlyAtTheChosenBranch) {
  const InstId c = world.Sure({"true", "false", "true", "false", "!", "true"});
  const InstId a = world.Number(0, {"1", "!", "!", "1", "1", "-"});
  const InstId b = world.Number(1, {"!", "2.5", "2.5", "!", "2.5", "2.5"});
  EXPECT_EQ(world.Run(world.Add(Op::Select, {c, a, b})),
            (Texts{"1.0", "2.5", "error bad_cell", "error bad_cell", "error bad_cell", "null"}));
}

ir::Attributes Before(std::vector<std::pair<int, int>> pairs) {
  ir::Attributes attributes;
  attributes.before = std::move(pairs);
  return attributes;
}

OP_TEST(Pick, TheStrongestTrueConditionWins) {
  const InstId c1 = world.Sure({"false", "true", "true", "false", "true", "!", "true"});
  const InstId c2 = world.Sure({"false", "true", "false", "true", "true", "false", "true"});
  const InstId v1 = world.Number(0, {"1", "1", "1", "1", "!", "1", "1"});
  const InstId v2 = world.Number(0, {"2", "2", "2", "2", "2", "2", "!"});
  const InstId other = world.Number(1, {"9.5", "9.5", "9.5", "9.5", "9.5", "9.5", "9.5"});
  EXPECT_EQ(world.Run(world.Add(Op::Pick, {c1, v1, c2, v2, other}, Before({{1, 0}}))),
            (Texts{"9.5", "2.0", "1.0", "2.0", "2.0", "error bad_cell", "error bad_cell"}));
}

OP_TEST(Pick, AChoiceBeatsByWayOfOneThatIsFalse) {
  const InstId c1 = world.Sure({"true", "true", "true", "false"});
  const InstId c2 = world.Sure({"false", "true", "false", "true"});
  const InstId c3 = world.Sure({"true", "true", "false", "false"});
  const InstId v1 = world.Number(0, {"1", "1", "1", "1"});
  const InstId v2 = world.Number(0, {"2", "2", "2", "2"});
  const InstId v3 = world.Number(0, {"3", "3", "3", "3"});
  const InstId other = world.Number(0, {"9", "9", "9", "9"});
  EXPECT_EQ(world.Run(world.Add(Op::Pick, {c1, v1, c2, v2, c3, v3, other}, Before({{2, 1}, {1, 0}}))),
            (Texts{"3", "3", "1", "2"}));
}

OP_TEST(Pick, UnorderedConditionsMustAgree) {
  const InstId c1 = world.Sure({"true", "true", "true"});
  const InstId c2 = world.Sure({"true", "true", "false"});
  const InstId v1 = world.Number(0, {"1", "2", "1"});
  const InstId v2 = world.Number(1, {"2.0", "2.0", "2.0"});
  const InstId other = world.Number(0, {"9", "9", "9"});
  EXPECT_EQ(world.Run(world.Add(Op::Pick, {c1, v1, c2, v2, other})),
            (Texts{"error exception_conflict", "2.0", "1.0"}));
}

ir::Attributes HitOf(ir::HitMode mode) {
  ir::Attributes attributes;
  attributes.hit = mode;
  return attributes;
}

OP_TEST(Hit, FirstLooksNoFurtherThanTheFirstTrueRow) {
  const InstId c1 = world.Sure({"true", "false", "true", "!", "false"});
  const InstId c2 = world.Sure({"true", "true", "!", "true", "false"});
  EXPECT_EQ(world.Run(world.Add(Op::Hit, {c1, c2}, HitOf(ir::HitMode::First))),
            (Texts{"1", "2", "1", "error bad_cell", "error table_no_row"}));
}

OP_TEST(Hit, UniqueRefusesTwoRowsAndLooksAtAll) {
  const InstId c1 = world.Sure({"true", "false", "true", "true", "false"});
  const InstId c2 = world.Sure({"false", "true", "true", "!", "false"});
  EXPECT_EQ(world.Run(world.Add(Op::Hit, {c1, c2}, HitOf(ir::HitMode::Unique))),
            (Texts{"1", "2", "error table_conflict", "error bad_cell", "error table_no_row"}));
}

OP_TEST(Hit, AnyAllowsRowsOfEqualValue) {
  const InstId c1 = world.Sure({"true", "true", "false", "true"});
  const InstId c2 = world.Sure({"true", "true", "true", "false"});
  const InstId v1 = world.Number(0, {"5", "5", "5", "5"});
  const InstId v2 = world.Number(1, {"5.0", "6.0", "6.0", "!"});
  EXPECT_EQ(world.Run(world.Add(Op::Hit, {c1, c2, v1, v2}, HitOf(ir::HitMode::Any))),
            (Texts{"1", "error table_conflict", "2", "1"}));
}

OP_TEST(Choose, LooksOnlyAtTheChosenValue) {
  const InstId c1 = world.Sure({"true", "false", "true", "!"});
  const InstId c2 = world.Sure({"true", "true", "true", "true"});
  const InstId hit = world.Add(Op::Hit, {c1, c2});
  const InstId v1 = world.Number(0, {"1", "!", "!", "1"});
  const InstId v2 = world.Number(1, {"!", "2.5", "2.5", "1"});
  EXPECT_EQ(world.Run(world.Add(Op::Choose, {hit, v1, v2})),
            (Texts{"1.0", "2.5", "error bad_cell", "error bad_cell"}));
}

OP_TEST(Guard, NullCountsAsFalse) {
  const InstId c = world.Flag({"true", "false", "-", "!", "false", "true"});
  const InstId v = world.Number(0, {"1", "1", "1", "1", "!", "!"});
  ir::Attributes code;
  code.code = value::ErrorCode::Proration;
  EXPECT_EQ(world.Run(world.Add(Op::Guard, {c, v}, code)),
            (Texts{"1", "error proration", "error proration", "error bad_cell", "error proration",
                   "error bad_cell"}));
}

}  // namespace
}  // namespace incent::interp
