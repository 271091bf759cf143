#include "compiler/jit/running_sum.h"

#include <algorithm>
#include <array>
#include <mutex>
#include <numeric>
#include <utility>

#include "compiler/jit/wide_loops.h"

namespace incent::jit {

namespace {

constexpr size_t kPeople = 512;  // at a time

}  // namespace

RunningSum::RunningSum(const LineSource& lines, std::optional<value::Granule> granule, size_t num_people,
                       bool ascends, size_t num_ranges)
    : windows_(granule, lines.first_day(), lines.last_day()),
      ascends_(ascends),
      num_people_(num_people),
      ranges_(num_ranges) {
  if (ascends) {
    // The lines of a chunk are mostly of one window.
    window_of_bucket_.resize(static_cast<size_t>(windows_.num_periods()));
    std::iota(window_of_bucket_.begin(), window_of_bucket_.end(), 0);
    bucket_step_ = num_people;
    place_of_day_ = windows_.numbers();
    for (int32_t& place : place_of_day_) place *= static_cast<int32_t>(num_people);
  } else {
    window_of_bucket_ = windows_.numbers();
    person_step_ = static_cast<uint32_t>(window_of_bucket_.size());
    place_of_day_.resize(window_of_bucket_.size());
    std::iota(place_of_day_.begin(), place_of_day_.end(), 0);
  }
}

bool RunningSum::HasRoom(const LineSource& lines, size_t num_people, bool ascends, size_t num_ranges) {
  const auto days = static_cast<size_t>(lines.last_day() - lines.first_day()) + 1;
  if (ascends) return num_people * days <= INT32_MAX;
  const size_t room = std::max(size_t{1} << 20, 4 * lines.size() * sizeof(int64_t));
  return num_people * days * num_ranges * sizeof(int64_t) <= room;
}

RunningSum::Buckets RunningSum::BucketsOf(const LineChunk& chunk, uint32_t* room) const {
  const auto place_of = [this](interp::Day day) {
    return place_of_day_[static_cast<size_t>(day - windows_.low())];
  };
  const int32_t place = place_of(chunk.first_day);
  // No person has a negative number.
  if (ascends_ && place == place_of(chunk.last_day))
    return {static_cast<size_t>(place), reinterpret_cast<const uint32_t*>(chunk.people)};
  Index(chunk.people, person_step_, chunk.days(), windows_.low(), place_of_day_.data(), chunk.count, room);
  return {0, room};
}

void RunningSum::Add(const LineChunk& chunk, const int64_t* values) {
  std::array<uint32_t, kChunkLines> room;
  const auto [start, buckets] = BucketsOf(chunk, room.data());
  Range& range = ranges_[chunk.range];
  if (range.table.empty()) range.table.resize(TableSize(), 0);
  int64_t* table = range.table.data() + start;
  int64_t low = range.low;
  int64_t high = range.high;
  for (size_t i = 0; i < chunk.count; ++i) {
    int64_t& sum = table[buckets[i]];
    sum += values[i];
    low = std::min(low, sum);
    high = std::max(high, sum);
  }
  range.low = low;
  range.high = high;
}

template <typename Visit>
void RunningSum::ForEachBucket(size_t person, Visit visit) {
  for (size_t bucket = 0; bucket < window_of_bucket_.size(); ++bucket) {
    const bool is_first = bucket == 0 || window_of_bucket_[bucket] != window_of_bucket_[bucket - 1];
    for (size_t r = 0; r < ranges_.size(); ++r)
      visit(r, ranges_[r].table[person * person_step_ + bucket * bucket_step_], is_first && r == 0);
  }
}

// Replaces the sums of a person's buckets by what comes before them in their window, range by range.
void RunningSum::StartPerson(size_t person, std::vector<Range>& found) {
  int64_t before = 0;
  ForEachBucket(person, [&](size_t r, int64_t& sum, bool is_first) {
    if (is_first) before = 0;
    const int64_t own = std::exchange(sum, before);
    found[r].lowest_start = std::min(found[r].lowest_start, before);
    found[r].highest_start = std::max(found[r].highest_start, before);
    before += own;
  });
}

// A second pass leaves each bucket at what the next one starts with.
void RunningSum::RewindPerson(size_t person) {
  int64_t before = 0;
  ForEachBucket(person, [&](size_t, int64_t& sum, bool is_first) {
    if (is_first) before = 0;
    std::swap(sum, before);
  });
}

void RunningSum::Finish(base::Workers& workers) {
  for (Range& range : ranges_) {
    if (range.table.empty()) range.table.resize(TableSize(), 0);
  }
  std::mutex mutex;
  [[maybe_unused]] const bool done = workers.For(num_people_, kPeople, [&](int, size_t begin, size_t end) {
    std::vector<Range> found(ranges_.size());
    for (size_t person = begin; person < end; ++person) StartPerson(person, found);
    const std::lock_guard lock(mutex);
    for (size_t r = 0; r < ranges_.size(); ++r) {
      ranges_[r].lowest_start = std::min(ranges_[r].lowest_start, found[r].lowest_start);
      ranges_[r].highest_start = std::max(ranges_[r].highest_start, found[r].highest_start);
    }
    return true;
  });
  bounds_ = {0, 0};
  for (Range& range : ranges_) {
    bounds_.low = std::min(bounds_.low, value::Int128{range.lowest_start} + range.low);
    bounds_.high = std::max(bounds_.high, value::Int128{range.highest_start} + range.high);
  }
}

void RunningSum::Rewind(base::Workers& workers) {
  if (std::exchange(is_used_up_, true)) {
    [[maybe_unused]] const bool done = workers.For(num_people_, kPeople, [&](int, size_t begin, size_t end) {
      for (size_t person = begin; person < end; ++person) RewindPerson(person);
      return true;
    });
  }
}

void RunningSum::Get(const LineChunk& chunk, const int64_t* values, int64_t* sums) {
  std::array<uint32_t, kChunkLines> room;
  const auto [start, buckets] = BucketsOf(chunk, room.data());
  int64_t* table = ranges_[chunk.range].table.data() + start;
  for (size_t i = 0; i < chunk.count; ++i) sums[i] = table[buckets[i]] += values[i];
}

}  // namespace incent::jit
