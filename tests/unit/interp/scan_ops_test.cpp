#include "tests/unit/interp/random_sales.h"

namespace incent::interp {
namespace {

OP_TEST(ScanSum, RunsInTheOrderOfDatesAndKeysAndStartsAgainEachPeriod) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  sales.Deal({"d9", "r1", "2026-03-31", "1.00", "core", "-"});
  sales.Deal({"d10", "r1", "2026-03-31", "2.00", "core", "-"});
  sales.Deal({"d0", "r1", "2026-04-01", "4.00", "core", "-"});
  sales.Deal({"d5", "r1", "2026-01-01", "8.00", "core", "-"});
  StageBuilder& stage = sales.On(kLinesDomain, StageClass::Fold);
  const InstId sum = stage.Add(Op::ScanSum, {stage.Add(Op::LineAmount, {})}, PerGranule(Granule::Quarter));
  EXPECT_EQ(sales.LanesOf(sum), (Texts{"8.0000", "10.0000", "11.0000", "4.0000"}));
}

OP_TEST(ScanSum, AnErrorSpoilsTheRestOfItsWindowOnly) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  sales.Deal({"d1", "r1", "2026-01-01", "1.00", "core", "-"});
  sales.Deal({"d2", "r1", "2026-02-01", "!", "core", "-"});
  sales.Deal({"d3", "r1", "2026-03-01", "1.00", "core", "-"});
  sales.Deal({"d4", "r1", "2026-04-01", "1.00", "core", "-"});
  StageBuilder& stage = sales.On(kLinesDomain, StageClass::Fold);
  const InstId sum = stage.Add(Op::ScanSum, {stage.Add(Op::LineAmount, {})}, PerGranule(Granule::Quarter));
  EXPECT_EQ(sales.LanesOf(sum), (Texts{"1.0000", "error bad_cell", "error bad_cell", "1.0000"}));
}

OP_TEST(ScanSum, ARowOfNobodySpoilsItsWindowFromItsDayOn) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  sales.Deal({"d1", "r1", "2026-01-01", "1.00", "core", "-"});
  sales.Deal({"d0", "!", "2026-02-01", "2.00", "core", "-"});
  // Of the same day and behind it by its key, but whose keys are whose is known no more.
  sales.Deal({"d00", "r1", "2026-02-01", "1.00", "core", "-"});
  sales.Deal({"d3", "r1", "2026-03-01", "1.00", "core", "-"});
  sales.Deal({"d4", "r1", "2026-04-01", "1.00", "core", "-"});
  StageBuilder& stage = sales.On(kLinesDomain, StageClass::Fold);
  const InstId sum = stage.Add(Op::ScanSum, {stage.Add(Op::LineAmount, {})}, PerGranule(Granule::Quarter));
  EXPECT_EQ(sales.LanesOf(sum), (Texts{"1.0000", "error bad_cell", "error bad_cell", "1.0000"}));
}

OP_TEST(ScanSum, OverflowIsJudgedRowByRow) {
  SourceWorld sales(world, nullptr);
  world.module.effective_until = value::ParseDate("2026-03-31");
  sales.Rep({"r1", "-", "0", "-"});
  StageBuilder& stage = sales.On(kMonths, StageClass::Scan);
  const InstId own = stage.Add(Op::PeriodOwn, {}, PerGranule(Granule::Month));
  ir::Attributes february;
  february.literal.number = value::ParsePeriod("2026-02")->period;
  const InstId is_february =
      stage.Add(Op::CmpEq, {own, stage.AddTyped(Op::Const, {}, february, Type::PeriodOf(Granule::Month))});
  const InstId most = stage.ConstNumber(value::kMaxMantissa, Type::Number(0));
  const InstId x = stage.Select(
      is_february, most, stage.Add(Op::Select, {is_february, most, stage.ConstNumber(1, Type::Number(0))}));
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::ScanSum, {x})), (Texts{"1", "error overflow", "error overflow"}));
}

TEST(ScanSumPropertyTest, EqualsAddingUpAllEarlierLines) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    OpWorld random_world;
    SourceWorld sales(random_world, nullptr);
    const RandomSales random(seed, 60, 4);
    random.Give(sales);
    StageBuilder& stage = sales.On(kLinesDomain, StageClass::Fold);
    const InstId sum = stage.Add(Op::ScanSum, {stage.Add(Op::LineAmount, {})}, PerGranule(Granule::Quarter));
    const OutputId output = sales.Publish(sum);
    random_world.RunModule();
    const std::vector<RandomSales::Line> lines = random.Lines();
    const RunState& run = *random_world.result.state;
    for (size_t k = 0; k < run.Output(output).size(); ++k) {
      const RandomSales::Line& own = LineAt(run, lines, k);
      Int128 expected = 0;
      bool is_error = false;
      for (const RandomSales::Line& line : lines) {
        const bool same_window = line.rep == own.rep && value::PeriodOf(Granule::Quarter, line.deal->won) ==
                                                            value::PeriodOf(Granule::Quarter, own.deal->won);
        if (!same_window || (RandomSales::Precedes(own, line) && !RandomSales::Same(own, line))) continue;
        expected += line.amount;
        is_error = is_error || line.deal->bad;
      }
      const Lane lane = run.Output(output).At(k);
      ASSERT_EQ(eval::IsError(lane.state), is_error) << seed;
      ASSERT_EQ(lane.value, is_error ? 0 : expected) << seed;
    }
  }
}

// What an op makes of nothing, 3, 5, 4 and, in the next quarter, 3, an error and 9.
Texts SoFar(OpWorld& world, Op op) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  sales.Deal({"d1", "r1", "2026-01-05", "1.00", "core", "-"});
  sales.Deal({"d2", "r1", "2026-01-06", "3.00", "core", "-"});
  sales.Deal({"d3", "r1", "2026-02-05", "5.00", "core", "-"});
  sales.Deal({"d4", "r1", "2026-03-05", "4.00", "core", "-"});
  sales.Deal({"d5", "r1", "2026-04-05", "3.00", "core", "-"});
  sales.Deal({"d6", "r1", "2026-05-05", "!", "core", "-"});
  sales.Deal({"d7", "r1", "2026-06-05", "9.00", "core", "-"});
  StageBuilder& stage = sales.On(kLinesDomain, StageClass::Fold);
  const InstId amount = stage.Add(Op::LineAmount, {});
  const InstId counts = stage.Add(Op::CmpGt, {amount, stage.ConstNumber(2, Cny(0))});
  const InstId x = stage.Select(counts, amount, stage.ConstNull(Cny(4)));
  return sales.LanesOf(stage.Add(op, {x}, PerGranule(Granule::Quarter)));
}

OP_TEST(ScanMax, IsTheLargestOfTheWindowSoFar) {
  EXPECT_EQ(SoFar(world, Op::ScanMax),
            (Texts{"null", "3.0000", "5.0000", "5.0000", "3.0000", "error bad_cell", "error bad_cell"}));
}

OP_TEST(ScanMin, IsTheSmallestOfTheWindowSoFar) {
  EXPECT_EQ(SoFar(world, Op::ScanMin),
            (Texts{"null", "3.0000", "3.0000", "3.0000", "3.0000", "error bad_cell", "error bad_cell"}));
}

OP_TEST(ScanEarliest, IsTheFirstValueOfTheWindow) {
  EXPECT_EQ(SoFar(world, Op::ScanEarliest),
            (Texts{"null", "3.0000", "3.0000", "3.0000", "3.0000", "error bad_cell", "error bad_cell"}));
}

OP_TEST(ScanLatest, IsTheLastValueOfTheWindow) {
  EXPECT_EQ(SoFar(world, Op::ScanLatest),
            (Texts{"null", "3.0000", "5.0000", "4.0000", "3.0000", "error bad_cell", "error bad_cell"}));
}

OP_TEST(ScanFirst, IsTrueOncePerWindow) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  for (const char* date : {"2026-01-05", "2026-02-05", "2026-03-05", "2026-04-05", "2026-05-05"}) {
    const bool is_big = std::string(date) != "2026-01-05";
    sales.Deal({std::string("d") + date, "r1", date, is_big ? "20.00" : "1.00", "core", "-"});
  }
  StageBuilder& stage = sales.On(kLinesDomain, StageClass::Fold);
  const InstId is_big = stage.Add(Op::CmpGt, {stage.Add(Op::LineAmount, {}), stage.ConstNumber(10, Cny(0))});
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::ScanFirst, {is_big}, PerGranule(Granule::Quarter))),
            (Texts{"false", "true", "false", "true", "false"}));
}

OP_TEST(ScanFirst, AfterAnUndecidedRowOnlyFalseIsCertain) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  int day = 10;
  for (const char* amount : {"1.00", "!", "1.00", "20.00", "20.00"}) {
    sales.Deal({"d" + std::to_string(day), "r1", "2026-01-" + std::to_string(day), amount, "core", "-"});
    ++day;
  }
  StageBuilder& stage = sales.On(kLinesDomain, StageClass::Fold);
  const InstId is_big = stage.Add(Op::CmpGt, {stage.Add(Op::LineAmount, {}), stage.ConstNumber(10, Cny(0))});
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::ScanFirst, {is_big}, PerGranule(Granule::Quarter))),
            (Texts{"false", "error bad_cell", "false", "error bad_cell", "false"}));
}

OP_TEST(Shift, IsNullBeforeTheStartOfItsWindow) {
  SourceWorld sales(world, nullptr);
  world.module.effective_until = value::ParseDate("2026-05-31");
  sales.Rep({"r1", "-", "0", "-"});
  sales.Rep({"r2", "-", "0", "-"});
  StageBuilder& stage = sales.On(kMonths, StageClass::Scan);
  const InstId start = stage.Add(Op::PeriodStart, {}, PerGranule(Granule::Month));
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::Shift, {start}, PerGranule(Granule::Quarter, 1))),
            (Texts{"null", "2026-01-01", "2026-02-01", "null", "2026-04-01",  //
                   "null", "2026-01-01", "2026-02-01", "null", "2026-04-01"}));
}

OP_TEST(Shift, WithoutAResetRunsThroughTheWholeGrid) {
  SourceWorld sales(world, nullptr);
  world.module.effective_until = value::ParseDate("2026-05-31");
  sales.Rep({"r1", "-", "0", "-"});
  StageBuilder& stage = sales.On(kMonths, StageClass::Scan);
  const InstId start = stage.Add(Op::PeriodStart, {}, PerGranule(Granule::Month));
  ir::Attributes two;
  two.count = 2;
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::Shift, {start}, two)),
            (Texts{"null", "null", "2026-01-01", "2026-02-01", "2026-03-01"}));
}

}  // namespace
}  // namespace incent::interp
