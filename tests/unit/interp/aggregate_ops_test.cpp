#include "tests/unit/interp/random_sales.h"

namespace incent::interp {
namespace {

const ir::Domain kQuarters{ir::DomainKind::Cells, Granule::Quarter, ir::kNone};
const ir::Domain kCompanyQuarters{ir::DomainKind::Periods, Granule::Quarter, ir::kNone};

class MergeWorld : public SourceWorld {
 public:
  explicit MergeWorld(OpWorld& op_world) : SourceWorld(op_world, nullptr) {
    world.module.effective_until = value::ParseDate("2026-06-30");
    Rep({"r1", "east", "0", "-"});
    Rep({"r2", "east", "0", "-"});
    Rep({"r3", "-", "0", "-"});
    Deal({"d4", "r1", "2026-04-30", "40.00", "core", "-"});
    Deal({"d3", "r2", "2026-02-01", "30.00", "cloud", "r1"});
    Deal({"d2", "r1", "2026-02-01", "-20.00", "cloud", "-"});
    Deal({"d1", "r1", "2026-01-10", "10.00", "core", "-"});
    StageBuilder& people = On(kPeople);
    team = Publish(people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepTeam), Type::Text().Optional()));
  }
  StageBuilder& Into(ir::Domain target) {
    StageBuilder& stage = On(kLinesDomain, StageClass::Merge);
    stage.stage().target = target;
    return stage;
  }
  // The op over the amounts, into the target.
  Texts Merged(Op op, ir::Domain target, ir::Attributes attributes = {}) {
    StageBuilder& stage = Into(target);
    return LanesOf(stage.Add(op, {stage.Add(Op::LineAmount, {})}, std::move(attributes)));
  }
  // The op over a condition: the amount is above 15.
  Texts MergedFlag(Op op, ir::Domain target, ir::Attributes attributes = {}) {
    StageBuilder& stage = Into(target);
    const InstId big = stage.Add(Op::CmpGt, {stage.Add(Op::LineWhole, {}), stage.ConstNumber(15, Cny(0))});
    return LanesOf(stage.Add(op, {big}, std::move(attributes)));
  }
  // The credit of rows whose amount is above 15, each row once per group.
  Texts Once(ir::Domain target, const ir::Attributes& group = {}) {
    StageBuilder& stage = Into(target);
    const InstId big = stage.Add(Op::CmpGt, {stage.Add(Op::LineWhole, {}), stage.ConstNumber(15, Cny(0))});
    return LanesOf(stage.Add(Op::AggSum, {stage.Add(Op::RowOnce, {big}, group)}, group));
  }

  OutputId team = ir::kNone;
};

OP_TEST(AggSum, SumsLinesIntoTheirCell) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Merged(Op::AggSum, kQuarters),
            (Texts{"2.0000", "40.0000", "18.0000", "0.0000", "0.0000", "0.0000"}));
}

OP_TEST(AggSum, IntoPeopleTheDateDoesNotMatter) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Merged(Op::AggSum, kPeople), (Texts{"42.0000", "18.0000", "0.0000"}));
}

OP_TEST(AggSum, IntoPeriodsAndUnitEverybodyCounts) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Merged(Op::AggSum, kCompanyQuarters), (Texts{"20.0000", "40.0000"}));
}

OP_TEST(AggSum, EveryMemberHasTheGroupsSum) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Merged(Op::AggSum, kPeople, GroupOf(ir::GroupKind::SameKey, sales.team)),
            (Texts{"60.0000", "60.0000", "0.0000"}));
}

OP_TEST(AggSum, LinesOutsideTheGridAreLeftOut) {
  MergeWorld sales(world);
  sales.Deal({"d0", "r1", "2025-12-31", "1.00", "core", "-"});
  sales.Deal({"d5", "r1", "2026-07-01", "1.00", "core", "-"});
  EXPECT_EQ(sales.Merged(Op::AggSum, kCompanyQuarters), (Texts{"20.0000", "40.0000"}));
}

OP_TEST(AggSum, OverflowIsThatOfTheFinalSum) {
  MergeWorld sales(world);
  StageBuilder& stage = sales.Into({});
  const InstId amount = stage.Add(Op::LineAmount, {});
  const InstId most = stage.ConstNumber(value::kMaxMantissa, Type::Number(0));
  // 40, 18, 12, 10 are positive, -20 is not: most + most + most + most - most.
  const InstId positive = stage.Add(Op::CmpGt, {amount, stage.ConstNumber(0, Cny(0))});
  const InstId x = stage.Select(positive, most, stage.Add(Op::Neg, {most}));
  const InstId small = stage.Add(Op::CmpLt, {amount, stage.ConstNumber(15, Cny(0))});
  const OutputId all = stage.Publish(stage.Add(Op::AggSum, {x}), "all");
  const InstId none = stage.ConstNull(Type::Number(0));
  // 12, 10 and -20.
  const OutputId some = stage.Publish(stage.Add(Op::AggSum, {stage.Select(small, x, none)}), "some");
  stage.Finish();
  world.RunModule();
  EXPECT_EQ(world.Lanes(all), (Texts{"error overflow"}));
  EXPECT_EQ(world.Lanes(some), (Texts{value::DecimalToText(value::kMaxMantissa, 0)}));
}

OP_TEST(AggSum, NullsAreLeftOutAndErrorsSpread) {
  MergeWorld sales(world);
  sales.Deal({"d9", "r2", "2026-05-05", "!", "core", "-"});
  EXPECT_EQ(sales.Merged(Op::AggSum, kQuarters),
            (Texts{"2.0000", "40.0000", "18.0000", "error bad_cell", "0.0000", "0.0000"}));
}

OP_TEST(AggCount, CountsTrueRows) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.MergedFlag(Op::AggCount, kQuarters), (Texts{"1", "1", "1", "0", "0", "0"}));
}

OP_TEST(AggMax, OfNothingIsNull) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Merged(Op::AggMax, kQuarters),
            (Texts{"12.0000", "40.0000", "18.0000", "null", "null", "null"}));
}

OP_TEST(AggMin, OfNothingIsNull) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Merged(Op::AggMin, kQuarters),
            (Texts{"-20.0000", "40.0000", "18.0000", "null", "null", "null"}));
}

OP_TEST(AggFirst, OfAGroupGoesByDateAndKeyNotByPerson) {
  MergeWorld sales(world);
  sales.Deal({"d0", "r2", "2026-01-10", "7.00", "core", "-"});
  EXPECT_EQ(sales.Merged(Op::AggFirst, kPeople, GroupOf(ir::GroupKind::SameKey, sales.team)),
            (Texts{"7.0000", "7.0000", "null"}));
}

OP_TEST(AggLast, OfAGroupGoesByDateAndKeyNotByPerson) {
  MergeWorld sales(world);
  sales.Deal({"d9", "r1", "2026-02-01", "9.00", "core", "-"});
  sales.Deal({"d0", "r2", "2026-03-01", "7.00", "core", "-"});
  EXPECT_EQ(sales.Merged(Op::AggLast, kQuarters, GroupOf(ir::GroupKind::Everyone)),
            (Texts{"7.0000", "40.0000", "7.0000", "40.0000", "7.0000", "40.0000"}));
}

OP_TEST(AggLast, ErrorsSpread) {
  MergeWorld sales(world);
  sales.Deal({"d9", "r2", "2026-01-01", "!", "core", "-"});
  EXPECT_EQ(sales.Merged(Op::AggLast, kPeople), (Texts{"40.0000", "error bad_cell", "null"}));
}

OP_TEST(RowOnce, CountsADealOnceWhateverTheSplit) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Once(kPeople, GroupOf(ir::GroupKind::SameKey, sales.team)),
            (Texts{"70.000000", "70.000000", "0.000000"}));
}

OP_TEST(RowOnce, AloneEverybodyHasTheOwnShare) {
  MergeWorld sales(world);
  EXPECT_EQ(sales.Once(kPeople), (Texts{"52.000000", "18.000000", "0.000000"}));
}

OP_TEST(RowOnce, AnUnreadableAmountSpoilsItsGroup) {
  MergeWorld sales(world);
  sales.Deal({"d9", "r3", "2026-01-01", "!", "core", "-"});
  EXPECT_EQ(sales.Once(kPeople), (Texts{"52.000000", "18.000000", "error bad_cell"}));
}

OP_TEST(RowOnce, StandsAtTheFirstLineOfItsRowAndGroup) {
  MergeWorld sales(world);
  StageBuilder& stage = sales.On(kLinesDomain);
  const InstId always = stage.ConstFlag(true);
  // r1: 10, -20, 40 % of 30, 40; r2: 60 % of 30, which is counted at r1.
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::RowOnce, {always}, GroupOf(ir::GroupKind::Everyone))),
            (Texts{"10.000000", "-20.000000", "30.000000", "40.000000", "null"}));
}

TEST(RowOncePropertyTest, EqualsLookingAtEveryDealOfTheTeam) {
  for (unsigned seed = 200; seed < 230; ++seed) {
    OpWorld world;
    SourceWorld sales(world, nullptr);
    const RandomSales random(seed, 40, 2);
    random.Give(sales);
    StageBuilder& people = sales.On(kPeople);
    const OutputId team =
        sales.Publish(people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepTeam), Type::Text().Optional()));
    StageBuilder& stage = sales.On(kLinesDomain, StageClass::Merge);
    stage.stage().target = kQuarters;
    const InstId always = stage.ConstFlag(true);
    const ir::Attributes of_team = GroupOf(ir::GroupKind::SameKey, team);
    const OutputId output =
        sales.Publish(stage.Add(Op::AggSum, {stage.Add(Op::RowOnce, {always}, of_team)}, of_team));
    world.RunModule();
    const RunState& run = *world.result.state;
    for (size_t cell = 0; cell < run.Output(output).size(); ++cell) {
      const Position position = run.space.PositionOf(kQuarters, cell);
      const std::string& own = random.teams[static_cast<size_t>(position.person)];
      Int128 expected = 0;
      bool is_error = false;
      for (const RandomDeal& deal : random.deals) {
        if (value::PeriodOf(Granule::Quarter, deal.won) != value::PeriodOf(Granule::Quarter, position.day))
          continue;
        Int128 share = 0;
        if (random.teams[static_cast<size_t>(deal.rep)] == own) share += deal.helper < 0 ? 100 : 60;
        if (deal.helper >= 0 && random.teams[static_cast<size_t>(deal.helper)] == own) share += 40;
        if (own == "-" || share == 0) continue;
        is_error = is_error || deal.bad;
        expected += share * deal.cents * 100;
      }
      const Lane lane = run.Output(output).At(cell);
      ASSERT_EQ(eval::IsError(lane.state), is_error) << seed;
      ASSERT_EQ(lane.value, is_error ? 0 : expected) << seed;
    }
  }
}

}  // namespace
}  // namespace incent::interp
