#include "compiler/jit/column_ops.h"

namespace incent::jit {

using eval::LaneColumn;

namespace {

// People that one thread takes at a time.
constexpr size_t kPiecePeople = 1024;

// By period of the cells: whether a window begins there.
std::vector<uint8_t> WindowStarts(const interp::Grid& cells, const std::optional<value::Granule>& granule) {
  std::vector<uint8_t> starts(cells.ends.size(), 0);
  for (size_t p = 0; p < starts.size(); ++p) {
    const bool is_new =
        granule && p > 0 &&
        value::PeriodOf(*granule, cells.ends[p]) != value::PeriodOf(*granule, cells.ends[p - 1]);
    starts[p] = p == 0 || is_new ? 1 : 0;
  }
  return starts;
}

}  // namespace

// The cells of a participant lie side by side, in the order of their periods.
LaneColumn ScanSumOfCells(const interp::ColumnCall& call, base::Workers& workers) {
  const LaneColumn& x = *call.operands[0];
  const std::vector<uint8_t> starts =
      WindowStarts(call.run.space.grid(call.domain.granule), call.inst.attributes.granule);
  LaneColumn out = LaneColumn::Unwritten(x.size());
  if (starts.empty()) return out;
  const auto sum_up = [&](int, size_t first_person, size_t last_person) {
    const int64_t* from = x.Narrow() + first_person * starts.size();
    int64_t* to = out.Narrow() + first_person * starts.size();
    int64_t sum = 0;
    for (size_t person = first_person; person < last_person; ++person) {
      for (const uint8_t is_start : starts) *to++ = sum = is_start != 0 ? *from++ : sum + *from++;
    }
    return true;
  };
  [[maybe_unused]] const bool done = workers.For(x.size() / starts.size(), kPiecePeople, sum_up);
  return out;
}

}  // namespace incent::jit
