#pragma once

#include <string>

#include "compiler/interp/program.h"
#include "runtime/column/table.h"
#include "tests/support/jit_variants.h"

namespace incent {

// Runs `module` on `input` in the JIT engine, compiling even the smallest stage, for this machine and an
// older one or with more threads. The first thing that differs from what the reference interpreter left
// behind; empty if nothing does.
std::string DifferenceInJit(const ir::Module& module, const column::InputData& input,
                            const interp::RunResult& expected);

// The same in one way of running machine code.
std::string DifferenceIn(const JitVariant& variant, const ir::Module& module, const column::InputData& input,
                         const interp::RunResult& expected);

}  // namespace incent
