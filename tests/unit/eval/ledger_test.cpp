#include "runtime/eval/ledger.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace incent::eval {
namespace {

constexpr int kDeal = 0;

// A ledger over one dataset, whose rows have the keys c, a, b, a.
class LedgerTest : public testing::Test {
 protected:
  LedgerTest() {
    input_.tables.resize(1);
    column::Table& deals = input_.tables[kDeal];
    for (const char* key : {"c", "a", "b", "a"}) deals.AppendKey(key);
    deals.num_rows = 4;
    deals.lines = {2, 3, 4, 5};
    deals.file_names = {"deals.csv"};
  }

  static LedgerRow Row(int component, int participant, std::optional<int> posting, int row, int earned = 1) {
    LedgerRow payout;
    payout.component = component;
    payout.participant = participant;
    payout.posting = posting;
    payout.credit = posting;
    payout.dataset = kDeal;
    payout.row = row;
    payout.earned = earned;
    payout.status = posting ? PayoutStatus::Paid : PayoutStatus::Held;
    return payout;
  }
  static LedgerRow Withheld(LedgerRow payout, value::ErrorCode code) {
    payout.status = PayoutStatus::Withheld;
    payout.cause.code = code;
    return payout;
  }
  // A part with these rows' amounts, all of component 0 and by line.
  static LedgerPart Part(std::vector<int32_t> participants, std::vector<value::Day> days,
                         std::vector<int32_t> rows, std::vector<int64_t> amounts) {
    LedgerPart part;
    part.component = 0;
    part.dataset = kDeal;
    part.participants = std::move(participants);
    part.credit = std::move(days);
    part.rows = std::move(rows);
    part.amounts = LaneColumn(amounts);
    return part;
  }
  Ledger Made(const std::vector<LedgerRow>& rows) const {
    Ledger ledger(input_, value::Granule::Month);
    for (const LedgerRow& row : rows) ledger.Append(row);
    ledger.Sort();
    return ledger;
  }
  Ledger Joined(std::vector<LedgerPart> parts) const {
    Ledger ledger(input_, value::Granule::Month);
    for (LedgerPart& part : parts) ledger.Add(std::move(part));
    ledger.Sort();
    return ledger;
  }
  // "component participant posting key earned status", one for each row.
  static std::vector<std::string> Texts(const Ledger& ledger) {
    std::vector<std::string> texts;
    for (const LedgerRow& row : ledger) {
      texts.push_back(std::to_string(row.component) + " " + std::to_string(row.participant) + " " +
                      (row.posting ? std::to_string(*row.posting) : "-") + " " + std::string(row.row_key) +
                      " " + std::to_string(static_cast<int64_t>(row.earned)) + " " +
                      std::string(PayoutStatusName(row.status)));
    }
    return texts;
  }
  using Strings = std::vector<std::string>;

  column::InputData input_;
};

TEST_F(LedgerTest, OrderIsComponentParticipantDateAndKey) {
  std::vector<LedgerRow> rows = {
      Row(0, 0, 5, 1),  Row(0, 0, 5, 2), Row(0, 0, 5, 0), Row(0, 0, 6, 1),
      Row(0, 0, {}, 2), Row(0, 1, 5, 1), Row(1, 0, 5, 1),
  };
  const Strings sorted = {"0 0 5 a 1 paid", "0 0 5 b 1 paid", "0 0 5 c 1 paid", "0 0 6 a 1 paid",
                          "0 0 - b 1 held", "0 1 5 a 1 paid", "1 0 5 a 1 paid"};
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    ASSERT_EQ(Texts(Made(rows)), sorted);
    std::shuffle(rows.begin(), rows.end(), random);
  }
}

TEST_F(LedgerTest, DatesMayLieFarApart) {
  const Strings sorted = {"0 0 -25567 a 1 paid", "0 0 -25567 c 1 paid", "0 0 84005 b 1 paid",
                          "0 0 - b 1 held"};
  EXPECT_EQ(Texts(Made({Row(0, 0, value::kLastDay, 2), Row(0, 0, {}, 2), Row(0, 0, value::kFirstDay, 0),
                        Row(0, 0, value::kFirstDay, 1)})),
            sorted);
}

TEST_F(LedgerTest, TheCreditDateDecidesBeforeTheKeyAndNoneComesLast) {
  LedgerRow early = Row(0, 0, 9, 0);
  early.credit = 3;
  LedgerRow undated = Row(0, 0, 9, 1);
  undated.credit.reset();
  EXPECT_EQ(Texts(Made({undated, Row(0, 0, 9, 2), early})),
            (Strings{"0 0 9 c 1 paid", "0 0 9 b 1 paid", "0 0 9 a 1 paid"}));
}

TEST_F(LedgerTest, RowsOfOneKeyAreOrderedByEarnerStatusAndAmount) {
  LedgerRow helper = Row(0, 0, 5, 1, 1);
  helper.earned_by = 7;
  const LedgerRow withheld = Withheld(Row(0, 0, 5, 1, 0), value::ErrorCode::BadCell);
  const Ledger ledger = Made({helper, withheld, Row(0, 0, 5, 1, 9), Row(0, 0, 5, 3, 8)});
  EXPECT_EQ(Texts(ledger),
            (Strings{"0 0 5 a 8 paid", "0 0 5 a 9 paid", "0 0 5 a 0 withheld", "0 0 5 a 1 paid"}));
  EXPECT_EQ(ledger[0].row, 3);
  EXPECT_EQ(ledger[3].earned_by, 7);
}

TEST_F(LedgerTest, ARowKnowsWhereItStandsInTheInput) {
  const LedgerRow row = Made({Row(0, 0, 40, 2)})[0];
  EXPECT_EQ(row.row_key, "b");
  EXPECT_EQ(row.period, value::PeriodOf(value::Granule::Month, 40));
}

TEST_F(LedgerTest, AHeldPayoutIsEarnedButNotPaid) {
  const LedgerRow row = Made({Row(0, 0, {}, 2, 7)})[0];
  EXPECT_EQ(row.status, PayoutStatus::Held);
  EXPECT_EQ(row.earned, 7);
  EXPECT_EQ(row.paid, 0);
  EXPECT_EQ(row.balance, 7);
  EXPECT_FALSE(row.period);
}

TEST_F(LedgerTest, AWithheldPayoutHasACauseUnlessItsAmountIsAbsent) {
  const Ledger ledger = Made({Withheld(Row(0, 0, 5, 1), value::ErrorCode::BadCell),
                              Withheld(Row(0, 0, 5, 2), value::ErrorCode::Overflow),
                              Withheld(Row(0, 0, {}, 0), value::ErrorCode::None)});
  EXPECT_EQ(ledger[0].cause.code, value::ErrorCode::BadCell);
  EXPECT_EQ(ledger[1].cause.code, value::ErrorCode::Overflow);
  EXPECT_EQ(ledger[2].cause.code, value::ErrorCode::None);
  EXPECT_EQ(ledger[2].status, PayoutStatus::Withheld);
  EXPECT_EQ(ledger[0].earned, 0);
}

TEST_F(LedgerTest, PartsOfAComponentAreMerged) {
  const LedgerPart first = Part({0, 0, 2}, {5, 9, 5}, {1, 2, 0}, {10, 11, 12});
  const LedgerPart second = Part({0, 1}, {7, 5}, {2, 1}, {20, 21});
  const Strings merged = {"0 0 5 a 10 paid", "0 0 7 b 20 paid", "0 0 9 b 11 paid", "0 1 5 a 21 paid",
                          "0 2 5 c 12 paid"};
  EXPECT_EQ(Texts(Joined({first, second})), merged);
  EXPECT_EQ(Texts(Joined({second, first})), merged);
}

TEST_F(LedgerTest, PiecesThatFollowEachOtherTakeNoMemoryForTheirOrder) {
  const auto piece = [](int32_t participant) {
    return Part({participant, participant}, {5, 6}, {1, 2}, {1, 2});
  };
  const Ledger in_order = Joined({piece(0), piece(1), piece(2)});
  const Ledger out_of_order = Joined({piece(0), piece(2), piece(1)});
  EXPECT_EQ(Texts(in_order), Texts(out_of_order));
  EXPECT_EQ(out_of_order.MemoryBytes() - in_order.MemoryBytes(), 6 * sizeof(uint32_t));
}

TEST_F(LedgerTest, WhereRowsFollowKeysTheRowDecides) {
  input_.tables[kDeal] = {};
  for (const char* key : {"a", "b", "c"}) input_.tables[kDeal].AppendKey(key);
  LedgerPart part = Part({0, 0, 0}, {5, 5, 5}, {2, 0, 1}, {1, 2, 3});
  const Strings by_keys = Texts(Joined({part}));
  part.rows_follow_keys = true;
  EXPECT_EQ(Texts(Joined({part})), by_keys);
  EXPECT_EQ(by_keys[0], "0 0 5 a 2 paid");
}

TEST_F(LedgerTest, AnAmountMayNeedMoreThanSixtyFourBits) {
  LedgerRow wide = Row(0, 1, 5, 1);
  wide.earned = value::kMaxMantissa;
  const Ledger ledger = Made({wide, Row(0, 0, 5, 1, 3), Row(0, 2, 5, 1, 4)});
  EXPECT_EQ(ledger[0].earned, 3);
  EXPECT_EQ(ledger[1].paid, value::kMaxMantissa);
  EXPECT_EQ(ledger[2].earned, 4);
}

TEST_F(LedgerTest, APayoutWithoutAParticipantComesFirst) {
  EXPECT_EQ(Texts(Made({Row(0, 1, 5, 1), Row(0, -1, 5, 1)})), (Strings{"0 -1 5 a 1 paid", "0 1 5 a 1 paid"}));
}

TEST_F(LedgerTest, TheRowsOfAParticipantAreFoundWhateverTheOrderOfParts) {
  const Ledger ledger =
      Made({Row(1, 0, 5, 1), Row(0, 2, 5, 1), Row(0, 1, 6, 1), Row(0, 1, 5, 1), Row(0, 0, 5, 1)});
  const Ledger::Range range = ledger.RowsOf(0, 1);
  EXPECT_EQ(range.begin, 1U);
  EXPECT_EQ(range.end, 3U);
  const Ledger::Range nobody = ledger.RowsOf(1, 1);
  EXPECT_EQ(nobody.begin, nobody.end);
  const Ledger::Range nothing = ledger.RowsOf(2, 0);
  EXPECT_EQ(nothing.begin, nothing.end);
}

TEST_F(LedgerTest, ALedgerOfNothingIsEmpty) {
  EXPECT_TRUE(Ledger().empty());
  const Ledger ledger = Made({});
  EXPECT_EQ(ledger.size(), 0U);
  EXPECT_TRUE(ledger.begin() == ledger.end());
}

TEST_F(LedgerTest, TotalsAreByComponentAndStatus) {
  const auto totals = TotalLedger(Made({Row(0, 0, 1, 1, 5), Row(1, 0, {}, 1, 7), Row(1, 1, 1, 1, -3),
                                        Withheld(Row(1, 0, 1, 2), value::ErrorCode::BadCell)}),
                                  2);
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

TEST_F(LedgerTest, ATotalBeyondThirtyEightDigitsIsMarked) {
  std::vector<LedgerRow> rows = {Row(0, 0, 1, 1), Row(0, 0, 1, 2)};
  for (LedgerRow& row : rows) row.earned = value::kMaxMantissa;
  const auto totals = TotalLedger(Made(rows), 1);
  EXPECT_TRUE(totals[0].overflow);
  EXPECT_EQ(totals[0].paid, 0);
}

TEST(PayoutStatusTest, StatusesHaveStableNames) {
  EXPECT_EQ(PayoutStatusName(PayoutStatus::Paid), "paid");
  EXPECT_EQ(PayoutStatusName(PayoutStatus::Held), "held");
  EXPECT_EQ(PayoutStatusName(PayoutStatus::Withheld), "withheld");
}

}  // namespace
}  // namespace incent::eval
