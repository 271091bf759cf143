// Each operation against arithmetic of unlimited size, on random values of every width.
#include <gtest/gtest.h>

#include <vector>

#include "runtime/value/decimal.h"
#include "tests/support/random_decimal.h"
#include "tests/support/slow_integer.h"

namespace incent::value {
namespace {

using test::RandomDecimal;
using test::SlowInteger;
using test::SlowRound;

constexpr int kRounds = 4000;

// Checks one result: the exact one if it has at most 38 digits, else failure and `*out` untouched.
void ExpectResult(bool ok, Int128 out, const SlowInteger& exact) {
  ASSERT_EQ(ok, exact.num_digits() <= 38) << exact.ToText();
  ASSERT_EQ(SlowInteger(out), ok ? exact : SlowInteger(-77));
}

SlowInteger Shift(Int128 m, int digits) {
  return SlowInteger(m) * SlowInteger::TenTo(digits);
}

TEST(DecimalPropertyTest, SumsAndDifferencesAreExact) {
  RandomDecimal random(1);
  for (int i = 0; i < kRounds; ++i) {
    const Int128 a = random.Mantissa(), b = random.Mantissa();
    const int sa = random.Scale(), sb = random.Below(3) == 0 ? sa : random.Scale();
    const int scale = AddScale(sa, sb);
    const SlowInteger left = Shift(a, scale - sa), right = Shift(b, scale - sb);
    Int128 sum = -77, difference = -77;
    bool ok = Add(a, sa, b, sb, &sum);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, sum, left + right));
    ok = Subtract(a, sa, b, sb, &difference);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, difference, left - right));
  }
}

TEST(DecimalPropertyTest, ComparisonIsExactAcrossScales) {
  RandomDecimal random(2);
  for (int i = 0; i < kRounds; ++i) {
    const Int128 a = random.Mantissa();
    const int sa = random.Scale(), sb = random.Scale();
    // Half of the pairs are equal or one unit apart.
    Int128 b = random.Mantissa();
    if (random.Below(2) == 0 && RoundToScale(a, sa, sb, random.Mode(), &b)) b += random.Below(3) - 1;
    const SlowInteger left = Shift(a, AddScale(sa, sb) - sa), right = Shift(b, AddScale(sa, sb) - sb);
    ASSERT_EQ(Compare(a, sa, b, sb), left == right ? 0 : left < right ? -1 : 1);
    ASSERT_EQ(Compare(b, sb, a, sa), -Compare(a, sa, b, sb));
  }
}

TEST(DecimalPropertyTest, ProductsRoundHalfEvenOnlyBeyondScaleEighteen) {
  RandomDecimal random(3);
  for (int i = 0; i < kRounds; ++i) {
    const int digits = 1 + random.Below(38);
    const Int128 a = random.Mantissa(), b = random.Mantissa(digits);
    const int sa = random.Scale(), sb = random.Scale();
    const SlowInteger exact = SlowInteger(a) * SlowInteger(b);
    const SlowInteger drop = SlowInteger::TenTo(sa + sb - MulScale(sa, sb));
    Int128 out = -77;
    const bool ok = Multiply(a, sa, b, sb, &out);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, out, SlowRound(exact, drop, RoundingMode::HalfEven)));
  }
}

TEST(DecimalPropertyTest, QuotientsAreTruncatedAtEighteenDigits) {
  RandomDecimal random(4);
  for (int i = 0; i < kRounds; ++i) {
    const int digits = 1 + random.Below(38);
    const Int128 a = random.Mantissa(digits), b = random.NonZero();
    const int sa = random.Scale(), sb = random.Scale();
    Int128 out = -77;
    const bool ok = Divide(a, sa, b, sb, &out);
    const SlowInteger exact = DivideTruncated(Shift(a, 18 + sb - sa), SlowInteger(b)).first;
    ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, out, exact));
  }
}

TEST(DecimalPropertyTest, MultiplyDivideRoundsTheExactValueOnce) {
  RandomDecimal random(5);
  for (int i = 0; i < kRounds; ++i) {
    const int digits = 1 + random.Below(38);
    const Int128 a = random.Mantissa(digits), b = random.Mantissa(digits), c = random.NonZero();
    const int sa = random.Scale(), sb = random.Scale(), sc = random.Scale(), scale = random.Scale();
    const RoundingMode mode = random.Mode();
    Int128 out = -77;
    const bool ok = MultiplyDivide(a, sa, b, sb, c, sc, scale, mode, &out);
    const SlowInteger dividend = SlowInteger(a) * SlowInteger(b) * SlowInteger::TenTo(scale + sc);
    const SlowInteger exact = SlowRound(dividend, Shift(c, sa + sb), mode);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, out, exact));
  }
}

TEST(DecimalPropertyTest, RoundingToAUnitGivesTheMultipleTheModeNames) {
  RandomDecimal random(6);
  for (int i = 0; i < kRounds; ++i) {
    const int digits = 1 + random.Below(38);
    const Int128 m = random.Mantissa(), unit = Int128{1} + random.Mantissa(digits) / 2;
    if (unit <= 0) continue;
    const int s = random.Scale(), unit_scale = random.Scale();
    const RoundingMode mode = random.Mode();
    Int128 out = -77;
    const bool ok = RoundToUnit(m, s, unit, unit_scale, mode, &out);
    const SlowInteger count = SlowRound(Shift(m, unit_scale), Shift(unit, s), mode);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, out, count * SlowInteger(unit)));
  }
}

TEST(DecimalPropertyTest, ChangingTheScaleIsExactUpwardsAndRoundsDownwards) {
  RandomDecimal random(7);
  for (int i = 0; i < kRounds; ++i) {
    const Int128 m = random.Mantissa();
    const int from = random.Scale(), to = random.Scale();
    const RoundingMode mode = random.Mode();
    Int128 out = -77;
    const bool ok = RoundToScale(m, from, to, mode, &out);
    ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, out, SlowRound(Shift(m, to), SlowInteger::TenTo(from), mode)));
    if (to < from) continue;
    Int128 exact = -77;
    ASSERT_EQ(Rescale(m, from, to, &exact), ok);
    ASSERT_EQ(exact, out);
  }
}

TEST(DecimalPropertyTest, HalfModesAreOddFunctionsAndFloorMirrorsCeiling) {
  RandomDecimal random(8);
  for (int i = 0; i < kRounds; ++i) {
    const Int128 m = random.Mantissa(30);
    const int s = random.Scale();
    const auto rounded = [&](Int128 value, RoundingMode mode) {
      Int128 out = 0;
      EXPECT_TRUE(RoundToUnit(value, s, 5, 2, mode, &out));
      return out;
    };
    for (const RoundingMode mode : {RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::HalfDown,
                                    RoundingMode::AwayFromZero, RoundingMode::TowardZero}) {
      ASSERT_EQ(rounded(-m, mode), -rounded(m, mode));
    }
    ASSERT_EQ(rounded(-m, RoundingMode::Floor), -rounded(m, RoundingMode::Ceiling));
  }
}

TEST(DecimalPropertyTest, ASumJudgesOnlyItsTotalInAnyOrderAndGrouping) {
  RandomDecimal random(9);
  for (int i = 0; i < 300; ++i) {
    SlowInteger exact;
    ExactSum forward, left, right;
    std::vector<Int128> terms(static_cast<size_t>(random.Below(40)));
    for (Int128& term : terms) {
      term = random.Mantissa();
      exact = exact + SlowInteger(term);
      forward.Add(term);
      (random.Below(2) == 0 ? left : right).Add(term);
    }
    left.Add(right);
    for (const ExactSum* sum : {&forward, &left}) {
      Int128 out = -77;
      const bool ok = sum->Get(&out);
      ASSERT_NO_FATAL_FAILURE(ExpectResult(ok, out, exact));
    }
  }
}

TEST(DecimalPropertyTest, PrintedDecimalsReadBackTheSame) {
  RandomDecimal random(10);
  for (int i = 0; i < kRounds; ++i) {
    const Int128 m = random.Mantissa();
    const int scale = random.Scale();
    const auto parsed = ParseDecimal(DecimalToText(m, scale));
    ASSERT_TRUE(parsed) << DecimalToText(m, scale);
    ASSERT_TRUE(parsed->mantissa == m && parsed->scale == scale) << DecimalToText(m, scale);
    const auto shortest = ParseDecimal(DecimalToShortText(m, scale, random.Below(scale + 1)));
    ASSERT_TRUE(shortest);
    ASSERT_EQ(Compare(shortest->mantissa, shortest->scale, m, scale), 0);
  }
}

}  // namespace
}  // namespace incent::value
