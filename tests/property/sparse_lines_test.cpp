#include <gtest/gtest.h>

#include "tests/property/payroll.h"

namespace incent::property {
namespace {

// `increase` is swept over the rows themselves. The stage after it divides, which is not swept, and needs
// lines that have been made.
constexpr const char* kPlan = R"(incent 1.0

data Rep { key id : text }
data Deal { key id : text   rep : Rep   closed_on : date   amount : money CNY (0 .. 1M) }

plan sparse "Sparse" for Rep {
  effective 2026-01-01 until 2026-12-31
  currency CNY
  pays     monthly
  round    0.01 CNY half up

  credit bookings from Deal { to Deal.rep  on Deal.closed_on  amount Deal.amount }
  tiers ladder marginal { from 0 CNY : 2%   from 3_000 CNY : 5% }
  let increase per bookings { apply ladder(bookings over year to date) }
  let month_total = increase over month
  let part per bookings = if month_total > 0 CNY then increase * (increase / month_total) else 0 CNY
  pay payout monthly { amount part over month }
  pay yearly_sum monthly { amount (part over year to date) * 1% }
}
)";

// Few lines for many people and days: were they made first, they would stand in canonical order.
TEST(SparseLinesTest, LinesMadeLateStandAsSweepsBeforeHaveSeenThem) {
  constexpr int kReps = 250;
  constexpr int kDeals = 700;
  Random random(11);
  Files files;
  std::string& reps = files.texts["Rep.csv"] = "id\n";
  std::string& deals = files.texts["Deal.csv"] = "id,rep,closed_on,amount\n";
  const auto key = [](const char* letter, int64_t number) {
    return letter + std::to_string(10'000 + number);
  };
  for (int rep = 0; rep < kReps; ++rep) reps += key("r", rep) + "\n";
  constexpr value::Day kFirstDay = 20454;  // 2026-01-01
  for (int deal = 0; deal < kDeals; ++deal) {
    const value::Day day = kFirstDay + static_cast<value::Day>(random.Below(365));
    deals += key("d", deal) + "," + key("r", random.Below(kReps)) + "," + value::DateToText(day) + "," +
             std::to_string(random.Below(9'000)) + ".17\n";
  }
  const Payroll payroll(kPlan);
  ASSERT_EQ(payroll.problem(), "");
  const Paid paid = payroll.Pay(files);
  EXPECT_EQ(paid.problem, "");
  EXPECT_GT(paid.ledger.size(), 600U);
  EXPECT_EQ(payroll.DifferenceInJit(files), "");
}

}  // namespace
}  // namespace incent::property
