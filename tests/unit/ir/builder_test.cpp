#include "compiler/ir/builder.h"

#include <gtest/gtest.h>

#include "compiler/ir/rules.h"

namespace incent::ir {
namespace {

using types::Type;
using types::Unit;

Type Cny(int scale) {
  return Type::Number(scale, Unit::Of("CNY"));
}

class StageBuilderTest : public testing::Test {
 protected:
  Domain Cells(value::Granule granule) { return {DomainKind::Cells, granule}; }

  OutputId PublishConstant(Domain domain, Int128 number) {
    StageBuilder stage(module_, "source", StageClass::Map, domain);
    const OutputId id = stage.Publish(stage.ConstNumber(number, Cny(2)), "source");
    stage.Finish();
    return id;
  }

  Module module_;
};

TEST_F(StageBuilderTest, TypesAndRangesFollowFromOperands) {
  StageBuilder stage(module_, "s", StageClass::Map, {DomainKind::Unit});
  const InstId amount = stage.ConstNumber(10000, Cny(2));
  const InstId rate = stage.ConstNumber(5, Type::Number(2, {}, true));
  const InstId product = stage.Add(Op::Mul, {amount, rate});
  EXPECT_EQ(stage.TypeOf(product), Cny(4));
  EXPECT_EQ(stage[product].range, (Range{50000, 50000}));
}

TEST_F(StageBuilderTest, EqualInstructionsAreMadeOnce) {
  StageBuilder stage(module_, "s", StageClass::Map, {DomainKind::Unit});
  const InstId a = stage.ConstNumber(1, Cny(2));
  EXPECT_EQ(a, stage.ConstNumber(1, Cny(2)));
  EXPECT_NE(a, stage.ConstNumber(1, Cny(3)));
  EXPECT_NE(a, stage.ConstNumber(1, Type::Number(2)));
  const InstId sum = stage.Add(Op::Add, {a, a}, {}, "sum");
  EXPECT_EQ(sum, stage.Add(Op::Add, {a, a}, {}, "another name"));
  EXPECT_EQ(stage[sum].name, "sum");
}

TEST_F(StageBuilderTest, NamesAreUniqueInAStage) {
  StageBuilder stage(module_, "s", StageClass::Map, {DomainKind::Unit});
  stage.ConstNumber(1, Cny(0));
  stage.ConstNumber(2, Cny(0));
  const InstId taken = stage.AddTyped(Op::Const, {}, {}, Cny(1), {}, "const.3");
  const InstId third = stage.ConstNumber(3, Cny(0));
  EXPECT_EQ(stage[0].name, "const");
  EXPECT_EQ(stage[1].name, "const.2");
  EXPECT_EQ(stage[taken].name, "const.3");
  EXPECT_EQ(stage[third].name, "const.4");
}

TEST_F(StageBuilderTest, ReadLoadsFromTheOwnDomainAndBroadcastsFromACoarserOne) {
  const OutputId month = PublishConstant(Cells(value::Granule::Month), 100);
  const OutputId year = PublishConstant(Cells(value::Granule::Year), 200);
  StageBuilder stage(module_, "s", StageClass::Map, Cells(value::Granule::Month));
  const InstId own = stage.Read(month);
  const InstId coarse = stage.Read(year);
  EXPECT_EQ(stage[own].op, Op::Load);
  EXPECT_EQ(stage[own].range, (Range{100, 100}));
  EXPECT_EQ(stage[coarse].op, Op::Bcast);
  EXPECT_EQ(stage[coarse].range, (Range{0, 200})) << "0 where the date lies outside of the grid";
}

TEST_F(StageBuilderTest, AMergeStageReadsItsSourceDomainAndPublishesInItsTarget) {
  const OutputId month = PublishConstant(Cells(value::Granule::Month), 100);
  StageBuilder stage(module_, "s", StageClass::Merge, Cells(value::Granule::Month));
  stage.stage().target = Cells(value::Granule::Year);
  const InstId own = stage.Read(month);
  EXPECT_EQ(stage[own].op, Op::Load);
  const OutputId total = stage.Publish(stage.Add(Op::AggSum, {own}), "total");
  const int index = stage.Finish();
  EXPECT_EQ(module_.outputs[static_cast<size_t>(total)].domain, Cells(value::Granule::Year));
  EXPECT_EQ(module_.outputs[static_cast<size_t>(total)].stage, index);
}

TEST_F(StageBuilderTest, ConstantsAreLeftOutOfAndAndOr) {
  StageBuilder stage(module_, "s", StageClass::Map, {DomainKind::Rows, value::Granule::Month, 0});
  const InstId yes = stage.ConstFlag(true);
  const InstId no = stage.ConstFlag(false);
  const InstId x = stage.Add(Op::CmpLt, {stage.ConstNumber(1, Cny(0)), stage.ConstNumber(2, Cny(0))});
  EXPECT_EQ(stage.And(yes, x), x);
  EXPECT_EQ(stage.And(x, yes), x);
  EXPECT_EQ(stage.Or(no, x), x);
  EXPECT_EQ(stage[stage.And(no, x)].op, Op::And);
}

TEST_F(StageBuilderTest, DomainsAreKeptInTheirPlainForm) {
  StageBuilder stage(module_, "s", StageClass::Map, {DomainKind::People, value::Granule::Year, 7});
  EXPECT_EQ(stage.stage().domain, (Domain{DomainKind::People}));
}

using StageBuilderDeathTest = StageBuilderTest;

TEST_F(StageBuilderDeathTest, AWrongTypeEndsTheProcessWithTheReason) {
  StageBuilder stage(module_, "s", StageClass::Map, {DomainKind::Unit});
  const InstId money = stage.ConstNumber(1, Cny(2));
  const InstId plain = stage.ConstNumber(1, Type::Number(0));
  EXPECT_DEATH(stage.Add(Op::Add, {money, plain}), "add: needs two numbers of one unit");
  EXPECT_DEATH(stage.Add(Op::ScanSum, {money}), "scan.sum: stands only in FOLD and SCAN stages");
  EXPECT_DEATH(stage.Add(Op::LineDate, {}), "line.date: does not exist in this domain");
}

}  // namespace
}  // namespace incent::ir
