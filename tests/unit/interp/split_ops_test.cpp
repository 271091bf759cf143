#include "tests/unit/interp/random_sales.h"

namespace incent::interp {
namespace {

// The weight of each rep is the quota; a team shares 100.00.
class PoolWorld : public SourceWorld {
 public:
  explicit PoolWorld(OpWorld& op_world) : SourceWorld(op_world, nullptr) {}
  Texts Shares(ir::Group group) {
    StageBuilder& people = On(kPeople);
    const OutputId team =
        Publish(people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepTeam), Type::Text().Optional()));
    if (group.kind == ir::GroupKind::SameKey) group.key = team;
    StageBuilder& stage = On(kPeople);
    const InstId quota = stage.AddTyped(Op::Field, {}, FieldAt(kRep, kRepQuota), Cny(2));
    ir::Attributes attributes = UnitOf(1, 2);
    attributes.group = group;
    return LanesOf(stage.Add(Op::SplitGroup, {stage.ConstNumber(10000, Cny(2)), quota}, attributes));
  }
};

OP_TEST(SplitGroup, EachTeamDividesTheWholeAndTiesGoToTheSmallerKey) {
  PoolWorld pool(world);
  pool.Rep({"r3", "east", "1.00", "-"});
  pool.Rep({"r1", "east", "1.00", "-"});
  pool.Rep({"r2", "east", "1.00", "-"});
  pool.Rep({"r4", "west", "0.50", "-"});
  pool.Rep({"r5", "-", "1.00", "-"});
  EXPECT_EQ(pool.Shares({ir::GroupKind::SameKey, ir::kNone}),
            (Texts{"33.34", "33.33", "33.33", "100.00", "0.00"}));
}

OP_TEST(SplitGroup, OneUnreadableWeightSpoilsItsGroupOnly) {
  PoolWorld pool(world);
  pool.Rep({"r1", "east", "1.00", "-"});
  pool.Rep({"r2", "east", "!", "-"});
  pool.Rep({"r3", "west", "1.00", "-"});
  EXPECT_EQ(pool.Shares({ir::GroupKind::SameKey, ir::kNone}),
            (Texts{"error bad_cell", "error bad_cell", "100.00"}));
}

OP_TEST(SplitGroup, NegativeWeightsAreErrors) {
  PoolWorld pool(world);
  pool.Rep({"r1", "east", "1.00", "-"});
  pool.Rep({"r2", "east", "-1.00", "-"});
  EXPECT_EQ(pool.Shares({ir::GroupKind::Everyone, ir::kNone}),
            (Texts{"error negative_weight", "error negative_weight"}));
}

OP_TEST(SplitGroup, ANullWeightIsNoMember) {
  PoolWorld pool(world);
  world.module.datasets[kRep].fields[kRepQuota].optional = true;
  pool.Rep({"r1", "east", "-", "-"});
  pool.Rep({"r2", "east", "1.00", "-"});
  EXPECT_EQ(pool.Shares({ir::GroupKind::Everyone, ir::kNone}), (Texts{"null", "100.00"}));
}

OP_TEST(RoundRow, LinesOfOneRowSumToTheRoundedWhole) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  sales.Rep({"r2", "-", "0", "-"});
  // 60 % and 40 % of 1.01 are 0.606 and 0.404: alone they would round to 0.61 and 0.40.
  sales.Deal({"d1", "r2", "2026-01-01", "1.01", "core", "r1"});
  // Equal remainders: 0.5 each of the last unit.
  sales.Deal({"d2", "r1", "2026-01-02", "0.05", "core", "r2"});
  sales.Deal({"d3", "r1", "2026-01-03", "!", "core", "r2"});
  StageBuilder& stage = sales.On(kLinesDomain);
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::RoundRow, {stage.Add(Op::LineAmount, {})}, UnitOf(1, 2))),
            (Texts{"0.40", "0.03", "error bad_cell", "0.61", "0.02", "error bad_cell"}));
}

OP_TEST(RoundRow, NullLinesAreLeftOut) {
  SourceWorld sales(world, nullptr);
  sales.Rep({"r1", "-", "0", "-"});
  sales.Rep({"r2", "-", "0", "-"});
  sales.Deal({"d1", "r2", "2026-01-01", "1.01", "core", "r1"});
  StageBuilder& stage = sales.On(kLinesDomain);
  const InstId amount = stage.Add(Op::LineAmount, {});
  const InstId big = stage.Add(Op::CmpGt, {amount, stage.ConstNumber(5, Cny(1))});
  const InstId x = stage.Select(big, amount, stage.ConstNull(Cny(4)));
  EXPECT_EQ(sales.LanesOf(stage.Add(Op::RoundRow, {x}, UnitOf(1, 1))), (Texts{"null", "0.6"}));
}

TEST(RoundRowPropertyTest, PartsAreWithinAUnitAndSumToTheRoundedWhole) {
  for (unsigned seed = 300; seed < 330; ++seed) {
    OpWorld world;
    SourceWorld sales(world, nullptr);
    const RandomSales random(seed, 60, 2);
    random.Give(sales);
    StageBuilder& stage = sales.On(kLinesDomain);
    const OutputId output =
        sales.Publish(stage.Add(Op::RoundRow, {stage.Add(Op::LineAmount, {})}, UnitOf(5, 2)));
    world.RunModule();
    const RunState& run = *world.result.state;
    std::map<const RandomDeal*, Int128> sums;
    const std::vector<RandomSales::Line> lines = random.Lines();
    for (size_t k = 0; k < lines.size(); ++k) {
      const RandomSales::Line& line = LineAt(run, lines, k);
      const Lane lane = run.Output(output).At(k);
      ASSERT_EQ(eval::IsError(lane.state), line.deal->bad) << seed;
      if (line.deal->bad) continue;
      ASSERT_EQ(lane.value % 5, 0) << seed;
      const Int128 moved = lane.value * 100 - line.amount;
      ASSERT_LT(moved < 0 ? -moved : moved, 500) << seed;
      sums[line.deal] += lane.value;
    }
    for (const auto& [deal, sum] : sums) {
      const int64_t magnitude = std::abs(deal->cents);
      const int64_t rounded = (magnitude + 2) / 5 * 5;  // cents have no half of a five
      ASSERT_EQ(sum, deal->cents < 0 ? -rounded : rounded) << seed;
    }
  }
}

TEST(SplitGroupPropertyTest, PartsAreFairToAUnitAndSumToTheWhole) {
  std::mt19937 random(7);
  for (int round = 0; round < 40; ++round) {
    OpWorld world;
    PoolWorld pool(world);
    std::vector<int64_t> weights;
    int64_t total_weight = 0;
    for (int rep = 0; rep < 7; ++rep) {
      weights.push_back(static_cast<int64_t>(random() % 1000));
      total_weight += weights.back();
      pool.Rep({"r" + std::to_string(rep), "east", value::DecimalToText(weights.back(), 2), "-"});
    }
    const Texts parts = pool.Shares({ir::GroupKind::Everyone, ir::kNone});
    Int128 sum = 0;
    for (size_t rep = 0; rep < parts.size(); ++rep) {
      const Int128 part = given::MantissaOf(parts[rep], 2);
      const Int128 fair = Int128{10000} * weights[rep];  // times 1 / total_weight
      ASSERT_LT(part * total_weight - fair, total_weight);
      ASSERT_GT(part * total_weight - fair, -total_weight);
      sum += part;
    }
    ASSERT_EQ(sum, 10000);
  }
}

}  // namespace
}  // namespace incent::interp
