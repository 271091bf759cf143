#pragma once

#include <cstddef>

#include "compiler/codegen/compiler.h"

namespace incent::jit {

struct Options {
  codegen::CompilerOptions code;
  int num_threads = 1;
  // Rows that a worker takes at a time; a multiple of the rows of a chunk is best.
  size_t piece_rows = size_t{64} * 1024;
  // Stages with fewer rows are run by the reference interpreter: compiling them would take longer.
  size_t min_rows = 4096;
};

}  // namespace incent::jit
