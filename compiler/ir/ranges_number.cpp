// Ranges of arithmetic and rounding: all are monotone in each operand (on each side of 0 for products and
// quotients), so the ends of the operands give the ends of the result.
#include <algorithm>

#include "compiler/ir/range_rules.h"
#include "runtime/value/rounding.h"

namespace incent::ir {
namespace {

using value::UInt256;

// a * 10^(to - from), which may need more than 38 digits.
UInt256 Wide(Int128 a, int from, int to) {
  return value::SignedProduct(a, value::PowerOfTen(to - from));
}

Int128 Sum(const RangeQuery& query, Int128 a, Int128 b) {
  const int scale = query.type.scale;
  return Saturated(value::Sum(Wide(a, query.ScaleOf(0), scale), Wide(b, query.ScaleOf(1), scale)));
}

Int128 Product(const RangeQuery& query, Int128 a, Int128 b) {
  Int128 product = 0;
  const bool fits = value::Multiply(a, query.ScaleOf(0), b, query.ScaleOf(1), &product);
  return fits ? product : Saturated((a < 0) != (b < 0));
}

Int128 Quotient(const RangeQuery& query, Int128 a, Int128 b) {
  Int128 quotient = 0;
  const bool fits = value::Divide(a, query.ScaleOf(0), b, query.ScaleOf(1), &quotient);
  return fits ? quotient : Saturated((a < 0) != (b < 0));
}

using Operation = Int128 (*)(const RangeQuery&, Int128, Int128);

Range Corners(const RangeQuery& query, Operation op, const Range& a, const Range& b) {
  const Int128 low_low = op(query, a.low, b.low);
  const Int128 low_high = op(query, a.low, b.high);
  const Int128 high_low = op(query, a.high, b.low);
  const Int128 high_high = op(query, a.high, b.high);
  return {std::min({low_low, low_high, high_low, high_high}),
          std::max({low_low, low_high, high_low, high_high})};
}

Int128 RoundedEnd(const RangeQuery& query, Int128 end, value::RoundingMode mode) {
  const Attributes& attributes = query.query.attributes;
  Int128 rounded = 0;
  const bool fits =
      value::RoundToUnit(end, query.ScaleOf(0), attributes.unit, attributes.unit_scale, mode, &rounded);
  return fits ? rounded : Saturated(end < 0);
}

}  // namespace

namespace range_rules {

Range Sum(const RangeQuery& query) {
  return {ir::Sum(query, query[0].low, query[1].low), ir::Sum(query, query[0].high, query[1].high)};
}

Range Difference(const RangeQuery& query) {
  return {ir::Sum(query, query[0].low, -query[1].high), ir::Sum(query, query[0].high, -query[1].low)};
}

Range Product(const RangeQuery& query) {
  return Corners(query, &ir::Product, query[0], query[1]);
}

// A divisor is at least one unit of its mantissa away from 0 where there is a result at all.
Range Quotient(const RangeQuery& query) {
  const Range& divisor = query[1];
  std::optional<Range> range;
  if (divisor.low < 0) {
    range = Corners(query, &ir::Quotient, query[0], {divisor.low, std::min<Int128>(divisor.high, -1)});
  }
  if (divisor.high > 0) {
    const Range above =
        Corners(query, &ir::Quotient, query[0], {std::max<Int128>(divisor.low, 1), divisor.high});
    range = range ? Hull(*range, above) : above;
  }
  return range.value_or(Exactly(0));
}

Range Negative(const RangeQuery& query) {
  return {-query[0].high, -query[0].low};
}

Range Magnitude(const RangeQuery& query) {
  const Range& x = query[0];
  if (x.low >= 0) return x;
  if (x.high <= 0) return {-x.high, -x.low};
  return {0, std::max(-x.low, x.high)};
}

Range Smaller(const RangeQuery& query) {
  const Range a = query.At(0);
  const Range b = query.At(1);
  return {std::min(a.low, b.low), std::min(a.high, b.high)};
}

Range Larger(const RangeQuery& query) {
  const Range a = query.At(0);
  const Range b = query.At(1);
  return {std::max(a.low, b.low), std::max(a.high, b.high)};
}

Range Rounded(const RangeQuery& query) {
  const value::RoundingMode mode = query.query.attributes.mode;
  return {RoundedEnd(query, query[0].low, mode), RoundedEnd(query, query[0].high, mode)};
}

// Each part is one of the two multiples around it.
Range RoundedTogether(const RangeQuery& query) {
  return {RoundedEnd(query, query[0].low, value::RoundingMode::Floor),
          RoundedEnd(query, query[0].high, value::RoundingMode::Ceiling)};
}

}  // namespace range_rules
}  // namespace incent::ir
