#include "compiler/ir/ranges.h"

#include <algorithm>
#include <array>

#include "compiler/ir/range_rules.h"

namespace incent::ir {
namespace {

using RangeRule = Range (*)(const RangeQuery&);

constexpr auto kRangeRules = std::to_array<RangeRule>({
#define INCENT_RULE(op, type_rule, range_rule, places, attributes, reads) &range_rules::range_rule,
#include "compiler/ir/rules.def"
#undef INCENT_RULE
});

const Output* OutputOf(const Query& query) {
  const int id = query.attributes.output;
  if (id < 0 || static_cast<size_t>(id) >= query.module.outputs.size()) return nullptr;
  return &query.module.outputs[static_cast<size_t>(id)];
}

const LineSet* LinesOf(const Query& query) {
  const int id = query.domain.index;
  if (id < 0 || static_cast<size_t>(id) >= query.module.line_sets.size()) return nullptr;
  return &query.module.line_sets[static_cast<size_t>(id)];
}

// The sum of at most kMaxRows values of a range, none of them included.
Range SumOfMany(const Range& term) {
  return {term.low >= 0 ? 0 : Saturated(value::SignedProduct(term.low, kMaxRows)),
          term.high <= 0 ? 0 : Saturated(value::SignedProduct(term.high, kMaxRows))};
}

}  // namespace

Int128 Saturated(value::UInt256 signed_value) {
  Int128 mantissa = 0;
  return ToMantissa(signed_value, &mantissa) ? mantissa : Saturated(value::IsNegative(signed_value));
}

Range Hull(const Range& a, const Range& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high)};
}

Range Intersection(const Range& a, const Range& b) {
  const Range both{std::max(a.low, b.low), std::min(a.high, b.high)};
  return both.low <= both.high ? both : a;
}

bool Contains(const Range& outer, const Range& inner) {
  return outer.low <= inner.low && inner.high <= outer.high;
}

Range Aligned(const Range& range, int from, int to) {
  if (from >= to) return range;
  const Int128 factor = value::PowerOfTen(to - from);
  return {Saturated(value::SignedProduct(range.low, factor)),
          Saturated(value::SignedProduct(range.high, factor))};
}

Range InferRange(const Query& query, const types::Type& type) {
  if (!type.IsNumber()) return {};
  const Range range = kRangeRules[static_cast<size_t>(query.op)]({query, type});
  // Nothing wider than 38 digits, whatever the operands claim.
  return Intersection(Range{}, range);
}

namespace {

// `sum`, which is at most 0 and no less than the least mantissa, less `part`, which is the same.
Int128 Lower(Int128 sum, Int128 part) {
  return part < -value::kMaxMantissa - sum ? -value::kMaxMantissa : sum + part;
}

}  // namespace

Range EmittedRange(const Stage& stage) {
  Range sum = Exactly(0);
  Range whole = Exactly(0);
  for (const Emit& emit : stage.emits) {
    const Range& part = stage.insts[emit.amount].range;
    sum.low = Lower(sum.low, std::min<Int128>(part.low, 0));
    sum.high = -Lower(-sum.high, -std::max<Int128>(part.high, 0));
    whole = Hull(whole, stage.insts[emit.whole].range);
  }
  return Hull(sum, whole);
}

namespace range_rules {

Range None(const RangeQuery&) {
  return {};
}
Range Stated(const RangeQuery& query) {
  return query.query.stated_range;
}

Range Constant(const RangeQuery& query) {
  return Exactly(query.query.attributes.literal.number);  // null: any range would do
}

Range Column(const RangeQuery& query) {
  const Attributes& attributes = query.query.attributes;
  const auto& schema = query.query.module.datasets[static_cast<size_t>(attributes.dataset)];
  const auto& bounds = schema.fields[static_cast<size_t>(attributes.field)].bounds;
  return bounds ? Range{bounds->low, bounds->high} : Range{};
}

Range Amount(const RangeQuery& query) {
  const LineSet* lines = LinesOf(query.query);
  return lines != nullptr ? lines->amount_range : Range{};
}

Range Loaded(const RangeQuery& query) {
  const Output* output = OutputOf(query.query);
  return output != nullptr ? output->range : Range{};
}

// Where the own date lies outside of the coarser grid there is 0.
Range Broadcast(const RangeQuery& query) {
  const Range range = Loaded(query);
  return query.type.optional ? range : Hull(range, Exactly(0));
}

Range Steps(const RangeQuery& query) {
  const auto& steps = query.query.attributes.steps;
  Range range = Exactly(steps.front().value.number);
  for (const ParamStep& step : steps) range = Hull(range, Exactly(step.value.number));
  return range;
}

Range First(const RangeQuery& query) {
  return query[0];
}

Range Union(const RangeQuery& query) {
  Range range = query.At(0);
  for (size_t i = 1; i < query.size(); ++i) range = Hull(range, query.At(i));
  return range;
}

Range Branches(const RangeQuery& query) {
  Range range = query.At(1);
  for (size_t i = 2; i < query.size(); ++i) range = Hull(range, query.At(i));
  return range;
}

Range Picked(const RangeQuery& query) {
  Range range = query.At(query.size() - 1);
  for (size_t i = 1; i < query.size(); i += 2) range = Hull(range, query.At(i));
  return range;
}

Range RowNumber(const RangeQuery& query) {
  const auto rows = static_cast<Int128>(query.size());
  return {1, query.query.attributes.hit == HitMode::Any ? rows / 2 : rows};
}

Range Total(const RangeQuery& query) {
  return SumOfMany(query[0]);
}
Range WindowTotal(const RangeQuery& query) {
  return SumOfMany(Loaded(query));
}
Range Count(const RangeQuery&) {
  return {0, kMaxRows};
}

Range Distinct(const RangeQuery& query) {
  const LineSet* lines = LinesOf(query.query);
  // The shares of a person may sum to less than 0, and then nothing bounds the product.
  if (lines == nullptr) return {};
  const Range amount = Aligned(lines->amount_range, lines->amount.scale, query.type.scale);
  return amount == Exactly(0) ? amount : Range{};
}

Range Part(const RangeQuery& query) {
  return Hull(query.At(0), Exactly(0));
}

}  // namespace range_rules
}  // namespace incent::ir
