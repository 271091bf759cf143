#pragma once

#include <span>
#include <vector>

#include "runtime/value/decimal.h"
#include "runtime/value/error_code.h"

// Dividing a whole so that the rounded parts sum to the rounded whole.
//
// Both functions give what is left over after rounding down, one unit each, to the largest
// remainders; ties go to the smaller index, so the caller's order is the order of keys.
namespace incent::kernels {

using value::ErrorCode;
using value::Int128;

// `total` (in rounding units) divided in proportion to `weights` (one scale, any).
//
// Each part is floor(|total| * w / sum of w), plus at most one; a negative total mirrors.
// If all weights are 0, all parts are. Errors: NegativeWeight.
[[nodiscard]] ErrorCode SplitLargestRemainder(Int128 total, std::span<const Int128> weights,
                                              std::vector<Int128>* parts);

// How amounts of `scale` are rounded: to multiples of `unit` (mantissa at `unit_scale`), by `mode`.
struct GroupRounding {
  int scale = 0;
  Int128 unit = 1;
  int unit_scale = 0;
  value::RoundingMode mode = value::RoundingMode::HalfUp;
};

// SplitLargestRemainder of an amount: `total` is rounded first, the parts are multiples of the unit
// at `unit_scale` and sum to it. Errors: NegativeWeight, BadUnit if unit <= 0, Overflow.
[[nodiscard]] ErrorCode SplitAmount(Int128 total, const GroupRounding& rounding,
                                    std::span<const Int128> weights, std::vector<Int128>* rounded);

// SplitLargestRemainder of an amount that need not be whole units: the parts, at the larger of the
// two scales, sum to `total` exactly. What it has beyond whole units goes to the part with the largest
// remainder. Errors: NegativeWeight, BadUnit if unit <= 0, Overflow.
[[nodiscard]] ErrorCode SplitExactly(Int128 total, const GroupRounding& rounding,
                                     std::span<const Int128> weights, std::vector<Int128>* parts);

// Parts that belong together, rounded together: multiples of the unit at `unit_scale` that sum to
// the rounded sum of `parts`. Each part moves by less than one unit, and a part that is already a
// multiple does not move.
//
// Parts are floored, so signs may be mixed; if the sum is negative (or 0, and the first part that
// is not 0 is negative), the negated parts are, and the results negated back: a reversal is the
// exact negative wherever the mode is symmetric. Errors: BadUnit if unit <= 0, Overflow.
[[nodiscard]] ErrorCode RoundGroup(std::span<const Int128> parts, const GroupRounding& rounding,
                                   std::vector<Int128>* rounded);

}  // namespace incent::kernels
