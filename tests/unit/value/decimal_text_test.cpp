#include <gtest/gtest.h>

#include "runtime/value/decimal.h"

namespace incent::value {
namespace {

TEST(DecimalTextTest, ReadsTheMantissaAndTheDigitsWritten) {
  const auto parsed = ParseDecimal("-1234.50");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->mantissa, -123450);
  EXPECT_EQ(parsed->scale, 2);
  EXPECT_EQ(ParseDecimal("007")->mantissa, 7);
  EXPECT_EQ(ParseDecimal("-0.00")->mantissa, 0);
  EXPECT_EQ(ParseDecimal("-0.00")->scale, 2);
}

TEST(DecimalTextTest, RefusesEverySpellingButTheStrictOne) {
  for (const char* text :
       {"",   "-",  ".",     "1.",  ".5", "-.5",  "+1",  "--1", "1e3", "1E3", "1,000", "1_000",
        " 1", "1 ", "1.2.3", "0x1", "1-", "1.-2", "inf", "nan", "１",  "٣",   "1\n",   "½"}) {
    EXPECT_FALSE(ParseDecimal(text)) << text;
  }
  EXPECT_FALSE(ParseDecimal(std::string_view("1\0", 2)));
}

TEST(DecimalTextTest, ReadsAtMostThirtyEightSignificantDigits) {
  const std::string nines(37, '9');
  EXPECT_TRUE(ParseDecimal(nines));
  EXPECT_EQ(ParseDecimal(nines + "9")->mantissa, kMaxMantissa);
  EXPECT_FALSE(ParseDecimal("1" + std::string(38, '0')));
  EXPECT_FALSE(ParseDecimal(nines + "99"));
  EXPECT_EQ(ParseDecimal(std::string(50, '0') + "5")->mantissa, 5);  // leading zeros say nothing
}

TEST(DecimalTextTest, ReadsAtMostEighteenFractionalDigits) {
  EXPECT_EQ(ParseDecimal("0." + std::string(17, '1'))->scale, 17);
  EXPECT_EQ(ParseDecimal("0." + std::string(18, '1'))->scale, 18);
  EXPECT_FALSE(ParseDecimal("0." + std::string(19, '1')));
  EXPECT_FALSE(ParseDecimal("0." + std::string(19, '0')));
}

TEST(DecimalTextTest, PrintsExactlyTheDigitsOfTheScale) {
  EXPECT_EQ(DecimalToText(-123450, 2), "-1234.50");
  EXPECT_EQ(DecimalToText(5, 2), "0.05");
  EXPECT_EQ(DecimalToText(-5, 3), "-0.005");
  EXPECT_EQ(DecimalToText(0, 0), "0");
  EXPECT_EQ(DecimalToText(0, 2), "0.00");
  EXPECT_EQ(DecimalToText(1, 18), "0.000000000000000001");
  EXPECT_EQ(DecimalToText(-kMaxMantissa, 0), "-" + std::string(38, '9'));
}

TEST(DecimalTextTest, ShortTextDropsZerosButKeepsTheDigitsAskedFor) {
  EXPECT_EQ(DecimalToShortText(123450, 4), "12.345");
  EXPECT_EQ(DecimalToShortText(120000, 4), "12");
  EXPECT_EQ(DecimalToShortText(120000, 4, 2), "12.00");
  EXPECT_EQ(DecimalToShortText(-5, 1, 2), "-0.50");
  EXPECT_EQ(DecimalToShortText(7, 0, 2), "7.00");
  EXPECT_EQ(DecimalToShortText(100, 0), "100");
  EXPECT_EQ(DecimalToShortText(0, 18), "0");
}

}  // namespace
}  // namespace incent::value
