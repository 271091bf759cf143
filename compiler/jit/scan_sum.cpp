#include <algorithm>
#include <numeric>

#include "compiler/jit/column_ops.h"
#include "compiler/jit/line_chunks.h"
#include "compiler/jit/running_sum.h"
#include "runtime/value/decimal.h"

namespace incent::jit {

using eval::LaneColumn;

LaneColumn ScanSumByRow(const interp::ColumnCall& call) {
  const interp::Lines& lines = call.run.space.lines(call.domain.index);
  const LaneColumn& x = *call.operands[0];
  std::vector<uint32_t> order(lines.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    return std::pair(lines.people[a], lines.days[a]) < std::pair(lines.people[b], lines.days[b]);
  });
  LaneColumn out(x.size());
  value::ExactSum sum;
  eval::State error = eval::kValue;
  const auto granule = call.inst.attributes.granule;
  const auto window_of = [&](uint32_t row) {
    return std::pair(lines.people[row], granule ? value::PeriodOf(*granule, lines.days[row]) : 0);
  };
  for (size_t k = 0; k < order.size(); ++k) {
    const uint32_t row = order[k];
    if (k == 0 || window_of(row) != window_of(order[k - 1])) {
      sum = {};
      error = eval::kValue;
    }
    eval::Lane lane = x.At(row);
    if (eval::IsError(lane.state)) error = call.run.errors.Stronger(error, lane.state);
    sum.Add(lane.value);
    lane = {0, error};
    if (error == eval::kValue && !sum.Get(&lane.value))
      lane.state = call.ErrorAt(row, value::ErrorCode::Overflow);
    out.Set(row, lane);
  }
  return out;
}

namespace {

// None: the lines are not as simple as RunningSum needs.
std::optional<LaneColumn> ScanSumByBuckets(const interp::ColumnCall& call, base::Workers& workers) {
  const LaneColumn& x = *call.operands[0];
  const std::optional<LineSource> lines = LineSource::OfMade(call.run, call.domain.index);
  if (!lines) return std::nullopt;
  const LineChunks chunks(*lines, workers);
  const auto num_people = static_cast<size_t>(call.run.space.num_people());
  if (!RunningSum::HasRoom(*lines, num_people, lines->ascends(), chunks.num_ranges())) return std::nullopt;
  RunningSum sum(*lines, call.inst.attributes.granule, num_people, lines->ascends(), chunks.num_ranges());
  LaneColumn out = LaneColumn::Unwritten(x.size());
  chunks.ForEach([&](const LineChunk& chunk) { sum.Add(chunk, x.Narrow() + chunk.first); });
  sum.Finish(workers);
  sum.Rewind(workers);
  chunks.ForEach(
      [&](const LineChunk& chunk) { sum.Get(chunk, x.Narrow() + chunk.first, out.Narrow() + chunk.first); });
  return out;
}

}  // namespace

std::optional<LaneColumn> ScanSum(const interp::ColumnCall& call, base::Workers& workers) {
  const bool is_of_cells = call.domain.kind == ir::DomainKind::Cells;
  if (!is_of_cells && call.domain.kind != ir::DomainKind::Lines) return std::nullopt;
  if (is_of_cells && call.run.edges.before != eval::kValue) return std::nullopt;
  const LaneColumn& x = *call.operands[0];
  if (std::none_of(x.states().begin(), x.states().end(), eval::IsError) && SumsFit(x)) {
    if (is_of_cells) return ScanSumOfCells(call, workers);
    if (std::optional<LaneColumn> sums = ScanSumByBuckets(call, workers)) return sums;
  }
  if (is_of_cells || !call.run.space.lines(call.domain.index).unplaced.empty()) return std::nullopt;
  if (call.run.space.lines(call.domain.index).by_row) return ScanSumByRow(call);
  return std::nullopt;
}

}  // namespace incent::jit
