#pragma once

#include <cstdint>
#include <vector>

#include "compiler/base/workers.h"
#include "compiler/interp/run_state.h"

namespace incent::jit {

// One recipient of one source row.
struct MadeLine {
  int32_t row = 0;
  int32_t person = 0;
  interp::Day day = 0;
  int64_t share = 0;
  int64_t amount = 0;
  int64_t whole = 0;
};

// Lines of a run of source rows. Each lies in one place: what orders lines fetches them one by one.
struct LinePiece {
  std::vector<MadeLine> lines;
  int64_t num_source_rows = 0;

  size_t size() const { return lines.size(); }
  // Adds to the line of the same row and person, if there is one since line `first`. `fits` is false if the
  // sums need more than 64 bits.
  bool Merge(size_t first, const MadeLine& line, bool* fits);
};

enum class LineOrder : uint8_t {
  Canonical,  // participant, date, key of the source row
  ByRow,      // of the source
};

// Publishes the lines of all pieces, which come in the order of their source rows.
void PublishLines(interp::RunState& run, int set, const std::vector<LinePiece>& pieces, LineOrder order,
                  base::Workers& workers);

}  // namespace incent::jit
