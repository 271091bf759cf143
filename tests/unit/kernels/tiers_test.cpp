#include "runtime/kernels/tiers.h"

#include <gtest/gtest.h>

namespace incent::kernels {
namespace {

// Bounds in cents, rates at scale 2: 0 -> 5 %, 1,000 -> 8 %, 2,000 -> 12 %.
const std::vector<TierRow> kLadder = {{0, 5}, {100000, 8}, {200000, 12}};

// A table that owns its rows.
struct Table {
  explicit Table(std::vector<TierRow> r, int bounds = 2, int values = 2)
      : rows(std::move(r)), bound_scale(bounds), value_scale(values) {}
  operator TierTable() const { return {rows, bound_scale, value_scale}; }  // NOLINT: a view of it

  std::vector<TierRow> rows;
  int bound_scale;
  int value_scale;
};

Int128 Marginal(const TierTable& table, Int128 x) {
  Int128 out = 0;
  EXPECT_EQ(MarginalTotal(table, x, &out), ErrorCode::None);
  return out;
}

std::string Interpolated(const TierTable& table, Int128 x) {
  Int128 out = 0;
  return InterpolatedValue(table, x, &out) == ErrorCode::None ? value::DecimalToShortText(out, 18)
                                                              : "overflow";
}

Int128 Portion(const TierTable& table, Int128 x, int number) {
  Int128 out = 0;
  EXPECT_EQ(TierPortion(table, x, number, &out), ErrorCode::None);
  return out;
}

TEST(TiersTest, MarginalPaysEachPartOfXAtItsOwnRate) {
  const Table table(kLadder);
  EXPECT_EQ(Marginal(table, 50000), 50000 * 5);
  EXPECT_EQ(Marginal(table, 100000), 100000 * 5);
  EXPECT_EQ(Marginal(table, 100001), 100000 * 5 + 8);
  EXPECT_EQ(Marginal(table, 250000), 100000 * 5 + 100000 * 8 + 50000 * 12);
  EXPECT_EQ(Marginal(table, 0), 0);
}

TEST(TiersTest, TheFirstRowOfAMarginalTableGoesOnBelowZero) {
  EXPECT_EQ(Marginal(Table(kLadder), -30000), -30000 * 5);
  // `below 1,000 : 5 %`: the bound of the first row says nothing.
  EXPECT_EQ(Marginal(Table({{100000, 5}, {100000, 8}}), 40000), 40000 * 5);
  EXPECT_EQ(Marginal(Table({{100000, 5}, {100000, 8}}), 110000), 100000 * 5 + 10000 * 8);
  EXPECT_EQ(Marginal(Table({{0, 5}}), -7), -35);
}

TEST(TiersTest, MarginalRoundsOnceHalfEvenBeyondScaleEighteen) {
  // Scales 10 + 9: one digit is dropped. 3 * 1 + 2 * 1 = 5 -> 0.5 -> 0; with x = 6 and rates 1, 4: 15 -> 2.
  EXPECT_EQ(Marginal(Table({{0, 1}, {3, 1}}, 10, 9), 5), 0);
  EXPECT_EQ(Marginal(Table({{0, 1}, {3, 4}}, 10, 9), 6), 2);
  EXPECT_EQ(Marginal(Table({{0, 1}, {3, 4}}, 10, 8), 6), 15);
}

TEST(TiersTest, MarginalOverflowsOnlyOnItsTotal) {
  Int128 out = 7;
  const Int128 huge = value::kMaxMantissa;
  EXPECT_EQ(MarginalTotal(Table({{0, huge}, {huge - 1, -huge + 2}}, 0, 0), huge, &out), ErrorCode::Overflow);
  EXPECT_EQ(out, 7);
  // The parts are 10^74 and -10^74 and cancel.
  const Int128 wide = value::PowerOfTen(37);
  ASSERT_EQ(MarginalTotal(Table({{0, wide}, {wide, -wide}}, 0, 0), 2 * wide, &out), ErrorCode::None);
  EXPECT_EQ(out, 0);
  // A part wider than a signed number: from -10^38 + 1 to 10^38 - 1.
  ASSERT_EQ(MarginalTotal(Table({{0, 0}, {-huge, 0}}, 0, 0), huge, &out), ErrorCode::None);
  EXPECT_EQ(out, 0);
  EXPECT_EQ(MarginalTotal(Table({{0, 0}, {-huge, 1}}, 0, 0), huge, &out), ErrorCode::Overflow);
  ASSERT_EQ(MarginalTotal(Table({{0, 1}, {-huge, 1}}, 0, 0), huge, &out), ErrorCode::None);
  EXPECT_EQ(out, huge);
}

TEST(TiersTest, FromIncludesTheBoundAndAboveDoesNot) {
  const Table from({{0, 5}, {100000, 8}});
  EXPECT_EQ(RetroactiveValue(from, 99999), 5);
  EXPECT_EQ(RetroactiveValue(from, 100000), 8);
  EXPECT_EQ(RetroactiveValue(from, -1), 5);
  const Table above({{0, 5}, {100000, 8, true}});
  EXPECT_EQ(RetroactiveValue(above, 100000), 5);
  EXPECT_EQ(RetroactiveValue(above, 100001), 8);
}

TEST(TiersTest, APointTierHoldsExactlyItsBound) {
  const Table table({{0, 1}, {100, 2}, {100, 3, true}});
  EXPECT_EQ(RetroactiveRow(table, 99), 0U);
  EXPECT_EQ(RetroactiveRow(table, 100), 1U);
  EXPECT_EQ(RetroactiveRow(table, 101), 2U);
}

TEST(TiersTest, XBelowTheFirstBoundTakesTheFirstRow) {
  EXPECT_EQ(RetroactiveValue(Table({{80, 0}, {80, 50}}), 79), 0);
  EXPECT_EQ(RetroactiveValue(Table({{80, 0}, {80, 50}}), 80), 50);
  EXPECT_EQ(Interpolated(Table({{80, 7}, {80, 50}}), 79), "0.07");
  EXPECT_EQ(Interpolated(Table({{80, 7}, {100, 50}}), 79), "0.07");
}

TEST(TiersTest, InterpolationIsLinearBetweenKnotsAndConstantAfterTheLast) {
  // below 80 % : 0 %, from 80 % : 50 %, from 100 % : 100 %, from 150 % : 200 %
  const Table curve({{80, 0}, {80, 50}, {100, 100}, {150, 200}});
  EXPECT_EQ(Interpolated(curve, 79), "0");
  EXPECT_EQ(Interpolated(curve, 80), "0.5");
  EXPECT_EQ(Interpolated(curve, 90), "0.75");
  EXPECT_EQ(Interpolated(curve, 100), "1");
  EXPECT_EQ(Interpolated(curve, 101), "1.02");
  EXPECT_EQ(Interpolated(curve, 150), "2");
  EXPECT_EQ(Interpolated(curve, 999), "2");
}

TEST(TiersTest, TheQuotientOfInterpolationIsTruncatedAtEighteenDigits) {
  EXPECT_EQ(Interpolated(Table({{0, 0}, {3, 1}}, 0, 0), 1), "0.333333333333333333");
  EXPECT_EQ(Interpolated(Table({{0, 0}, {3, 2}}, 0, 0), 1), "0.666666666666666666");
  // Falling: 1 - trunc(1/3), not trunc(2/3).
  EXPECT_EQ(Interpolated(Table({{0, 1}, {3, 0}}, 0, 0), 1), "0.666666666666666667");
}

TEST(TiersTest, InterpolationOverflowsOnlyOnItsResult) {
  const Int128 limit = value::PowerOfTen(20) - 1;  // at scale 18 the largest whole number
  EXPECT_EQ(Interpolated(Table({{0, limit}, {1, 0}}, 0, 0), 0), value::DecimalToText(limit, 0));
  EXPECT_EQ(Interpolated(Table({{0, limit + 1}, {1, 0}}, 0, 0), 0), "overflow");
  EXPECT_EQ(Interpolated(Table({{-value::kMaxMantissa, -value::kMaxMantissa},
                                {value::kMaxMantissa, value::kMaxMantissa}},
                               18, 18),
                         0),
            "0");
}

TEST(TiersTest, AddingUpPaysWholeBandsAndAShareOfTheLast) {
  // A published example: 0 to 1,000 gives 10, to 3,000 gives 40, to 8,000 gives 100, to 20,000 gives 2,000.
  const std::vector<TierRow> rows = {{0, 10}, {1000, 40}, {3000, 100}, {8000, 2000}, {20000, 0}};
  std::vector<TierRow> knots;
  ASSERT_EQ(AddingUpKnots(rows, &knots), ErrorCode::None);
  const Table table(knots, 0, 0);
  EXPECT_EQ(Interpolated(table, 200), "2");
  EXPECT_EQ(Interpolated(table, 300), "3");
  EXPECT_EQ(Interpolated(table, 1500), "20");
  EXPECT_EQ(Interpolated(table, 1200), "14");
  EXPECT_EQ(Interpolated(table, 2000), "30");
  EXPECT_EQ(Interpolated(table, 4500), "80");
  EXPECT_EQ(Interpolated(table, 20000), "2150");
  EXPECT_EQ(Interpolated(table, 99999), "2150");
  EXPECT_EQ(Interpolated(table, -5), "0");

  std::vector<TierBand> bands;
  ASSERT_EQ(AddingUpBands(Table(rows, 0, 0), 4500, &bands), ErrorCode::None);
  ASSERT_EQ(bands.size(), 3U);
  EXPECT_EQ(bands[2].row, 2U);
  EXPECT_EQ(bands[2].part, 1500);
  EXPECT_EQ(bands[2].value, 100);
  EXPECT_EQ(value::DecimalToShortText(bands[2].contribution, 18), "30");
  ASSERT_EQ(AddingUpBands(Table(rows, 0, 0), 0, &bands), ErrorCode::None);
  EXPECT_TRUE(bands.empty());
}

TEST(TiersTest, PortionsAreThePartsOfXInEachRow) {
  const Table table(kLadder);
  EXPECT_EQ(Portion(table, 250000, 1), 100000);
  EXPECT_EQ(Portion(table, 250000, 2), 100000);
  EXPECT_EQ(Portion(table, 250000, 3), 50000);
  EXPECT_EQ(Portion(table, 100000, 2), 0);
  EXPECT_EQ(Portion(table, -30000, 1), -30000);
  EXPECT_EQ(Portion(table, -30000, 2), 0);
  EXPECT_EQ(Portion(table, 250000, 0), 0);
  EXPECT_EQ(Portion(table, 250000, 4), 0);
}

TEST(TiersTest, RelativeBoundsAreMultipliedByAPositiveBase) {
  std::vector<TierRow> rows;
  const Table table({{0, 5}, {150, 8, true}});
  ASSERT_EQ(RelativeRows(table, 30000, 2, &rows), ErrorCode::None);
  EXPECT_EQ(rows[0].bound, 0);
  EXPECT_EQ(rows[1].bound, 150 * 30000);
  EXPECT_EQ(rows[1].value, 8);
  EXPECT_TRUE(rows[1].above);
  EXPECT_EQ(RelativeRows(table, 1, 2, &rows), ErrorCode::None);
  EXPECT_EQ(RelativeRows(table, 0, 2, &rows), ErrorCode::TierBase);
  EXPECT_EQ(RelativeRows(table, -1, 2, &rows), ErrorCode::TierBase);
  EXPECT_EQ(RelativeRows(table, value::kMaxMantissa, 2, &rows), ErrorCode::Overflow);
}

TEST(TiersTest, BandsExplainTheTotal) {
  std::vector<TierBand> bands;
  ASSERT_EQ(MarginalBands(Table(kLadder), 150000, &bands), ErrorCode::None);
  ASSERT_EQ(bands.size(), 2U);
  EXPECT_EQ(bands[1].row, 1U);
  EXPECT_EQ(bands[1].part, 50000);
  EXPECT_EQ(bands[1].value, 8);
  EXPECT_EQ(bands[1].contribution, 400000);
  ASSERT_EQ(MarginalBands(Table(kLadder), 0, &bands), ErrorCode::None);
  ASSERT_EQ(bands.size(), 1U);
  EXPECT_EQ(bands[0].part, 0);

  const TierBand whole = RetroactiveBand(Table(kLadder), 150000);
  EXPECT_EQ(whole.row, 1U);
  EXPECT_EQ(whole.part, 150000);
  EXPECT_EQ(whole.contribution, 8);

  TierBand segment;
  ASSERT_EQ(InterpolatedBand(Table({{0, 0}, {100, 50}, {200, 0}}, 0, 0), 120, &segment), ErrorCode::None);
  EXPECT_EQ(segment.row, 1U);
  EXPECT_EQ(segment.part, 20);
  EXPECT_EQ(segment.value, 50);
  EXPECT_EQ(value::DecimalToShortText(segment.contribution, 18), "40");
}

}  // namespace
}  // namespace incent::kernels
