#include "compiler/jit/line_order.h"

#include <algorithm>
#include <string_view>

#include "runtime/eval/counting_sort.h"

namespace incent::jit {

namespace {

// People whose lines one thread orders at a time.
constexpr size_t kPiecePeople = 64;

// What decides the order of a participant's lines, side by side: keys lie far apart.
struct Sorted {
  interp::Day day = 0;
  int32_t row = 0;
  uint64_t front = 0;  // of the key
  Found found;
};

// Keys of a dataset's rows, compared by their first characters where these differ.
class Keys {
 public:
  Keys(const interp::RunState& run, int dataset)
      : run_(run), dataset_(dataset), ascend_(run.KeysAscend(dataset)) {
    if (!ascend_) SkipWhatAllShare();
  }

  bool ascend() const { return ascend_; }

  // The first eight characters behind those that all keys share; numbers compare as they do.
  uint64_t FrontOf(int32_t row) const {
    if (ascend_) return 0;
    const std::string_view key = KeyOf(row).substr(num_shared_);
    uint64_t front = 0;
    for (size_t i = 0; i < sizeof front; ++i)
      front = front << 8 | (i < key.size() ? static_cast<unsigned char>(key[i]) : 0U);
    return front;
  }

  bool Precedes(const Sorted& a, const Sorted& b) const {
    if (a.day != b.day) return a.day < b.day;
    if (a.front != b.front) return a.front < b.front;
    if (ascend_) return a.row < b.row;
    const int keys = KeyOf(a.row).compare(KeyOf(b.row));
    return keys != 0 ? keys < 0 : a.row < b.row;
  }

 private:
  std::string_view KeyOf(int32_t row) const { return eval::RowKey(run_.input, dataset_, row); }

  void SkipWhatAllShare() {
    const std::string_view first = KeyOf(0);
    num_shared_ = first.size();
    const int32_t num_rows = run_.input.tables[static_cast<size_t>(dataset_)].num_rows;
    for (int32_t row = 1; row < num_rows && num_shared_ > 0; ++row) {
      const std::string_view key = KeyOf(row);
      const auto [mine, theirs] = std::mismatch(
          first.begin(), first.begin() + static_cast<ptrdiff_t>(num_shared_), key.begin(), key.end());
      num_shared_ = static_cast<size_t>(mine - first.begin());
    }
  }

  const interp::RunState& run_;
  const int dataset_;
  const bool ascend_;  // rows stand in the order of their keys
  size_t num_shared_ = 0;
};

std::vector<Found> AllLines(const std::vector<LinePiece>& pieces) {
  std::vector<Found> lines;
  for (uint32_t p = 0; p < pieces.size(); ++p) {
    for (uint32_t k = 0; k < pieces[p].size(); ++k) lines.push_back({p, k});
  }
  return lines;
}

// True if they are by day now: days lie close together.
bool SortByDay(const std::vector<LinePiece>& pieces, std::vector<Found>& lines) {
  interp::Day low = INT32_MAX;
  interp::Day high = INT32_MIN;
  for (const LinePiece& piece : pieces) {
    for (const MadeLine& line : piece.lines) {
      low = std::min(low, line.day);
      high = std::max(high, line.day);
    }
  }
  if (low > high || int64_t{high} - low >= eval::kMaxDaySlots) return false;
  std::vector<int32_t> starts;
  eval::SortBySlot(lines, static_cast<size_t>(high - low) + 1, starts,
                   [&](const Found& line) { return static_cast<size_t>(LineAt(pieces, line).day - low); });
  return true;
}

void Order(const Keys& keys, const std::vector<LinePiece>& pieces, Found* begin, Found* end) {
  std::vector<Sorted> lines;
  lines.reserve(static_cast<size_t>(end - begin));
  for (const Found* at = begin; at != end; ++at) {
    const MadeLine& line = LineAt(pieces, *at);
    lines.push_back({line.day, line.row, keys.FrontOf(line.row), *at});
  }
  const auto precedes = [&keys](const Sorted& a, const Sorted& b) { return keys.Precedes(a, b); };
  if (std::is_sorted(lines.begin(), lines.end(), precedes)) return;
  std::sort(lines.begin(), lines.end(), precedes);
  std::transform(lines.begin(), lines.end(), begin, [](const Sorted& line) { return line.found; });
}

}  // namespace

std::vector<Found> OrderLines(const interp::RunState& run, int set, const std::vector<LinePiece>& pieces,
                              base::Workers& workers, std::vector<int32_t>& starts) {
  const auto num_people = static_cast<size_t>(run.space.num_people());
  std::vector<Found> lines = AllLines(pieces);
  const bool is_by_day = SortByDay(pieces, lines);
  eval::SortBySlot(lines, num_people, starts,
                   [&](const Found& line) { return static_cast<size_t>(LineAt(pieces, line).person); });
  const Keys keys(run, run.module.line_sets[static_cast<size_t>(set)].dataset);
  if (is_by_day && keys.ascend()) return lines;
  const auto order = [&](int, size_t first, size_t last) {
    for (size_t person = first; person < last; ++person)
      Order(keys, pieces, lines.data() + starts[person], lines.data() + starts[person + 1]);
    return true;
  };
  [[maybe_unused]] const bool done = workers.For(num_people, kPiecePeople, order);
  return lines;
}

}  // namespace incent::jit
