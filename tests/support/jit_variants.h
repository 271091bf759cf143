#pragma once

#include <array>

#include "compiler/jit/options.h"

namespace incent {

struct JitVariant {
  const char* name;
  jit::Options options;
};

// The ways of running machine code that must all give the same: for each kind of machine, with efforts,
// numbers of threads and sizes of pieces that differ, and compiling even the smallest stage. The first is
// what a user gets.
inline const std::array<JitVariant, 4> kJitVariants = {{
    {"JIT", {.code = {.checks_itself = true}, .min_rows = 0}},
    {"JIT as for many rows, 3 threads",
     {.code = {.checks_itself = true},
      .effort = codegen::Effort::Less,
      .num_threads = 3,
      .piece_rows = 7,
      .min_rows = 0}},
    {"JIT for AVX2, 2 threads",
     {.code = {.machine = codegen::Machine::Avx2},
      .effort = codegen::Effort::Default,
      .num_threads = 2,
      .piece_rows = 1,
      .min_rows = 0}},
    {"JIT for the baseline",
     {.code = {.machine = codegen::Machine::Baseline},
      .effort = codegen::Effort::Less,
      .piece_rows = 1024,
      .min_rows = 0}},
}};

}  // namespace incent
