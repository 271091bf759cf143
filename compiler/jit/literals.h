#pragma once

#include <vector>

#include "compiler/interp/run_state.h"

namespace incent::jit {

// True for a constant whose number differs between runs: a text, by its number in the run's dictionary. It is
// no part of compiled code.
bool IsKnownByRun(const ir::Instruction& inst);

// The numbers of such constants.
std::vector<int64_t> LiteralsOf(interp::RunState& run, const std::vector<ir::Instruction>& insts,
                                const std::vector<ir::InstId>& literals);

}  // namespace incent::jit
