#include "compiler/jit/line_totals.h"

#include <algorithm>
#include <array>

#include "compiler/jit/wide_loops.h"

namespace incent::jit {

bool IsOwn(const ir::Domain& target, const ir::Group& group) {
  return group.kind == ir::GroupKind::Own && interp::HasPerson(target);
}

bool HasCertainGroups(interp::RunState& run, int set, const ir::Domain& target, const ir::Group& group) {
  // A line of nobody knows whom may be anybody's.
  if (!run.space.lines(set).unplaced.empty()) return false;
  if (IsOwn(target, group)) return true;
  return run.GroupingOf(group, interp::HasPerson(target)).doubts.empty();
}

LineTotals::LineTotals(interp::RunState& run, const LineSource& lines, const ir::Domain& target,
                       const ir::Group& group, size_t num_ranges)
    : grouping_(IsOwn(target, group) ? nullptr : &run.GroupingOf(group, interp::HasPerson(target))),
      has_people_(interp::HasPerson(target)),
      grid_(interp::HasPeriod(target) ? &run.space.grid(target.granule) : nullptr),
      num_people_(static_cast<size_t>(run.space.num_people())),
      num_periods_(grid_ == nullptr ? 1 : static_cast<size_t>(grid_->count)),
      is_inside_(grid_ == nullptr || (grid_->IndexOf(lines.first_day()) != interp::kNowhere &&
                                      grid_->IndexOf(lines.last_day()) != interp::kNowhere &&
                                      num_people_ * num_periods_ <= INT32_MAX)),
      tables_(num_ranges) {
  if (grid_ == nullptr || !is_inside_) return;
  place_of_day_ = grid_->by_day;
  for (int32_t& place : place_of_day_) place *= static_cast<int32_t>(num_people_);
}

void LineTotals::Add(const LineChunk& chunk, const int64_t* values) {
  eval::LargeVector<int64_t>& table = tables_[chunk.range];
  if (table.empty()) table.resize(num_people_ * num_periods_, 0);
  int64_t* sums = table.data();
  const int32_t first = grid_ == nullptr ? 0 : grid_->IndexOf(chunk.first_day);
  const int32_t last = grid_ == nullptr ? 0 : grid_->IndexOf(chunk.last_day);
  if (is_inside_ && first == last) {
    sums += static_cast<size_t>(first) * num_people_;
    for (size_t i = 0; i < chunk.count; ++i) sums[chunk.people[i]] += values[i];
  } else if (is_inside_) {
    std::array<uint32_t, kChunkLines> cells;
    Index(chunk.people, 1, chunk.days(), grid_->starts[0], place_of_day_.data(), chunk.count, cells.data());
    for (size_t i = 0; i < chunk.count; ++i) sums[cells[i]] += values[i];
  } else {
    for (size_t i = 0; i < chunk.count; ++i) {
      const int32_t period = grid_->IndexOf(chunk.days()[i]);
      if (period == interp::kNowhere) continue;
      sums[static_cast<size_t>(period) * num_people_ + static_cast<size_t>(chunk.people[i])] += values[i];
    }
  }
}

eval::LaneColumn LineTotals::Finish() {
  eval::LaneColumn own = OwnTotals();
  return grouping_ == nullptr ? own : GroupTotals(own);
}

// By person, then by period.
eval::LaneColumn LineTotals::OwnTotals() const {
  eval::LaneColumn out(num_people_ * num_periods_);
  int64_t* sums = out.Narrow();
  for (const eval::LargeVector<int64_t>& table : tables_) {
    if (table.empty()) continue;
    for (size_t person = 0; person < num_people_; ++person) {
      for (size_t period = 0; period < num_periods_; ++period)
        sums[person * num_periods_ + period] += table[period * num_people_ + person];
    }
  }
  return out;
}

eval::LaneColumn LineTotals::GroupTotals(const eval::LaneColumn& own) const {
  std::vector<int64_t> totals(static_cast<size_t>(grouping_->num_groups) * num_periods_);
  for (size_t person = 0; person < num_people_; ++person) {
    const int32_t group = grouping_->contributes[person];
    if (group == interp::kNowhere) continue;
    for (size_t period = 0; period < num_periods_; ++period)
      totals[static_cast<size_t>(group) * num_periods_ + period] +=
          own.Narrow()[person * num_periods_ + period];
  }
  if (!has_people_) return eval::LaneColumn(totals);
  eval::LaneColumn out(num_people_ * num_periods_);
  for (size_t person = 0; person < num_people_; ++person) {
    const int32_t group = grouping_->reads[person];
    if (group == interp::kNowhere) continue;  // an empty group
    std::copy_n(totals.begin() + static_cast<ptrdiff_t>(group) * static_cast<ptrdiff_t>(num_periods_),
                num_periods_, out.Narrow() + person * num_periods_);
  }
  return out;
}

}  // namespace incent::jit
