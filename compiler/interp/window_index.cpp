#include "compiler/interp/window_index.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "compiler/base/check.h"
#include "compiler/interp/line_doubt.h"
#include "compiler/interp/run_state.h"
#include "runtime/value/decimal.h"

namespace incent::interp {
namespace {

using eval::kValue;

Grouping EverybodyAlone(int32_t num_people) {
  Grouping grouping;
  grouping.num_groups = num_people;
  grouping.contributes.resize(static_cast<size_t>(num_people));
  std::iota(grouping.contributes.begin(), grouping.contributes.end(), 0);
  grouping.reads = grouping.contributes;
  return grouping;
}

Grouping AllTogether(int32_t num_people) {
  Grouping grouping;
  grouping.num_groups = 1;
  grouping.contributes.assign(static_cast<size_t>(num_people), 0);
  grouping.reads = grouping.contributes;
  grouping.is_shared = true;
  return grouping;
}

void NoteDoubt(Grouping& grouping, size_t person, eval::State error) {
  if (grouping.doubts.empty()) grouping.doubts.resize(grouping.contributes.size(), kValue);
  grouping.doubts[person] = error;
}

Grouping EligibleTogether(const RunState& run) {
  Grouping grouping = AllTogether(run.space.num_people());
  if (run.module.eligible == ir::kNone) return grouping;
  const eval::LaneColumn& eligible = run.Output(run.module.eligible);
  for (size_t person = 0; person < grouping.contributes.size(); ++person) {
    const Lane lane = eligible.At(person);
    if (!lane.IsTrue()) grouping.contributes[person] = kNowhere;
    if (eval::IsError(lane.state)) NoteDoubt(grouping, person, lane.state);
  }
  return grouping;
}

Grouping ByKey(const RunState& run, ir::OutputId key) {
  Grouping grouping = AllTogether(run.space.num_people());
  std::map<Int128, int32_t> groups;
  for (size_t person = 0; person < grouping.contributes.size(); ++person) {
    const Lane lane = run.Output(key).At(person);
    int32_t group = lane.state == eval::kNull ? kNowhere : kInDoubt;
    if (lane.state == kValue) {
      group = groups.try_emplace(lane.value, static_cast<int32_t>(groups.size())).first->second;
    } else if (eval::IsError(lane.state)) {
      NoteDoubt(grouping, person, lane.state);
    }
    grouping.contributes[person] = group < 0 ? kNowhere : group;
    grouping.reads[person] = group;
  }
  grouping.num_groups = static_cast<int32_t>(groups.size());
  return grouping;
}

}  // namespace

Grouping MakeGrouping(const RunState& run, const ir::Group& group, bool has_person) {
  const int32_t num_people = run.space.num_people();
  switch (group.kind) {
    case ir::GroupKind::Own:
      return has_person ? EverybodyAlone(num_people) : AllTogether(num_people);
    case ir::GroupKind::Everyone:
      return EligibleTogether(run);
    case ir::GroupKind::SameKey:
      INCENT_CHECK(has_person, "a group by key needs somebody whose key it is");
      return ByKey(run, group.key);
  }
  return {};
}

namespace {

// The first and last day of a row that has dates.
std::pair<Day, Day> DaysOf(const Space& space, const ir::Domain& domain, const Position& position) {
  if (domain.kind == ir::DomainKind::Lines) return {position.day, position.day};
  const Grid& grid = space.grid(domain.granule);
  return {grid.starts[static_cast<size_t>(grid.IndexOf(position.day))], position.day};
}

struct DatedRow {
  int32_t row;
  int32_t group;
  int32_t person;
  Day first_day;
  Day last_day;
  std::string_view key;  // empty where rows stand in the order of their keys
  int32_t source_row;    // else kNowhere
};

bool Precedes(const DatedRow& a, const DatedRow& b) {
  const auto order = [](const DatedRow& r) {
    return std::tie(r.group, r.first_day, r.key, r.source_row, r.person, r.row);
  };
  return order(a) < order(b);
}

}  // namespace

WindowIndex::WindowIndex(RunState& run, ir::OutputId output, const Grouping& own_grouping)
    : grouping(&own_grouping), column(&run.Output(output)) {
  const ir::Domain& domain = run.module.outputs[static_cast<size_t>(output)].domain;
  const bool is_lines = domain.kind == ir::DomainKind::Lines;
  const int dataset = is_lines ? run.module.line_sets[static_cast<size_t>(domain.index)].dataset : ir::kNone;
  const bool keys_ascend = is_lines && run.KeysAscend(dataset);
  const bool reads_keys = is_lines && !keys_ascend;
  const int32_t num_groups = HasPerson(domain) ? own_grouping.num_groups : 1;
  std::vector<DatedRow> dated;
  for (size_t row = 0; row < column->size(); ++row) {
    const Position position = run.space.PositionOf(domain, row);
    const int32_t group =
        HasPerson(domain) ? own_grouping.contributes[static_cast<size_t>(position.person)] : 0;
    if (group == kNowhere || position.day_state != kValue) continue;
    const auto [first, last] = DaysOf(run.space, domain, position);
    dated.push_back({static_cast<int32_t>(row), group, position.person, first, last,
                     reads_keys ? eval::RowKey(run.input, dataset, position.source_row) : "",
                     keys_ascend ? position.source_row : kNowhere});
  }
  if (!std::is_sorted(dated.begin(), dated.end(), Precedes)) std::sort(dated.begin(), dated.end(), Precedes);

  starts_.assign(static_cast<size_t>(num_groups) + 1, 0);
  for (const DatedRow& row : dated) {
    rows_.push_back(row.row);
    first_days_.push_back(row.first_day);
    last_days_.push_back(row.last_day);
    ++starts_[static_cast<size_t>(row.group) + 1];
  }
  std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
  AddPrefixes();
  AddDoubts(run, run.module.outputs[static_cast<size_t>(output)]);
}

void WindowIndex::AddPrefixes() {
  Int128 largest = 0;
  bool has_errors = false;
  for (const int32_t row : rows_) {
    const Lane lane = column->At(static_cast<size_t>(row));
    largest = std::max(largest, static_cast<Int128>(value::Magnitude(lane.value)));
    has_errors = has_errors || eval::IsError(lane.state);
  }
  // Prefixes must fit 127 bits; where they might not, Sum() adds term by term.
  const bool fits = largest <= value::kMaxMantissa / static_cast<Int128>(rows_.size() + 1);
  Int128 sum = 0;
  uint32_t errors = 0;
  for (size_t i = 0; i <= rows_.size(); ++i) {
    if (fits) sums_.push_back(sum);
    if (has_errors) errors_.push_back(errors);
    if (i == rows_.size()) break;
    const Lane lane = column->At(static_cast<size_t>(rows_[i]));
    sum += fits ? lane.value : 0;
    errors += eval::IsError(lane.state);
  }
}

// Periods beyond those that there are, if nobody knows whether there are more.
void WindowIndex::AddDoubtsOfGrid(const RunState& run, const ir::Domain& domain) {
  if (domain.kind != ir::DomainKind::Cells && domain.kind != ir::DomainKind::Periods) return;
  const Grid& grid = run.space.grid(domain.granule);
  if (grid.count == 0) return;
  if (run.edges.before != kValue)
    doubts_.push_back({.end = grid.starts.front() - 1, .error = run.edges.before});
  if (run.edges.after != kValue) doubts_.push_back({.start = grid.ends.back() + 1, .error = run.edges.after});
}

void WindowIndex::AddDoubts(RunState& run, const ir::Output& output) {
  const ir::Domain& domain = output.domain;
  for (size_t row = 0; HasPerson(domain) && row < column->size(); ++row) {
    const Position position = run.space.PositionOf(domain, row);
    const State doubt = grouping->DoubtOf(position.person);
    const int32_t group = grouping->contributes[static_cast<size_t>(position.person)];
    if (position.day_state != kValue && (group != kNowhere || doubt != kValue)) {
      doubts_.push_back({.group = group, .error = run.errors.Stronger(position.day_state, doubt)});
    } else if (doubt != kValue) {
      const auto [first, last] = DaysOf(run.space, domain, position);
      doubts_.push_back({.start = first, .end = last, .error = doubt});
    }
  }
  if (domain.kind == ir::DomainKind::Lines) {
    for (const Unplaced& row : LineDoubts(run, domain.index)) {
      if (row.person != kNowhere) continue;  // his line is there, and in error
      Doubt doubt{.error = row.error};
      if (row.day_state == kValue) doubt.start = doubt.end = row.day;
      doubts_.push_back(doubt);
    }
  } else if (HasPerson(domain) && grouping->is_shared) {
    const State missing = run.MissingPeople(output.stage, output.definition);
    if (missing != kValue) doubts_.push_back({.error = missing});
  }
  AddDoubtsOfGrid(run, domain);
  std::stable_sort(doubts_.begin(), doubts_.end(), [&](const Doubt& a, const Doubt& b) {
    return a.error != b.error && run.errors.Stronger(a.error, b.error) == a.error;
  });
}

WindowIndex::Range WindowIndex::Find(int32_t group, Day low, Day high) const {
  if (group == kNowhere || low > high) return {};
  const auto begin = static_cast<ptrdiff_t>(starts_[static_cast<size_t>(group)]);
  const auto end = static_cast<ptrdiff_t>(starts_[static_cast<size_t>(group) + 1]);
  const auto first = std::lower_bound(first_days_.begin() + begin, first_days_.begin() + end, low);
  const auto last = std::upper_bound(last_days_.begin() + begin, last_days_.begin() + end, high);
  Range range{static_cast<size_t>(first - first_days_.begin()),
              static_cast<size_t>(last - last_days_.begin())};
  range.end = std::max(range.begin, range.end);
  return range;
}

eval::State WindowIndex::ErrorIn(const RunState& run, int32_t group, Range range, Day low, Day high) const {
  if (group == kNowhere) return kValue;
  State state = kValue;
  for (const Doubt& doubt : doubts_) {
    const bool may_count = doubt.group == kNowhere || doubt.group == group;
    if (!may_count || doubt.start > high || doubt.end < low) continue;
    state = doubt.error;
    break;
  }
  if (errors_.empty() || errors_[range.begin] == errors_[range.end]) return state;
  for (size_t i = range.begin; i < range.end; ++i) {
    const State row = column->StateAt(RowAt(i));
    if (eval::IsError(row)) state = run.errors.Stronger(state, row);
  }
  return state;
}

bool WindowIndex::Sum(Range range, Int128* out) const {
  if (!sums_.empty()) {
    *out = sums_[range.end] - sums_[range.begin];
    return value::FitsMantissa(*out);
  }
  value::ExactSum sum;
  for (size_t i = range.begin; i < range.end; ++i) sum.Add(column->ValueAt(RowAt(i)));
  return sum.Get(out);
}

}  // namespace incent::interp
