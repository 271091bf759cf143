#include "compiler/lower/fold.h"
#include "runtime/value/length.h"

// The first and last day of windows.
namespace incent::lower {
namespace {

using ast::WindowKind;
using value::Granule;

// At a line (date - n units, date]; at a cell n whole periods, the current one included.
WindowDates LastDates(Place& at, Granule unit, int count) {
  const InstId end = OwnEnd(at);
  const auto [months, days] = value::LengthOf(unit);
  if (at.grain.kind == GrainKind::Line) {
    return {ShiftDate(at, end, -count * months, 1 - count * days), end};
  }
  const InstId first = PeriodEdge(at, Op::PeriodStart, unit);
  return {ShiftDate(at, first, -(count - 1) * months, -(count - 1) * days), end};
}

WindowDates PreviousDates(Place& at, Granule unit) {
  const InstId last = ShiftDate(at, PeriodEdge(at, Op::PeriodStart, unit), 0, -1);
  if (unit == Granule::Day) return {last, last};
  ir::Attributes attributes;
  attributes.name = "start_of_" + std::string(value::GranuleName(unit));
  return {at.b.AddTyped(Op::Call, {last}, attributes, types::Type::Date()), last};
}

}  // namespace

WindowDates DatesOf(Lowering& l, Place& at, const ast::Window& window) {
  const Granule unit = check::GranuleOf(window.unit);
  switch (window.kind) {
    case WindowKind::Unit:
      return {PeriodEdge(at, Op::PeriodStart, unit), PeriodEdge(at, Op::PeriodEnd, unit)};
    case WindowKind::ToDate:
      return {PeriodEdge(at, Op::PeriodStart, unit), OwnEnd(at)};
    case WindowKind::PreviousUnit:
      return PreviousDates(at, unit);
    case WindowKind::Last:
      return LastDates(at, unit, static_cast<int>(window.count));
    default:
      break;
  }
  const auto [first, last] = FixedDays(l, window);
  return {at.b.ConstDate(first), at.b.ConstDate(last)};
}

}  // namespace incent::lower
