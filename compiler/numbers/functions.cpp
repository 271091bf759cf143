#include "compiler/numbers/functions.h"

#include <algorithm>

#include "compiler/ir/ranges.h"
#include "compiler/numbers/largest.h"
#include "runtime/kernels/dates.h"
#include "runtime/kernels/table.h"

namespace incent::numbers {

using ir::Op;
using value::Day;
using value::Granule;

namespace {

struct Days {
  Day low = 0;
  Day high = 0;
};

// Of operand `k`, where it lies in the calendar.
Days DaysOf(const Step& step, size_t k) {
  const auto inside = [](Int128 day) {
    return static_cast<Day>(std::clamp<Int128>(day, value::kFirstDay, value::kLastDay));
  };
  return {inside(step.RangeOf(k).low), inside(step.RangeOf(k).high)};
}

// Of a count that leads from a day of the calendar to another.
Days CountOf(const Step& step, size_t k, int longest) {
  const auto inside = [&](Int128 count) {
    return static_cast<Day>(std::clamp<Int128>(count, -longest, longest));
  };
  return {inside(step.RangeOf(k).low), inside(step.RangeOf(k).high)};
}

// What is outside of the calendar is an error.
void SetDays(Day low, Day high, Computation& to) {
  to.may_leave = to.may_leave || !value::InCalendar(low) || !value::InCalendar(high);
  to.range = {std::clamp(low, value::kFirstDay, value::kLastDay),
              std::clamp(high, value::kFirstDay, value::kLastDay)};
}

void BoundAbsolute(const Step& step, Computation& to) {
  to.range = {0, Magnitude(step.At(0, step.inst.type.scale))};
}

void BoundDays(const Step& step, Computation& to) {
  const Days a = DaysOf(step, 0);
  const Days b = DaysOf(step, 1);
  to.range = {b.low - a.high, b.high - a.low};
}

void BoundMonths(const Step& step, Computation& to) {
  const Days a = DaysOf(step, 0);
  const Days b = DaysOf(step, 1);
  to.range = {value::MonthsBetween(a.high, b.low), value::MonthsBetween(a.low, b.high)};
}

void BoundOverlap(const Step& step, Computation& to) {
  const Day start = std::max(DaysOf(step, 0).low, DaysOf(step, 2).low);
  const Day end = std::min(DaysOf(step, 1).high, DaysOf(step, 3).high);
  to.range = {0, std::max(0, end - start + 1)};
}

void BoundDaysIn(const Step& step, Computation& to) {
  to.range = {0, std::max(0, DaysOf(step, 1).high - DaysOf(step, 0).low + 1)};
}

void BoundYear(const Step& step, Computation& to) {
  const Days days = DaysOf(step, 0);
  to.range = {kernels::YearOf(days.low), kernels::YearOf(days.high)};
}

template <int last>
void BoundField(const Step&, Computation& to) {
  to.range = {1, last};
}

void BoundStart(const Step& step, Computation& to) {
  const Days days = DaysOf(step, 0);
  SetDays(kernels::StartOf(to.granule, days.low), kernels::StartOf(to.granule, days.high), to);
}

void BoundEnd(const Step& step, Computation& to) {
  const Days days = DaysOf(step, 0);
  SetDays(kernels::EndOf(to.granule, days.low), kernels::EndOf(to.granule, days.high), to);
}

void BoundAddDays(const Step& step, Computation& to) {
  const Days days = DaysOf(step, 0);
  const Days shift = CountOf(step, 1, kMaxDaysShift);
  SetDays(days.low + shift.low, days.high + shift.high, to);
}

void BoundAddMonths(const Step& step, Computation& to) {
  const Days days = DaysOf(step, 0);
  const Days shift = CountOf(step, 1, kMaxMonthsShift);
  SetDays(value::AddMonths(days.low, shift.low), value::AddMonths(days.high, shift.high), to);
}

// The months first, and then the days.
void BoundShift(const Step& step, Computation& to) {
  const ir::Attributes& by = step.inst.attributes;
  const Days days = DaysOf(step, 0);
  SetDays(value::AddMonths(days.low, by.count), value::AddMonths(days.high, by.count), to);
  SetDays(static_cast<Day>(to.range.low) + by.days, static_cast<Day>(to.range.high) + by.days, to);
}

void BoundPeriod(const Step& step, Computation& to) {
  const Days days = DaysOf(step, 0);
  to.range = {value::PeriodOf(to.granule, days.low), value::PeriodOf(to.granule, days.high)};
}

struct Row {
  std::string_view name;  // of a call
  Function function;
  Granule granule;
  void (*bound)(const Step& step, Computation& to);
};

constexpr Row kCalls[] = {
    {"abs", Function::Absolute, {}, BoundAbsolute},
    {"days", Function::Days, {}, BoundDays},
    {"months", Function::Months, {}, BoundMonths},
    {"overlap_days", Function::OverlapDays, {}, BoundOverlap},
    {"days_in", Function::DaysIn, {}, BoundDaysIn},
    {"year_of", Function::YearOf, {}, BoundYear},
    {"half_year_of", Function::HalfYearOf, {}, BoundField<2>},
    {"quarter_of", Function::QuarterOf, {}, BoundField<4>},
    {"month_of", Function::MonthOf, {}, BoundField<12>},
    {"day_of", Function::DayOf, {}, BoundField<31>},
    {"start_of_week", Function::StartOf, Granule::Week, BoundStart},
    {"start_of_half_month", Function::StartOf, Granule::HalfMonth, BoundStart},
    {"start_of_month", Function::StartOf, Granule::Month, BoundStart},
    {"start_of_quarter", Function::StartOf, Granule::Quarter, BoundStart},
    {"start_of_half_year", Function::StartOf, Granule::HalfYear, BoundStart},
    {"start_of_year", Function::StartOf, Granule::Year, BoundStart},
    {"end_of_week", Function::EndOf, Granule::Week, BoundEnd},
    {"end_of_half_month", Function::EndOf, Granule::HalfMonth, BoundEnd},
    {"end_of_month", Function::EndOf, Granule::Month, BoundEnd},
    {"end_of_quarter", Function::EndOf, Granule::Quarter, BoundEnd},
    {"end_of_half_year", Function::EndOf, Granule::HalfYear, BoundEnd},
    {"end_of_year", Function::EndOf, Granule::Year, BoundEnd},
    {"add_days", Function::AddDays, {}, BoundAddDays},
    {"add_months", Function::AddMonths, {}, BoundAddMonths},
};
constexpr Row kShift = {"", Function::ShiftDate, {}, BoundShift};
constexpr Row kPeriod = {"", Function::PeriodOf, {}, BoundPeriod};

const Row* RowOf(const ir::Instruction& inst) {
  if (inst.op == Op::DateAdd) return &kShift;
  if (inst.op == Op::PeriodOf) return &kPeriod;
  if (inst.op != Op::Call) return nullptr;
  const auto* row = std::find_if(std::begin(kCalls), std::end(kCalls),
                                 [&](const Row& call) { return call.name == inst.attributes.name; });
  return row == std::end(kCalls) ? nullptr : row;
}

// Dates, counts and their results are whole; shifts by more than the calendar are errors in every row.
bool HasScales(const Step& step, Function function) {
  const int scale = step.inst.type.IsNumber() ? step.inst.type.scale : 0;
  if (function == Function::Absolute) return step.IsNumber(0) && scale >= step.ScaleOf(0);
  const ir::Attributes& by = step.inst.attributes;
  if (function == Function::ShiftDate &&
      (std::abs(int64_t{by.count}) > kMaxMonthsShift || std::abs(int64_t{by.days}) > kMaxDaysShift))
    return false;
  for (size_t k = 0; k < step.size(); ++k) {
    if (step.ScaleOf(k) != 0) return false;
  }
  return scale == 0;
}

}  // namespace

std::optional<Computation> ComputationOf(const ir::Stage& stage, const ir::Instruction& inst,
                                         const std::vector<Value>& values) {
  const Row* row = RowOf(inst);
  const Step step{stage, inst, values};
  if (row == nullptr || !HasScales(step, row->function)) return std::nullopt;
  Computation computation{.function = row->function, .granule = row->granule};
  if (inst.op == Op::PeriodOf) computation.granule = inst.attributes.granule.value_or(inst.type.granule);
  row->bound(step, computation);
  return computation;
}

bool TakesNull(const ir::Instruction& inst, size_t k) {
  if (inst.op != Op::Call) return false;
  const kernels::Kernel* kernel = kernels::FindKernel(inst.attributes.name);
  return kernel != nullptr && ((kernel->nullable_args >> k) & 1) != 0;
}

}  // namespace incent::numbers
