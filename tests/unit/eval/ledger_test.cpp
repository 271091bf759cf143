#include "runtime/eval/ledger.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace incent::eval {
namespace {

LedgerRow Row(int component, int participant, std::optional<int> period, std::optional<int> posting,
              std::string key, int64_t earned = 1) {
  LedgerRow row;
  row.component = component;
  row.participant = participant;
  row.period = period;
  row.posting = posting;
  row.row_key = std::move(key);
  row.earned = row.paid = earned;
  return row;
}

TEST(LedgerTest, OrderIsComponentParticipantPeriodDateAndKey) {
  const std::vector<LedgerRow> sorted = {
      Row(0, 0, 1, 5, "a"),  Row(0, 0, 1, 5, "b"), Row(0, 0, 1, 6, "a"), Row(0, 0, 2, 3, "a"),
      Row(0, 0, {}, {}, ""), Row(0, 1, 1, 5, "a"), Row(1, 0, 1, 5, "a"),
  };
  std::vector<LedgerRow> ledger = sorted;
  do {
    std::vector<LedgerRow> shuffled = ledger;
    SortLedger(shuffled);
    ASSERT_EQ(shuffled, sorted);
  } while (std::next_permutation(ledger.begin(), ledger.end(), [](const LedgerRow& a, const LedgerRow& b) {
    return std::tie(a.component, a.participant, a.period, a.posting, a.row_key) <
           std::tie(b.component, b.participant, b.period, b.posting, b.row_key);
  }));
}

TEST(LedgerTest, TotalsAreByComponentAndStatus) {
  LedgerRow held = Row(1, 0, 1, {}, "a", 7);
  held.status = PayoutStatus::Held;
  held.paid = 0;
  held.balance = 7;
  LedgerRow withheld = Row(1, 0, 1, 1, "b", 0);
  withheld.status = PayoutStatus::Withheld;
  const auto totals = TotalLedger({Row(0, 0, 1, 1, "a", 5), held, withheld, Row(1, 1, 1, 1, "a", -3)}, 2);
  EXPECT_EQ(totals[0].num_paid, 1);
  EXPECT_EQ(totals[0].paid, 5);
  EXPECT_EQ(totals[1].num_paid, 1);
  EXPECT_EQ(totals[1].num_held, 1);
  EXPECT_EQ(totals[1].num_withheld, 1);
  EXPECT_EQ(totals[1].earned, 4);
  EXPECT_EQ(totals[1].paid, -3);
  EXPECT_EQ(totals[1].balance, 7);
  EXPECT_FALSE(totals[1].overflow);
}

TEST(LedgerTest, ATotalBeyondThirtyEightDigitsIsMarked) {
  std::vector<LedgerRow> ledger = {Row(0, 0, 1, 1, "a"), Row(0, 0, 1, 1, "b")};
  for (LedgerRow& row : ledger) row.earned = row.paid = value::kMaxMantissa;
  const auto totals = TotalLedger(ledger, 1);
  EXPECT_TRUE(totals[0].overflow);
  EXPECT_EQ(totals[0].paid, 0);
}

TEST(LedgerTest, StatusesHaveStableNames) {
  EXPECT_EQ(PayoutStatusName(PayoutStatus::Paid), "paid");
  EXPECT_EQ(PayoutStatusName(PayoutStatus::Held), "held");
  EXPECT_EQ(PayoutStatusName(PayoutStatus::Withheld), "withheld");
}

}  // namespace
}  // namespace incent::eval
