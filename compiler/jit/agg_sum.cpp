#include <algorithm>

#include "compiler/jit/column_ops.h"

namespace incent::jit {

using eval::LaneColumn;
using eval::State;

namespace {

// The row of the target for each line: participant and period; -1 outside the grid.
class Target {
 public:
  Target(const interp::ColumnCall& call, const interp::Lines& lines)
      : lines_(lines),
        grid_(interp::HasPeriod(call.target) ? &call.run.space.grid(call.target.granule) : nullptr),
        num_rows_(call.run.space.NumRows(call.target)) {}

  int64_t RowOf(size_t line) const {
    const int64_t person = lines_.people[line];
    if (grid_ == nullptr) return person;
    const int32_t period = grid_->IndexOf(lines_.days[line]);
    return period == interp::kNowhere ? -1 : person * grid_->count + period;
  }
  size_t num_rows() const { return num_rows_; }

 private:
  const interp::Lines& lines_;
  const interp::Grid* grid_;
  const size_t num_rows_;
};

bool FitsInSum(const LaneColumn& x) {
  uint64_t largest = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const int64_t v = x.Narrow()[i];
    largest = std::max(largest, v < 0 ? 0 - static_cast<uint64_t>(v) : static_cast<uint64_t>(v));
  }
  return value::UInt128{largest} * x.size() <= INT64_MAX;
}

}  // namespace

std::optional<LaneColumn> AggSum(const interp::ColumnCall& call, Workers& workers) {
  const LaneColumn& x = *call.operands[0];
  const bool is_own = call.inst.attributes.group.kind == ir::GroupKind::Own && interp::HasPerson(call.target);
  if (!is_own || call.domain.kind != ir::DomainKind::Lines || x.Narrow() == nullptr || !FitsInSum(x))
    return std::nullopt;
  const interp::Lines& lines = call.run.space.lines(call.domain.index);
  if (!lines.day_states.empty()) return std::nullopt;
  const Target target(call, lines);
  // One table for each range of rows; they are added in the end.
  const size_t num_ranges = std::min<size_t>(static_cast<size_t>(workers.size()), x.size() / 4096 + 1);
  std::vector<LaneColumn> tables(num_ranges, LaneColumn(target.num_rows()));
  const size_t per_range = x.size() / num_ranges + 1;
  const bool done = workers.For(num_ranges, 1, [&](int, size_t range, size_t) {
    int64_t* sums = tables[range].Narrow();
    const size_t end = std::min(x.size(), (range + 1) * per_range);
    for (size_t line = range * per_range; line < end; ++line) {
      const int64_t row = target.RowOf(line);
      if (row >= 0) sums[row] += x.Narrow()[line];
    }
    return true;
  });
  if (!done) return std::nullopt;
  LaneColumn& out = tables[0];
  for (size_t range = 1; range < num_ranges; ++range) {
    for (size_t row = 0; row < target.num_rows(); ++row) out.Narrow()[row] += tables[range].Narrow()[row];
  }
  for (size_t line = 0; x.States() != nullptr && line < x.size(); ++line) {
    const State state = x.States()[line];
    const int64_t row = eval::IsError(state) ? target.RowOf(line) : -1;
    if (row >= 0)
      out.Set(static_cast<size_t>(row),
              {0, call.run.errors.Stronger(out.StateAt(static_cast<size_t>(row)), state)});
  }
  return std::move(out);
}

}  // namespace incent::jit
