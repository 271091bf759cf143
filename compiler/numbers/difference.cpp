#include "compiler/numbers/difference.h"

#include <algorithm>

#include "compiler/ir/ranges.h"

namespace incent::numbers {

using ir::InstId;
using ir::Instruction;
using ir::Op;
using ir::Range;

namespace {

// Pairs looked at: enough for the clauses of a pay, and an end to nested choices.
constexpr int kMaxPairs = 64;

Int128 Times(Int128 a, Int128 b) {
  Int128 product = 0;
  const bool overflows = __builtin_mul_overflow(a, b, &product);
  if (overflows) return (a < 0) == (b < 0) ? value::kMaxMantissa : -value::kMaxMantissa;
  return std::clamp(product, -value::kMaxMantissa, value::kMaxMantissa);
}

Range Times(const Range& a, const Range& b) {
  const auto [low, high] =
      std::minmax({Times(a.low, b.low), Times(a.low, b.high), Times(a.high, b.low), Times(a.high, b.high)});
  return {low, high};
}

Range Negated(const Range& range) {
  return {-range.high, -range.low};
}

class Finder {
 public:
  explicit Finder(const std::vector<Instruction>& insts) : insts_(insts) {}

  std::optional<Range> Find(InstId a, InstId b) {
    if (--pairs_left_ < 0 || !At(a).type.IsNumber() || !At(b).type.IsNumber()) return std::nullopt;
    if (a == b) return Range{0, 0};
    if (const std::optional<Range> step = FindStep(a, b)) return step;
    if (At(a).op != At(b).op || At(a).type.scale != At(b).type.scale) return std::nullopt;
    switch (At(a).op) {
      case Op::Add:
      case Op::Sub:
        return SharesOperand(a, b, 1) ? Scaled(a, FindOperands(a, b, 0), 0) : std::nullopt;
      case Op::Min:
      case Op::Max:
        return SharesOperand(a, b, 1) ? WithZero(Scaled(a, FindOperands(a, b, 0), 0)) : std::nullopt;
      case Op::Mul:
        return FindProducts(a, b);
      case Op::Select:
        return FindChoices(a, b);
      case Op::Guard:
        return SharesOperand(a, b, 0) ? Scaled(a, FindOperands(a, b, 1), 1) : std::nullopt;
      case Op::TierMarginal:
        return FindTiers(a, b);
      default:
        return std::nullopt;
    }
  }

 private:
  const Instruction& At(InstId id) const { return insts_[id]; }
  InstId OperandOf(InstId id, size_t k) const { return At(id).operands[k]; }
  int ScaleOf(InstId id) const { return At(id).type.IsNumber() ? At(id).type.scale : 0; }
  bool SharesOperand(InstId a, InstId b, size_t k) const { return OperandOf(a, k) == OperandOf(b, k); }
  Range RangeOf(InstId id, int scale) const { return ir::Aligned(At(id).range, ScaleOf(id), scale); }

  // One is the other, more or less something.
  std::optional<Range> FindStep(InstId a, InstId b) const {
    const int scale = std::max(ScaleOf(a), ScaleOf(b));
    const auto step_of = [&](InstId x, InstId base, Op op) -> std::optional<Range> {
      if (At(x).op != op || OperandOf(x, 0) != base || ScaleOf(OperandOf(x, 1)) > scale) return std::nullopt;
      return RangeOf(OperandOf(x, 1), scale);
    };
    if (const auto added = step_of(a, b, Op::Add)) return added;
    if (const auto taken = step_of(b, a, Op::Sub)) return taken;
    if (const auto added = step_of(b, a, Op::Add)) return Negated(*added);
    if (const auto taken = step_of(a, b, Op::Sub)) return Negated(*taken);
    return std::nullopt;
  }

  // Of operands k, at the larger of their scales.
  std::optional<Range> FindOperands(InstId a, InstId b, size_t k) {
    return Find(OperandOf(a, k), OperandOf(b, k));
  }

  // From the scale of operands k to that of the result, where the result is a number as they are.
  std::optional<Range> Scaled(InstId result, const std::optional<Range>& range, size_t k) const {
    const int from = ScaleOf(OperandOf(result, k));
    if (!range || from > ScaleOf(result)) return std::nullopt;
    return ir::Aligned(*range, from, ScaleOf(result));
  }

  static std::optional<Range> WithZero(const std::optional<Range>& range) {
    return range ? std::optional(ir::Hull(*range, {0, 0})) : std::nullopt;
  }

  bool HaveOneScale(InstId a, InstId b, size_t k) const {
    return ScaleOf(OperandOf(a, k)) == ScaleOf(OperandOf(b, k));
  }

  std::optional<Range> FindProducts(InstId a, InstId b) {
    if (!SharesOperand(a, b, 1) || !HaveOneScale(a, b, 0)) return std::nullopt;
    const InstId factor = OperandOf(a, 1);
    if (ScaleOf(OperandOf(a, 0)) + ScaleOf(factor) != ScaleOf(a)) return std::nullopt;
    const std::optional<Range> range = FindOperands(a, b, 0);
    return range ? std::optional(Times(*range, At(factor).range)) : std::nullopt;
  }

  std::optional<Range> FindChoices(InstId a, InstId b) {
    if (!SharesOperand(a, b, 0) || !HaveOneScale(a, b, 1) || !HaveOneScale(a, b, 2)) return std::nullopt;
    const std::optional<Range> yes = Scaled(a, FindOperands(a, b, 1), 1);
    const std::optional<Range> no = yes ? Scaled(a, FindOperands(a, b, 2), 2) : std::nullopt;
    return no ? std::optional(ir::Hull(*yes, *no)) : std::nullopt;
  }

  // A polyline: between any two points its slope is between the least and the largest value.
  std::optional<Range> FindTiers(InstId a, InstId b) {
    const std::vector<InstId>& operands = At(a).operands;
    if (!std::equal(operands.begin() + 1, operands.end(), At(b).operands.begin() + 1, At(b).operands.end()))
      return std::nullopt;
    if (!HaveOneScale(a, b, 0)) return std::nullopt;
    TierScales scales{.bound = ScaleOf(operands[0])};
    for (size_t k = 1; k + 1 < operands.size(); k += 2) {
      scales.bound = std::max(scales.bound, ScaleOf(operands[k]));
      scales.value = std::max(scales.value, ScaleOf(operands[k + 1]));
    }
    if (scales.bound + scales.value != ScaleOf(a)) return std::nullopt;
    for (size_t k = 3; k + 1 < operands.size(); k += 2) {
      const bool ascends =
          k < 5 || RangeOf(operands[k - 2], scales.bound).high <= RangeOf(operands[k], scales.bound).low;
      if (!ascends) return std::nullopt;
    }
    const std::optional<Range> steps = FindOperands(a, b, 0);
    if (!steps) return std::nullopt;
    Range slopes = RangeOf(operands[2], scales.value);
    for (size_t k = 4; k < operands.size(); k += 2)
      slopes = ir::Hull(slopes, RangeOf(operands[k], scales.value));
    return Times(ir::Aligned(*steps, ScaleOf(operands[0]), scales.bound), slopes);
  }

  const std::vector<Instruction>& insts_;
  int pairs_left_ = kMaxPairs;
};

}  // namespace

std::optional<Range> DifferenceOf(const std::vector<Instruction>& insts, InstId a, InstId b) {
  return Finder(insts).Find(a, b);
}

}  // namespace incent::numbers
