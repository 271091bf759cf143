#include <gtest/gtest.h>

#include <random>

#include "compiler/interp/payouts.h"
#include "tests/unit/interp/random_sales.h"

namespace incent::interp {
namespace {

using eval::PayoutStatus;
using value::ErrorCode;

// "participant period row amount status[ cause]" of each ledger row.
Texts LedgerTexts(const RunResult& result) {
  Texts lines;
  for (const eval::LedgerRow& row : result.outcome.ledger) {
    const std::string period = row.period ? value::PeriodToText(result.outcome.pays, *row.period) : "-";
    std::string line = result.outcome.participants[static_cast<size_t>(row.participant)] + " " + period +
                       " " + std::string(row.row_key) + " " + value::DecimalToText(row.earned, 2) + " " +
                       std::string(PayoutStatusName(row.status));
    if (row.status == PayoutStatus::Withheld) {
      line += " " + std::string(ErrorCodeName(row.cause.code)) + " " +
              PlaceToText(*result.state, row.cause.place);
    }
    lines.push_back(line);
  }
  return lines;
}

class PayoutTest : public ::testing::Test {
 protected:
  PayoutTest() : sales_(world_, nullptr) {
    for (const char* rep : {"r2", "r1"}) sales_.Rep({rep, "-", "0", "-"});
  }
  Texts Ledger() {
    world_.RunModule();
    return LedgerTexts(world_.result);
  }
  Texts CommissionLedger() {
    AddFlatCommission(world_.module);
    return Ledger();
  }
  const eval::Outcome& outcome() const { return world_.result.outcome; }

  OpWorld world_;
  SourceWorld sales_;
};

TEST_F(PayoutTest, CorePaysFivePercentCloudPaysMoreOpenDealsPayNothing) {
  sales_.Deal({"d1", "r1", "2026-01-15", "120000", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-01-20", "80000.10", "cloud", "-"});
  sales_.Deal({"d3", "r2", "-", "50000", "cloud", "-"});
  EXPECT_EQ(CommissionLedger(), (Texts{"r1 2026-01 d1 6000.00 paid", "r1 2026-01 d2 5200.01 paid"}));
  EXPECT_TRUE(outcome().errors.empty());
  ASSERT_EQ(outcome().totals.size(), 1U);
  EXPECT_EQ(outcome().totals[0].num_paid, 2);
  EXPECT_EQ(outcome().totals[0].paid, 1120001);
  EXPECT_EQ(outcome().lines[0].num_rows, 2);
  EXPECT_EQ(value::DecimalToText(outcome().lines[0].amount, 4), "200000.1000");
}

TEST_F(PayoutTest, APayoutKnowsWhereItsRowStands) {
  sales_.Deal({"d1", "r1", "2026-01-15", "10", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-01-15", "10", "core", "-"});
  CommissionLedger();
  const eval::LedgerRow row = outcome().ledger[1];
  EXPECT_EQ(row.dataset, kDeal);
  EXPECT_EQ(row.row, 1);
  EXPECT_EQ(row.row_key, "d2");
  EXPECT_EQ(row.credit, value::ParseDate("2026-01-15"));
}

TEST_F(PayoutTest, ZeroWithoutACauseIsNotWritten) {
  sales_.Deal({"d1", "r1", "2026-01-15", "0", "core", "-"});
  EXPECT_TRUE(CommissionLedger().empty());
}

TEST_F(PayoutTest, ABadAmountWithholdsItsLines) {
  sales_.Deal({"d1", "r1", "2026-01-15", "!", "core", "r2"});
  sales_.Deal({"d2", "r1", "2026-01-16", "100", "core", "-"});
  EXPECT_EQ(CommissionLedger(), (Texts{"r1 2026-01 d1 0.00 withheld bad_cell d1", "r1 2026-01 d2 5.00 paid",
                                       "r2 2026-01 d1 0.00 withheld bad_cell d1"}));
  ASSERT_EQ(outcome().errors.size(), 1U);
  EXPECT_EQ(outcome().errors[0].definition, "bookings");
  EXPECT_EQ(outcome().errors[0].key, "d1");
  EXPECT_EQ(outcome().errors[0].num_places, 1);
  EXPECT_EQ(outcome().errors[0].num_withheld, 2);
}

// Adds a payout per month: 10 % of what was booked in the quarter to date.
void AddMonthly(ir::Module& module) {
  module.components.push_back({"bonus", "", Cny(3), 1, false});
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
  const InstId total = s.Add(Op::ScanSum, {s.Read(booked)}, PerGranule(Granule::Quarter));
  const InstId x = s.Add(Op::Mul, {total, s.ConstNumber(1, Type::Number(1))});
  const InstId pay = s.Round(x, 1, 3, value::RoundingMode::HalfUp);
  s.stage().ledger.push_back({static_cast<int>(module.components.size()) - 1, pay, std::nullopt});
  s.Finish();
}

TEST_F(PayoutTest, ABadDateWithholdsAllCellsOfItsParticipantOnly) {
  world_.module.effective_until = value::ParseDate("2026-02-28");
  AddMonthly(world_.module);
  sales_.Deal({"d1", "r1", "!", "100", "core", "-"});
  sales_.Deal({"d2", "r2", "2026-02-16", "100", "core", "-"});
  EXPECT_EQ(Ledger(), (Texts{"r1 2026-01  0.00 withheld bad_cell d1", "r1 2026-02  0.00 withheld bad_cell d1",
                             "r2 2026-02  100.00 paid"}));
  EXPECT_EQ(outcome().lines[0].num_in_error, 1);
}

TEST_F(PayoutTest, ABadDateWithholdsTheLineItself) {
  sales_.Deal({"d1", "r1", "!", "100", "core", "-"});
  EXPECT_EQ(CommissionLedger(), (Texts{"r1 - d1 0.00 withheld bad_cell d1"}));
}

TEST_F(PayoutTest, ABadRecipientWithholdsTheSumsOfEverybody) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "!", "2026-01-15", "100", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-01-16", "100", "core", "-"});
  StageBuilder& stage = sales_.On(kLinesDomain, StageClass::Merge);
  stage.stage().target = {ir::DomainKind::Periods, Granule::Quarter, ir::kNone};
  const OutputId company = sales_.Publish(stage.Add(Op::AggSum, {stage.Add(Op::LineAmount, {})}));
  StageBuilder& people = sales_.On(kLinesDomain, StageClass::Merge);
  people.stage().target = kPeople;
  const OutputId own = sales_.Publish(people.Add(Op::AggSum, {people.Add(Op::LineAmount, {})}));
  EXPECT_EQ(Ledger(), (Texts{"r1 2026-01 d2 5.00 paid"}));
  EXPECT_EQ(world_.Lanes(company), (Texts{"error bad_cell", "0.0000", "0.0000", "0.0000"}));
  EXPECT_EQ(world_.Lanes(own), (Texts{"error bad_cell", "error bad_cell"}));
  EXPECT_EQ(outcome().num_unplaced, 1);
  ASSERT_EQ(outcome().errors.size(), 1U);
  EXPECT_EQ(outcome().errors[0].num_withheld, 0);
}

TEST_F(PayoutTest, AHelperWhoCannotBeReadIsUnplacedAndWithholdsOnlyWhatReadsTheShare) {
  // Pays 5 for each line, without reading an amount.
  StageBuilder& stage = sales_.On(kLinesDomain);
  const InstId five = stage.ConstNumber(500, Cny(2));
  stage.stage().ledger.push_back({0, stage.Round(five, 1, 2, value::RoundingMode::HalfUp), std::nullopt});
  stage.Finish();
  sales_.Deal({"d1", "r1", "2026-01-15", "100", "core", "!"});
  sales_.Deal({"d2", "r1", "2026-01-16", "100", "core", "-"});
  // Whether d1 has a helper is unknown, and so is the rep's share; that r1 has a line is certain.
  EXPECT_EQ(Ledger(), (Texts{"r1 2026-01 d1 5.00 paid", "r1 2026-01 d2 5.00 paid"}));
  EXPECT_EQ(outcome().num_unplaced, 1);
}

TEST_F(PayoutTest, AnUndecidedConditionWithholdsItsLineWhateverThatPays) {
  // Lines only of "core" deals; each pays 5, without reading anything of the row.
  ir::Module module = SalesModule();
  {
    StageBuilder s(module, "bookings", StageClass::Map, kDeals);
    s.At(0, {});
    s.stage().target = kLinesDomain;
    Type product = Type::Of(types::Kind::OneOf);
    product.dataset = kDeal;
    product.field = kDealProduct;
    const InstId won = s.AddTyped(Op::Col, {}, FieldAt(kDeal, kDealWon), Type::Date().Optional());
    const InstId sold = s.AddTyped(Op::Col, {}, FieldAt(kDeal, kDealProduct), product);
    const InstId is_core = s.Add(Op::CmpEq, {sold, s.ConstText("core", product)});
    const InstId when = s.Add(Op::And, {s.Add(Op::Present, {won}), is_core});
    const InstId rep = s.AddTyped(Op::Col, {}, FieldAt(kDeal, kDealRep), Type::Ref(kRep));
    const InstId one = s.ConstNumber(100, Type::Number(2));
    const InstId nothing = s.ConstNumber(0, Cny(4));
    s.stage().emits.push_back({when, rep, s.Add(Op::Unwrap, {won, when}), one, nothing, nothing});
    s.Finish();
  }
  StageBuilder s(module, "commission", StageClass::Map, kLinesDomain);
  s.At(1, {});
  s.stage().ledger.push_back(
      {0, s.Round(s.ConstNumber(500, Cny(2)), 1, 2, value::RoundingMode::HalfUp), std::nullopt});
  s.Finish();
  world_.module = module;
  sales_.Deal({"d1", "r1", "2026-01-15", "100", "!", "-"});
  sales_.Deal({"d2", "r1", "2026-01-16", "100", "core", "-"});
  sales_.Deal({"d3", "r1", "2026-01-17", "100", "cloud", "-"});
  EXPECT_EQ(Ledger(), (Texts{"r1 2026-01 d1 0.00 withheld bad_cell d1", "r1 2026-01 d2 5.00 paid"}));
}

TEST_F(PayoutTest, AHeldPayoutHasNoPostingDateYet) {
  StageBuilder& stage = sales_.On(kLinesDomain);
  const InstId amount = stage.Add(Op::LineAmount, {});
  const InstId pay = stage.Round(amount, 1, 2, value::RoundingMode::HalfUp);
  ir::Attributes later;
  later.count = 1;
  const InstId is_big = stage.Add(Op::CmpGt, {amount, stage.ConstNumber(50, Cny(0))});
  const InstId date = stage.Select(is_big, stage.Add(Op::DateAdd, {stage.Add(Op::LineDate, {})}, later),
                                   stage.ConstNull(Type::Date()));
  stage.stage().ledger.push_back({0, pay, date});
  stage.Finish();
  sales_.Deal({"d1", "r1", "2026-01-15", "10", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-01-16", "100", "core", "-"});
  EXPECT_EQ(Ledger(), (Texts{"r1 2026-02 d2 100.00 paid", "r1 - d1 10.00 held"}));
  EXPECT_EQ(outcome().ledger[1].paid, 0);
  EXPECT_EQ(outcome().ledger[1].balance, 1000);
}

TEST_F(PayoutTest, AFailedCheckWithholdsItsComponentsAtThatRow) {
  AddFlatCommission(world_.module);
  StageBuilder& stage = sales_.On(kMonths);
  const InstId month = stage.Add(Op::PeriodStart, {}, PerGranule(Granule::Month));
  const InstId holds = stage.Add(Op::CmpGe, {month, stage.ConstDate(*value::ParseDate("2026-02-01"))});
  stage.stage().checks.push_back({1, holds, {0}});
  stage.Finish();
  sales_.Deal({"d1", "r1", "2026-01-15", "100", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-02-15", "100", "core", "-"});
  EXPECT_EQ(Ledger(),
            (Texts{"r1 2026-01 d1 0.00 withheld assert_failed r1 2026-01", "r1 2026-02 d2 5.00 paid"}));
}

TEST_F(PayoutTest, OnlyTheEligibleArePaid) {
  StageBuilder& people = sales_.On(kPeople);
  const InstId left = people.AddTyped(Op::Field, {}, FieldAt(kRep, kRepLeft), Type::Date().Optional());
  world_.module.eligible = sales_.Publish(people.Add(Op::Absent, {left}));
  sales_.Rep({"r3", "-", "0", "2025-12-31"});
  sales_.Rep({"r4", "-", "0", "!"});
  sales_.Deal({"d1", "r3", "2026-01-15", "100", "core", "-"});
  sales_.Deal({"d2", "r4", "2026-01-15", "100", "core", "-"});
  sales_.Deal({"d3", "r1", "2026-01-15", "100", "core", "-"});
  EXPECT_EQ(CommissionLedger(),
            (Texts{"r1 2026-01 d3 5.00 paid", "r4 2026-01 d2 0.00 withheld bad_cell r4"}));
}

TEST_F(PayoutTest, PartsThatDoNotSumToTheirWholeAreAFaultOfTheProgram) {
  ir::Emit& emit = world_.module.stages[0].emits[1];
  emit.amount = world_.module.stages[0].emits[0].amount;
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "100", "core", "r2"});
  world_.program.emplace(world_.module);
  world_.result = interp::Run(*world_.program, world_.input);
  ASSERT_EQ(outcome().broken.size(), 1U);
  EXPECT_EQ(PlaceToText(*world_.result.state, outcome().broken[0].place), "d1");
}

TEST_F(PayoutTest, AnOpenPlanEndsWithItsLatestLine) {
  world_.module.effective_until = std::nullopt;
  AddMonthly(world_.module);
  sales_.Deal({"d1", "r1", "2026-02-16", "100", "core", "-"});
  sales_.Deal({"d2", "r1", "2026-04-16", "10", "core", "-"});
  EXPECT_EQ(Ledger(),
            (Texts{"r1 2026-02  100.00 paid", "r1 2026-03  100.00 paid", "r1 2026-04  10.00 paid"}));
}

TEST_F(PayoutTest, ACancelledRunGivesNothing) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "100", "core", "-"});
  const Program program(world_.module);
  eval::Stop stop;
  stop.Request();
  eval::RunOptions options;
  options.stop = &stop;
  const RunResult result = interp::Run(program, world_.input, options);
  EXPECT_TRUE(result.outcome.cancelled);
  EXPECT_TRUE(result.outcome.ledger.empty());
}

TEST_F(PayoutTest, ARunThatIsLateGivesNothing) {
  AddFlatCommission(world_.module);
  sales_.Deal({"d1", "r1", "2026-01-15", "100", "core", "-"});
  const Program program(world_.module);
  const eval::Stop late(eval::Stop::Clock::time_point::min());
  const eval::Stop early(eval::Stop::Clock::time_point::max());
  eval::RunOptions options;
  options.stop = &late;
  EXPECT_TRUE(interp::Run(program, world_.input, options).outcome.cancelled);
  options.stop = &early;
  EXPECT_FALSE(interp::Run(program, world_.input, options).outcome.cancelled);
}

TEST_F(PayoutTest, TheEstimateOfMemoryCoversWhatIsHeld) {
  AddFlatCommission(world_.module);
  AddMonthly(world_.module);
  for (int k = 0; k < 2000; ++k)
    sales_.Deal({"d" + std::to_string(k), "r1", "2026-01-15", "10", "core", "r2"});
  world_.RunModule();
  EXPECT_GT(EstimateMemory(*world_.program, world_.input), outcome().memory_bytes);
}

TEST_F(PayoutTest, ProgressEndsWithTheLastStage) {
  AddFlatCommission(world_.module);
  const Program program(world_.module);
  eval::Progress last;
  eval::RunOptions options;
  options.progress = [&](const eval::Progress& progress) { last = progress; };
  const RunResult result = interp::Run(program, world_.input, options);
  EXPECT_EQ(last.stage, 2);
  EXPECT_EQ(last.num_stages, 2);
}

// --- the order of rows ---

// A random input, as rows that can be given in any order.
void GiveShuffled(SourceWorld& sales, RandomSales random, unsigned order) {
  std::mt19937 shuffle(order);
  std::shuffle(random.deals.begin(), random.deals.end(), shuffle);
  random.Give(sales);
}

TEST(RowOrderTest, NeitherLedgerNorErrorsDependOnIt) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    Texts first;
    for (unsigned order = 0; order < 3; ++order) {
      OpWorld world;
      SourceWorld sales(world, nullptr);
      AddFlatCommission(world.module);
      AddMonthly(world.module);
      GiveShuffled(sales, RandomSales(seed, 40, 10), order);
      world.RunModule();
      Texts ledger = LedgerTexts(world.result);
      for (const eval::RunError& error : world.result.outcome.errors) {
        ledger.push_back(error.definition + " " + error.key + " " + std::to_string(error.num_places));
      }
      if (order == 0) first = ledger;
      ASSERT_FALSE(ledger.empty());
      ASSERT_EQ(ledger, first) << seed;
    }
  }
}

TEST(RowOrderTest, OfSeveralErrorsTheSmallestKeyIsReported) {
  for (unsigned order = 0; order < 6; ++order) {
    OpWorld world;
    SourceWorld sales(world, nullptr);
    AddMonthly(world.module);
    sales.Rep({"r1", "-", "0", "-"});
    Texts keys{"d2", "d10", "d3"};
    std::sort(keys.begin(), keys.end());
    for (unsigned k = 0; k < order; ++k) std::next_permutation(keys.begin(), keys.end());
    for (const std::string& key : keys) sales.Deal({key, "r1", "2026-01-15", "!", "core", "-"});
    world.RunModule();
    EXPECT_EQ(LedgerTexts(world.result).front(), "r1 2026-01  0.00 withheld bad_cell d10");
  }
}

}  // namespace
}  // namespace incent::interp
