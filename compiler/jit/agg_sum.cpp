#include <algorithm>

#include "compiler/jit/column_ops.h"
#include "compiler/jit/line_chunks.h"
#include "compiler/jit/line_totals.h"

namespace incent::jit {

using eval::LaneColumn;

namespace {

// Rows of the target that hold a line in error.
void NoteErrors(const interp::ColumnCall& call, const LaneColumn& x, LaneColumn& out) {
  for (size_t line = 0; line < x.states().size(); ++line) {
    const eval::State state = x.states()[line];
    if (!eval::IsError(state)) continue;
    const int64_t row = call.run.space.IndexIn(call.target, call.run.space.PositionOf(call.domain, line));
    if (row < 0) continue;
    const auto at = static_cast<size_t>(row);
    out.Set(at, {0, call.run.errors.Stronger(out.StateAt(at), state)});
  }
}

}  // namespace

std::optional<LaneColumn> AggSum(const interp::ColumnCall& call, base::Workers& workers) {
  const LaneColumn& x = *call.operands[0];
  const ir::Group& group = call.inst.attributes.group;
  if (call.domain.kind != ir::DomainKind::Lines || !SumsFit(x)) return std::nullopt;
  if (!HasCertainGroups(call.run, call.domain.index, call.target, group)) return std::nullopt;
  // A line in error puts its own row in error, or those of a whole group.
  const bool has_errors = std::any_of(x.states().begin(), x.states().end(), eval::IsError);
  if (has_errors && !IsOwn(call.target, group)) return std::nullopt;
  const std::optional<LineSource> lines = LineSource::OfMade(call.run, call.domain.index);
  if (!lines) return std::nullopt;
  const LineChunks chunks(*lines, workers);
  LineTotals totals(call.run, *lines, call.target, group, chunks.num_ranges());
  chunks.ForEach([&](const LineChunk& chunk) { totals.Add(chunk, x.Narrow() + chunk.first); });
  LaneColumn out = totals.Finish();
  if (has_errors) NoteErrors(call, x, out);
  return out;
}

}  // namespace incent::jit
