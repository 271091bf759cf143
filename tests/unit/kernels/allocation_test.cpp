#include "runtime/kernels/allocation.h"

#include <gtest/gtest.h>

namespace incent::kernels {
namespace {

using value::RoundingMode;
using Parts = std::vector<Int128>;

Parts Split(Int128 total, const Parts& weights) {
  Parts parts;
  EXPECT_EQ(SplitLargestRemainder(total, weights, &parts), ErrorCode::None);
  return parts;
}

constexpr GroupRounding Cents(RoundingMode mode) {
  return {.scale = 3, .unit = 1, .unit_scale = 2, .mode = mode};
}

Parts Rounded(const Parts& parts, const GroupRounding& rounding) {
  Parts rounded;
  EXPECT_EQ(RoundGroup(parts, rounding, &rounded), ErrorCode::None);
  return rounded;
}

TEST(AllocationTest, LeftoverUnitsGoToTheLargestRemainders) {
  EXPECT_EQ(Split(100, {1, 1, 1}), (Parts{34, 33, 33}));
  EXPECT_EQ(Split(9999, {75, 25}), (Parts{7499, 2500}));  // 7499.25 and 2499.75
  EXPECT_EQ(Split(10, {2, 3, 2}), (Parts{3, 4, 3}));
  EXPECT_EQ(Split(1, {1, 2}), (Parts{0, 1}));
}

TEST(AllocationTest, TiesGoToTheSmallerIndex) {
  EXPECT_EQ(Split(2, {1, 1, 1, 1}), (Parts{1, 1, 0, 0}));
  EXPECT_EQ(Split(5, {1, 1}), (Parts{3, 2}));
}

TEST(AllocationTest, ANegativeTotalMirrors) {
  EXPECT_EQ(Split(-100, {1, 1, 1}), (Parts{-34, -33, -33}));
  EXPECT_EQ(Split(-1, {1, 2}), (Parts{0, -1}));
}

TEST(AllocationTest, NoWeightAtAllGivesNothing) {
  EXPECT_EQ(Split(100, {0, 0}), (Parts{0, 0}));
  EXPECT_EQ(Split(100, {}), Parts{});
  EXPECT_EQ(Split(100, {0, 1, 0}), (Parts{0, 100, 0}));
}

TEST(AllocationTest, ANegativeWeightIsAnError) {
  Parts parts;
  EXPECT_EQ(SplitLargestRemainder(100, Parts{1, -1}, &parts), ErrorCode::NegativeWeight);
}

TEST(AllocationTest, TheLargestTotalsAndWeightsSplitExactly) {
  const Int128 huge = value::kMaxMantissa;
  EXPECT_EQ(Split(huge, {huge, huge, huge}), (Parts{huge / 3, huge / 3, huge / 3}));
  EXPECT_EQ(Split(-huge, {huge}), (Parts{-huge}));
}

TEST(AllocationTest, AnAmountIsRoundedBeforeItIsSplit) {
  Parts parts;
  const GroupRounding nickels{.scale = 3, .unit = 5, .unit_scale = 2, .mode = RoundingMode::HalfUp};
  ASSERT_EQ(SplitAmount(1025, nickels, Parts{1, 1}, &parts), ErrorCode::None);  // 1.025 -> 1.05
  EXPECT_EQ(parts, (Parts{55, 50}));
  EXPECT_EQ(SplitAmount(1025, {.scale = 3, .unit = 0}, Parts{1}, &parts), ErrorCode::BadUnit);
  EXPECT_EQ(SplitAmount(1025, nickels, Parts{-1}, &parts), ErrorCode::NegativeWeight);
  EXPECT_EQ(SplitAmount(value::kMaxMantissa, {.unit_scale = 2}, Parts{1}, &parts), ErrorCode::Overflow);
}

TEST(AllocationTest, PartsRoundedTogetherSumToTheRoundedSum) {
  // 3 x 33.335 = 100.005 -> 100.01; each alone would be 33.34, 100.02 together.
  EXPECT_EQ(Rounded({33335, 33335, 33335}, Cents(RoundingMode::HalfUp)), (Parts{3334, 3334, 3333}));
  EXPECT_EQ(Rounded({33335, 33335, 33335}, Cents(RoundingMode::HalfEven)), (Parts{3334, 3333, 3333}));
  EXPECT_EQ(Rounded({74993, 24998}, Cents(RoundingMode::HalfUp)), (Parts{7499, 2500}));
}

TEST(AllocationTest, AReversedGroupIsTheExactNegative) {
  EXPECT_EQ(Rounded({-33335, -33335, -33335}, Cents(RoundingMode::HalfUp)), (Parts{-3334, -3334, -3333}));
  EXPECT_EQ(Rounded({5, -5}, Cents(RoundingMode::HalfUp)), (Parts{1, -1}));
  EXPECT_EQ(Rounded({-5, 5}, Cents(RoundingMode::HalfUp)), (Parts{-1, 1}));
}

TEST(AllocationTest, MixedSignsStaySummed) {
  // 10.006 - 0.003 = 10.003 -> 10.00: floors 10.00 and -0.01, one unit back to the larger remainder.
  EXPECT_EQ(Rounded({10006, -3}, Cents(RoundingMode::HalfUp)), (Parts{1000, 0}));
  EXPECT_EQ(Rounded({-10006, 3}, Cents(RoundingMode::HalfUp)), (Parts{-1000, 0}));
}

TEST(AllocationTest, DirectedModesRoundTheSumInTheirDirection) {
  EXPECT_EQ(Rounded({11, 11}, Cents(RoundingMode::Ceiling)), (Parts{2, 1}));    // 0.022 -> 0.03
  EXPECT_EQ(Rounded({11, 11}, Cents(RoundingMode::Floor)), (Parts{1, 1}));      // 0.022 -> 0.02
  EXPECT_EQ(Rounded({-11, -11}, Cents(RoundingMode::Floor)), (Parts{-2, -1}));  // -0.022 -> -0.03
}

TEST(AllocationTest, AUnitFinerThanThePartsKeepsThemExact) {
  EXPECT_EQ(Rounded({15, 25}, {.scale = 1, .unit = 1, .unit_scale = 3}), (Parts{1500, 2500}));
  EXPECT_EQ(Rounded({}, Cents(RoundingMode::HalfUp)), Parts{});
}

TEST(AllocationTest, AGroupNeedsAPositiveUnitAndThirtyEightDigits) {
  Parts rounded;
  EXPECT_EQ(RoundGroup(Parts{1}, {.unit = 0}, &rounded), ErrorCode::BadUnit);
  EXPECT_EQ(RoundGroup(Parts{1}, {.unit = -1}, &rounded), ErrorCode::BadUnit);
  const Int128 huge = value::kMaxMantissa;
  EXPECT_EQ(RoundGroup(Parts{huge, 1}, {.unit = 1}, &rounded), ErrorCode::Overflow);
  EXPECT_EQ(RoundGroup(Parts{huge, -huge}, {.unit = 1}, &rounded), ErrorCode::None);
  EXPECT_EQ(RoundGroup(Parts{huge, -huge}, {.unit = 1, .unit_scale = 1}, &rounded), ErrorCode::Overflow);
}

Parts Split(Int128 total, const Parts& weights, const GroupRounding& rounding) {
  Parts parts;
  EXPECT_EQ(SplitExactly(total, rounding, weights, &parts), ErrorCode::None);
  return parts;
}

TEST(AllocationTest, AnExactSplitLosesNothingBelowTheUnit) {
  // 1.005 in cents: 33 and 66 cents, the last cent and the half to the larger remainder.
  EXPECT_EQ(Split(1005, {1, 2}, Cents(RoundingMode::HalfUp)), (Parts{330, 675}));
  EXPECT_EQ(Split(-1005, {1, 2}, Cents(RoundingMode::HalfUp)), (Parts{-330, -675}));
  EXPECT_EQ(Split(1000, {1, 1}, Cents(RoundingMode::HalfUp)), (Parts{500, 500}));
  // Without remainders the rest goes to the first that has a weight.
  EXPECT_EQ(Split(5, {0, 1, 1}, Cents(RoundingMode::HalfUp)), (Parts{0, 5, 0}));
  EXPECT_EQ(Split(1005, {0, 0}, Cents(RoundingMode::HalfUp)), (Parts{0, 0}));
}

TEST(AllocationTest, AnExactSplitHasTheLargerScaleOfAmountAndUnit) {
  EXPECT_EQ(Split(10, {1, 2}, {.scale = 0, .unit = 1, .unit_scale = 2}), (Parts{333, 667}));
  Parts parts;
  EXPECT_EQ(SplitExactly(1, {.unit = 0}, Parts{1}, &parts), ErrorCode::BadUnit);
  EXPECT_EQ(SplitExactly(1, {.unit = 1}, Parts{1, -1}, &parts), ErrorCode::NegativeWeight);
  EXPECT_EQ(SplitExactly(value::kMaxMantissa, {.unit = 1, .unit_scale = 1}, Parts{1}, &parts),
            ErrorCode::Overflow);
}

}  // namespace
}  // namespace incent::kernels
