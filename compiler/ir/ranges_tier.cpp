// Ranges of tiers. Operands: x, then bound and value of each row.
#include <algorithm>

#include "compiler/ir/range_rules.h"

namespace incent::ir {
namespace {

Range ValueHull(const RangeQuery& query, int scale) {
  Range range = Aligned(query[2], query.ScaleOf(2), scale);
  for (size_t i = 4; i < query.size(); i += 2)
    range = Hull(range, Aligned(query[i], query.ScaleOf(i), scale));
  return range;
}

int BoundScale(const RangeQuery& query) {
  int scale = query.ScaleOf(0);
  for (size_t i = 1; i < query.size(); i += 2) scale = std::max(scale, query.ScaleOf(i));
  return scale;
}

int ValueScale(const RangeQuery& query) {
  int scale = 0;
  for (size_t i = 2; i < query.size(); i += 2) scale = std::max(scale, query.ScaleOf(i));
  return scale;
}

Range BoundAt(const RangeQuery& query, size_t row, int scale) {
  return Aligned(query[2 * row + 1], query.ScaleOf(2 * row + 1), scale);
}

// The bounds after the first are at least 0 and ascend, whatever their columns hold.
bool BoundsAscend(const RangeQuery& query) {
  const int scale = BoundScale(query);
  Int128 floor = 0;
  for (size_t row = 1; 2 * row + 1 < query.size(); ++row) {
    const Range bound = BoundAt(query, row, scale);
    if (bound.low < floor) return false;
    floor = bound.high;
  }
  return true;
}

Int128 ProductEnd(Int128 x, int x_scale, Int128 value, int value_scale) {
  Int128 product = 0;
  return value::Multiply(x, x_scale, value, value_scale, &product) ? product
                                                                   : Saturated((x < 0) != (value < 0));
}

}  // namespace

namespace range_rules {

// The rows share x out among them: above 0 the result lies between x times the least and x times the
// greatest value, below 0 it is x times the first. Where bounds might not ascend nothing is claimed.
Range TierMarginal(const RangeQuery& query) {
  if (!BoundsAscend(query)) return {};
  const int x_scale = BoundScale(query);
  const int value_scale = ValueScale(query);
  const Range x = Aligned(query[0], query.ScaleOf(0), x_scale);
  const Range values = ValueHull(query, value_scale);
  const Range first = Aligned(query[2], query.ScaleOf(2), value_scale);
  Range result = Exactly(0);
  bool seen = false;
  const auto include = [&](Int128 at, Int128 value) {
    const Range end = Exactly(ProductEnd(at, x_scale, value, value_scale));
    result = seen ? Hull(result, end) : end;
    seen = true;
  };
  for (const Int128 end : {x.low, x.high}) {
    const Range& factor = end < 0 ? first : values;
    include(end, factor.low);
    include(end, factor.high);
  }
  if (x.low < 0 && x.high > 0) include(0, 0);
  return result;
}

Range TierValues(const RangeQuery& query) {
  return ValueHull(query, query.type.scale);
}

// Row 1 holds what lies under the second bound, negative x included; row k at most bound to bound.
Range TierPortion(const RangeQuery& query) {
  const int scale = query.type.scale;
  const auto row = static_cast<size_t>(query.query.attributes.count) - 1;
  const size_t rows = (query.size() - 1) / 2;
  Range upto = query.At(0);
  if (row + 1 < rows) {
    const Range next = BoundAt(query, row + 1, scale);
    upto = {std::min(upto.low, next.low), std::min(upto.high, next.high)};
  }
  if (row == 0) return upto;
  const Range from = BoundAt(query, row, scale);
  const value::UInt256 most =
      value::Difference(value::SignedProduct(upto.high, 1), value::SignedProduct(from.low, 1));
  return {0, std::max<Int128>(0, Saturated(most))};
}

}  // namespace range_rules
}  // namespace incent::ir
