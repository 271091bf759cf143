#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "runtime/kernels/allocation.h"
#include "tests/support/random_decimal.h"
#include "tests/support/slow_integer.h"

namespace incent::kernels {
namespace {

using test::RandomDecimal;
using test::SlowInteger;
using Parts = std::vector<Int128>;

Int128 Total(const Parts& parts) {
  return std::accumulate(parts.begin(), parts.end(), Int128{0});
}

Parts MakeWeights(RandomDecimal& random, int digits) {
  Parts weights(static_cast<size_t>(1 + random.Below(7)));
  for (Int128& weight : weights) {
    weight = random.Mantissa(digits);
    if (weight < 0) weight = -weight;
  }
  weights[0] += weights[0] == 0 ? 1 : 0;
  return weights;
}

Parts Negated(Parts parts) {
  for (Int128& part : parts) part = -part;
  return parts;
}

TEST(AllocationPropertyTest, SplitsSumToTheWholeAndStayWithinAUnitOfTheExactShare) {
  RandomDecimal random(31);
  for (int i = 0; i < 1500; ++i) {
    const Parts weights = MakeWeights(random, 1 + random.Below(37));
    const Int128 total = random.Mantissa();
    Parts parts, mirrored;
    ASSERT_EQ(SplitLargestRemainder(total, weights, &parts), ErrorCode::None);
    ASSERT_EQ(Total(parts), total);
    SlowInteger whole;
    for (const Int128 weight : weights) whole = whole + SlowInteger(weight);
    for (size_t k = 0; k < parts.size(); ++k) {
      const SlowInteger gap = SlowInteger(parts[k]) * whole - SlowInteger(total) * SlowInteger(weights[k]);
      ASSERT_TRUE(gap.Abs() < whole);
    }
    ASSERT_EQ(SplitLargestRemainder(-total, weights, &mirrored), ErrorCode::None);
    ASSERT_EQ(mirrored, Negated(parts));
  }
}

TEST(AllocationPropertyTest, NoPartWithASmallerRemainderGetsAUnitBeforeALargerOne) {
  RandomDecimal random(32);
  for (int i = 0; i < 3000; ++i) {
    const Parts weights = MakeWeights(random, 2);
    const Int128 total = random.Mantissa(3), whole = Total(weights);
    const Int128 sign = total < 0 ? -1 : 1;
    Parts parts;
    ASSERT_EQ(SplitLargestRemainder(total, weights, &parts), ErrorCode::None);
    for (size_t a = 0; a < parts.size(); ++a) {
      for (size_t b = 0; b < parts.size(); ++b) {
        const Int128 exact_a = sign * total * weights[a], exact_b = sign * total * weights[b];
        const bool a_got = sign * parts[a] > exact_a / whole, b_got = sign * parts[b] > exact_b / whole;
        if (!a_got || b_got) continue;
        const Int128 rest_a = exact_a % whole, rest_b = exact_b % whole;
        ASSERT_TRUE(rest_a > rest_b || (rest_a == rest_b && a < b));
      }
    }
  }
}

TEST(AllocationPropertyTest, WithoutTiesAPermutationOfWeightsPermutesTheParts) {
  RandomDecimal random(33);
  int tested = 0;
  for (int i = 0; i < 3000; ++i) {
    const Parts weights = MakeWeights(random, 6);
    Parts sorted = weights;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) continue;
    // A prime total above every weight makes equal remainders of unequal weights impossible.
    const Int128 total = 1000000007, whole = Total(weights);
    if (whole > total) continue;
    Parts parts, reversed;
    ASSERT_EQ(SplitLargestRemainder(total, weights, &parts), ErrorCode::None);
    ASSERT_EQ(SplitLargestRemainder(total, Parts(weights.rbegin(), weights.rend()), &reversed),
              ErrorCode::None);
    ASSERT_EQ(Parts(reversed.rbegin(), reversed.rend()), parts);
    ++tested;
  }
  EXPECT_GT(tested, 1000);
}

// A group of random amounts and how to round it.
struct RandomGroup {
  Parts parts;
  GroupRounding rounding;
};

RandomGroup MakeGroup(RandomDecimal& random, int digits) {
  RandomGroup group;
  group.parts.resize(static_cast<size_t>(random.Below(7)));
  for (Int128& part : group.parts) part = random.Mantissa(digits);
  Int128 unit = random.NonZero(3);
  group.rounding = {random.Below(9), unit < 0 ? -unit : unit, random.Below(9), random.Mode()};
  return group;
}

TEST(AllocationPropertyTest, GroupsSumToTheRoundedSumAndMoveLessThanAUnit) {
  RandomDecimal random(34);
  for (int i = 0; i < 4000; ++i) {
    const auto [parts, rounding] = MakeGroup(random, 1 + random.Below(28));
    Parts rounded;
    ASSERT_EQ(RoundGroup(parts, rounding, &rounded), ErrorCode::None);
    Int128 expected = 0;
    ASSERT_TRUE(RoundToUnit(Total(parts), rounding.scale, rounding.unit, rounding.unit_scale, rounding.mode,
                            &expected));
    ASSERT_EQ(Total(rounded), expected);
    for (size_t k = 0; k < parts.size(); ++k) {
      ASSERT_EQ(rounded[k] % rounding.unit, 0);
      Int128 moved = 0;
      ASSERT_TRUE(value::Subtract(rounded[k], rounding.unit_scale, parts[k], rounding.scale, &moved));
      const int scale = value::AddScale(rounding.unit_scale, rounding.scale);
      ASSERT_LT(value::Compare(moved < 0 ? -moved : moved, scale, rounding.unit, rounding.unit_scale), 0);
    }
  }
}

TEST(AllocationPropertyTest, NegatedGroupsRoundToNegatedPartsInSymmetricModes) {
  RandomDecimal random(35);
  for (int i = 0; i < 4000; ++i) {
    auto [parts, rounding] = MakeGroup(random, 1 + random.Below(10));
    if (random.Below(4) == 0 && !parts.empty()) parts.push_back(-Total(parts));  // a sum of zero
    if (rounding.mode == value::RoundingMode::Floor || rounding.mode == value::RoundingMode::Ceiling)
      continue;
    Parts rounded, reversed;
    ASSERT_EQ(RoundGroup(parts, rounding, &rounded), ErrorCode::None);
    ASSERT_EQ(RoundGroup(Negated(parts), rounding, &reversed), ErrorCode::None);
    ASSERT_EQ(reversed, Negated(rounded));
  }
}

TEST(AllocationPropertyTest, OnePartAloneRoundsAsIfUngrouped) {
  RandomDecimal random(36);
  for (int i = 0; i < 2000; ++i) {
    const auto [parts, rounding] = MakeGroup(random, 20);
    for (const Int128 part : parts) {
      Parts rounded;
      Int128 expected = 0;
      ASSERT_EQ(RoundGroup(Parts{part}, rounding, &rounded), ErrorCode::None);
      ASSERT_TRUE(
          RoundToUnit(part, rounding.scale, rounding.unit, rounding.unit_scale, rounding.mode, &expected));
      ASSERT_EQ(rounded, Parts{expected});
    }
  }
}

}  // namespace
}  // namespace incent::kernels
