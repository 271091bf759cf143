#include "compiler/numbers/plan.h"

#include <gtest/gtest.h>

#include "compiler/ir/builder.h"
#include "runtime/value/date.h"

namespace incent::numbers {
namespace {

using ir::InstId;
using ir::Op;
using types::Type;

// Two columns of numbers, `a` with 2 digits and `b` with none, whose bounds a test states.
class PlanNumbersTest : public testing::Test {
 protected:
  PlanNumbersTest() {
    column::FieldSchema a;
    a.name = a.header = "a";
    a.kind = column::FieldKind::Number;
    a.scale = 2;
    column::FieldSchema b = a;
    b.name = b.header = "b";
    b.scale = 0;
    module_.datasets.push_back({"Row", "", {a, b}});
    s_.emplace(module_, "stage", ir::StageClass::Map, ir::Domain{ir::DomainKind::Rows, {}, 0});
    a_ = Column(0, 2);
    b_ = Column(1, 0);
  }

  InstId Column(int field, int scale) {
    ir::Attributes attributes;
    attributes.dataset = 0;
    attributes.field = field;
    return s_->AddTyped(Op::Col, {}, attributes, Type::Number(scale));
  }
  Value PlanOf(InstId inst, const Source& a, const Source& b = {{-1, 1}}, const Target& target = {}) {
    return PlanNumbers(module_, s_->stage(), {{a_, a}, {b_, b}}, target)[inst];
  }
  static Source UpTo(Int128 high) { return {{0, high}}; }

  ir::Module module_;
  std::optional<ir::StageBuilder> s_;
  InstId a_ = 0;
  InstId b_ = 0;
};

constexpr Int128 kTwo53 = Int128{1} << 53;
constexpr Int128 kTwo63 = Int128{1} << 63;

TEST_F(PlanNumbersTest, ASumUpTo2To53IsADouble) {
  const InstId sum = s_->Add(Op::Add, {a_, a_});
  EXPECT_EQ(PlanOf(sum, UpTo(kTwo53 / 2)).carrier, Carrier::Double);
  EXPECT_EQ(PlanOf(sum, UpTo(kTwo53 / 2)).largest, kTwo53);
  EXPECT_EQ(PlanOf(sum, UpTo(kTwo53 / 2 + 1)).carrier, Carrier::Integer);
}

TEST_F(PlanNumbersTest, ASumBelow2To63IsAnInteger) {
  const InstId sum = s_->Add(Op::Add, {a_, a_});
  EXPECT_EQ(PlanOf(sum, UpTo(kTwo63 / 2 - 1)).carrier, Carrier::Integer);
  EXPECT_FALSE(IsWide(PlanOf(sum, UpTo(kTwo63 / 2 - 1))));
}

TEST_F(PlanNumbersTest, ASumBelowTheLargestMantissaHas128Bits) {
  const InstId sum = s_->Add(Op::Add, {a_, a_});
  EXPECT_EQ(PlanOf(sum, UpTo(kTwo63 / 2)).carrier, Carrier::Wide);
  EXPECT_TRUE(IsWide(PlanOf(sum, UpTo(kTwo63 / 2))));
  EXPECT_EQ(PlanOf(sum, UpTo(value::kMaxMantissa / 2)).carrier, Carrier::Wide);
  const Value beyond = PlanOf(sum, UpTo(value::kMaxMantissa / 2 + 1));
  EXPECT_EQ(beyond.carrier, Carrier::None);
  EXPECT_FALSE(beyond.computed);
}

TEST_F(PlanNumbersTest, AligningScalesCounts) {
  const InstId sum = s_->Add(Op::Add, {a_, b_});  // b is multiplied by 100
  EXPECT_EQ(PlanOf(sum, UpTo(0), UpTo(kTwo53 / 100)).carrier, Carrier::Double);
  EXPECT_EQ(PlanOf(sum, UpTo(0), UpTo(kTwo53 / 100 + 1)).carrier, Carrier::Integer);
}

TEST_F(PlanNumbersTest, TheStepsOnTheWayCountNotOnlyTheResult) {
  // The product is too large although what is left of it after rounding is small.
  const InstId product = s_->Add(Op::Mul, {a_, b_});
  const InstId rounded = s_->Round(product, 1, 0, value::RoundingMode::HalfUp);
  EXPECT_EQ(PlanOf(rounded, UpTo(kTwo53), UpTo(10)).carrier, Carrier::Integer);
}

TEST_F(PlanNumbersTest, AComparisonOfNumbersThatFitNowhereIsNotComputed) {
  const InstId less = s_->Add(Op::CmpLt, {a_, b_});
  EXPECT_TRUE(PlanOf(less, UpTo(kTwo53), UpTo(kTwo53)).computed);
  EXPECT_TRUE(PlanOf(less, UpTo(kTwo53), UpTo(kTwo63 / 10)).computed);
  const Value beyond = PlanOf(less, UpTo(kTwo53), UpTo(value::kMaxMantissa / 10));
  EXPECT_FALSE(beyond.computed);
  EXPECT_EQ(beyond.carrier, Carrier::Flag);  // the interpreter can leave it behind
}

TEST_F(PlanNumbersTest, WhatMayBeNullHoldsZeroToo) {
  const Source positive{{5, 9}, true};
  EXPECT_EQ(PlanOf(a_, positive).range, (ir::Range{0, 9}));
  const InstId sum = s_->Add(Op::Add, {a_, b_});
  EXPECT_TRUE(PlanOf(sum, positive).may_lack);
  EXPECT_FALSE(PlanOf(sum, UpTo(9)).may_lack);
}

TEST_F(PlanNumbersTest, WithoutFusedMultiplyAddThereAreNoDoubles) {
  const InstId sum = s_->Add(Op::Add, {a_, a_});
  EXPECT_EQ(PlanOf(sum, UpTo(7), UpTo(0), {.has_fma = false}).carrier, Carrier::Integer);
}

TEST_F(PlanNumbersTest, TheDividendOfAQuotientHasItsDigits) {
  const InstId quotient = s_->Add(Op::DivOpt, {a_, b_});  // 100 and 16 more digits
  const Value value = PlanOf(quotient, UpTo(100), UpTo(100));
  EXPECT_TRUE(value.computed);
  EXPECT_TRUE(value.may_lack);
  EXPECT_EQ(value.largest, value::PowerOfTen(18));
  EXPECT_EQ(value.carrier, Carrier::Integer);
  EXPECT_EQ(PlanOf(quotient, UpTo(1000), UpTo(100)).carrier, Carrier::Wide);
}

TEST_F(PlanNumbersTest, AProductOfMoreThan18DigitsIsRoundedOnTheWay) {
  const InstId fine = s_->ConstNumber(1, Type::Number(18));
  const InstId product = s_->Add(Op::Mul, {a_, fine});  // 20 digits
  EXPECT_EQ(PlanOf(product, UpTo(1000)).largest, 1000 + 2 * 100);
}

TEST_F(PlanNumbersTest, TiersAddUpTheirTerms) {
  const auto number = [&](Int128 mantissa, int scale) {
    return s_->ConstNumber(mantissa, Type::Number(scale));
  };
  const InstId tiers =
      s_->Add(Op::TierMarginal, {a_, number(0, 0), number(2, 2), number(100, 0), number(5, 2)});
  // 2 x + 3 max(x - 10000, 0), in cents of cents
  const Value value = PlanOf(tiers, UpTo(1'000'000));
  EXPECT_EQ(value.largest, 2 * 1'000'000 + 3 * 990'000);
  EXPECT_EQ(value.carrier, Carrier::Double);
}

TEST_F(PlanNumbersTest, TermsOfTiersBoundTheirSumWhereBoundsDifferFromRowToRow) {
  const auto rate = [&](Int128 mantissa) { return s_->ConstNumber(mantissa, Type::Number(2)); };
  const InstId start = s_->ConstNumber(0, Type::Number(0));
  const InstId tiers = s_->Add(Op::TierMarginal, {a_, start, rate(2), b_, rate(5)});
  // 2 x + 3 max(x - b, 0), where b may be 0
  const Value value = PlanOf(tiers, UpTo(1'000'000), UpTo(10'000));
  EXPECT_TRUE(value.computed);
  EXPECT_LE(value.range.high, 5 * 1'000'000);
  EXPECT_EQ(value.carrier, Carrier::Double);
}

// Twice the largest mantissa is more than 128 bits hold: sums of magnitudes must not start anew below zero.
TEST_F(PlanNumbersTest, MagnitudesAreCutOffAndStayThere) {
  const auto number = [&](Int128 mantissa, int scale) {
    return s_->ConstNumber(mantissa, Type::Number(scale));
  };
  constexpr Int128 kHuge = kTwo63 - 1;
  const InstId tiers = s_->Add(Op::TierMarginal, {b_, number(0, 9), number(kHuge, 9), number(1, 9),
                                                  number(-kHuge, 9), number(2, 9), number(kHuge, 9)});
  const Value value = PlanOf(tiers, UpTo(0), {{-kHuge, kHuge}});
  EXPECT_FALSE(value.computed);
  EXPECT_EQ(value.range, ir::Range());
}

// --- the difference of two levels ---

class DifferenceTest : public PlanNumbersTest {
 protected:
  // Equal constants are one instruction, as the passes leave them.
  InstId Number(int mantissa) {
    const auto [at, added] = numbers_.try_emplace(mantissa);
    if (added) at->second = s_->ConstNumber(mantissa, Type::Number(0));
    return at->second;
  }
  // Tiers of x with rates of 2 and 8 from 0 and 1000.
  InstId Tiers(InstId x) {
    return s_->Add(Op::TierMarginal, {x, Number(0), Number(2), Number(1000), Number(8)});
  }
  // Plans what a step of at most 50 does to `a`, of at most 2^40.
  ir::Range RangeOf(InstId inst) { return PlanOf(inst, UpTo(Int128{1} << 40), {{-50, 50}}).range; }
  InstId Before() { return s_->Add(Op::Sub, {a_, b_}); }

  std::map<int, InstId> numbers_;
};

TEST_F(DifferenceTest, TheStepBetweenTiersIsAtMostTheHighestRateOfTheStepBelow) {
  const InstId step = s_->Add(Op::Sub, {Tiers(a_), Tiers(Before())});
  // 8 x 50, with the two digits of `a`.
  EXPECT_EQ(RangeOf(step), (ir::Range{-8 * 5000, 8 * 5000}));
}

TEST_F(DifferenceTest, ALimitMakesAStepNoLarger) {
  const InstId limit = Number(700);
  const InstId step = s_->Add(Op::Sub, {s_->Add(Op::Min, {a_, limit}), s_->Add(Op::Min, {Before(), limit})});
  EXPECT_EQ(RangeOf(step), (ir::Range{-5000, 5000}));
}

TEST_F(DifferenceTest, AGuardMakesAStepNoLarger) {
  const InstId holds = s_->Add(Op::CmpLe, {b_, Number(9)});
  const InstId other = s_->Add(Op::CmpLe, {b_, Number(8)});
  const auto step = [&](InstId condition) {
    const auto guarded = [&](InstId x, InstId of) { return s_->Guard(of, x, value::ErrorCode::TierOrder); };
    return s_->Add(Op::Sub, {Tiers(guarded(a_, holds)), Tiers(guarded(Before(), condition))});
  };
  EXPECT_EQ(RangeOf(step(holds)), (ir::Range{-8 * 5000, 8 * 5000}));
  EXPECT_GT(RangeOf(step(other)).high, 8 * 5000);
}

TEST_F(DifferenceTest, OtherLimitsSayNothing) {
  const InstId step =
      s_->Add(Op::Sub, {s_->Add(Op::Min, {a_, Number(700)}), s_->Add(Op::Min, {Before(), Number(900)})});
  EXPECT_GT(RangeOf(step).high, 5000);
}

TEST_F(DifferenceTest, TiersWhoseBoundsMayCrossSayNothing) {
  const auto tiers = [&](InstId x) {
    return s_->Add(Op::TierMarginal, {x, b_, Number(2), Number(10), Number(8), Number(20), Number(4)});
  };
  const auto crossing = [&](InstId x) {
    return s_->Add(Op::TierMarginal, {x, Number(0), Number(2), b_, Number(8), Number(20), Number(4)});
  };
  EXPECT_EQ(RangeOf(s_->Add(Op::Sub, {tiers(a_), tiers(Before())})), (ir::Range{-8 * 5000, 8 * 5000}));
  EXPECT_GT(RangeOf(s_->Add(Op::Sub, {crossing(a_), crossing(Before())})).high, 8 * 5000);
}

}  // namespace
}  // namespace incent::numbers
