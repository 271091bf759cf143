#include "compiler/interp/explain.h"

#include <gtest/gtest.h>

#include "runtime/trace/render.h"
#include "tests/unit/interp/random_sales.h"

namespace incent::interp {
namespace {

using trace::Node;
using trace::NodeKind;

class ExplainTest : public ::testing::Test {
 protected:
  ExplainTest() : sales_(world_, nullptr) {
    for (const char* rep : {"r2", "r1"}) sales_.Rep({rep, "-", "0", "-"});
  }
  trace::Trace Explained(const char* component, const char* person, const char* period,
                         const char* row = "") {
    if (!world_.program) world_.RunModule();
    Explainer explainer(*world_.program, world_.result);
    const auto parsed = *period == '\0' ? std::nullopt : value::ParsePeriod(period);
    return explainer.Explain({component, person, parsed, row});
  }
  std::string Text(const trace::Trace& trace) { return trace::RenderText(trace, {}); }

  OpWorld world_;
  SourceWorld sales_;
};

TEST_F(ExplainTest, OneLineGoesBackToItsCells) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "100.10", "cloud", "-"});
  const trace::Trace trace = Explained("commission", "r1", "2026-01", "d1");
  EXPECT_TRUE(trace.reproduced);
  EXPECT_EQ(Text(trace), R"(Commission, r1, 2026-01, d1 = 6.51 CNY
└─ posted 2026-01-15 = 6.51 CNY  ← Deal d1, Deal.csv:2
   └─ rounded: 6.5065 CNY → 6.51 CNY
      └─ 100.10 CNY × 0.065 = 6.5065 CNY
         ├─ Bookings = 100.10 CNY, share 100 % of 100.10 CNY  ← Deal d1, Deal.csv:2
         │  └─ 100.10 CNY × 1 = 100.10 CNY
         │     ├─ Deal.amount = 100.10 CNY  ← Deal d1, Deal.csv:2
         │     └─ condition [false] = 1
         │        ├─ both hold = false
         │        │  └─ is present = false
         │        │     └─ Deal.helper = absent  ← Deal d1, Deal.csv:2
         │        └─ 1
         └─ condition [true] = 0.065
            ├─ cloud = cloud: true
            │  └─ Deal.product = cloud  ← Deal d1, Deal.csv:2
            └─ 0.065
)");
}

TEST_F(ExplainTest, AWithheldPayoutNamesItsCauseAndShowsOnlyTheWayToIt) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "!", "cloud", "-"});
  EXPECT_EQ(Text(Explained("commission", "r1", "2026-01")), R"(Commission, r1, 2026-01 = error bad_cell
└─ posted 2026-01-15, withheld = error bad_cell  ← Deal d1, Deal.csv:2
   ├─ because of `bad_cell` in Bookings, Deal d1, Deal.csv:2
   └─ rounded: error bad_cell → error bad_cell
      └─ product = error bad_cell
         └─ Bookings = error bad_cell, share 100 % of error bad_cell  ← Deal d1, Deal.csv:2
            └─ product = error bad_cell
               └─ Deal.amount = error bad_cell  ← Deal d1, Deal.csv:2
)");
}

TEST_F(ExplainTest, OfSeveralPayoutsTheLargestAreExplainedAndAllAreCounted) {
  AddFlatCommission(world_.module);
  for (int k = 1; k <= 5; ++k) {
    const std::string number = std::to_string(k);
    sales_.Deal({"d" + number, "r1", "2026-01-1" + number, number + "00.00", "core", "-"});
  }
  const trace::Trace trace = Explained("commission", "r1", "2026-01");
  EXPECT_EQ(trace.root.count, 5);
  EXPECT_EQ(trace.root.value.text, "75.00");
  ASSERT_EQ(trace.root.largest.size(), 3U);
  EXPECT_EQ(trace.root.largest[0].row->key, "d5");
  ASSERT_EQ(trace.root.children.size(), 3U);
  EXPECT_EQ(trace.root.children[0].row->key, "d3");
}

TEST_F(ExplainTest, AZeroPayoutShowsWhatMadeItZero) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "0", "core", "-"});
  const trace::Trace trace = Explained("commission", "r1", "2026-01");
  EXPECT_EQ(trace.root.count, 0);
  EXPECT_EQ(trace.root.value.text, "0.00");
  ASSERT_EQ(trace.root.children.size(), 1U);
  EXPECT_FALSE(trace.root.children[0].children.empty());
}

TEST_F(ExplainTest, NobodyAndNothingAreNotFound) {
  AddFlatCommission(world_.module);
  EXPECT_FALSE(Explained("commission", "r9", "2026-01").found);
  EXPECT_FALSE(Explained("bonus", "r1", "2026-01").found);
  EXPECT_FALSE(Explained("commission", "r1", "", "d9").found);
  EXPECT_TRUE(Explained("commission", "r1", "2026-01").found);
}

// A quarterly level: 10 % up to 100, 20 % beyond, of the quarter to date, capped at 25.
void AddLevelPay(ir::Module& module) {
  module.components.push_back({"bonus", "", Cny(2), 1, false});
  OutputId booked = ir::kNone;
  {
    StageBuilder s(module, "booked", StageClass::Merge, kLinesDomain);
    s.At(0, {});
    s.stage().target = kMonths;
    booked = s.Publish(s.Add(Op::AggSum, {s.Add(Op::LineAmount, {})}), "booked");
    s.Finish();
  }
  StageBuilder s(module, "bonus", StageClass::Scan, kMonths);
  s.At(1, {});
  const InstId own = s.Read(booked);
  const InstId after = s.Add(Op::ScanSum, {own}, PerGranule(Granule::Quarter));
  const InstId before = s.Add(Op::Sub, {after, own});
  const auto level = [&](InstId x) {
    Type rate = Type::Number(1, {}, true);
    const InstId total = s.Add(Op::TierMarginal, {x, s.ConstNumber(0, Cny(0)), s.ConstNumber(1, rate),
                                                  s.ConstNumber(100, Cny(0)), s.ConstNumber(2, rate)});
    const InstId capped = s.Add(Op::Min, {total, s.ConstNumber(25, Cny(0))});
    return s.Round(capped, 1, 2, value::RoundingMode::HalfUp);
  };
  const InstId pay = s.Rise(level(after), level(before));
  s.stage().steps.push_back({"apply", {{}, 10, 20}, pay});
  s.stage().ledger.push_back({static_cast<int>(module.components.size()) - 1, pay, std::nullopt});
  s.Finish();
}

TEST_F(ExplainTest, ALevelPayShowsItsLevelBeforeAndAfter) {
  AddLevelPay(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "80.00", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-02-15", "70.00", "core", "-"});
  const trace::Trace trace = Explained("bonus", "r1", "2026-02");
  EXPECT_TRUE(trace.reproduced);
  EXPECT_EQ(Text(trace), R"(bonus, r1, 2026-02 = 12.00 CNY
└─ posted 2026-02-28 = 12.00 CNY
   └─ apply = 12.00 CNY
      └─ level: 8.00 CNY → 20.00 CNY = 12.00 CNY
         ├─ smaller of two = 20.00 CNY
         │  ├─ marginal tiers = 20.00 CNY
         │  │  ├─ first tier: 100.00 CNY × 10 % = 10.00 CNY
         │  │  ├─ from 100.00 CNY: 50.00 CNY × 20 % = 10.00 CNY
         │  │  ├─ blended rate: 13.3333 %
         │  │  └─ total to date = 150.00 CNY (2 rows)
         │  │     ├─ r1 2026-01: 80.00 CNY
         │  │     ├─ r1 2026-02: 70.00 CNY
         │  │     └─ total = 70.00 CNY (1 row)
         │  │        └─ r1, Deal d2, Deal.csv:3: 70.00 CNY
         │  └─ 25 CNY
         └─ smaller of two = 8.00 CNY
            ├─ marginal tiers = 8.00 CNY
            │  ├─ first tier: 80.00 CNY × 10 % = 8.00 CNY
            │  └─ 150.00 CNY − 70.00 CNY = 80.00 CNY
            │     ├─ total to date = 150.00 CNY (see above)
            │     └─ total = 70.00 CNY (see above)
            └─ 25 CNY
)");
  const Node& clause = trace.root.children.at(0).children.at(0);
  EXPECT_EQ(clause.kind, NodeKind::Clause);
  EXPECT_EQ(clause.span, (trace::SourceSpan{0, 10, 20}));
}

// Pays 10 % of a line where the deal is "cloud", rounded to 1: three clauses.
void AddClausePay(ir::Module& module) {
  StageBuilder s(module, "commission", StageClass::Map, kLinesDomain);
  s.At(1, {});
  Type product = Type::Of(types::Kind::OneOf);
  product.dataset = kDeal;
  product.field = kDealProduct;
  const InstId tenth = s.ConstNumber(1, Type::Number(1, {}, true));
  const InstId amount = s.Add(Op::Mul, {s.Add(Op::LineAmount, {}), tenth});
  const InstId sold = s.AddTyped(Op::RowCol, {}, FieldAt(kDeal, kDealProduct), product);
  const InstId is_cloud = s.Add(Op::CmpEq, {sold, s.ConstText("cloud", product)});
  const InstId masked = s.Select(is_cloud, amount, s.ConstNumber(0, Cny(0)));
  const InstId capped = s.Add(Op::Min, {masked, s.ConstNumber(1000, Cny(0))});
  const InstId pay = s.Round(capped, 100, 2, value::RoundingMode::HalfUp);
  s.stage().steps = {{"amount", {{}, 0, 9}, amount},
                     {"when", {{}, 10, 19}, masked},
                     {"capped at", {{}, 20, 29}, capped},
                     {"round", {{}, 30, 35}, pay}};
  s.stage().ledger.push_back({0, pay, std::nullopt});
  s.Finish();
}

TEST_F(ExplainTest, ClausesThatChangeNothingAreOneLine) {
  AddClausePay(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "123.00", "cloud", "-"});
  EXPECT_EQ(Text(Explained("commission", "r1", "2026-01")), R"(Commission, r1, 2026-01 = 12.00 CNY
└─ posted 2026-01-15 = 12.00 CNY  ← Deal d1, Deal.csv:2
   ├─ amount = 12.30 CNY
   │  ├─ Bookings = 123.00 CNY, share 100 % of 123.00 CNY  ← Deal d1, Deal.csv:2
   │  │  └─ 123.00 CNY × 1 = 123.00 CNY
   │  │     ├─ Deal.amount = 123.00 CNY  ← Deal d1, Deal.csv:2
   │  │     └─ condition [false] = 1
   │  │        ├─ both hold = false
   │  │        │  └─ is present = false
   │  │        │     └─ Deal.helper = absent  ← Deal d1, Deal.csv:2
   │  │        └─ 1
   │  └─ 10 %
   ├─ when = 12.30 CNY
   │  └─ cloud = cloud: true
   │     └─ Deal.product = cloud  ← Deal d1, Deal.csv:2
   ├─ capped at = 12.30 CNY
   └─ rounded: 12.30 CNY → 12.00 CNY
)");
}

TEST_F(ExplainTest, AZeroPayoutNamesTheClauseThatMadeItZero) {
  AddClausePay(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "123.00", "core", "-"});
  const std::string text = Text(Explained("commission", "r1", "2026-01", "d1"));
  EXPECT_NE(text.find("├─ when: 12.30 CNY → 0.00 CNY\n   │  └─ core = cloud: false\n"), std::string::npos)
      << text;
}

TEST_F(ExplainTest, InFullNothingIsLeftOut) {
  AddClausePay(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "123.00", "cloud", "-"});
  world_.RunModule();
  const PayoutKey key{"commission", "r1", std::nullopt, "d1"};
  Explainer explainer(*world_.program, world_.result);
  const trace::Trace trace = explainer.Explain(key);
  const std::string short_text = Text(trace);
  const std::string full_text = trace::RenderText(trace, {.detail = trace::Detail::Full});
  EXPECT_EQ(short_text.find("smaller of two"), std::string::npos);
  EXPECT_NE(full_text.find("smaller of two = 12.30 CNY"), std::string::npos) << full_text;
}

TEST_F(ExplainTest, ATreeIsCutAtItsLimitAndSaysSo) {
  AddLevelPay(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "80.00", "core", "-"});
  world_.RunModule();
  Explainer explainer(*world_.program, world_.result, {.max_nodes = 5});
  EXPECT_TRUE(explainer.Explain({"bonus", "r1", value::ParsePeriod("2026-01"), ""}).shortened);
}

TEST_F(ExplainTest, AFalsifiedLedgerIsNoticed) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "100.00", "core", "-"});
  world_.RunModule();
  world_.result.state->ledger[0].values.Set(0, {501});
  Explainer explainer(*world_.program, world_.result);
  EXPECT_FALSE(explainer.Explain({"commission", "r1", std::nullopt, "d1"}).reproduced);
}

TEST_F(ExplainTest, AValueCanBeExplainedWithoutAPayout) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "100.00", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-01-16", "50.00", "core", "-"});
  world_.RunModule();
  Explainer explainer(*world_.program, world_.result);
  const trace::Trace trace = explainer.ExplainValue(0, {"r1", "", value::ParsePeriod("2026-01")});
  EXPECT_EQ(trace.root.value.text, "7.50");
  EXPECT_EQ(trace.root.children.size(), 2U);
  EXPECT_TRUE(trace.reproduced);
}

TEST(ExplainPropertyTest, EveryPayoutOfARunIsReproduced) {
  for (unsigned seed = 0; seed < 10; ++seed) {
    OpWorld world;
    SourceWorld sales(world, nullptr);
    AddFlatCommission(world.module);
    AddLevelPay(world.module);
    RandomSales(seed, 40, 8).Give(sales);
    world.RunModule();
    Explainer explainer(*world.program, world.result);
    ASSERT_FALSE(world.result.outcome.ledger.empty());
    for (const eval::LedgerRow& row : world.result.outcome.ledger) {
      const ir::Component& component = world.module.components[static_cast<size_t>(row.component)];
      PayoutKey key{component.name,
                    world.result.outcome.participants[static_cast<size_t>(row.participant)],
                    {},
                    std::string(row.row_key)};
      if (row.period) key.period = value::ParsedPeriod{Granule::Month, *row.period};
      const trace::Trace trace = explainer.Explain(key);
      ASSERT_TRUE(trace.found && trace.reproduced) << seed << " " << key.participant;
      ASSERT_EQ(trace.root.children.size(), 1U);
      const trace::Quantity& value = trace.root.value;
      if (row.status == eval::PayoutStatus::Withheld) {
        ASSERT_EQ(value.text, ErrorCodeName(row.cause.code)) << seed;
      } else {
        ASSERT_EQ(value.text, value::DecimalToText(row.earned, 2)) << seed;
      }
    }
  }
}

}  // namespace
}  // namespace incent::interp
