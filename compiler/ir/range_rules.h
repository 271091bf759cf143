#pragma once

#include "compiler/ir/ranges.h"
#include "runtime/value/int256.h"

// The range rules that rules.def names, one function each. Inside of ranges*.cpp only.
namespace incent::ir {

struct RangeQuery {
  const Query& query;
  const types::Type& type;  // of the result

  size_t size() const { return query.operands.size(); }
  int ScaleOf(size_t operand) const { return query.operands[operand]->type.scale; }
  const Range& operator[](size_t operand) const { return query.operands[operand]->range; }
  // An operand at the scale of the result.
  Range At(size_t operand) const { return Aligned((*this)[operand], ScaleOf(operand), type.scale); }
};

// A mantissa, or the nearest one that has 38 digits.
Int128 Saturated(value::UInt256 signed_value);
inline Int128 Saturated(bool negative) {
  return negative ? -value::kMaxMantissa : value::kMaxMantissa;
}

namespace range_rules {

#define INCENT_RULE(op, type_rule, range_rule, places, attributes, reads) \
  Range range_rule(const RangeQuery& query);
#include "compiler/ir/rules.def"
#undef INCENT_RULE

}  // namespace range_rules
}  // namespace incent::ir
