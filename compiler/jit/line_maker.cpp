#include "compiler/jit/line_maker.h"

#include <algorithm>
#include <numeric>

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

// Where a line lies among the pieces.
struct Found {
  uint32_t piece = 0;
  uint32_t at = 0;
};

// Lines by person, then by day, then by source row.
class Orderer {
 public:
  Orderer(interp::RunState& run, int set, const std::vector<LinePiece>& pieces)
      : run_(run),
        dataset_(run.module.line_sets[static_cast<size_t>(set)].dataset),
        pieces_(pieces),
        by_position_(run.KeysAscend(dataset_)) {}

  std::vector<Found> Order(std::vector<int32_t>& starts) {
    const auto num_people = static_cast<size_t>(run_.space.num_people());
    starts.assign(num_people + 1, 0);
    size_t size = 0;
    for (const LinePiece& piece : pieces_) {
      for (const int32_t person : piece.people) ++starts[static_cast<size_t>(person) + 1];
      size += piece.size();
    }
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    std::vector<Found> order(size);
    std::vector<int32_t> next(starts.begin(), starts.end() - 1);
    for (uint32_t p = 0; p < pieces_.size(); ++p) {
      for (uint32_t k = 0; k < pieces_[p].size(); ++k)
        order[static_cast<size_t>(next[static_cast<size_t>(pieces_[p].people[k])]++)] = {p, k};
    }
    for (size_t person = 0; person < num_people; ++person) {
      const auto begin = order.begin() + starts[person];
      const auto end = order.begin() + starts[person + 1];
      const auto precedes = [this](Found a, Found b) { return Precedes(a, b); };
      if (!std::is_sorted(begin, end, precedes)) std::sort(begin, end, precedes);
    }
    return order;
  }

 private:
  bool Precedes(Found a, Found b) const {
    const interp::Day left = pieces_[a.piece].days[a.at];
    const interp::Day right = pieces_[b.piece].days[b.at];
    if (left != right) return left < right;
    const int32_t left_row = pieces_[a.piece].rows[a.at];
    const int32_t right_row = pieces_[b.piece].rows[b.at];
    if (!by_position_) {
      const int keys =
          eval::RowKey(run_.input, dataset_, left_row).compare(eval::RowKey(run_.input, dataset_, right_row));
      if (keys != 0) return keys < 0;
    }
    return left_row < right_row;
  }

  interp::RunState& run_;
  const int dataset_;
  const std::vector<LinePiece>& pieces_;
  const bool by_position_;
};

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
    const std::vector<Found> found = Orderer(run, set, pieces).Order(lines.starts);
    FillInOrder(pieces, found, workers, lines);
  }
  for (const LinePiece& piece : pieces) lines.num_source_rows += piece.num_source_rows;
  lines.made = true;
}

}  // namespace incent::jit
