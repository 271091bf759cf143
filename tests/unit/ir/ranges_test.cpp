#include "compiler/ir/ranges.h"

#include <gtest/gtest.h>

#include <functional>

#include "tests/support/random_decimal.h"
#include "tests/support/sample_module.h"

namespace incent::ir {
namespace {

using test::RandomDecimal;
using types::Type;

constexpr int kRounds = 20000;

// Random operand types and ranges, and random values in them.
class RangesTest : public testing::Test {
 protected:
  Instruction RandomNumber(int scale, int digits) {
    Instruction inst;
    inst.type = Type::Number(scale);
    inst.range = {random_.Mantissa(digits), random_.Mantissa(digits)};
    if (inst.range.low > inst.range.high) std::swap(inst.range.low, inst.range.high);
    return inst;
  }

  // An end of the range, 0 and its neighbours, or anything between.
  Int128 In(const Range& range) {
    switch (random_.Below(6)) {
      case 0:
        return range.low;
      case 1:
        return range.high;
      case 2:
        return std::clamp<Int128>(random_.Below(3) - 1, range.low, range.high);
      default:
        return std::clamp(random_.Mantissa(), range.low, range.high);
    }
  }

  Range InferOf(Op op, const std::vector<Instruction>& operands, const Attributes& attributes = {}) {
    Query query{module_, domain_, op, {}, attributes, Type::Error()};
    for (const Instruction& operand : operands) query.operands.push_back(&operand);
    const InferredType type = InferType(query);
    EXPECT_TRUE(type.ok()) << type.problem;
    return InferRange(query, type.type);
  }

  using Evaluate = std::function<bool(Int128 a, int sa, Int128 b, int sb, Int128* out)>;

  // Each value that `evaluate` gives lies in the inferred range, and sometimes at its ends.
  void ExpectSound(Op op, const Evaluate& evaluate, int digits = 38) {
    int inside = 0;
    int ends = 0;
    for (int round = 0; round < kRounds; ++round) {
      const Instruction a = RandomNumber(random_.Scale(), digits);
      const Instruction b = RandomNumber(random_.Scale(), digits);
      const size_t arity = static_cast<size_t>(FactsOf(op).operands);
      const Range range = InferOf(op, arity == 1 ? std::vector{a} : std::vector{a, b});
      Int128 out = 0;
      if (!evaluate(In(a.range), a.type.scale, In(b.range), b.type.scale, &out)) continue;
      ++inside;
      ends += out == range.low || out == range.high ? 1 : 0;
      ASSERT_TRUE(Contains(range, out)) << FactsOf(op).text << " round " << round;
    }
    EXPECT_GT(inside, kRounds / 10) << FactsOf(op).text;
    EXPECT_GT(ends, kRounds / 100) << FactsOf(op).text << ": no value comes near the ends";
  }

  Module module_;
  Domain domain_;
  RandomDecimal random_{20260101};
};

TEST_F(RangesTest, SumsLieInTheirRange) {
  ExpectSound(Op::Add,
              [](Int128 a, int sa, Int128 b, int sb, Int128* out) { return value::Add(a, sa, b, sb, out); });
  ExpectSound(Op::Sub, [](Int128 a, int sa, Int128 b, int sb, Int128* out) {
    return value::Subtract(a, sa, b, sb, out);
  });
}

TEST_F(RangesTest, ProductsLieInTheirRange) {
  const auto multiply = [](Int128 a, int sa, Int128 b, int sb, Int128* out) {
    return value::Multiply(a, sa, b, sb, out);
  };
  ExpectSound(Op::Mul, multiply);
  ExpectSound(Op::Mul, multiply, 16);
}

TEST_F(RangesTest, QuotientsLieInTheirRange) {
  const auto divide = [](Int128 a, int sa, Int128 b, int sb, Int128* out) {
    return b != 0 && value::Divide(a, sa, b, sb, out);
  };
  ExpectSound(Op::Div, divide);
  ExpectSound(Op::DivOpt, divide, 10);
}

TEST_F(RangesTest, ExtremesAndMagnitudesLieInTheirRange) {
  const auto extreme = [](bool larger) {
    return [larger](Int128 a, int sa, Int128 b, int sb, Int128* out) {
      const bool a_wins = (value::Compare(a, sa, b, sb) > 0) == larger;
      return value::Rescale(a_wins ? a : b, a_wins ? sa : sb, value::AddScale(sa, sb), out);
    };
  };
  ExpectSound(Op::Min, extreme(false));
  ExpectSound(Op::Max, extreme(true));
  ExpectSound(Op::Neg, [](Int128 a, int, Int128, int, Int128* out) { return *out = -a, true; });
  ExpectSound(Op::Abs, [](Int128 a, int, Int128, int, Int128* out) { return *out = a < 0 ? -a : a, true; });
}

TEST_F(RangesTest, RoundedValuesLieInTheirRange) {
  for (int round = 0; round < kRounds; ++round) {
    const Instruction x = RandomNumber(random_.Scale(), 38);
    Attributes attributes;
    attributes.unit = 1 + random_.Below(100);
    attributes.unit_scale = random_.Scale();
    attributes.mode = random_.Mode();
    Int128 out = 0;
    const bool fits = value::RoundToUnit(In(x.range), x.type.scale, attributes.unit, attributes.unit_scale,
                                         attributes.mode, &out);
    if (!fits) continue;
    EXPECT_TRUE(Contains(InferOf(Op::Round, {x}, attributes), out));
    EXPECT_TRUE(Contains(InferOf(Op::RoundRow, {x}, attributes), out));
  }
}

// Sum of portion times value; exact, because the scales sum to less than 18.
TEST_F(RangesTest, TiersLieInTheirRange) {
  int bounded = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<Instruction> operands = {RandomNumber(2, 12)};
    Int128 floor = 0;
    for (int row = 0; row < 3; ++row) {
      Instruction bound = RandomNumber(2, 10);
      // Mostly bounds that ascend for sure, sometimes any.
      if (random_.Below(4) != 0) bound.range = {floor, floor + random_.Below(1000)};
      floor = std::max<Int128>(floor, bound.range.high);
      operands.push_back(bound);
      operands.push_back(RandomNumber(3, 5));
    }
    const Int128 x = In(operands[0].range);
    std::vector<Int128> bounds;
    std::vector<Int128> values;
    for (size_t i = 1; i < operands.size(); i += 2) {
      bounds.push_back(In(operands[i].range));
      values.push_back(In(operands[i + 1].range));
    }
    Int128 total = values[0] * x;
    for (size_t k = 1; k < 3; ++k) total += (values[k] - values[k - 1]) * std::max<Int128>(x - bounds[k], 0);
    const Range range = InferOf(Op::TierMarginal, operands);
    bounded += range == Range{} ? 0 : 1;
    ASSERT_TRUE(Contains(range, total)) << "round " << round;
    for (int row = 1; row <= 3; ++row) {
      const auto k = static_cast<size_t>(row) - 1;
      Int128 portion = row < 3 ? std::min(x, bounds[k + 1]) : x;
      if (row > 1) portion = std::max<Int128>(0, portion - bounds[k]);
      Attributes attributes;
      attributes.count = row;
      ASSERT_TRUE(Contains(InferOf(Op::TierPortion, operands, attributes), portion)) << "round " << round;
    }
    ASSERT_TRUE(Contains(InferOf(Op::TierValue, operands), values[static_cast<size_t>(random_.Below(3))]));
  }
  EXPECT_GT(bounded, kRounds / 4);
}

TEST_F(RangesTest, ChoicesHoldAllAlternatives) {
  Instruction flag;
  flag.type = Type::Flag();
  for (int round = 0; round < kRounds; ++round) {
    const Instruction a = RandomNumber(random_.Scale(), 20);
    const Instruction b = RandomNumber(random_.Scale(), 20);
    const int scale = value::AddScale(a.type.scale, b.type.scale);
    Int128 value = 0;
    const bool first = random_.Below(2) == 0;
    if (!value::Rescale(In(first ? a.range : b.range), first ? a.type.scale : b.type.scale, scale, &value))
      continue;
    EXPECT_TRUE(Contains(InferOf(Op::Select, {flag, a, b}), value));
    EXPECT_TRUE(Contains(InferOf(Op::Pick, {flag, a, b}), value));
    EXPECT_TRUE(Contains(InferOf(Op::Coalesce, {a, b}), value));
  }
}

TEST_F(RangesTest, SumsOfManyKeepTheirSign) {
  Instruction x;
  x.type = Type::Number(2);
  x.range = {5, 100};
  EXPECT_EQ(InferOf(Op::AggSum, {x}), (Range{0, 100 * kMaxRows}));
  x.range = {-3, 0};
  EXPECT_EQ(InferOf(Op::ScanSum, {x}), (Range{-3 * kMaxRows, 0}));
  x.range = Range{};
  EXPECT_EQ(InferOf(Op::AggSum, {x}), Range{});
}

TEST_F(RangesTest, CountsAndRowNumbersAreNotNegative) {
  Instruction flag;
  flag.type = Type::Flag();
  EXPECT_EQ(InferOf(Op::AggCount, {flag}), (Range{0, kMaxRows}));
  EXPECT_EQ(InferOf(Op::Hit, {flag, flag, flag}), (Range{1, 3}));
  Attributes any;
  any.hit = HitMode::Any;
  EXPECT_EQ(InferOf(Op::Hit, {flag, flag, flag, flag}, any), (Range{1, 2}));
}

TEST_F(RangesTest, AQuotientsDivisorIsNeverCloserToZeroThanOneUnit) {
  Instruction a;
  a.type = Type::Number(0);
  a.range = {-6, 10};
  Instruction b = a;
  b.range = {-2, 5};
  const Int128 one = value::PowerOfTen(18);
  EXPECT_EQ(InferOf(Op::DivOpt, {a, b}), (Range{-10 * one, 10 * one}));
  b.range = {2, 5};
  EXPECT_EQ(InferOf(Op::Div, {a, b}), (Range{-3 * one, 5 * one}));
  b.range = {0, 0};
  EXPECT_EQ(InferOf(Op::DivOpt, {a, b}), (Range{0, 0})) << "always null";
}

TEST_F(RangesTest, OnlyNumbersHaveRanges) {
  Instruction date;
  date.type = Type::Date();
  date.range = {1, 2};
  EXPECT_EQ(InferOf(Op::Max, {date, date}), Range{});
}

TEST_F(RangesTest, LinesHoldTheSumOfWhatTheirEmitsGiveOnePerson) {
  Stage stage;
  for (const Range& range : {Range{-5, 10}, Range{20, 30}}) {
    stage.insts.emplace_back().range = range;
    stage.emits.push_back({0, 0, 0, 0, static_cast<InstId>(stage.insts.size() - 1), 0});
  }
  EXPECT_EQ(EmittedRange(stage), (Range{-5, 40}));
}

}  // namespace
}  // namespace incent::ir
