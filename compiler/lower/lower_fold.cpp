#include "compiler/ast/print.h"
#include "compiler/lower/lowering.h"

// Windows, groups and aggregates.
//
// Sums over calendar periods are merged into cells once and then read, scanned or shifted there. All
// else reads the folded lines or cells by dates (`wsum` and its kin).
namespace incent::lower {
namespace {

using ast::AggregateKind;
using ast::WindowKind;
using check::FoldTerm;
using value::Granule;

// Lines, cells or people, as the checker found them.
const Grain& FoldedGrain(const Lowering& l, const FoldTerm& term) {
  return l.checked.folded[term.base->id];
}

std::string TextOf(const FoldTerm& term) {
  std::string text = ast::Print(*term.base);
  for (const ast::Expr* filter : term.filters) text += "[" + ast::Print(*filter) + "]";
  if (term.across != nullptr) text += " across " + ast::Print(*term.across->group);
  return text;
}

// The conjunction of the filters, and of eligibility where others' values count.
InstId FilterMask(Lowering& l, Place& at, const FoldTerm& term) {
  InstId mask = at.b.ConstFlag(true);
  if (term.across != nullptr && l.module.eligible != ir::kNone) mask = at.b.Read(l.module.eligible);
  for (const ast::Expr* filter : term.filters) mask = at.b.And(mask, LowerExpr(l, at, *filter));
  return mask;
}

bool IsTrue(Place& at, InstId inst) {
  const auto& i = at.b[inst];
  return i.op == Op::Const && i.attributes.literal.number == 1;
}

bool IsBareCredit(Lowering& l, const FoldTerm& term) {
  const auto* name = term.base->As<ast::Name>();
  const int definition = name != nullptr ? l.program.DefinitionOf(name->id) : -1;
  return definition >= 0 && l.Definition(definition).kind == resolve::DefinitionKind::Credit;
}

// Sums of the term in the periods of `granule`: cells of a person or of one's group, periods of everyone.
OutputId PeriodSums(Lowering& l, int definition, const FoldTerm& term, Granule granule) {
  const std::string name = TextOf(term) + " over " + std::string(value::GranuleName(granule));
  if (const auto it = l.folds.find(name); it != l.folds.end()) return it->second;
  const Grain folded = FoldedGrain(l, term);
  const ir::Group group = LowerGroup(l, definition, term.across != nullptr ? term.across->group : nullptr);
  const ir::Domain domain = DomainOf(l, folded);
  StageBuilder b(l.module, name, ir::StageClass::Merge, domain);
  b.stage().definition = definition;
  const bool everyone = group.kind == ir::GroupKind::Everyone;
  b.stage().target = {everyone ? ir::DomainKind::Periods : ir::DomainKind::Cells, granule, ir::kNone};
  b.At(definition, term.base->span);
  Place at{b, folded, definition, false, std::nullopt, std::nullopt};
  const InstId mask = FilterMask(l, at, term);
  ir::Attributes attributes;
  attributes.group = group;
  InstId sum = 0;
  if (term.across != nullptr && IsBareCredit(l, term)) {
    sum = b.Add(Op::AggDistinct, {mask}, attributes);
  } else {
    InstId value = LowerExpr(l, at, *term.base);
    if (!IsTrue(at, mask)) value = Masked(at, mask, value);
    sum = b.Add(Op::AggSum, {value}, attributes);
  }
  const OutputId output = b.Publish(sum, name);
  b.Finish();
  l.folds[name] = output;
  return output;
}

// The folded lines or cells themselves: amounts with zero, values with null, or flags where the filter
// fails.
enum class Values : uint8_t { Amounts, Present, Flags };

OutputId FoldedValues(Lowering& l, int definition, const FoldTerm& term, Values values) {
  const std::string name = TextOf(term) + (values == Values::Flags     ? " counted"
                                           : values == Values::Present ? " values"
                                                                       : " lines");
  if (const auto it = l.folds.find(name); it != l.folds.end()) return it->second;
  const Grain folded = FoldedGrain(l, term);
  const ir::Domain domain = DomainOf(l, folded);
  StageBuilder b(l.module, name, ClassOf(folded), domain);
  b.stage().definition = definition;
  b.At(definition, term.base->span);
  Place at{b, folded, definition, false, std::nullopt, std::nullopt};
  const InstId mask = FilterMask(l, at, term);
  InstId value = mask;
  if (values != Values::Flags) {
    value = LowerExpr(l, at, *term.base);
    if (values == Values::Amounts) value = Masked(at, mask, value);
    if (values == Values::Present && !IsTrue(at, mask))
      value = b.Select(mask, value, b.ConstNull(b.TypeOf(value).Optional()));
  }
  const OutputId output = b.Publish(value, name);
  b.Finish();
  l.folds[name] = output;
  return output;
}

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

struct Dates {
  InstId low;
  InstId high;
};

Dates LastDates(Place& at, Granule unit, int count) {
  const InstId end = OwnEnd(at);
  if (at.grain.kind == GrainKind::Line) {
    return {Shifted(at, end, -count * MonthsOf(unit), 1 - count * DaysOf(unit)), end};
  }
  const InstId first = Edge(at, Op::PeriodStart, unit);
  return {Shifted(at, first, -(count - 1) * MonthsOf(unit), -(count - 1) * DaysOf(unit)), end};
}

Dates PreviousDates(Place& at, Granule unit) {
  const InstId high = Shifted(at, Edge(at, Op::PeriodStart, unit), 0, -1);
  ir::Attributes attributes;
  attributes.name = "start_of_" + std::string(value::GranuleName(unit));
  if (unit == Granule::Day) return {high, high};
  return {at.b.AddTyped(Op::Call, {high}, attributes, types::Type::Date()), high};
}

Dates DatesOf(Lowering& l, Place& at, const ast::Window& window) {
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
    case WindowKind::Period: {
      const auto parsed = value::ParsePeriod(window.period);
      return {at.b.ConstDate(value::PeriodStart(parsed->granule, parsed->period)),
              at.b.ConstDate(value::PeriodEnd(parsed->granule, parsed->period))};
    }
    case WindowKind::Plan:
      return {at.b.ConstDate(l.facts().from), at.b.ConstDate(l.facts().until.value_or(value::kLastDay))};
    default:
      return {at.b.ConstDate(value::kFirstDay), at.b.ConstDate(value::kLastDay)};
  }
}

InstId Windowed(Lowering& l, Place& at, const FoldTerm& term, Op op, OutputId output) {
  const Dates dates = DatesOf(l, at, *term.window);
  ir::Attributes attributes;
  attributes.output = output;
  attributes.group = LowerGroup(l, at.definition, term.across != nullptr ? term.across->group : nullptr);
  return at.b.Add(op, {dates.low, dates.high}, attributes);
}

bool IsOwnLine(Lowering& l, Place& at, const FoldTerm& term) {
  return at.grain.kind == GrainKind::Line && FoldedGrain(l, term) == at.grain && term.across == nullptr;
}

// A running sum over the place's own lines.
InstId OwnRunningSum(Lowering& l, Place& at, const FoldTerm& term) {
  const InstId mask = FilterMask(l, at, term);
  InstId value = LowerExpr(l, at, *term.base);
  if (!IsTrue(at, mask)) value = Masked(at, mask, value);
  ir::Attributes attributes;
  attributes.granule = check::GranuleOf(term.window->unit);
  return at.b.Add(Op::ScanSum, {value}, attributes);
}

// A sum by dates: from the days of a group, so that a row shared in it counts once, else from lines or cells.
InstId SumByDates(Lowering& l, Place& at, const FoldTerm& term) {
  const bool lines = FoldedGrain(l, term).kind == GrainKind::Line;
  const bool group = term.across != nullptr;
  const OutputId output = lines && group ? PeriodSums(l, at.definition, term, Granule::Day)
                                         : FoldedValues(l, at.definition, term, Values::Amounts);
  // Day cells of a group hold the group's sum already.
  FoldTerm own = term;
  if (lines && group) own.across = nullptr;
  return Windowed(l, at, own, Op::WindowSum, output);
}

InstId LowerSum(Lowering& l, Place& at, const FoldTerm& term) {
  const WindowKind kind = term.window->kind;
  const Granule unit = check::GranuleOf(term.window->unit);
  if (kind == WindowKind::Unit) return at.b.Read(PeriodSums(l, at.definition, term, unit));
  if (kind == WindowKind::ToDate && IsOwnLine(l, at, term)) return OwnRunningSum(l, at, term);
  if (kind == WindowKind::ToDate && at.grain.kind == GrainKind::PersonPeriod) {
    const InstId own = at.b.Read(PeriodSums(l, at.definition, term, at.grain.granule));
    ir::Attributes attributes;
    attributes.granule = unit;
    return at.b.Add(Op::ScanSum, {own}, attributes);
  }
  return SumByDates(l, at, term);
}

InstId LowerAverage(Lowering& l, Place& at, const FoldTerm& term) {
  const InstId sum =
      Windowed(l, at, term, Op::WindowSum, FoldedValues(l, at.definition, term, Values::Amounts));
  const InstId count =
      Windowed(l, at, term, Op::WindowCount, FoldedValues(l, at.definition, term, Values::Flags));
  return at.b.Add(Op::DivOpt, {sum, count});
}

// Across people without a window: the values of one's period, or attributes.
InstId LowerAcross(Lowering& l, Place& at, const FoldTerm& term) {
  const Grain folded = FoldedGrain(l, term);
  if (folded.HasTime())
    return at.b.Read(
        PeriodSums(l, at.definition, term, at.grain.HasTime() ? at.grain.granule : folded.granule));
  const std::string name = TextOf(term);
  if (const auto it = l.folds.find(name); it != l.folds.end()) return at.b.Read(it->second);
  const ir::Group group = LowerGroup(l, at.definition, term.across->group);
  StageBuilder b(l.module, name, ir::StageClass::Merge, DomainOf(l, folded));
  b.stage().definition = at.definition;
  const bool everyone = group.kind == ir::GroupKind::Everyone;
  b.stage().target = {everyone ? ir::DomainKind::Unit : ir::DomainKind::People, Granule::Month, ir::kNone};
  Place inner{b, folded, at.definition, false, std::nullopt, std::nullopt};
  const InstId mask = FilterMask(l, inner, term);
  const InstId value = Masked(inner, mask, LowerExpr(l, inner, *term.base));
  ir::Attributes attributes;
  attributes.group = group;
  const OutputId output = b.Publish(b.Add(Op::AggSum, {value}, attributes), name);
  b.Finish();
  l.folds[name] = output;
  return at.b.Read(output);
}

// `(sales + notes) over w`: each credit alone, so the whole has no grain.
bool IsMixedSum(const Lowering& l, const FoldTerm& term) {
  return !l.checked.folded.Has(term.base->id);
}

}  // namespace

InstId LowerFold(Lowering& l, Place& at, const FoldTerm& term) {
  if (IsMixedSum(l, term)) {
    const auto& binary = static_cast<const ast::Binary&>(*term.base);
    FoldTerm left = term;
    FoldTerm right = term;
    left.base = binary.left;
    right.base = binary.right;
    const InstId a = LowerFold(l, at, left);
    const InstId b = LowerFold(l, at, right);
    return at.b.Add(binary.op == ast::BinaryOp::Add ? Op::Add : Op::Sub, {a, b});
  }
  if (term.window == nullptr) return LowerAcross(l, at, term);
  switch (term.aggregate) {
    case AggregateKind::Sum:
      return LowerSum(l, at, term);
    case AggregateKind::Average:
      return LowerAverage(l, at, term);
    case AggregateKind::Count:
      return Windowed(l, at, term, Op::WindowCount, FoldedValues(l, at.definition, term, Values::Flags));
    case AggregateKind::Highest:
      return Windowed(l, at, term, Op::WindowMax, FoldedValues(l, at.definition, term, Values::Present));
    case AggregateKind::Lowest:
      return Windowed(l, at, term, Op::WindowMin, FoldedValues(l, at.definition, term, Values::Present));
    case AggregateKind::Latest:
      return Windowed(l, at, term, Op::WindowLast, FoldedValues(l, at.definition, term, Values::Present));
    case AggregateKind::Earliest:
      return Windowed(l, at, term, Op::WindowFirst, FoldedValues(l, at.definition, term, Values::Present));
  }
  INCENT_UNREACHABLE("aggregate");
}

}  // namespace incent::lower
