#include "runtime/value/decimal.h"

#include <gtest/gtest.h>

namespace incent::value {
namespace {

Int128 M(std::string_view text) {
  return ParseDecimal(text)->mantissa;
}

std::string Text(Int128 m, int scale) {
  return DecimalToText(m, scale);
}

TEST(DecimalTest, QuotientIsTruncatedTowardZeroAtEighteenDigits) {
  Int128 out = 0;
  ASSERT_TRUE(Divide(9999999, 2, 10000000, 2, &out));
  EXPECT_EQ(Text(out, 18), "0.999999900000000000");
  ASSERT_TRUE(Divide(-2, 0, 3, 0, &out));
  EXPECT_EQ(Text(out, 18), "-0.666666666666666666");
  ASSERT_TRUE(Divide(2, 18, 3, 0, &out));
  EXPECT_EQ(out, 0);
}

TEST(DecimalTest, AProductBeyondScaleEighteenIsRoundedHalfEvenOnce) {
  Int128 out = 0;
  ASSERT_TRUE(Multiply(5, 10, 1, 9, &out));
  EXPECT_EQ(out, 0);  // 0.5 of the last digit, to even
  ASSERT_TRUE(Multiply(15, 10, 1, 9, &out));
  EXPECT_EQ(out, 2);
  ASSERT_TRUE(Multiply(-25, 10, 1, 9, &out));
  EXPECT_EQ(out, -2);
  ASSERT_TRUE(Multiply(M("1.000000000000000001"), 18, M("1.000000000000000001"), 18, &out));
  EXPECT_EQ(Text(out, 18), "1.000000000000000002");
}

}  // namespace
}  // namespace incent::value
