#pragma once

#include <vector>

#include "compiler/resolve/program.h"

namespace incent::check {

// Which definitions each definition is worked out from, at its own place or at others.
struct Dependencies {
  // Per definition: those it reads directly, ascending; itself where it reads itself. What an exception reads
  // counts for the definition that it overrides. `previous x` reads an earlier period and does not count.
  std::vector<std::vector<int>> direct;
  // All definitions, each after those it reads; where they read each other, in any order.
  std::vector<int> order;
  // Definitions that read themselves, by way of others or not: one path for each knot, without the way back,
  // from the definition that stands first in the source. Ascending.
  std::vector<std::vector<int>> cycles;
  // Per definition: in a knot, hence without a meaning.
  std::vector<bool> is_cyclic;
  // Per definition: levels of nested expressions, those of what it reads included. Later stages recurse over
  // them.
  std::vector<int> depth;
};

// Finds `order`, `cycles` and `is_cyclic` of a graph by its `direct` edges.
void FindCycles(Dependencies& graph);

Dependencies FindDependencies(const resolve::Program& program);

}  // namespace incent::check
