#include "runtime/eval/lane_column.h"

#include <algorithm>

namespace incent::eval {

namespace {

// Assigning an empty vector would keep the memory.
template <typename T>
void GiveBack(LargeVector<T>& values) {
  LargeVector<T>().swap(values);
}

}  // namespace

LaneColumn LaneColumn::Unwritten(size_t num_rows) {
  LaneColumn column;
  column.narrow_.resize(num_rows);
  return column;
}

State* LaneColumn::MakeStates() {
  if (states_.empty()) states_.resize(size(), kValue);
  return states_.data();
}

void LaneColumn::DropRoom() {
  const bool has_states =
      std::any_of(states_.begin(), states_.end(), [](State state) { return state != kValue; });
  if (!has_states) GiveBack(states_);
  if (wide_.empty() || !std::all_of(wide_.begin(), wide_.end(), value::FitsInt64)) return;
  narrow_.resize(wide_.size());
  std::transform(wide_.begin(), wide_.end(), narrow_.begin(),
                 [](value::Int128 value) { return static_cast<int64_t>(value); });
  GiveBack(wide_);
}

void LaneColumn::Widen() {
  if (!wide_.empty()) return;
  wide_.assign(narrow_.begin(), narrow_.end());
  GiveBack(narrow_);
}

void LaneColumn::SetAny(size_t row, Lane lane) {
  if (lane.state != kValue && states_.empty()) states_.resize(size(), kValue);
  if (!states_.empty()) states_[row] = lane.state;
  if (wide_.empty() && !value::FitsInt64(lane.value)) Widen();
  if (wide_.empty()) {
    narrow_[row] = static_cast<int64_t>(lane.value);
  } else {
    wide_[row] = lane.value;
  }
}

void LaneColumn::AppendAny(Lane lane) {
  if (wide_.empty()) {
    narrow_.push_back(0);
  } else {
    wide_.push_back(0);
  }
  if (!states_.empty()) states_.push_back(kValue);
  SetAny(size() - 1, lane);
}

void LaneColumn::Store(size_t first, std::span<const value::Int128> values, std::span<const State> states) {
  if (!states.empty() && states_.empty()) states_.resize(size(), kValue);
  if (!states_.empty()) {
    const auto start = states_.begin() + static_cast<ptrdiff_t>(first);
    std::fill_n(start, values.size(), kValue);
    std::copy(states.begin(), states.end(), start);
  }
  size_t i = 0;
  if (wide_.empty()) {
    while (i < values.size() && value::FitsInt64(values[i])) {
      narrow_[first + i] = static_cast<int64_t>(values[i]);
      ++i;
    }
    if (i == values.size()) return;
    Widen();
  }
  for (; i < values.size(); ++i) wide_[first + i] = values[i];
}

bool LaneColumn::Fetch(size_t first, std::span<value::Int128> values, std::span<State> states) const {
  const auto start = static_cast<ptrdiff_t>(first);
  if (wide_.empty()) {
    std::copy_n(narrow_.begin() + start, values.size(), values.begin());
  } else {
    std::copy_n(wide_.begin() + start, values.size(), values.begin());
  }
  if (states_.empty()) return false;
  std::copy_n(states_.begin() + start, values.size(), states.begin());
  return true;
}

LaneColumn LaneColumn::Gather(std::span<const int32_t> rows) const {
  const auto gather = [rows](const auto& from, auto& to) {
    if (from.empty()) return;
    to.reserve(rows.size());
    for (const int32_t row : rows) to.push_back(from[static_cast<size_t>(row)]);
  };
  LaneColumn gathered;
  gather(narrow_, gathered.narrow_);
  gather(wide_, gathered.wide_);
  gather(states_, gathered.states_);
  return gathered;
}

size_t LaneColumn::MemoryBytes() const {
  return narrow_.capacity() * sizeof(int64_t) + wide_.capacity() * sizeof(value::Int128) +
         states_.capacity() * sizeof(State);
}

}  // namespace incent::eval
