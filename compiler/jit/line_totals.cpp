#include "compiler/jit/line_totals.h"

namespace incent::jit {

LineTotals::LineTotals(const interp::RunState& run, const ir::Domain& target, size_t num_ranges)
    : grid_(interp::HasPeriod(target) ? &run.space.grid(target.granule) : nullptr),
      num_rows_(run.space.NumRows(target)),
      tables_(num_ranges) {}

void LineTotals::Add(const LineChunk& chunk, const int64_t* values) {
  eval::LargeVector<int64_t>& table = tables_[chunk.range];
  if (table.empty()) table.resize(num_rows_, 0);
  int64_t* sums = table.data();
  if (grid_ == nullptr) {
    for (size_t i = 0; i < chunk.count; ++i) sums[chunk.people[i]] += values[i];
    return;
  }
  const int64_t num_periods = grid_->count;
  for (size_t i = 0; i < chunk.count; ++i) {
    const int32_t period = grid_->IndexOf(chunk.days[i]);
    if (period != interp::kNowhere) sums[chunk.people[i] * num_periods + period] += values[i];
  }
}

eval::LaneColumn LineTotals::Finish() {
  eval::LaneColumn out(num_rows_);
  int64_t* sums = out.Narrow();
  for (const eval::LargeVector<int64_t>& table : tables_) {
    for (size_t row = 0; row < table.size(); ++row) sums[row] += table[row];
  }
  return out;
}

}  // namespace incent::jit
