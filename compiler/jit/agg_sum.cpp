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
  const bool is_own = call.inst.attributes.group.kind == ir::GroupKind::Own && interp::HasPerson(call.target);
  if (!is_own || call.domain.kind != ir::DomainKind::Lines || !SumsFit(x)) return std::nullopt;
  const std::optional<LineSource> lines = LineSource::OfMade(call.run, call.domain.index);
  if (!lines) return std::nullopt;
  const LineChunks chunks(*lines, workers);
  LineTotals totals(call.run, *lines, call.target, chunks.num_ranges());
  chunks.ForEach([&](const LineChunk& chunk) { totals.Add(chunk, x.Narrow() + chunk.first); });
  LaneColumn out = totals.Finish();
  NoteErrors(call, x, out);
  return out;
}

}  // namespace incent::jit
