#include "compiler/jit/line_totals.h"

#include <array>

#include "compiler/jit/wide_loops.h"

namespace incent::jit {

LineTotals::LineTotals(const interp::RunState& run, const LineSource& lines, const ir::Domain& target,
                       size_t num_ranges)
    : grid_(interp::HasPeriod(target) ? &run.space.grid(target.granule) : nullptr),
      num_rows_(run.space.NumRows(target)),
      is_inside_(grid_ != nullptr && grid_->IndexOf(lines.first_day()) != interp::kNowhere &&
                 grid_->IndexOf(lines.last_day()) != interp::kNowhere && num_rows_ <= UINT32_MAX),
      tables_(num_ranges) {}

void LineTotals::Add(const LineChunk& chunk, const int64_t* values) {
  eval::LargeVector<int64_t>& table = tables_[chunk.range];
  if (table.empty()) table.resize(num_rows_, 0);
  int64_t* sums = table.data();
  if (grid_ == nullptr) {
    for (size_t i = 0; i < chunk.count; ++i) sums[chunk.people[i]] += values[i];
  } else if (is_inside_) {
    std::array<uint32_t, kChunkLines> cells;
    Index(chunk.people, static_cast<uint32_t>(grid_->count), chunk.days, grid_->starts[0],
          grid_->by_day.data(), chunk.count, cells.data());
    for (size_t i = 0; i < chunk.count; ++i) sums[cells[i]] += values[i];
  } else {
    for (size_t i = 0; i < chunk.count; ++i) {
      const int32_t period = grid_->IndexOf(chunk.days[i]);
      if (period != interp::kNowhere) sums[int64_t{chunk.people[i]} * grid_->count + period] += values[i];
    }
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
