#pragma once

#include <optional>

#include "compiler/numbers/plan.h"

// Inside of numbers/ only: how far two values can lie apart, where both come from nearly the same. Plans pay
// the difference of two levels, after and before a deal; each level may be large, the step between is not.
namespace incent::numbers {

// Bounds of a - b at the larger of both scales, found from how `insts` compute them: their ranges are the
// ones planned so far. None: nothing is known beyond the ranges of a and b.
std::optional<ir::Range> DifferenceOf(const std::vector<ir::Instruction>& insts, ir::InstId a, ir::InstId b);

}  // namespace incent::numbers
