#pragma once

#include <vector>

#include "compiler/interp/run_state.h"
#include "compiler/jit/running_sum.h"

namespace incent::jit {

// agg.sum or agg.count of lines into a target with or without people and periods. Sums of all magnitudes must
// fit 64 bits.
class LineTotals {
 public:
  // Nobody's group may be in doubt (HasCertainGroups).
  LineTotals(interp::RunState& run, const LineSource& lines, const ir::Domain& target, const ir::Group& group,
             size_t num_ranges);

  // Chunks of different ranges may be added at a time.
  void Add(const LineChunk& chunk, const int64_t* values);
  eval::LaneColumn Finish();

 private:
  eval::LaneColumn OwnTotals() const;
  eval::LaneColumn GroupTotals(const eval::LaneColumn& own) const;

  const interp::Grouping* const grouping_;  // nullptr: people alone
  const bool has_people_;                   // the target's rows
  const interp::Grid* grid_;                // nullptr: the target has no periods
  const size_t num_people_;
  const size_t num_periods_;
  const bool is_inside_;                            // all dates have a period
  std::vector<int32_t> place_of_day_;               // in a table, from the grid's first day on
  std::vector<eval::LargeVector<int64_t>> tables_;  // by range: by period, then by person
};

// True if each row of the target is the total of its own person.
bool IsOwn(const ir::Domain& target, const ir::Group& group);
// True if it is known of every line of `set` which totals of these groups it belongs to.
bool HasCertainGroups(interp::RunState& run, int set, const ir::Domain& target, const ir::Group& group);

}  // namespace incent::jit
