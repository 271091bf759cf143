#pragma once

#include <vector>

#include "compiler/jit/line_maker.h"

namespace incent::jit {

// Where a line lies among the pieces.
struct Found {
  uint32_t piece = 0;
  uint32_t at = 0;
};

inline const MadeLine& LineAt(const std::vector<LinePiece>& pieces, const Found& found) {
  return pieces[found.piece].lines[found.at];
}

// Lines by person, then by day, then by key and position of their source row. `starts` gets the first line of
// each person, and one more.
std::vector<Found> OrderLines(const interp::RunState& run, int set, const std::vector<LinePiece>& pieces,
                              base::Workers& workers, std::vector<int32_t>& starts);

}  // namespace incent::jit
