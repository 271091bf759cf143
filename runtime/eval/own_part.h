#pragma once

#include <vector>

#include "runtime/eval/outcome.h"

namespace incent::eval {

// Leaves in the outcome what its own participants earned, whoever is paid for it: `is_own` is parallel to
// Outcome::participants. Totals and errors are those of the payouts that stay; what was said of the input,
// such as the totals of lines, stays as it was. `input` is the run's.
void KeepOwn(const std::vector<bool>& is_own, const column::InputData& input, Outcome& outcome);

}  // namespace incent::eval
