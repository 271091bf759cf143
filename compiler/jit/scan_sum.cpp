#include <algorithm>
#include <numeric>

#include "compiler/jit/column_ops.h"
#include "compiler/jit/day_table.h"
#include "runtime/value/decimal.h"

namespace incent::jit {

using eval::LaneColumn;
using interp::Day;

namespace {

struct DayRange {
  Day low = 0;
  Day high = -1;
  bool ascends = true;
};

DayRange RangeOf(const std::vector<Day>& days) {
  if (days.empty()) return {};
  DayRange range{days[0], days[0]};
  bool descends = false;
  for (size_t i = 1; i < days.size(); ++i) {
    range.low = std::min(range.low, days[i]);
    range.high = std::max(range.high, days[i]);
    descends |= days[i] < days[i - 1];
  }
  range.ascends = !descends;
  return range;
}

// False if a sum of all magnitudes might need more than 64 bits, or some row is in error.
bool IsPlain(const LaneColumn& x) {
  if (x.Narrow() == nullptr) return false;
  value::UInt128 largest = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    const int64_t v = x.Narrow()[i];
    const uint64_t magnitude = v < 0 ? 0 - static_cast<uint64_t>(v) : static_cast<uint64_t>(v);
    largest = std::max<value::UInt128>(largest, magnitude);
  }
  if (largest * x.size() > INT64_MAX) return false;
  return x.States() == nullptr ||
         std::none_of(x.States(), x.States() + x.size(), [](eval::State s) { return eval::IsError(s); });
}

// Lines by participant and date: a pass from top to bottom.
void SumInOrder(const interp::Lines& lines, const DayTable& windows, const LaneColumn& x, LaneColumn& out) {
  const int64_t* from = x.Narrow();
  int64_t* to = out.Narrow();
  for (size_t person = 0; person + 1 < lines.starts.size(); ++person) {
    int64_t sum = 0;
    int32_t window = -1;
    const auto end = static_cast<size_t>(lines.starts[person + 1]);
    for (auto row = static_cast<size_t>(lines.starts[person]); row < end; ++row) {
      const int32_t own = windows.At(lines.days[row]);
      if (own != window) sum = 0;
      window = own;
      sum += from[row];
      to[row] = sum;
    }
  }
}

// Lines in any order, as long as lines of one bucket stand in theirs. A bucket is a participant and a day, or
// a whole window where lines come by date. Rows are cut into one range for each worker, each with a table of
// its own; then a pass over the buckets tells each range where it starts.
class BucketSum {
 public:
  BucketSum(const interp::Lines& lines, const std::vector<int32_t>& bucket_of_day, Day low,
            int32_t num_buckets, size_t num_people, int num_ranges)
      : lines_(lines),
        bucket_of_day_(bucket_of_day),
        low_(low),
        num_buckets_(static_cast<size_t>(num_buckets)),
        num_people_(num_people),
        tables_(static_cast<size_t>(num_ranges)) {}

  // `windows` gives the window of each bucket.
  [[nodiscard]] bool Run(const LaneColumn& x, const std::vector<int32_t>& windows, Workers& workers,
                         LaneColumn& out) {
    const int64_t* from = x.Narrow();
    int64_t* to = out.Narrow();
    const size_t size = lines_.size();
    const size_t per_range = size / tables_.size() + 1;
    const auto each_range = [&](const auto& work) {
      return workers.For(tables_.size(), 1, [&](int, size_t range, size_t) {
        work(tables_[range], std::min(size, range * per_range), std::min(size, (range + 1) * per_range));
        return true;
      });
    };
    const bool summed = each_range([&](std::vector<int64_t>& table, size_t begin, size_t end) {
      table.assign(num_people_ * num_buckets_, 0);
      for (size_t row = begin; row < end; ++row) {
        int64_t& sum = table[BucketOf(row)];
        to[row] = sum += from[row];
      }
    });
    if (!summed) return false;
    const bool started = workers.For(num_people_, 256, [&](int, size_t begin, size_t end) {
      for (size_t person = begin; person < end; ++person) StartRanges(person, windows);
      return true;
    });
    if (!started) return false;
    return each_range([&](const std::vector<int64_t>& table, size_t begin, size_t end) {
      for (size_t row = begin; row < end; ++row) to[row] += table[BucketOf(row)];
    });
  }

 private:
  size_t BucketOf(size_t row) const {
    return static_cast<size_t>(lines_.people[row]) * num_buckets_ +
           static_cast<size_t>(bucket_of_day_[static_cast<size_t>(lines_.days[row] - low_)]);
  }

  // Replaces the sums of a person's buckets by what comes before them in their window.
  void StartRanges(size_t person, const std::vector<int32_t>& windows) {
    int64_t before = 0;
    for (size_t bucket = 0; bucket < num_buckets_; ++bucket) {
      if (bucket > 0 && windows[bucket] != windows[bucket - 1]) before = 0;
      for (std::vector<int64_t>& table : tables_) {
        const int64_t own = table[person * num_buckets_ + bucket];
        table[person * num_buckets_ + bucket] = before;
        before += own;
      }
    }
  }

  const interp::Lines& lines_;
  const std::vector<int32_t>& bucket_of_day_;
  const Day low_;
  const size_t num_buckets_;
  const size_t num_people_;
  std::vector<std::vector<int64_t>> tables_;
};

bool SumByRow(const interp::ColumnCall& call, const interp::Lines& lines, const DayRange& days,
              const DayTable& windows, Workers& workers, LaneColumn& out) {
  const auto num_people = static_cast<size_t>(call.run.space.num_people());
  std::vector<int32_t> window_of_bucket;
  std::vector<int32_t> bucket_of_day(static_cast<size_t>(windows.num_days()));
  if (days.ascends) {
    bucket_of_day = windows.numbers();
    window_of_bucket.resize(static_cast<size_t>(windows.num_periods()));
    std::iota(window_of_bucket.begin(), window_of_bucket.end(), 0);
  } else {
    std::iota(bucket_of_day.begin(), bucket_of_day.end(), 0);
    window_of_bucket = windows.numbers();
  }
  BucketSum sum(lines, bucket_of_day, windows.low(), static_cast<int32_t>(window_of_bucket.size()),
                num_people, workers.size());
  return sum.Run(*call.operands[0], window_of_bucket, workers, out);
}

}  // namespace

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

std::optional<LaneColumn> ScanSum(const interp::ColumnCall& call, Workers& workers) {
  if (call.domain.kind != ir::DomainKind::Lines) return std::nullopt;
  const interp::Lines& lines = call.run.space.lines(call.domain.index);
  const LaneColumn& x = *call.operands[0];
  if (!IsPlain(x) || !lines.day_states.empty()) {
    if (lines.by_row) return ScanSumByRow(call);
    return std::nullopt;
  }
  LaneColumn out(x.size());
  const DayRange days = RangeOf(lines.days);
  const DayTable windows(call.inst.attributes.granule, days.low, days.high);
  if (!lines.by_row) {
    SumInOrder(lines, windows, x, out);
    return out;
  }
  if (!SumByRow(call, lines, days, windows, workers, out)) return std::nullopt;
  return out;
}

}  // namespace incent::jit
