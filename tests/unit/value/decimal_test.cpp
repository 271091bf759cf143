#include "runtime/value/decimal.h"

#include <gtest/gtest.h>

namespace incent::value {
namespace {

Int128 M(std::string_view text) {
  return ParseDecimal(text)->mantissa;
}

std::string Rounded(std::string_view text, Int128 unit, int unit_scale, RoundingMode mode) {
  const auto value = ParseDecimal(text);
  Int128 out = 0;
  if (!RoundToUnit(value->mantissa, value->scale, unit, unit_scale, mode, &out)) return "overflow";
  return DecimalToText(out, unit_scale);
}

TEST(DecimalTest, QuotientIsTruncatedTowardZeroAtEighteenDigits) {
  Int128 out = 0;
  ASSERT_TRUE(Divide(9999999, 2, 10000000, 2, &out));
  EXPECT_EQ(DecimalToText(out, 18), "0.999999900000000000");
  ASSERT_TRUE(Divide(-2, 0, 3, 0, &out));
  EXPECT_EQ(DecimalToText(out, 18), "-0.666666666666666666");
  ASSERT_TRUE(Divide(2, 18, 3, 0, &out));
  EXPECT_EQ(out, 0);
  ASSERT_TRUE(Divide(-1, 18, -1, 0, &out));
  EXPECT_EQ(out, 1);
}

TEST(DecimalTest, AProductBeyondScaleEighteenIsRoundedHalfEvenOnce) {
  Int128 out = 0;
  ASSERT_TRUE(Multiply(5, 10, 1, 9, &out));
  EXPECT_EQ(out, 0);  // half of the last digit, to even
  ASSERT_TRUE(Multiply(15, 10, 1, 9, &out));
  EXPECT_EQ(out, 2);
  ASSERT_TRUE(Multiply(-25, 10, 1, 9, &out));
  EXPECT_EQ(out, -2);
  ASSERT_TRUE(Multiply(M("1.000000000000000001"), 18, M("1.000000000000000001"), 18, &out));
  EXPECT_EQ(DecimalToText(out, 18), "1.000000000000000002");
}

TEST(DecimalTest, HalfUpRoundsTiesAwayFromZero) {
  EXPECT_EQ(Rounded("0.125", 1, 2, RoundingMode::HalfUp), "0.13");
  EXPECT_EQ(Rounded("-0.125", 1, 2, RoundingMode::HalfUp), "-0.13");
  EXPECT_EQ(Rounded("0.12499", 1, 2, RoundingMode::HalfUp), "0.12");
}

TEST(DecimalTest, HalfEvenRoundsTiesToTheEvenMultiple) {
  EXPECT_EQ(Rounded("0.125", 1, 2, RoundingMode::HalfEven), "0.12");
  EXPECT_EQ(Rounded("0.135", 1, 2, RoundingMode::HalfEven), "0.14");
  EXPECT_EQ(Rounded("0.1250001", 1, 2, RoundingMode::HalfEven), "0.13");
  EXPECT_EQ(Rounded("0.075", 5, 2, RoundingMode::HalfEven), "0.10");  // one and a half units: to two
}

TEST(DecimalTest, HalfDownRoundsTiesTowardZero) {
  EXPECT_EQ(Rounded("0.125", 1, 2, RoundingMode::HalfDown), "0.12");
  EXPECT_EQ(Rounded("-0.125", 1, 2, RoundingMode::HalfDown), "-0.12");
  EXPECT_EQ(Rounded("0.12501", 1, 2, RoundingMode::HalfDown), "0.13");
}

TEST(DecimalTest, DirectedModesGoWhereTheirNamesSay) {
  EXPECT_EQ(Rounded("-0.121", 1, 2, RoundingMode::AwayFromZero), "-0.13");
  EXPECT_EQ(Rounded("0.129", 1, 2, RoundingMode::TowardZero), "0.12");
  EXPECT_EQ(Rounded("-0.129", 1, 2, RoundingMode::TowardZero), "-0.12");
  EXPECT_EQ(Rounded("-0.121", 1, 2, RoundingMode::Floor), "-0.13");
  EXPECT_EQ(Rounded("0.121", 1, 2, RoundingMode::Ceiling), "0.13");
  EXPECT_EQ(Rounded("-0.129", 1, 2, RoundingMode::Ceiling), "-0.12");
}

TEST(DecimalTest, TheUnitMayBeAnyMultipleOfAPowerOfTen) {
  EXPECT_EQ(Rounded("1.07", 5, 2, RoundingMode::HalfUp), "1.05");
  EXPECT_EQ(Rounded("1.075", 5, 2, RoundingMode::HalfUp), "1.10");
  EXPECT_EQ(Rounded("149.99", 100, 0, RoundingMode::HalfUp), "100");
  EXPECT_EQ(Rounded("150", 100, 0, RoundingMode::HalfUp), "200");
  EXPECT_EQ(Rounded("7", 3, 0, RoundingMode::Floor), "6");
  EXPECT_EQ(Rounded("-7", 3, 0, RoundingMode::Floor), "-9");
}

TEST(DecimalTest, AValueHasAtMostThirtyEightDigits) {
  Int128 out = 7;
  EXPECT_TRUE(Add(kMaxMantissa - 2, 0, 1, 0, &out));
  EXPECT_EQ(out, kMaxMantissa - 1);
  EXPECT_TRUE(Add(kMaxMantissa - 1, 0, 1, 0, &out));
  EXPECT_EQ(out, kMaxMantissa);
  EXPECT_FALSE(Add(kMaxMantissa, 0, 1, 0, &out));
  EXPECT_EQ(out, kMaxMantissa);
  EXPECT_FALSE(Subtract(-kMaxMantissa, 0, 1, 0, &out));
  EXPECT_FALSE(Add(kMaxMantissa, 0, kMaxMantissa, 0, &out));
  EXPECT_TRUE(Multiply(PowerOfTen(19), 0, PowerOfTen(18), 0, &out));
  EXPECT_EQ(out, PowerOfTen(37));
  EXPECT_TRUE(Multiply(PowerOfTen(19), 0, PowerOfTen(19) - 1, 0, &out));
  EXPECT_FALSE(Multiply(PowerOfTen(19), 0, PowerOfTen(19), 0, &out));
  // A quotient of 2^200: none of its lower 128 bits is set.
  const Int128 wide = Int128{1} << 100;
  EXPECT_FALSE(MultiplyDivide(wide, 0, wide, 0, 1, 0, 18, RoundingMode::HalfUp, &out));
  EXPECT_TRUE(Rescale(PowerOfTen(19), 0, 18, &out));
  EXPECT_FALSE(Rescale(PowerOfTen(20), 0, 18, &out));
}

TEST(DecimalTest, AnIntermediateMayPassThirtyEightDigits) {
  Int128 out = 0;
  // 10^36 at scale 2 has 39 digits; less one hundredth it has 38.
  EXPECT_FALSE(Add(PowerOfTen(36), 0, 0, 2, &out));
  ASSERT_TRUE(Subtract(PowerOfTen(36), 0, 1, 2, &out));
  EXPECT_EQ(out, kMaxMantissa);
  EXPECT_TRUE(
      MultiplyDivide(PowerOfTen(37), 0, PowerOfTen(37), 0, PowerOfTen(37), 0, 0, RoundingMode::HalfUp, &out));
  EXPECT_EQ(out, PowerOfTen(37));
  EXPECT_TRUE(Divide(kMaxMantissa, 18, PowerOfTen(18), 0, &out));
  EXPECT_EQ(out, kMaxMantissa / PowerOfTen(18));
}

TEST(DecimalTest, ScaleEighteenIsTheLargest) {
  EXPECT_EQ(MulScale(8, 9), 17);
  EXPECT_EQ(MulScale(9, 9), 18);
  EXPECT_EQ(MulScale(9, 10), 18);
  EXPECT_EQ(AddScale(17, 18), 18);
  Int128 out = 0;
  ASSERT_TRUE(Multiply(3, 8, 5, 9, &out));
  EXPECT_EQ(out, 15);
  ASSERT_TRUE(Multiply(3, 9, 5, 9, &out));
  EXPECT_EQ(out, 15);
  ASSERT_TRUE(Multiply(3, 9, 5, 10, &out));
  EXPECT_EQ(out, 2);  // 1.5 of the last digit
}

TEST(DecimalTest, ASumOverflowsOnlyOnItsTotal) {
  ExactSum sum;
  for (int i = 0; i < 10; ++i) sum.Add(kMaxMantissa);
  Int128 out = 7;
  EXPECT_FALSE(sum.Get(&out));
  EXPECT_EQ(out, 7);
  for (int i = 0; i < 9; ++i) sum.Add(-kMaxMantissa);
  ASSERT_TRUE(sum.Get(&out));
  EXPECT_EQ(out, kMaxMantissa);
  sum.Add(1);
  EXPECT_FALSE(sum.Get(&out));
}

TEST(DecimalTest, PowersOfTenReachTheLargestMantissa) {
  EXPECT_EQ(PowerOfTen(0), 1);
  EXPECT_EQ(PowerOfTen(38) - 1, kMaxMantissa);
  EXPECT_TRUE(FitsMantissa(-kMaxMantissa));
  EXPECT_FALSE(FitsMantissa(kMaxMantissa + 1));
}

}  // namespace
}  // namespace incent::value
