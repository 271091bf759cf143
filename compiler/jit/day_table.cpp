#include "compiler/jit/day_table.h"

namespace incent::jit {

DayTable::DayTable(std::optional<value::Granule> granule, interp::Day low, interp::Day high) : low_(low) {
  value::Period last = 0;
  for (interp::Day day = low; day <= high; ++day) {
    const value::Period period = granule ? value::PeriodOf(*granule, day) : 0;
    if (num_periods_ == 0 || period != last) ++num_periods_;
    last = period;
    numbers_.push_back(num_periods_ - 1);
  }
}

}  // namespace incent::jit
