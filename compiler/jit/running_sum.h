#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/ir/module.h"
#include "compiler/jit/day_table.h"
#include "compiler/jit/line_source.h"
#include "compiler/jit/workers.h"
#include "runtime/eval/large_vector.h"

namespace incent::jit {

// At most so many lines are in a chunk: its values stay in the second-level cache.
inline constexpr size_t kChunkLines = 1024;

// Lines first .. first + count - 1 of one range, with who they belong to and when.
struct LineChunk {
  size_t range = 0;
  size_t first = 0;
  size_t count = 0;
  const int32_t* people = nullptr;
  const interp::Day* days = nullptr;
};

// scan.sum over lines, without putting them in order: one pass adds up what each range of lines has, a second
// one tells each line its sum.
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
  void Finish(Workers& workers);
  // Of every sum.
  const ir::Range& bounds() const { return bounds_; }
  // True if the second pass asks for the values again.
  bool reads_values() const { return ascends_; }
  // Before each second pass.
  void Rewind();
  // Second pass: chunks of a range in order.
  void Get(const LineChunk& chunk, const int64_t* values, int64_t* sums);

 private:
  struct Range {
    eval::LargeVector<int64_t> table;
    eval::LargeVector<int64_t> starts;  // what the second pass uses up
    int64_t low = 0;                    // of the sums within the range
    int64_t high = 0;
    int64_t lowest_start = 0;
    int64_t highest_start = 0;
  };

  const uint32_t* BucketsOf(const LineChunk& chunk, uint32_t* room) const;
  void StartPerson(size_t person, std::vector<Range>& found);

  const DayTable windows_;
  const bool ascends_;
  const size_t num_people_;
  std::vector<int32_t> bucket_of_day_;
  std::vector<int32_t> window_of_bucket_;
  size_t num_buckets_ = 1;
  std::vector<Range> ranges_;
  eval::LargeVector<int64_t> within_;  // by line: the sum of its bucket, within the range
  ir::Range bounds_;
};

}  // namespace incent::jit
