#pragma once

#include <functional>

#include "compiler/base/workers.h"
#include "compiler/jit/line_source.h"
#include "compiler/jit/running_sum.h"

namespace incent::jit {

// Lines cut into at most one range for each worker, of at least `least` lines, or of as many as are worth a
// range.
class LineRanges {
 public:
  LineRanges(size_t num_lines, const base::Workers& workers, size_t least = SIZE_MAX);

  size_t size() const { return num_ranges_; }
  interp::RowRange operator[](size_t range) const;

 private:
  size_t num_lines_;
  size_t num_ranges_;
};

// Ranges of lines, cut into chunks.
class LineChunks {
 public:
  LineChunks(const LineSource& lines, base::Workers& workers);

  size_t num_ranges() const { return ranges_.size(); }
  // Chunks of a range in order, ranges at a time.
  void ForEach(const std::function<void(const LineChunk& chunk)>& work) const;

 private:
  const LineSource& lines_;
  base::Workers& workers_;
  const LineRanges ranges_;
};

// Sums of all magnitudes, as RunningSum and LineTotals need them, fit 64 bits.
bool SumsFit(const ir::Range& values, size_t num_lines);
bool SumsFit(const eval::LaneColumn& column);

}  // namespace incent::jit
