#pragma once

#include <cstdint>
#include <span>

#include "runtime/eval/error_record.h"
#include "runtime/eval/large_vector.h"
#include "runtime/value/int128.h"

namespace incent::eval {

// One value as every op sees it: a mantissa, date, flag, text number ... or null, or an error.
struct Lane {
  value::Int128 value = 0;
  State state = kValue;

  bool IsTrue() const { return state == kValue && value != 0; }
  friend bool operator==(const Lane&, const Lane&) = default;
};

// A column of lanes. Values take 64 bits each until one needs more; states take room only once a lane
// is not a value. Neither shows in At().
class LaneColumn {
 public:
  LaneColumn() = default;
  // All 0.
  explicit LaneColumn(size_t num_rows) : narrow_(num_rows, 0) {}
  // Whole columns; empty `states` means that all are values. Where a state is none, the value is 0.
  explicit LaneColumn(std::span<const int64_t> values, std::span<const State> states = {})
      : narrow_(values.begin(), values.end()), states_(states.begin(), states.end()) {}
  // Narrow values that hold anything, for code that writes each of them.
  static LaneColumn Unwritten(size_t num_rows);

  size_t size() const { return wide_.empty() ? narrow_.size() : wide_.size(); }
  Lane At(size_t row) const { return {ValueAt(row), StateAt(row)}; }
  value::Int128 ValueAt(size_t row) const { return wide_.empty() ? value::Int128{narrow_[row]} : wide_[row]; }
  State StateAt(size_t row) const { return states_.empty() ? kValue : states_[row]; }
  bool HasStates() const { return !states_.empty(); }
  // All states; empty if all are values.
  std::span<const State> states() const { return states_; }
  // All values, while none needs more than 64 bits; else empty.
  std::span<const int64_t> narrow() const { return narrow_; }

  void Reserve(size_t num_rows) { narrow_.reserve(num_rows); }
  void Set(size_t row, Lane lane) {
    if (IsPlain(lane)) {
      narrow_[row] = static_cast<int64_t>(lane.value);
    } else {
      SetAny(row, lane);
    }
  }
  void Append(Lane lane) {
    if (IsPlain(lane)) {
      narrow_.push_back(static_cast<int64_t>(lane.value));
    } else {
      AppendAny(lane);
    }
  }
  // Writes rows first .. first + values.size(); empty `states` means that all are values.
  void Store(size_t first, std::span<const value::Int128> values, std::span<const State> states);
  // Reads rows first .. first + values.size(); returns false, and leaves `states` alone, if all are values.
  bool Fetch(size_t first, std::span<value::Int128> values, std::span<State> states) const;

  // The lanes of these rows, in this order.
  LaneColumn Gather(std::span<const int32_t> rows) const;

  size_t MemoryBytes() const;

  // --- for code that works on whole columns ---

  // nullptr: some value needs more than 64 bits.
  const int64_t* Narrow() const { return wide_.empty() ? narrow_.data() : nullptr; }
  int64_t* Narrow() { return wide_.empty() ? narrow_.data() : nullptr; }
  // nullptr: all are values.
  const State* States() const { return states_.empty() ? nullptr : states_.data(); }
  // Makes room for states: then rows may be written by several threads, each its own.
  State* MakeStates();
  void Widen();  // likewise for values of more than 64 bits
  // nullptr: 64 bits are enough for all values so far.
  const value::Int128* Wide() const { return wide_.empty() ? nullptr : wide_.data(); }
  value::Int128* Wide() { return wide_.empty() ? nullptr : wide_.data(); }
  // Gives back the room that was not needed: of states if all are values, of 128 bits if none needs more
  // than 64.
  void DropRoom();

 private:
  // Nothing but a narrow value, in a column of nothing else.
  bool IsPlain(const Lane& lane) const {
    return lane.state == kValue && states_.empty() && wide_.empty() && value::FitsInt64(lane.value);
  }
  void SetAny(size_t row, Lane lane);
  void AppendAny(Lane lane);

  LargeVector<int64_t> narrow_;
  LargeVector<value::Int128> wide_;  // not empty: replaces narrow_
  LargeVector<State> states_;        // empty: all are values
};

}  // namespace incent::eval
