#include "runtime/kernels/table.h"

#include <algorithm>
#include <array>

#include "runtime/kernels/dates.h"
#include "runtime/value/decimal.h"

namespace incent::kernels {
namespace {

using value::Civil;
using value::RoundingMode;
using Args = std::span<const KernelValue>;

bool ReadDay(const KernelValue& argument, Day* day) {
  if (argument.units < value::kFirstDay || argument.units > value::kLastDay) return false;
  *day = static_cast<Day>(argument.units);
  return true;
}

// Reads `N` days; the error is that one lies outside the calendar.
template <size_t N>
bool ReadDays(Args args, std::array<Day, N>* days) {
  for (size_t i = 0; i < N; ++i) {
    if (!ReadDay(args[i], &(*days)[i])) return false;
  }
  return true;
}

// An optional end of a range; absent if null or left out.
bool ReadOpenDay(Args args, size_t i, std::optional<Day>* day) {
  if (i >= args.size() || args[i].is_null) return true;
  Day read = 0;
  if (!ReadDay(args[i], &read)) return false;
  *day = read;
  return true;
}

// A count for shifts and civil fields. What does not fit is far outside the calendar either way.
int64_t ReadCount(const KernelValue& argument) {
  constexpr Int128 kLimit = 1000000000;
  return static_cast<int64_t>(std::clamp(argument.units, -kLimit, kLimit));
}

ErrorCode Give(Int128 units, KernelValue* out) {
  out->units = units;
  return ErrorCode::None;
}

ErrorCode GiveDay(Day day, KernelValue* out) {
  return value::InCalendar(day) ? Give(day, out) : ErrorCode::OutsideCalendar;
}

ErrorCode Abs(Args args, KernelValue* out) {
  return Give(args[0].units < 0 ? -args[0].units : args[0].units, out);
}

ErrorCode RoundArgument(Args args, RoundingMode mode, KernelValue* out) {
  if (args[1].units <= 0) return ErrorCode::BadUnit;
  const bool ok = RoundToUnit(args[0].units, args[0].scale, args[1].units, args[1].scale, mode, &out->units);
  return ok ? ErrorCode::None : ErrorCode::Overflow;
}

ErrorCode Floor(Args args, KernelValue* out) {
  return RoundArgument(args, RoundingMode::Floor, out);
}
ErrorCode Ceiling(Args args, KernelValue* out) {
  return RoundArgument(args, RoundingMode::Ceiling, out);
}

ErrorCode Rounded(Args args, KernelValue* out) {
  if (args[2].units < 0 || args[2].units > static_cast<int>(RoundingMode::Ceiling)) return ErrorCode::BadUnit;
  return RoundArgument(args, static_cast<RoundingMode>(args[2].units), out);
}

template <auto Function>
ErrorCode OfDay(Args args, KernelValue* out) {
  Day day = 0;
  return ReadDay(args[0], &day) ? Give(Function(day), out) : ErrorCode::OutsideCalendar;
}

template <Granule Unit>
ErrorCode StartOfUnit(Args args, KernelValue* out) {
  Day day = 0;
  return ReadDay(args[0], &day) ? GiveDay(StartOf(Unit, day), out) : ErrorCode::OutsideCalendar;
}

template <Granule Unit>
ErrorCode EndOfUnit(Args args, KernelValue* out) {
  Day day = 0;
  return ReadDay(args[0], &day) ? GiveDay(EndOf(Unit, day), out) : ErrorCode::OutsideCalendar;
}

// A function of two days.
template <auto Function>
ErrorCode OfTwoDays(Args args, KernelValue* out) {
  std::array<Day, 2> days;
  return ReadDays(args, &days) ? Give(Function(days[0], days[1]), out) : ErrorCode::OutsideCalendar;
}

ErrorCode OverlapOfRanges(Args args, KernelValue* out) {
  std::array<Day, 4> days;
  if (!ReadDays(args, &days)) return ErrorCode::OutsideCalendar;
  return Give(OverlapDays(days[0], days[1], days[2], days[3]), out);
}

ErrorCode DaysInRange(Args args, KernelValue* out) {
  std::array<Day, 2> range;
  std::optional<Day> from;
  std::optional<Day> until;
  const bool ok = ReadDays(args, &range) && ReadOpenDay(args, 2, &from) && ReadOpenDay(args, 3, &until);
  return ok ? Give(DaysIn(range[0], range[1], from, until), out) : ErrorCode::OutsideCalendar;
}

template <ErrorCode (*Shift)(Day, int64_t, Day*)>
ErrorCode Shifted(Args args, KernelValue* out) {
  Day day = 0;
  if (!ReadDay(args[0], &day)) return ErrorCode::OutsideCalendar;
  const ErrorCode error = Shift(day, ReadCount(args[1]), &day);
  return error == ErrorCode::None ? Give(day, out) : error;
}

ErrorCode DateOf(Args args, KernelValue* out) {
  const Civil civil{static_cast<int>(ReadCount(args[0])), static_cast<int>(ReadCount(args[1])),
                    static_cast<int>(ReadCount(args[2]))};
  return value::IsCalendarDate(civil) ? Give(DayFromCivil(civil), out) : ErrorCode::OutsideCalendar;
}

constexpr ResultScale kWhole = {ResultScale::Rule::Fixed, 0};
constexpr ResultScale kOfFirst = {ResultScale::Rule::OfArgument, 0};
constexpr ResultScale kOfSecond = {ResultScale::Rule::OfArgument, 1};
constexpr uint32_t kThirdAndFourth = 0b1100;

// In ascending order of name; every kernel of dates may give `outside_calendar`.
constexpr Kernel kKernels[] = {
    {"abs", 1, 1, kOfFirst, 0, Abs, "abs(x): x without its sign."},
    {"add_days", 2, 2, kWhole, 0, Shifted<ShiftDays>, "add_days(date, n): the date n days later."},
    {"add_months", 2, 2, kWhole, 0, Shifted<ShiftMonths>,
     "add_months(date, n): the same day n months later, or that month's last day."},
    {"ceiling", 2, 2, kOfSecond, 0, Ceiling,
     "ceiling(x, unit): the least multiple of unit that is not below x. Errors: bad_unit, overflow."},
    {"date_of", 3, 3, kWhole, 0, DateOf,
     "date_of(year, month, day): that date; outside_calendar if there is no such day."},
    {"day_of", 1, 1, kWhole, 0, OfDay<DayOfMonth>, "day_of(date): the day of the month, 1..31."},
    {"days", 2, 2, kWhole, 0, OfTwoDays<DaysBetween>, "days(a, b): days from a to b, negative if b < a."},
    {"days_in", 2, 4, kWhole, kThirdAndFourth, DaysInRange,
     "days_in(start, end[, from[, until]]): days of start..end that lie in from..until, all ends "
     "inclusive; an absent from or until is open."},
    {"end_of_half_month", 1, 1, kWhole, 0, EndOfUnit<Granule::HalfMonth>,
     "end_of_half_month(date): the 15th or the last day of the date's month."},
    {"end_of_half_year", 1, 1, kWhole, 0, EndOfUnit<Granule::HalfYear>,
     "end_of_half_year(date): the last day of the date's half year."},
    {"end_of_month", 1, 1, kWhole, 0, EndOfUnit<Granule::Month>,
     "end_of_month(date): the last day of the date's month."},
    {"end_of_quarter", 1, 1, kWhole, 0, EndOfUnit<Granule::Quarter>,
     "end_of_quarter(date): the last day of the date's quarter."},
    {"end_of_week", 1, 1, kWhole, 0, EndOfUnit<Granule::Week>,
     "end_of_week(date): the Sunday of the date's week."},
    {"end_of_year", 1, 1, kWhole, 0, EndOfUnit<Granule::Year>,
     "end_of_year(date): the last day of the date's year."},
    {"floor", 2, 2, kOfSecond, 0, Floor,
     "floor(x, unit): the greatest multiple of unit that is not above x. Errors: bad_unit, overflow."},
    {"half_year_of", 1, 1, kWhole, 0, OfDay<HalfYearOf>, "half_year_of(date): 1 or 2."},
    {"month_of", 1, 1, kWhole, 0, OfDay<MonthOf>, "month_of(date): the month, 1..12."},
    {"months", 2, 2, kWhole, 0, OfTwoDays<value::MonthsBetween>,
     "months(a, b): complete months from a to b, negative if b < a."},
    {"overlap_days", 4, 4, kWhole, 0, OverlapOfRanges,
     "overlap_days(a, b, c, d): days that lie in both a..b and c..d, all ends inclusive."},
    {"quarter_of", 1, 1, kWhole, 0, OfDay<QuarterOf>, "quarter_of(date): the quarter, 1..4."},
    {"rounded", 3, 3, kOfSecond, 0, Rounded,
     "rounded(x, unit, mode): x rounded to a multiple of unit; mode is the number of the rounding "
     "mode. Errors: bad_unit, overflow."},
    {"start_of_half_month", 1, 1, kWhole, 0, StartOfUnit<Granule::HalfMonth>,
     "start_of_half_month(date): the 1st or the 16th of the date's month."},
    {"start_of_half_year", 1, 1, kWhole, 0, StartOfUnit<Granule::HalfYear>,
     "start_of_half_year(date): the first day of the date's half year."},
    {"start_of_month", 1, 1, kWhole, 0, StartOfUnit<Granule::Month>,
     "start_of_month(date): the first day of the date's month."},
    {"start_of_quarter", 1, 1, kWhole, 0, StartOfUnit<Granule::Quarter>,
     "start_of_quarter(date): the first day of the date's quarter."},
    {"start_of_week", 1, 1, kWhole, 0, StartOfUnit<Granule::Week>,
     "start_of_week(date): the Monday of the date's week."},
    {"start_of_year", 1, 1, kWhole, 0, StartOfUnit<Granule::Year>,
     "start_of_year(date): the first day of the date's year."},
    {"year_of", 1, 1, kWhole, 0, OfDay<YearOf>, "year_of(date): the year, 1900..2199."},
};

}  // namespace

std::span<const Kernel> AllKernels() {
  return kKernels;
}

const Kernel* FindKernel(std::string_view name) {
  const auto kernels = AllKernels();
  const auto found =
      std::lower_bound(kernels.begin(), kernels.end(), name,
                       [](const Kernel& kernel, std::string_view key) { return kernel.name < key; });
  return found != kernels.end() && found->name == name ? &*found : nullptr;
}

int ResultScaleOf(const Kernel& kernel, std::span<const int> arg_scales) {
  const ResultScale rule = kernel.result_scale;
  return rule.rule == ResultScale::Rule::Fixed ? rule.number : arg_scales[static_cast<size_t>(rule.number)];
}

ErrorCode CallKernel(const Kernel& kernel, std::span<const KernelValue> args, KernelValue* out) {
  const ResultScale rule = kernel.result_scale;
  *out = {};
  out->scale =
      rule.rule == ResultScale::Rule::Fixed ? rule.number : args[static_cast<size_t>(rule.number)].scale;
  for (size_t i = 0; i < args.size(); ++i) {
    if (!args[i].is_null || ((kernel.nullable_args >> i) & 1) != 0) continue;
    out->is_null = true;
    return ErrorCode::None;
  }
  return kernel.call(args, out);
}

}  // namespace incent::kernels
