#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Windows, groups and aggregates: `average of csat[..] across everyone() over quarter`.
namespace incent::check {
namespace {

using ast::AggregateKind;
using ast::WindowKind;
using types::Type;

KnownAt EndOf(value::Granule granule) {
  return static_cast<KnownAt>(static_cast<int>(granule) + 1);
}

// What this version cannot fold at all.
bool RefuseTerm(Session& s, const ast::Expr& whole, const FoldTerm& term) {
  const auto* name = term.base->As<ast::Name>();
  if (term.by != nullptr) {
    Refuse(s, term.by->span, Refused::ByKey);
  } else if (name != nullptr && s.program.DatasetOf(name->id) >= 0) {
    Refuse(s, whole.span, Refused::DatasetFold);
  } else if (term.window != nullptr && term.window->counted_from != nullptr) {
    Refuse(s, term.window->span, Refused::CountedFrom);
  } else if (term.window != nullptr && term.window->kind == WindowKind::Next) {
    Refuse(s, term.window->span, Refused::NextWindow);
  } else if (term.window != nullptr && term.window->kind == WindowKind::Last &&
             term.window->unit == ast::Unit::HalfMonth) {
    Refuse(s, term.window->span, Refused::OtherLinesFold);
  } else if (term.window != nullptr && term.window->kind == WindowKind::Named) {
    Refuse(s, term.window->span, Refused::NamedWindow);
  } else {
    return false;
  }
  return true;
}

// `members(path)`, `everyone()`. False after a report.
bool CheckGroup(Session& s, const Context& context, const ast::Across& across) {
  const auto* call = across.group->As<ast::Call>();
  const resolve::Symbol* symbol = call != nullptr ? s.program.SymbolOf(call->callee.id) : nullptr;
  if (symbol != nullptr && symbol->kind == resolve::SymbolKind::Broken) return false;
  if (symbol == nullptr || symbol->kind != resolve::SymbolKind::Group) {
    s.diags.Report(across.group->span, kTypeMismatch, diag::Bilingual{"a group of people", "人群"},
                   diag::Bilingual{"something else", "别的东西"});
    return false;
  }
  const auto word = static_cast<resolve::GroupWord>(symbol->index);
  if (word == resolve::GroupWord::Under) {
    Refuse(s, across.group->span, Refused::Under);
    return false;
  }
  const size_t wanted = word == resolve::GroupWord::Members ? 1 : 0;
  if (call->args.size() != wanted) {
    s.diags.Report(call->span, kArgumentCount, call->callee.text, std::to_string(wanted));
    return false;
  }
  if (wanted == 0) return true;
  const Context person =
      At(s, context.plan, context.definition, {GrainKind::Person, value::Granule::Month, -1});
  return !CheckExpr(s, person, *call->args[0]).type.IsError();
}

// Whether the window says something at this place: reports and returns false if not.
bool CheckWindowAt(Session& s, const Context& context, const FoldTerm& term, const Grain& folded) {
  const ast::Window& window = *term.window;
  const bool fixed = window.kind == WindowKind::Period || window.kind == WindowKind::Plan ||
                     window.kind == WindowKind::AllTime;
  const Grain& at = context.grain;
  if (fixed) {
    if (at.kind != GrainKind::Row) return true;
    s.diags.Report(window.span, kNoTimeHere, std::string("over"));
    return false;
  }
  const value::Granule unit = GranuleOf(window.unit);
  if (at.kind == GrainKind::Line) {
    const bool lines = folded.kind == GrainKind::Line || window.kind == WindowKind::Unit ||
                       window.kind == WindowKind::PreviousUnit;
    if (!lines) Refuse(s, window.span, Refused::OtherLinesFold);
    return lines;
  }
  if (!at.HasTime()) {
    s.diags.Report(window.span, kNoTimeHere, std::string("over"));
    return false;
  }
  const bool nests =
      value::Nests(at.granule, unit) || (window.kind == WindowKind::Last && value::Nests(unit, at.granule));
  if (!nests) s.diags.Report(window.span, kWindowFiner, UnitWords(unit), GrainWords(s, at));
  return nests;
}

// Whether the folded cells are fine enough for the window and the place.
bool CheckCellsFit(Session& s, const Context& context, const FoldTerm& term, const Grain& folded) {
  if (!folded.HasTime()) return true;
  const bool unit_window = term.window != nullptr && (term.window->kind == WindowKind::Unit ||
                                                      term.window->kind == WindowKind::PreviousUnit);
  const bool to_date = term.window != nullptr && term.window->kind == WindowKind::ToDate;
  value::Granule limit = folded.granule;
  if (unit_window) limit = GranuleOf(term.window->unit);
  if ((to_date || term.window == nullptr) && context.grain.HasTime()) limit = context.grain.granule;
  if (value::Nests(folded.granule, limit)) return true;
  s.diags.Report(term.base->span, kWindowFiner, UnitWords(limit), GrainWords(s, folded));
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
  if (term.across != nullptr && base.shared) {
    s.diags.Report(term.across->span, kAlreadyShared);
    return false;
  }
  const bool people_only = term.window == nullptr;
  const bool ok =
      base.additivity == Additivity::Flow || (people_only && base.additivity == Additivity::Level);
  if (!ok) {
    const diag::Bilingual what =
        base.additivity == Additivity::Constant ? diag::Bilingual{"a constant", "常数"}
        : base.additivity == Additivity::Level  ? diag::Bilingual{"a balance or attribute", "余额或属性"}
                                                : diag::Bilingual{"a rate or quotient", "比率或商"};
    s.diags.Report(term.base->span, kNotAdditive, what);
  }
  return ok;
}

Facts ResultOf(const FoldTerm& term, const Facts& base, const Context& context) {
  Facts facts = base;
  facts.shared |= term.across != nullptr;
  switch (term.aggregate) {
    case AggregateKind::Sum:
      break;
    case AggregateKind::Count:
      facts.type = Type::Number(0);
      break;
    case AggregateKind::Average:
      facts.type = Type::Number(value::kMaxScale, base.type.unit, base.type.rate).Optional();
      break;
    default:
      facts.type = base.type.Optional();
  }
  const bool additive = term.aggregate == AggregateKind::Sum || term.aggregate == AggregateKind::Count;
  facts.additivity = additive ? Additivity::Flow : Additivity::Ratio;
  if (term.window != nullptr) {
    facts.known_at = std::max(base.known_at, WindowKnownAt(context, *term.window));
    const bool own_unit = term.window->kind == WindowKind::Unit && context.grain.HasTime() &&
                          GranuleOf(term.window->unit) == context.grain.granule;
    if (additive && !own_unit && term.window->kind != WindowKind::PreviousUnit)
      facts.additivity = Additivity::Level;
  } else if (additive) {
    facts.additivity = base.additivity;
  }
  return facts;
}

bool CheckFilters(Session& s, const FoldTerm& term, const Context& inner) {
  bool ok = true;
  for (const ast::Expr* filter : term.filters) ok &= !CheckFlag(s, inner, *filter).type.IsError();
  return ok;
}

// `(sales + notes) over w`: each side has lines of its own, so each is folded alone.
bool IsMixedSum(Session& s, int plan, const FoldTerm& term) {
  const auto* binary = term.base->As<ast::Binary>();
  if (binary == nullptr || term.aggregate != AggregateKind::Sum || term.explicit_aggregate ||
      !term.filters.empty())
    return false;
  if (binary->op != ast::BinaryOp::Add && binary->op != ast::BinaryOp::Subtract) return false;
  const auto left = NaturalGrain(s, plan, *binary->left);
  const auto right = left ? NaturalGrain(s, plan, *binary->right) : std::nullopt;
  return left && right && left->kind == GrainKind::Line && right->kind == GrainKind::Line &&
         left->index != right->index;
}

Facts CheckMixedSum(Session& s, const Context& context, const ast::Expr& whole, const FoldTerm& term) {
  const auto& binary = static_cast<const ast::Binary&>(*term.base);
  FoldTerm left = term;
  FoldTerm right = term;
  left.base = binary.left;
  right.base = binary.right;
  const Facts a = CheckFold(s, context, *binary.left, left);
  const Facts b = CheckFold(s, context, *binary.right, right);
  Facts facts = a;
  facts.type = Unify(s, whole.span, a, b, *binary.left, *binary.right, kUnitsDiffer);
  facts.known_at = std::max(a.known_at, b.known_at);
  return facts;
}

Facts CheckBase(Session& s, const Context& inner, const FoldTerm& term) {
  if (term.aggregate == AggregateKind::Sum) {
    const Facts facts = CheckPresent(s, inner, *term.base);
    if (facts.type.IsError() || facts.type.IsNumber()) return facts;
    s.diags.Report(term.base->span, kTypeMismatch, diag::Bilingual{"a number or amount", "数或金额"},
                   TypeWords(facts.type));
    return {};
  }
  Facts facts = CheckExpr(s, inner, *term.base);
  facts.type.optional = false;
  const bool orderless = term.aggregate == AggregateKind::Count || term.aggregate == AggregateKind::Latest ||
                         term.aggregate == AggregateKind::Earliest;
  if (facts.type.IsError() || facts.type.IsNumber() || orderless) return facts;
  s.diags.Report(term.base->span, kTypeMismatch, diag::Bilingual{"a number or amount", "数或金额"},
                 TypeWords(facts.type));
  return {};
}

}  // namespace

Facts CheckFold(Session& s, const Context& context, const ast::Expr& whole, const FoldTerm& term) {
  if (term.repeated) {
    s.diags.Report(whole.span, kRepeatedSetting, diag::Bilingual{"the window or group", "期间或人群"});
    return {};
  }
  if (RefuseTerm(s, whole, term)) return {};
  if (term.window == nullptr && term.across == nullptr) {
    Refuse(s, whole.span, term.explicit_aggregate ? Refused::OtherLinesFold : Refused::BareFilter);
    return {};
  }
  if (term.window == nullptr && term.aggregate != AggregateKind::Sum) {
    Refuse(s, whole.span, Refused::OtherLinesFold);
    return {};
  }
  if (IsMixedSum(s, context.plan, term)) return CheckMixedSum(s, context, whole, term);
  const auto folded = FoldedGrain(s, context.plan, *term.base);
  if (!folded) return {};
  const bool people_only = term.window == nullptr && folded->kind == GrainKind::Person;
  if (folded->kind != GrainKind::Line && folded->kind != GrainKind::PersonPeriod && !people_only) {
    s.diags.Report(term.base->span, kNotFoldable, GrainWords(s, *folded));
    return {};
  }
  if (term.window == nullptr && folded->kind == GrainKind::Line) {
    Refuse(s, whole.span, Refused::OtherLinesFold);
    return {};
  }
  s.module.folded.Set(term.base->id, *folded);
  const Context inner = At(s, context.plan, context.definition, *folded);
  const Facts base = CheckBase(s, inner, term);
  const bool filters = CheckFilters(s, term, inner);
  const bool group = term.across == nullptr || CheckGroup(s, context, *term.across);
  if (base.type.IsError() || !filters || !group) return {};
  if (term.window != nullptr && !CheckWindowAt(s, context, term, *folded)) return {};
  if (!CheckCellsFit(s, context, term, *folded) || !CheckAdditive(s, term, base)) return {};
  return ResultOf(term, base, context);
}

}  // namespace incent::check
