#include "compiler/jit/line_maker.h"

#include <algorithm>

#include "compiler/jit/line_order.h"

namespace incent::jit {

using interp::Lines;

bool LinePiece::Merge(size_t first, const MadeLine& line, bool* fits) {
  for (size_t at = first; at < lines.size(); ++at) {
    MadeLine& other = lines[at];
    if (other.person != line.person) continue;
    *fits = !__builtin_add_overflow(other.share, line.share, &other.share) &&
            !__builtin_add_overflow(other.amount, line.amount, &other.amount) && other.whole == line.whole;
    other.day = std::min(other.day, line.day);
    return true;
  }
  return false;
}

namespace {

void Put(const MadeLine& line, size_t at, Lines& lines) {
  lines.rows[at] = line.row;
  lines.people[at] = line.person;
  lines.days[at] = line.day;
  lines.share.Narrow()[at] = line.share;
  lines.amount.Narrow()[at] = line.amount;
  lines.whole.Narrow()[at] = line.whole;
}

void Resize(Lines& lines, size_t size) {
  lines.rows.resize(size);
  lines.people.resize(size);
  lines.days.resize(size);
  lines.share = eval::LaneColumn::Unwritten(size);
  lines.amount = eval::LaneColumn::Unwritten(size);
  lines.whole = eval::LaneColumn::Unwritten(size);
}

void FillByRow(const std::vector<LinePiece>& pieces, size_t num_rows, base::Workers& workers, Lines& lines) {
  std::vector<size_t> starts{0};
  for (const LinePiece& piece : pieces) starts.push_back(starts.back() + piece.size());
  Resize(lines, starts.back());
  [[maybe_unused]] const bool done = workers.For(pieces.size(), 1, [&](int, size_t p, size_t) {
    size_t at = starts[p];
    for (const MadeLine& line : pieces[p].lines) Put(line, at++, lines);
    return true;
  });
  lines.by_row = true;
  lines.one_per_row = lines.size() == num_rows;
  for (size_t line = 0; lines.one_per_row && line < num_rows; ++line)
    lines.one_per_row = lines.rows[line] == static_cast<int32_t>(line);
}

void FillInOrder(const std::vector<LinePiece>& pieces, const std::vector<Found>& order,
                 base::Workers& workers, Lines& lines) {
  Resize(lines, order.size());
  constexpr size_t kPiece = size_t{1} << 15;
  [[maybe_unused]] const bool done = workers.For(order.size(), kPiece, [&](int, size_t begin, size_t end) {
    for (size_t k = begin; k < end; ++k) Put(LineAt(pieces, order[k]), k, lines);
    return true;
  });
}

}  // namespace

void PublishLines(interp::RunState& run, int set, const std::vector<LinePiece>& pieces, LineOrder order,
                  base::Workers& workers) {
  Lines& lines = run.space.lines(set);
  if (order == LineOrder::ByRow) {
    const int dataset = run.module.line_sets[static_cast<size_t>(set)].dataset;
    FillByRow(pieces, static_cast<size_t>(run.input.tables[static_cast<size_t>(dataset)].num_rows), workers,
              lines);
  } else {
    const std::vector<Found> found = OrderLines(run, set, pieces, workers, lines.starts);
    FillInOrder(pieces, found, workers, lines);
  }
  for (const LinePiece& piece : pieces) lines.num_source_rows += piece.num_source_rows;
  lines.made = true;
}

}  // namespace incent::jit
