#include <algorithm>
#include <set>

#include "compiler/ast/print.h"
#include "compiler/base/check.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/repairs.h"
#include "compiler/check/session.h"

// Windows, groups and aggregates: `average of csat[..] across everyone() over quarter`.
namespace incent::check {
namespace {

using ast::AggregateKind;
using ast::WindowKind;
using types::Type;

// What stands in the way of any fold of this window.
std::optional<Refused> RefusedWindow(const ast::Window& window) {
  if (window.counted_from != nullptr) return Refused::CountedFrom;
  if (window.kind == WindowKind::Next) return Refused::NextWindow;
  if (window.kind == WindowKind::Named) return Refused::NamedWindow;
  const bool half_months = window.kind == WindowKind::Last && window.unit == ast::Unit::HalfMonth;
  return half_months ? std::optional(Refused::LastHalfMonths) : std::nullopt;
}

// What this version cannot fold at all.
bool RefuseTerm(Session& s, const ast::Expr& whole, const FoldTerm& term) {
  if (term.window != nullptr && s.program.IsBroken(term.window->name.id)) return true;
  const auto* name = term.base->As<ast::Name>();
  if (term.by != nullptr) {
    Refuse(s, term.by->span, Refused::ByKey);
  } else if (name != nullptr && s.program.DatasetOf(name->id) >= 0) {
    Refuse(s, whole.span, Refused::DatasetFold);
  } else if (const auto refused = term.window != nullptr ? RefusedWindow(*term.window) : std::nullopt) {
    Refuse(s, term.window->span, *refused);
  } else if (term.window == nullptr && term.across == nullptr) {
    Refuse(s, whole.span, term.explicit_aggregate ? Refused::AggregateOfNow : Refused::BareFilter);
  } else if (term.window == nullptr && term.aggregate != AggregateKind::Sum) {
    Refuse(s, whole.span, Refused::AggregateOfNow);
  } else {
    return false;
  }
  return true;
}

std::optional<Facts> CheckAcross(Session& s, const Context& context, const ast::Across& across) {
  const auto* call = across.group->As<ast::Call>();
  if (call != nullptr && s.program.IsBroken(call->callee.id)) return std::nullopt;
  const resolve::Symbol* symbol = call != nullptr ? s.program.SymbolOf(call->callee.id) : nullptr;
  if (symbol != nullptr && symbol->kind == resolve::SymbolKind::Group) return CheckGroup(s, context, *call);
  s.diags.Report(across.group->span, kNotAGroup);
  return std::nullopt;
}

// Whose lines are folded must be known.
bool CheckPlace(Session& s, const Context& context, const ast::Expr& whole) {
  if (context.given != nullptr) {
    s.diags.Report(whole.span, kFoldInTest);
  } else if (context.grain.kind == GrainKind::Row) {
    s.diags.Report(whole.span, kFoldInRow);
  } else {
    // Whatever folds belongs to a person, by its own grain or by that of the fold.
    INCENT_CHECK(context.grain.HasPerson(), "a fold of nobody's lines");
    return true;
  }
  return false;
}

// Whether the window says something at this place: reports and returns false if not.
bool CheckWindowAt(Session& s, const Context& context, const FoldTerm& term, const Grain& folded) {
  const ast::Window& window = *term.window;
  const bool fixed = window.kind == WindowKind::Period || window.kind == WindowKind::Plan ||
                     window.kind == WindowKind::AllTime;
  const Grain& at = context.grain;
  if (fixed) return true;
  const value::Granule unit = GranuleOf(window.unit);
  if (at.kind == GrainKind::Line) {
    const bool lines = folded.kind == GrainKind::Line || window.kind == WindowKind::Unit ||
                       window.kind == WindowKind::PreviousUnit;
    if (!lines) Refuse(s, window.span, Refused::PeriodsAtLine);
    return lines;
  }
  if (!at.HasTime()) {
    s.diags.Report(window.span, kNoTimeHere, WindowWords(window));
    return false;
  }
  const bool nests =
      value::Nests(at.granule, unit) || (window.kind == WindowKind::Last && value::Nests(unit, at.granule));
  if (nests) return true;
  if (unit > at.granule) {
    s.diags.Report(window.span, kDoesNotNest, UnitWords(unit)).Note(kWindowsOfWeeks);
    return false;
  }
  auto entry = s.diags.Report(window.span, kWindowFiner, UnitWords(unit), GrainWords(s, at));
  RepairWindow(entry, s.program, window, UnitWords(at.granule));
  return false;
}

// Without a window the value of the own period is read, as its name alone would be.
bool CheckOwnPeriod(Session& s, const Context& context, const FoldTerm& term, const Grain& folded) {
  if (CanRead(s, folded, context.grain)) return true;
  if (CanRead(s, context.grain, folded)) {
    s.diags.Report(term.base->span, kFinerValue, ast::Print(*term.base), GrainWords(s, folded),
                   GrainWords(s, context.grain));
  } else {
    ReportMisfit(s, term.base->span, folded, context.grain);
  }
  return false;
}

// Whether the folded cells are fine enough for the window and the place.
bool CheckCellsFit(Session& s, const Context& context, const FoldTerm& term, const Grain& folded) {
  if (!folded.HasTime()) return true;
  if (term.window == nullptr) return CheckOwnPeriod(s, context, term, folded);
  const WindowKind kind = term.window->kind;
  value::Granule limit = folded.granule;
  if (kind == WindowKind::Unit || kind == WindowKind::PreviousUnit) limit = GranuleOf(term.window->unit);
  if (kind == WindowKind::ToDate && context.grain.HasTime()) limit = context.grain.granule;
  if (value::Nests(folded.granule, limit)) return true;
  if (value::Nests(limit, folded.granule)) {
    s.diags.Report(term.base->span, kWindowFiner, UnitWords(limit), GrainWords(s, folded));
  } else {
    ReportMisfit(s, term.base->span, folded, PersonPeriod(limit));
  }
  return false;
}

KnownAt WindowKnownAt(const Context& context, const ast::Window& window) {
  switch (window.kind) {
    case WindowKind::Unit:
      return EndOf(GranuleOf(window.unit));
    case WindowKind::ToDate:
    case WindowKind::Last:
      return context.grain.HasTime() ? EndOf(context.grain.granule) : KnownAt::Own;
    case WindowKind::PreviousUnit:
      return KnownAt::Own;
    default:
      return KnownAt::Late;
  }
}

// May the folded value be summed this way?
bool CheckAdditive(Session& s, const FoldTerm& term, const Facts& base) {
  if (term.aggregate != AggregateKind::Sum) return true;
  if (term.across != nullptr && base.shared()) {
    s.diags.Report(term.across->span, kAlreadyShared);
    return false;
  }
  const bool people_only = term.window == nullptr;
  const Additivity additivity = base.additivity();
  const bool ok = additivity == Additivity::Flow ||
                  (people_only && (additivity == Additivity::Level || additivity == Additivity::Attribute));
  if (!ok) {
    const diag::Bilingual what = additivity == Additivity::Constant ? diag::Bilingual{"a constant", "常数"}
                                 : additivity == Additivity::Ratio
                                     ? diag::Bilingual{"a rate or quotient", "比率或商"}
                                     : diag::Bilingual{"a balance or attribute", "余额或属性"};
    auto entry = s.diags.Report(term.base->span, kNotAdditive, what);
    if (additivity == Additivity::Ratio) entry.Note(kFoldFirst);
  }
  return ok;
}

Type FoldedType(AggregateKind aggregate, const Type& base) {
  switch (aggregate) {
    case AggregateKind::Sum:
      return base;
    case AggregateKind::Count:
      return Type::Number(0);
    case AggregateKind::Average:
      return Type::Number(value::kMaxScale, base.unit, base.rate).Optional();
    default:
      return base.Optional();
  }
}

// A sum of one period of the place is a flow again; one of another window overlaps with that of the next
// place.
Additivity FoldedAdditivity(const FoldTerm& term, Additivity base, const Context& context) {
  const bool additive = term.aggregate == AggregateKind::Sum || term.aggregate == AggregateKind::Count;
  if (!additive) return Additivity::Ratio;
  if (term.window == nullptr) return base;
  const bool own_unit = term.window->kind == WindowKind::Unit && context.grain.HasTime() &&
                        GranuleOf(term.window->unit) == context.grain.granule;
  return own_unit || term.window->kind == WindowKind::PreviousUnit ? Additivity::Flow : Additivity::Level;
}

// One of the values, or their average, lies where they lie.
Range FoldedRange(AggregateKind aggregate, const Range& base) {
  if (aggregate == AggregateKind::Sum) return {};
  return aggregate == AggregateKind::Count ? Range{Range::End{}, std::nullopt} : base;
}

// What a fold reads: the folded values, what selects them, the group and the window.
struct FoldParts {
  Facts base;
  std::vector<Facts> filters;
  std::optional<Facts> group;
};

Facts ResultOf(const FoldTerm& term, const FoldParts& parts, const Context& context) {
  // Parameters are read at the dates of the folded lines or cells.
  const bool windowed = term.window != nullptr;
  const Facts base = windowed ? parts.base.Dated() : parts.base;
  const Facts window =
      windowed ? Facts::OfTime(WindowKnownAt(context, *term.window)) : Facts::Of(Type::Flag());
  const Facts group = term.across != nullptr ? Facts::OfGroup() : Facts::Of(Type::Flag());
  std::vector<Operand> operands = {Decides(base), Decides(group), Contributes(window)};
  for (const Facts& filter : parts.filters) operands.push_back(Contributes(filter));
  if (parts.group) operands.push_back(Contributes(*parts.group));
  return Facts::Join(FoldedType(term.aggregate, base.type), Adding::Choice, operands)
      .As(FoldedAdditivity(term, base.additivity(), context))
      .Within(FoldedRange(term.aggregate, base.range()));
}

// The place of a folded value: where the filters hold. nullopt after a report.
std::optional<Context> CheckFilters(Session& s, const FoldTerm& term, Context inner,
                                    std::vector<Facts>& facts) {
  bool ok = true;
  for (const ast::Expr* filter : term.filters) {
    facts.push_back(CheckFlag(s, inner, *filter).Dated());
    ok &= !facts.back().type.IsError();
    inner = Assuming(s, inner, *filter);
  }
  return ok ? std::optional(inner) : std::nullopt;
}

bool IsSum(const ast::Expr& expr) {
  const auto* binary = expr.As<ast::Binary>();
  return binary != nullptr && (binary->op == ast::BinaryOp::Add || binary->op == ast::BinaryOp::Subtract);
}

// The credits whose lines the terms of a sum belong to.
void CollectCredits(Session& s, int plan, const ast::Expr& expr, std::set<int>& credits) {
  if (IsSum(expr)) {
    const auto& binary = static_cast<const ast::Binary&>(expr);
    CollectCredits(s, plan, *binary.left, credits);
    CollectCredits(s, plan, *binary.right, credits);
    return;
  }
  for (const Grain& grain : SourcesOf(s, plan, {&expr}).grains) {
    if (grain.kind == GrainKind::Line) credits.insert(grain.index);
  }
}

// `(sales + notes) over w`: each side has lines of its own, so each is folded alone.
bool IsMixedSum(Session& s, int plan, const FoldTerm& term) {
  if (!IsSum(*term.base) || term.aggregate != AggregateKind::Sum || !term.filters.empty()) return false;
  std::set<int> credits;
  CollectCredits(s, plan, *term.base, credits);
  return credits.size() > 1;
}

Facts CheckMixedSum(Session& s, const Context& context, const ast::Expr& whole, const FoldTerm& term) {
  const auto& binary = static_cast<const ast::Binary&>(*term.base);
  FoldTerm left = term;
  FoldTerm right = term;
  left.base = binary.left;
  right.base = binary.right;
  const Facts a = CheckFold(s, context, *binary.left, left);
  const Facts b = CheckFold(s, context, *binary.right, right);
  const Type type = Unify(s, whole.span, a, b, *binary.left, *binary.right, kUnitsDiffer);
  return Facts::Join(type, Adding::Sum, {Decides(a), Decides(b)});
}

Facts CheckBase(Session& s, const Context& inner, const FoldTerm& term) {
  if (term.aggregate == AggregateKind::Sum) {
    const Facts facts = CheckPresent(s, inner, *term.base);
    // The sum of a flag is the number of times that it holds.
    if (facts.type.kind == types::Kind::Flag) return facts.As(Type::Number(0)).As(Additivity::Flow);
    if (facts.type.IsError() || facts.type.IsNumber()) return facts;
    ReportType(s, *term.base, NumberWords(), facts.type);
    return {};
  }
  const bool any_type = term.aggregate == AggregateKind::Count || term.aggregate == AggregateKind::Latest ||
                        term.aggregate == AggregateKind::Earliest;
  return (any_type ? CheckExpr(s, inner, *term.base) : CheckNumber(s, inner, *term.base)).Present();
}

// What is folded must exist more than once: per line, per period, or per person where people are summed.
bool CheckFoldable(Session& s, const ast::Expr& whole, const FoldTerm& term, const Grain& folded) {
  const bool people_only = term.window == nullptr;
  if (folded.kind == GrainKind::Row) {
    Refuse(s, whole.span, Refused::DatasetFold);
  } else if (folded.kind == GrainKind::Line && people_only) {
    Refuse(s, whole.span, Refused::LinesAcross);
  } else if (folded.kind == GrainKind::Line || folded.kind == GrainKind::PersonPeriod ||
             (people_only && folded.kind == GrainKind::Person)) {
    return true;
  } else {
    s.diags.Report(term.base->span, kNotFoldable, ThingWords(*term.base), GrainWords(s, folded));
  }
  return false;
}

}  // namespace

std::optional<Facts> CheckGroup(Session& s, const Context& context, const ast::Call& group) {
  const auto word = static_cast<resolve::GroupWord>(s.program.SymbolOf(group.callee.id)->index);
  if (word == resolve::GroupWord::Under) {
    Refuse(s, group.span, Refused::Under);
    return std::nullopt;
  }
  const size_t wanted = word == resolve::GroupWord::Members ? 1 : 0;
  if (!CountIs(s, group, wanted, wanted)) return std::nullopt;
  if (wanted == 0) return Facts::Of(Type::Flag());
  Context person = At(s, context.plan, context.definition, {GrainKind::Person, value::Granule::Month, -1});
  person.lookups_optional = true;  // nobody belongs to a group that is not known
  const Facts path = CheckExpr(s, person, *group.args[0]);
  return path.type.IsError() ? std::nullopt : std::optional(path.Present());
}

Facts CheckFold(Session& s, const Context& context, const ast::Expr& whole, const FoldTerm& term) {
  if (term.repeated) {
    s.diags.Report(whole.span, kRepeatedSetting, diag::Bilingual{"the window or group", "期间或人群"});
    return {};
  }
  if (RefuseTerm(s, whole, term)) return {};
  if (IsMixedSum(s, context.plan, term)) return CheckMixedSum(s, context, whole, term);
  const auto folded = NaturalGrain(s, context.plan, *term.base);
  if (!folded || !CheckFoldable(s, whole, term, *folded) || !CheckPlace(s, context, whole)) return {};
  s.module.folded.Set(term.base->id, *folded);
  FoldParts parts;
  const auto inner = CheckFilters(s, term, At(s, context.plan, context.definition, *folded), parts.filters);
  if (term.across != nullptr) parts.group = CheckAcross(s, context, *term.across);
  if (inner) parts.base = CheckBase(s, *inner, term);
  if (parts.base.type.IsError() || (term.across != nullptr && !parts.group)) return {};
  if (term.window != nullptr && !CheckWindowAt(s, context, term, *folded)) return {};
  if (!CheckCellsFit(s, context, term, *folded) || !CheckAdditive(s, term, parts.base)) return {};
  return ResultOf(term, parts, context);
}

}  // namespace incent::check
