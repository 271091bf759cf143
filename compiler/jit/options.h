#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/codegen/compiler.h"

namespace incent::jit {

// What number planning chose for one level of a stage, or of the stages of a sweep.
struct PlannedNumbers {
  const ir::Module& module;
  const ir::Stage& stage;
  std::string title;
  const std::vector<numbers::Value>& values;  // by instruction
  std::vector<ir::InstId> read;               // by the level's kernels
  std::vector<ir::InstId> computed;           // by them
  std::vector<ir::InstId> interpreted;
};

struct Options {
  codegen::CompilerOptions code;
  // What each compilation takes; none: the less the fewer rows there were so far.
  std::optional<codegen::Effort> effort = {};
  int num_threads = 1;
  // Rows that a worker takes at a time; a multiple of the rows of a chunk is best.
  size_t piece_rows = size_t{64} * 1024;
  // Stages with fewer rows are run by the reference interpreter: compiling them would take longer. So are all
  // stages where the program was built without LLVM.
  size_t min_rows = 4096;
  // Told of every level before it runs, by the thread that called Run.
  std::function<void(const PlannedNumbers& numbers)> on_numbers = {};
};

}  // namespace incent::jit
