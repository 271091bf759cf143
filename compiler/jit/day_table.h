#pragma once

#include <optional>
#include <vector>

#include "compiler/interp/space.h"

namespace incent::jit {

// The periods of a granule that hold the days low .. high, numbered from 0; without a granule, one period
// holds them all.
class DayTable {
 public:
  DayTable(std::optional<value::Granule> granule, interp::Day low, interp::Day high);

  int32_t At(interp::Day day) const { return numbers_[static_cast<size_t>(day - low_)]; }
  int32_t num_periods() const { return num_periods_; }
  interp::Day low() const { return low_; }
  int32_t num_days() const { return static_cast<int32_t>(numbers_.size()); }
  // By day from `low` on.
  const std::vector<int32_t>& numbers() const { return numbers_; }

 private:
  interp::Day low_ = 0;
  int32_t num_periods_ = 0;
  std::vector<int32_t> numbers_;
};

}  // namespace incent::jit
