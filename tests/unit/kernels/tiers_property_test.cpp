// Tier tables against their definition, in arithmetic of unlimited size.
#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/kernels/tiers.h"
#include "tests/support/random_decimal.h"
#include "tests/support/slow_integer.h"

namespace incent::kernels {
namespace {

using test::RandomDecimal;
using test::SlowInteger;

struct RandomTable {
  std::vector<TierRow> rows;
  int bound_scale = 0;
  int value_scale = 0;

  TierTable view() const { return {rows, bound_scale, value_scale}; }
};

RandomTable MakeTable(RandomDecimal& random, int digits) {
  RandomTable table;
  table.rows.resize(static_cast<size_t>(1 + random.Below(6)));
  for (TierRow& row : table.rows)
    row = {random.Mantissa(digits), random.Mantissa(digits), random.Below(2) == 0};
  std::sort(table.rows.begin(), table.rows.end(),
            [](const TierRow& a, const TierRow& b) { return a.bound < b.bound; });
  table.bound_scale = random.Scale();
  table.value_scale = random.Scale();
  return table;
}

// Values of x that hit bounds as often as not.
Int128 MakeX(RandomDecimal& random, const RandomTable& table, int digits) {
  if (random.Below(2) == 0) return random.Mantissa(digits);
  const Int128 bound =
      table.rows[static_cast<size_t>(random.Below(static_cast<int>(table.rows.size())))].bound;
  return std::clamp(bound + random.Below(3) - 1, -value::kMaxMantissa, value::kMaxMantissa);
}

SlowInteger ExcessOver(Int128 bound, Int128 x) {
  return x > bound ? SlowInteger(x) - SlowInteger(bound) : 0;
}

// v0 * x + sum of (v_k - v_(k-1)) * max(x - bound_k, 0)
SlowInteger MarginalByDefinition(const RandomTable& table, Int128 x) {
  SlowInteger total = SlowInteger(table.rows[0].value) * SlowInteger(x);
  for (size_t k = 1; k < table.rows.size(); ++k) {
    const SlowInteger step = SlowInteger(table.rows[k].value) - SlowInteger(table.rows[k - 1].value);
    total = total + step * ExcessOver(table.rows[k].bound, x);
  }
  return total;
}

SlowInteger InterpolatedByDefinition(const RandomTable& table, Int128 x) {
  const SlowInteger shift = SlowInteger::TenTo(18 - table.value_scale);
  if (x < table.rows[0].bound) return SlowInteger(table.rows[0].value) * shift;
  size_t k = 0;
  while (k + 1 < table.rows.size() && x >= table.rows[k + 1].bound) ++k;
  const TierRow& start = table.rows[k];
  if (k + 1 == table.rows.size()) return SlowInteger(start.value) * shift;
  const SlowInteger rise = SlowInteger(table.rows[k + 1].value) - SlowInteger(start.value);
  const SlowInteger offset = SlowInteger(x) - SlowInteger(start.bound);
  const SlowInteger width = SlowInteger(table.rows[k + 1].bound) - SlowInteger(start.bound);
  return SlowInteger(start.value) * shift + DivideTruncated(rise * offset * shift, width).first;
}

void ExpectResult(ErrorCode error, Int128 out, const SlowInteger& exact) {
  ASSERT_EQ(error, exact.num_digits() <= 38 ? ErrorCode::None : ErrorCode::Overflow) << exact.ToText();
  ASSERT_TRUE(error != ErrorCode::None || SlowInteger(out) == exact) << exact.ToText();
}

TEST(TiersPropertyTest, MarginalTotalsEqualTheirDefinition) {
  RandomDecimal random(21);
  for (int i = 0; i < 2000; ++i) {
    const int digits = 1 + random.Below(38);
    const RandomTable table = MakeTable(random, digits);
    const Int128 x = MakeX(random, table, digits);
    const SlowInteger drop =
        SlowInteger::TenTo(table.bound_scale + table.value_scale - table.view().total_scale());
    const SlowInteger exact = SlowRound(MarginalByDefinition(table, x), drop, value::RoundingMode::HalfEven);
    Int128 out = 0;
    const ErrorCode error = MarginalTotal(table.view(), x, &out);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(error, out, exact));
  }
}

TEST(TiersPropertyTest, InterpolatedValuesEqualTheirDefinition) {
  RandomDecimal random(22);
  for (int i = 0; i < 2000; ++i) {
    const int digits = 1 + random.Below(38);
    const RandomTable table = MakeTable(random, digits);
    const Int128 x = MakeX(random, table, digits);
    Int128 out = 0;
    const ErrorCode error = InterpolatedValue(table.view(), x, &out);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(error, out, InterpolatedByDefinition(table, x)));
  }
}

TEST(TiersPropertyTest, RetroactiveRowsEqualTheirDefinition) {
  RandomDecimal random(23);
  for (int i = 0; i < 2000; ++i) {
    const RandomTable table = MakeTable(random, 2);
    const Int128 x = MakeX(random, table, 2);
    size_t expected = 0;
    for (size_t k = 1; k < table.rows.size(); ++k) {
      const TierRow& row = table.rows[k];
      if (row.above ? x > row.bound : x >= row.bound) expected = k;
    }
    ASSERT_EQ(RetroactiveRow(table.view(), x), expected);
    ASSERT_EQ(RetroactiveValue(table.view(), x), table.rows[expected].value);
  }
}

// A total paid in steps is the total paid at once: what makes "to date" pays add up.
TEST(TiersPropertyTest, MarginalIncreasesTelescope) {
  RandomDecimal random(24);
  for (int i = 0; i < 500; ++i) {
    RandomTable table = MakeTable(random, 12);
    Int128 level = 0, paid = 0, before = 0, now = 0;
    ASSERT_EQ(MarginalTotal(table.view(), 0, &before), ErrorCode::None);
    const Int128 start = before;
    for (int step = 0; step < 8; ++step) {
      level += random.Mantissa(11);
      ASSERT_EQ(MarginalTotal(table.view(), level, &now), ErrorCode::None);
      paid += now - before;
      before = now;
    }
    ASSERT_EQ(paid, now - start);
    Int128 back = 0;
    ASSERT_EQ(MarginalTotal(table.view(), level - level, &back), ErrorCode::None);
    ASSERT_EQ(back, start);
  }
}

TEST(TiersPropertyTest, PortionsSumToXAndBandsToTheTotal) {
  RandomDecimal random(25);
  for (int i = 0; i < 1000; ++i) {
    RandomTable table = MakeTable(random, 15);
    table.bound_scale = 2;
    table.value_scale = random.Below(17);
    const Int128 x = MakeX(random, table, 15);
    Int128 portions = 0, part = 0, total = 0;
    for (size_t k = 1; k <= table.rows.size(); ++k) {
      ASSERT_EQ(TierPortion(table.view(), x, static_cast<Int128>(k), &part), ErrorCode::None);
      portions += part;
    }
    ASSERT_EQ(portions, x);
    std::vector<TierBand> bands;
    ASSERT_EQ(MarginalBands(table.view(), x, &bands), ErrorCode::None);
    Int128 parts = 0;
    for (const TierBand& band : bands) {
      total += band.contribution;
      parts += band.part;
      ASSERT_EQ(band.contribution, band.part * band.value);
    }
    ASSERT_EQ(parts, x);
    Int128 expected = 0;
    ASSERT_EQ(MarginalTotal(table.view(), x, &expected), ErrorCode::None);
    ASSERT_EQ(total, expected);
  }
}

TEST(TiersPropertyTest, BandsThatAddUpSumToTheValueOnTheKnots) {
  RandomDecimal random(26);
  for (int i = 0; i < 1000; ++i) {
    RandomTable table = MakeTable(random, 10);
    table.value_scale = random.Below(10);
    table.rows.back().value = 0;
    std::vector<TierRow> knots;
    ASSERT_EQ(AddingUpKnots(table.rows, &knots), ErrorCode::None);
    const Int128 x = MakeX(random, table, 10);
    Int128 expected = 0, total = 0;
    ASSERT_EQ(InterpolatedValue({knots, table.bound_scale, table.value_scale}, x, &expected),
              ErrorCode::None);
    std::vector<TierBand> bands;
    ASSERT_EQ(AddingUpBands(table.view(), x, &bands), ErrorCode::None);
    for (const TierBand& band : bands) total += band.contribution;
    ASSERT_EQ(total, expected);
  }
}

}  // namespace
}  // namespace incent::kernels
