#pragma once

#include <optional>
#include <vector>

#include "runtime/value/decimal.h"

// Between which numbers a value lies, as far as that is known when compiling. Ends are worked out with the
// arithmetic of the engines, which is monotonic, so that what is rounded there is rounded here.
namespace incent::check {

using value::Int128;

struct Range {
  struct End {
    Int128 mantissa = 0;
    int scale = 0;
  };
  // Both included; nullopt: open.
  std::optional<End> low;
  std::optional<End> high;
  bool not_zero = false;  // beside what the ends say

  static Range Only(Int128 mantissa, int scale);
  static Range Between(Int128 low, Int128 high, int scale = 0);

  bool ExcludesZero() const;
  bool IsPositive() const;  // 0 left out
  bool IsNegative() const;
  bool IsAtLeastZero() const;
  bool IsAtMostZero() const;
  Range NotZero() const;  // the same, found not to be zero
};

// Of what is one or the other.
Range Either(const Range& a, const Range& b);
Range Negated(const Range& a);
Range Absolute(const Range& a);
Range SumOf(const Range& a, const Range& b);
Range DifferenceOf(const Range& a, const Range& b);
// `exact`: nothing is rounded, so that a product of what is not zero is not zero.
Range ProductOf(const Range& a, const Range& b, bool exact);
Range QuotientOf(const Range& a, const Range& b);
Range SmallerOf(const Range& a, const Range& b);
Range LargerOf(const Range& a, const Range& b);
// Of a value that is rounded to a multiple of `unit`, which is positive; the mode may be any.
Range RoundedTo(const Range& a, const Range::End& unit);

}  // namespace incent::check
