#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/base/workers.h"
#include "compiler/ir/module.h"
#include "compiler/jit/day_table.h"
#include "compiler/jit/line_chunk.h"
#include "runtime/eval/large_vector.h"

namespace incent::jit {

// scan.sum over lines, without putting them in order: one pass adds up what each range of lines has, a second
// one adds the values again to what comes before them, and so tells each line its sum.
//
// Lines are added up by buckets: a participant and a day; or, where the lines of each participant stand by
// date, a participant and a whole window. Lines of one bucket must stand in canonical order. Each range has
// a table of buckets of its own. Sums of all magnitudes must fit 64 bits.
class RunningSum {
 public:
  RunningSum(const LineSource& lines, std::optional<value::Granule> granule, size_t num_people, bool ascends,
             size_t num_ranges);
  // False: tables would be much larger than the lines themselves, which is no gain.
  static bool HasRoom(const LineSource& lines, size_t num_people, bool ascends, size_t num_ranges);

  // First pass: chunks of a range in order.
  void Add(const LineChunk& chunk, const int64_t* values);
  // Between the passes.
  void Finish(base::Workers& workers);
  // Of every sum.
  const ir::Range& bounds() const { return bounds_; }
  // Before each second pass.
  void Rewind(base::Workers& workers);
  // Second pass: chunks of a range in order.
  void Get(const LineChunk& chunk, const int64_t* values, int64_t* sums);

 private:
  struct Range {
    eval::LargeVector<int64_t> table;
    int64_t low = 0;  // of the sums within the range
    int64_t high = 0;
    int64_t lowest_start = 0;
    int64_t highest_start = 0;
  };

  // The bucket of each line, counted from a place in the table: written to `room`, or known already.
  struct Buckets {
    size_t start = 0;
    const uint32_t* numbers = nullptr;
  };
  Buckets BucketsOf(const LineChunk& chunk, uint32_t* room) const;
  size_t TableSize() const { return num_people_ * window_of_bucket_.size(); }
  // A person's bucket in each range, in the order of their lines: `visit(range, sum, is_first of a window)`.
  template <typename Visit>
  void ForEachBucket(size_t person, Visit visit);
  void StartPerson(size_t person, std::vector<Range>& found);
  void RewindPerson(size_t person);

  const DayTable windows_;
  const bool ascends_;
  const size_t num_people_;
  std::vector<int32_t> window_of_bucket_;
  // A bucket's place in a table is that of the day (from windows_.low() on) and that of the person together.
  std::vector<int32_t> place_of_day_;
  uint32_t person_step_ = 1;
  size_t bucket_step_ = 1;
  std::vector<Range> ranges_;
  bool is_used_up_ = false;  // tables are as a second pass leaves them
  ir::Range bounds_;
};

}  // namespace incent::jit
