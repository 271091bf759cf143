#include "runtime/value/int256.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/support/slow_integer.h"

namespace incent::value {
namespace {

using test::SlowInteger;

SlowInteger Slow(UInt128 n) {
  return SlowInteger(static_cast<Int128>(n / 10)) * SlowInteger(10) +
         SlowInteger(static_cast<Int128>(n % 10));
}

SlowInteger Slow(UInt256 n) {
  const SlowInteger two_to_128 = Slow(~UInt128{0}) + SlowInteger(1);
  return Slow(n.high) * two_to_128 + Slow(n.low);
}

class RandomWide {
 public:
  // Any number of bits, and often limbs of all zeros or all ones, where carries run far.
  UInt256 Next() {
    UInt256 n(Half(), Half());
    const auto bits = static_cast<int>(engine_() % 256);
    if (bits < 128) n = UInt256(0, n.low);
    n.high = bits > 128 ? n.high >> (256 - bits) : 0;
    n.low = bits < 128 ? n.low >> (128 - bits - (bits == 0 ? 1 : 0)) : n.low;
    return n;
  }
  UInt128 Half() { return (UInt128{Limb()} << 64) | Limb(); }

 private:
  uint64_t Limb() {
    const uint64_t n = engine_();
    return n % 4 == 0 ? 0 : n % 4 == 1 ? ~uint64_t{0} : n;
  }
  std::mt19937_64 engine_{20260101};
};

TEST(Int256Test, ProductsEqualLongMultiplication) {
  RandomWide random;
  for (int i = 0; i < 500; ++i) {
    const UInt128 a = random.Half();
    const UInt128 b = random.Half();
    ASSERT_EQ(Slow(WideProduct(a, b)).ToText(), (Slow(a) * Slow(b)).ToText());
  }
}

TEST(Int256Test, QuotientTimesDivisorPlusRemainderIsTheDividend) {
  RandomWide random;
  for (int i = 0; i < 2000; ++i) {
    const UInt256 dividend = random.Next();
    UInt256 divisor = random.Next();
    if (divisor == UInt256()) divisor = UInt128{1};
    const auto [quotient, remainder] = DivideWide(dividend, divisor);
    ASSERT_TRUE(remainder < divisor);
    ASSERT_EQ(Slow(quotient) * Slow(divisor) + Slow(remainder), Slow(dividend)) << i;
  }
}

TEST(Int256Test, DivisionRepairsAnEstimateThatIsOneTooLarge) {
  // 2^255 / (2^128 + 3) and its kin need the rare step of long division that adds the divisor back.
  const UInt256 dividend(UInt128{1} << 127, 0);
  for (int low = 1; low < 100; ++low) {
    for (int shift = 0; shift < 64; ++shift) {
      const UInt256 divisor((UInt128{1} << shift), static_cast<UInt128>(low));
      const auto [quotient, remainder] = DivideWide(dividend, divisor);
      ASSERT_TRUE(remainder < divisor);
      const UInt256 cross(WideProduct(quotient.low, divisor.high).low, 0);
      ASSERT_EQ(Sum(Sum(WideProduct(quotient.low, divisor.low), cross), remainder), dividend);
    }
  }
}

TEST(Int256Test, SumsAndDifferencesCarryAcrossTheHalves) {
  const UInt256 low_ones(0, ~UInt128{0});
  EXPECT_EQ(Sum(low_ones, UInt128{1}), UInt256(1, 0));
  EXPECT_EQ(Difference(UInt256(1, 0), UInt128{1}), low_ones);
  EXPECT_TRUE(IsNegative(Negated(UInt128{1})));
  EXPECT_EQ(Sum(Negated(UInt128{5}), UInt128{5}), UInt256());
}

TEST(Int256Test, MantissasHaveAtMostThirtyEightDigits) {
  const auto limit = static_cast<UInt128>(kMaxMantissa);
  Int128 out = 7;
  EXPECT_TRUE(ToMantissa(true, UInt256(limit), &out));
  EXPECT_EQ(out, -kMaxMantissa);
  EXPECT_FALSE(ToMantissa(false, UInt256(limit + 1), &out));
  EXPECT_FALSE(ToMantissa(false, UInt256(1, 0), &out));
  EXPECT_EQ(out, -kMaxMantissa);
  EXPECT_TRUE(ToMantissa(SignedProduct(-3, 4), &out));
  EXPECT_EQ(out, -12);
}

}  // namespace
}  // namespace incent::value
