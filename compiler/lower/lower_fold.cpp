#include "compiler/lower/fold.h"

// Windows, groups and aggregates.
//
// Sums over calendar periods are merged into cells once and then read or scanned there. Folds to date over a
// line's own credit are scans, because they end with the line and not with its day. All else reads the folded
// lines or cells by dates (`wsum` and its kin).
namespace incent::lower {
namespace {

using ast::AggregateKind;
using ast::WindowKind;
using value::Granule;

InstId Windowed(Lowering& l, Place& at, const FoldTerm& term, Op op, Folded what) {
  const OutputId output = FoldedColumn(l, at.definition, term, what);
  const WindowDates dates = DatesOf(l, at, *term.window);
  ir::Attributes attributes;
  attributes.output = output;
  attributes.subject = FoldedDefinition(l, term);
  attributes.group = LowerGroup(l, at.definition, term.across != nullptr ? term.across->group : nullptr);
  return at.b.Add(op, {dates.first, dates.last}, attributes);
}

// To date over the lines of the place's own credit.
bool IsOwnToDate(Lowering& l, Place& at, const FoldTerm& term) {
  return at.grain.kind == GrainKind::Line && FoldedGrain(l, term) == at.grain && term.across == nullptr &&
         term.window->kind == WindowKind::ToDate;
}

InstId ScanOwn(Lowering& l, Place& at, const FoldTerm& term, Op op, Folded what) {
  InstId value = FoldedValue(l, at, term, what);
  if (what == Folded::Flags) {
    const types::Type number = types::Type::Number(0);
    value = at.b.Select(value, at.b.ConstNumber(1, number), at.b.ConstNumber(0, number));
  }
  ir::Attributes attributes;
  if (what == Folded::Flags) attributes.purpose = ir::Purpose::Count;
  attributes.subject = FoldedDefinition(l, term);
  attributes.granule = check::GranuleOf(term.window->unit);
  return at.b.Add(op, {value}, attributes);
}

// An aggregate either way of going: by scan or by dates.
struct FoldOps {
  Folded what;
  Op scan;
  Op window;
};

InstId Fold(Lowering& l, Place& at, const FoldTerm& term, const FoldOps& ops) {
  return IsOwnToDate(l, at, term) ? ScanOwn(l, at, term, ops.scan, ops.what)
                                  : Windowed(l, at, term, ops.window, ops.what);
}

constexpr FoldOps kSum{Folded::Amounts, Op::ScanSum, Op::WindowSum};
constexpr FoldOps kCount{Folded::Flags, Op::ScanSum, Op::WindowCount};

InstId LowerSum(Lowering& l, Place& at, const FoldTerm& term) {
  const WindowKind kind = term.window->kind;
  const Granule unit = check::GranuleOf(term.window->unit);
  if (kind == WindowKind::Unit) return at.b.Read(PeriodSums(l, at.definition, term, unit));
  if (kind == WindowKind::ToDate && at.grain.kind == GrainKind::PersonPeriod) {
    const InstId own = at.b.Read(PeriodSums(l, at.definition, term, at.grain.granule));
    ir::Attributes attributes;
    attributes.granule = unit;
    attributes.subject = FoldedDefinition(l, term);
    return at.b.Add(Op::ScanSum, {own}, attributes);
  }
  return Fold(l, at, term, kSum);
}

InstId LowerAverage(Lowering& l, Place& at, const FoldTerm& term) {
  const InstId sum = Fold(l, at, term, kSum);
  return at.b.Add(Op::DivOpt, {sum, Fold(l, at, term, kCount)});
}

// Across people without a window: the values of one's period, or attributes.
InstId LowerAcross(Lowering& l, Place& at, const FoldTerm& term) {
  const Grain& folded = FoldedGrain(l, term);
  return at.b.Read(folded.HasTime() ? PeriodSums(l, at.definition, term, folded.granule)
                                    : PeopleSums(l, at.definition, term));
}

// `(sales + notes) over w`: each credit alone, so the whole has no grain.
bool IsMixedSum(const Lowering& l, const FoldTerm& term) {
  return !l.checked.folded.Has(term.base->id);
}

InstId LowerMixedSum(Lowering& l, Place& at, const FoldTerm& term) {
  const auto& binary = static_cast<const ast::Binary&>(*term.base);
  FoldTerm left = term;
  FoldTerm right = term;
  left.base = binary.left;
  right.base = binary.right;
  const InstId a = LowerFold(l, at, left);
  const InstId b = LowerFold(l, at, right);
  return at.b.Add(binary.op == ast::BinaryOp::Add ? Op::Add : Op::Sub, {a, b});
}

}  // namespace

InstId LowerFold(Lowering& l, Place& at, const FoldTerm& term) {
  if (IsMixedSum(l, term)) return LowerMixedSum(l, at, term);
  if (term.window == nullptr) return LowerAcross(l, at, term);
  switch (term.aggregate) {
    case AggregateKind::Sum:
      return LowerSum(l, at, term);
    case AggregateKind::Average:
      return LowerAverage(l, at, term);
    case AggregateKind::Count:
      return Fold(l, at, term, kCount);
    case AggregateKind::Highest:
      return Fold(l, at, term, {Folded::Values, Op::ScanMax, Op::WindowMax});
    case AggregateKind::Lowest:
      return Fold(l, at, term, {Folded::Values, Op::ScanMin, Op::WindowMin});
    case AggregateKind::Latest:
      return Fold(l, at, term, {Folded::Values, Op::ScanLatest, Op::WindowLast});
    case AggregateKind::Earliest:
      return Fold(l, at, term, {Folded::Values, Op::ScanEarliest, Op::WindowFirst});
  }
  INCENT_UNREACHABLE("aggregate");
}

}  // namespace incent::lower
