#include "compiler/lower/fold.h"

// The first and last day of windows.
namespace incent::lower {
namespace {

using ast::WindowKind;
using value::Granule;

InstId Edge(Place& at, Op op, Granule granule) {
  ir::Attributes attributes;
  attributes.granule = granule;
  return at.b.Add(op, {}, attributes);
}

InstId Shifted(Place& at, InstId date, int months, int days) {
  ir::Attributes attributes;
  attributes.count = months;
  attributes.days = days;
  return at.b.Add(Op::DateAdd, {date}, attributes);
}

int MonthsOf(Granule granule) {
  switch (granule) {
    case Granule::Month:
      return 1;
    case Granule::Quarter:
      return 3;
    case Granule::HalfYear:
      return 6;
    case Granule::Year:
      return 12;
    default:
      return 0;
  }
}

int DaysOf(Granule granule) {
  return granule == Granule::Day ? 1 : granule == Granule::Week ? 7 : 0;
}

InstId OwnEnd(Place& at) {
  return at.grain.kind == GrainKind::Line ? at.b.Add(Op::LineDate, {})
                                          : Edge(at, Op::PeriodEnd, at.grain.granule);
}

// At a line (date - n units, date]; at a cell n whole periods, the current one included.
WindowDates LastDates(Place& at, Granule unit, int count) {
  const InstId end = OwnEnd(at);
  if (at.grain.kind == GrainKind::Line) {
    return {Shifted(at, end, -count * MonthsOf(unit), 1 - count * DaysOf(unit)), end};
  }
  const InstId first = Edge(at, Op::PeriodStart, unit);
  return {Shifted(at, first, -(count - 1) * MonthsOf(unit), -(count - 1) * DaysOf(unit)), end};
}

WindowDates PreviousDates(Place& at, Granule unit) {
  const InstId last = Shifted(at, Edge(at, Op::PeriodStart, unit), 0, -1);
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
      return {Edge(at, Op::PeriodStart, unit), Edge(at, Op::PeriodEnd, unit)};
    case WindowKind::ToDate:
      return {Edge(at, Op::PeriodStart, unit), OwnEnd(at)};
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
