#pragma once

#include <functional>

#include "compiler/jit/line_source.h"
#include "compiler/jit/running_sum.h"
#include "compiler/jit/workers.h"

namespace incent::jit {

// Lines cut into one range for each worker, and those into chunks.
class LineChunks {
 public:
  LineChunks(const LineSource& lines, Workers& workers);

  size_t num_ranges() const { return num_ranges_; }
  // Chunks of a range in order, ranges at a time.
  void ForEach(const std::function<void(const LineChunk& chunk)>& work) const;

 private:
  const LineSource& lines_;
  Workers& workers_;
  size_t num_ranges_;
};

// Sums of all magnitudes of a column, as RunningSum and LineTotals need them, fit 64 bits.
bool SumsFit(const eval::LaneColumn& column);

}  // namespace incent::jit
