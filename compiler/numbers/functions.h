#pragma once

#include <optional>

#include "compiler/numbers/plan.h"

// Functions of the library (`call`) that kernels compute, and the ops that compute with dates as they do.
// One table says which there are, and what bounds their results; how they are computed, say
// codegen/llvm/emit_dates.cpp and calendar.cpp.
namespace incent::numbers {

enum class Function : uint8_t {
  Absolute,
  Days,
  Months,
  OverlapDays,
  DaysIn,
  YearOf,
  HalfYearOf,
  QuarterOf,
  MonthOf,
  DayOf,
  StartOf,
  EndOf,
  AddDays,
  AddMonths,
  ShiftDate,  // date.add
  PeriodOf,   // period.of
};

// Nothing within the calendar is farther apart.
inline constexpr int kMaxDaysShift = value::kLastDay - value::kFirstDay;
inline constexpr int kMaxMonthsShift = 300 * 12;

struct Computation {
  Function function = Function::Absolute;
  value::Granule granule = value::Granule::Day;  // of StartOf, EndOf, PeriodOf
  // Bounds of the result: dates of the calendar, numbers at their scale, numbers of periods.
  ir::Range range;
  // The result may be a day outside of the calendar, or be reached by way of one: an error.
  bool may_leave = false;
};

// None: not one of these, or with scales that kernels do not have. Operands that are dates outside of the
// calendar are errors, so they do not count for the bounds.
std::optional<Computation> ComputationOf(const ir::Stage& stage, const ir::Instruction& inst,
                                         const std::vector<Value>& values);

// True if the function has a value where operand `k` has none.
bool TakesNull(const ir::Instruction& inst, size_t k);

}  // namespace incent::numbers
