#include "compiler/jit/line_maker.h"

#include <algorithm>

#include "compiler/jit/line_order.h"

namespace incent::jit {

using interp::Lines;

void LinePiece::Add(const MadeLine& line) {
  rows.push_back(line.row);
  people.push_back(line.person);
  days.push_back(line.day);
  shares.push_back(line.share);
  amounts.push_back(line.amount);
  wholes.push_back(line.whole);
}

bool LinePiece::Merge(size_t first, const MadeLine& line, bool* fits) {
  for (size_t at = first; at < rows.size(); ++at) {
    if (people[at] != line.person) continue;
    *fits = !__builtin_add_overflow(shares[at], line.share, &shares[at]) &&
            !__builtin_add_overflow(amounts[at], line.amount, &amounts[at]) && wholes[at] == line.whole;
    days[at] = std::min(days[at], line.day);
    return true;
  }
  return false;
}

namespace {

// Makes room for `size` lines and fills it piece by piece: `fill(lines, k, piece, at)` for line k.
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
    const LinePiece& piece = pieces[p];
    const auto at = static_cast<ptrdiff_t>(starts[p]);
    std::copy(piece.rows.begin(), piece.rows.end(), lines.rows.begin() + at);
    std::copy(piece.people.begin(), piece.people.end(), lines.people.begin() + at);
    std::copy(piece.days.begin(), piece.days.end(), lines.days.begin() + at);
    std::copy(piece.shares.begin(), piece.shares.end(), lines.share.Narrow() + at);
    std::copy(piece.amounts.begin(), piece.amounts.end(), lines.amount.Narrow() + at);
    std::copy(piece.wholes.begin(), piece.wholes.end(), lines.whole.Narrow() + at);
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
    for (size_t k = begin; k < end; ++k) {
      const LinePiece& piece = pieces[order[k].piece];
      const size_t at = order[k].at;
      lines.rows[k] = piece.rows[at];
      lines.people[k] = piece.people[at];
      lines.days[k] = piece.days[at];
      lines.share.Narrow()[k] = piece.shares[at];
      lines.amount.Narrow()[k] = piece.amounts[at];
      lines.whole.Narrow()[k] = piece.wholes[at];
    }
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
