#include "tests/unit/interp/random_sales.h"

namespace incent::interp {
namespace {

// Four lines of r1 and r2, both of team "east"; r3 of no team.
class WindowWorld : public SourceWorld {
 public:
  explicit WindowWorld(OpWorld& op_world) : SourceWorld(op_world, nullptr) {
    Rep({"r1", "east", "0", "-"});
    Rep({"r2", "east", "0", "-"});
    Rep({"r3", "-", "0", "-"});
    Deal({"d4", "r1", "2026-03-31", "40.00", "core", "-"});
    Deal({"d1", "r1", "2026-01-10", "10.00", "core", "-"});
    Deal({"d3", "r2", "2026-02-01", "30.00", "cloud", "-"});
    Deal({"d2", "r1", "2026-02-01", "20.00", "cloud", "-"});
    Deal({"d5", "r3", "2026-02-01", "50.00", "core", "-"});
    world.module.effective_until = value::ParseDate("2026-03-31");
    amounts = Publish(On(kLinesDomain).Add(Op::LineAmount, {}, {}));
    StageBuilder& people = On(kPeople);
    team = Publish(people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepTeam), Type::Text().Optional()));
  }

  // The op over January and February, seen from every month of every rep.
  Texts OverTwoMonths(Op op, OutputId output, ir::Group group = {}) {
    StageBuilder& stage = On(kMonths);
    const InstId low = stage.ConstDate(*value::ParseDate("2026-01-01"));
    const InstId high = stage.ConstDate(*value::ParseDate("2026-02-28"));
    const InstId window = stage.Add(op, {low, high}, WindowOf(output, group));
    const Texts all = LanesOf(window);
    return {all[0], all[3], all[6]};
  }

  OutputId amounts = ir::kNone;
  OutputId team = ir::kNone;
};

OP_TEST(WindowSum, AddsTheOwnLinesOfTheDates) {
  WindowWorld sales(world);
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowSum, sales.amounts), (Texts{"30.0000", "30.0000", "50.0000"}));
}

OP_TEST(WindowSum, EveryoneReadsTheSumOfTheEligible) {
  WindowWorld sales(world);
  StageBuilder& people = sales.On(kPeople);
  const InstId field = people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepTeam), Type::Text().Optional());
  world.module.eligible = sales.Publish(people.Add(Op::Present, {field}));
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowSum, sales.amounts, {ir::GroupKind::Everyone, ir::kNone}),
            (Texts{"60.0000", "60.0000", "60.0000"}));
}

OP_TEST(WindowSum, WhoHasNoKeyBelongsToNoGroup) {
  WindowWorld sales(world);
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowSum, sales.amounts, {ir::GroupKind::SameKey, sales.team}),
            (Texts{"60.0000", "60.0000", "0.0000"}));
}

OP_TEST(WindowSum, NullBoundsGiveNullAndErrorsSpread) {
  WindowWorld sales(world);
  sales.Deal({"d6", "r2", "2026-02-02", "!", "core", "-"});
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowSum, sales.amounts),
            (Texts{"30.0000", "error bad_cell", "50.0000"}));
}

OP_TEST(WindowSum, ANullBoundMakesItNull) {
  WindowWorld sales(world);
  StageBuilder& stage = sales.On(kPeople);
  const InstId left = stage.AddTyped(Op::Field, {}, FieldAt(kRep, kRepLeft), Type::Date().Optional());
  const InstId high = stage.ConstDate(*value::ParseDate("2026-02-28"));
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::WindowSum, {left, high}, WindowOf(sales.amounts))),
            (Texts{"null", "null", "null"}));
}

OP_TEST(WindowSum, OfCellsTakesWholePeriodsOnly) {
  WindowWorld sales(world);
  StageBuilder& months = sales.On(kMonths);
  const OutputId ones = sales.Publish(months.ConstNumber(1, Type::Number(0)));
  StageBuilder& stage = sales.On(kPeople);
  const InstId low = stage.ConstDate(*value::ParseDate("2026-01-02"));
  const InstId high = stage.ConstDate(*value::ParseDate("2026-03-31"));
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::WindowSum, {low, high}, WindowOf(ones))), (Texts{"2", "2", "2"}));
}

OP_TEST(WindowCount, CountsTrueRows) {
  WindowWorld sales(world);
  StageBuilder& lines = sales.On(kLinesDomain);
  const InstId big = lines.Add(Op::CmpGt, {lines.Add(Op::LineAmount, {}), lines.ConstNumber(15, Cny(0))});
  const OutputId output = sales.Publish(big);
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowCount, output), (Texts{"1", "1", "1"}));
}

OP_TEST(WindowMax, OfNothingIsNull) {
  WindowWorld sales(world);
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowMax, sales.amounts, {ir::GroupKind::SameKey, sales.team}),
            (Texts{"30.0000", "30.0000", "null"}));
}

OP_TEST(WindowMin, OfNothingIsNull) {
  WindowWorld sales(world);
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowMin, sales.amounts, {ir::GroupKind::SameKey, sales.team}),
            (Texts{"10.0000", "10.0000", "null"}));
}

OP_TEST(WindowFirst, AcrossPeopleGoesByDateAndKey) {
  WindowWorld sales(world);
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowFirst, sales.amounts, {ir::GroupKind::Everyone, ir::kNone}),
            (Texts{"10.0000", "10.0000", "10.0000"}));
}

OP_TEST(WindowLast, AcrossPeopleGoesByDateAndKey) {
  WindowWorld sales(world);
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowLast, sales.amounts, {ir::GroupKind::Everyone, ir::kNone}),
            (Texts{"50.0000", "50.0000", "50.0000"}));
}

OP_TEST(WindowLast, ErrorsInTheWindowSpread) {
  WindowWorld sales(world);
  sales.Deal({"d0", "r3", "2026-01-02", "!", "core", "-"});
  EXPECT_EQ(sales.OverTwoMonths(Op::WindowLast, sales.amounts),
            (Texts{"20.0000", "30.0000", "error bad_cell"}));
}

// The sum, largest and last value of a window, by looking at every line.
struct Looked {
  Int128 sum = 0;
  std::optional<Int128> largest;
  std::optional<Int128> last;
  bool is_error = false;
};

bool Together(const RandomSales& random, ir::GroupKind group, int a, int b) {
  const std::string& team = random.teams[static_cast<size_t>(a)];
  if (group == ir::GroupKind::Own) return a == b;
  return group == ir::GroupKind::Everyone || (team != "-" && team == random.teams[static_cast<size_t>(b)]);
}

Looked LookAt(const RandomSales& random, ir::GroupKind group, int rep, Day low, Day high) {
  Looked looked;
  const RandomSales::Line* latest = nullptr;
  const std::vector<RandomSales::Line> lines = random.Lines();
  for (const RandomSales::Line& line : lines) {
    if (!Together(random, group, rep, line.rep) || line.deal->won < low || line.deal->won > high) continue;
    looked.is_error = looked.is_error || line.deal->bad;
    looked.sum += line.amount;
    looked.largest = std::max<Int128>(looked.largest.value_or(line.amount), line.amount);
    const bool later = latest == nullptr || RandomSales::Precedes(*latest, line) ||
                       (!RandomSales::Precedes(line, *latest) && latest->rep < line.rep);
    if (later) latest = &line;
  }
  if (latest != nullptr) looked.last = latest->amount;
  return looked;
}

class WindowPropertyTest : public ::testing::TestWithParam<ir::GroupKind> {};

TEST_P(WindowPropertyTest, EqualsLookingAtEveryLine) {
  for (unsigned seed = 100; seed < 115; ++seed) {
    OpWorld world;
    SourceWorld sales(world, nullptr);
    const RandomSales random(seed, 50, 3);
    random.Give(sales);
    StageBuilder& people = sales.On(kPeople);
    const OutputId team =
        sales.Publish(people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepTeam), Type::Text().Optional()));
    const OutputId amounts = sales.Publish(sales.On(kLinesDomain).Add(Op::LineAmount, {}));
    const ir::Group group{GetParam(), GetParam() == ir::GroupKind::SameKey ? team : ir::kNone};
    StageBuilder& stage = sales.On(kLinesDomain);
    const InstId date = stage.Add(Op::LineDate, {});
    ir::Attributes back;
    back.count = -3;
    const InstId low = stage.Add(Op::DateAdd, {date}, back);
    std::vector<OutputId> outputs;
    for (const Op op : {Op::WindowSum, Op::WindowMax, Op::WindowLast}) {
      outputs.push_back(stage.Publish(stage.Add(op, {low, date}, WindowOf(amounts, group)),
                                      "w" + std::to_string(outputs.size())));
    }
    stage.Finish();
    world.RunModule();

    const RunState& run = *world.result.state;
    const Lines& lines = run.space.lines(0);
    for (size_t k = 0; k < lines.size(); ++k) {
      const Looked looked =
          LookAt(random, GetParam(), lines.people[k], value::AddMonths(lines.days[k], -3), lines.days[k]);
      const Lane sum = run.Output(outputs[0]).At(k);
      const bool nobody =
          GetParam() == ir::GroupKind::SameKey && random.teams[static_cast<size_t>(lines.people[k])] == "-";
      ASSERT_EQ(eval::IsError(sum.state), looked.is_error) << seed;
      if (looked.is_error) continue;
      ASSERT_EQ(sum.value, looked.sum) << seed;
      ASSERT_EQ(run.Output(outputs[1]).At(k), nobody ? (Lane{0, eval::kNull}) : Lane{*looked.largest})
          << seed;
      ASSERT_EQ(run.Output(outputs[2]).At(k), nobody ? (Lane{0, eval::kNull}) : Lane{*looked.last}) << seed;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Groups, WindowPropertyTest,
                         ::testing::Values(ir::GroupKind::Own, ir::GroupKind::Everyone,
                                           ir::GroupKind::SameKey));

}  // namespace
}  // namespace incent::interp
