#include <algorithm>

#include "compiler/ast/equal.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using ast::TierBound;
using ast::TierMode;
using types::Type;

// Compares two constants of one unit.
int Order(const Constant& a, const Constant& b) {
  return value::Compare(a.mantissa, a.scale, b.mantissa, b.scale);
}

bool SameBound(const ast::Expr& a, const ast::Expr& b) {
  const auto left = EvaluateConstant(a);
  const auto right = EvaluateConstant(b);
  return left && right ? Order(*left, *right) == 0 : ast::Equal(a, b);
}

// The first row is `below` the bound of the second, or starts at the zero of its unit.
void CheckFirstRow(Session& s, const ast::Tiers& tiers) {
  const ast::TierRow& first = tiers.rows.front();
  if (first.bound == TierBound::Below) {
    const bool closed = tiers.rows.size() > 1 && SameBound(*first.threshold, *tiers.rows[1].threshold);
    if (!closed) s.diags.Report(first.span, kTierFirstRow);
  } else if (!IsZeroLiteral(*first.threshold)) {
    s.diags.Report(first.threshold->span, kTierFirstRow);
  }
}

void CheckOrder(Session& s, const ast::Tiers& tiers) {
  for (size_t i = 1; i < tiers.rows.size(); ++i) {
    const auto previous = EvaluateConstant(*tiers.rows[i - 1].threshold);
    const auto bound = EvaluateConstant(*tiers.rows[i].threshold);
    if (tiers.rows[i].bound == TierBound::Below) {
      s.diags.Report(tiers.rows[i].span, kTierOrder);
      continue;
    }
    if (!previous || !bound) continue;
    const int order = Order(*previous, *bound);
    const bool after_below = i == 1 && tiers.rows[0].bound == TierBound::Below;
    const bool point = tiers.mode == TierMode::Retroactive && tiers.rows[i - 1].bound == TierBound::From &&
                       tiers.rows[i].bound == TierBound::Above;
    if (order > 0 || (order == 0 && !after_below && !point))
      s.diags.Report(tiers.rows[i].threshold->span, kTierOrder);
  }
}

void CheckInterpolated(Session& s, const ast::Tiers& tiers) {
  for (const ast::TierRow& row : tiers.rows) {
    if (row.bound == TierBound::Above) s.diags.Report(row.span, kInterpolatedAbove);
  }
  const auto last = EvaluateConstant(*tiers.rows.back().value);
  if (tiers.adding_up && (!last || last->mantissa != 0))
    s.diags.Report(tiers.rows.back().value->span, kAddingUpLast);
}

bool RefuseTiers(Session& s, const ast::Tiers& tiers) {
  if (tiers.on_output) {
    Refuse(s, tiers.span, Refused::OnOutput);
    return true;
  }
  for (const ast::TierRow& row : tiers.rows) {
    if (row.each.empty()) continue;
    Refuse(s, row.span, Refused::EachRows);
    return true;
  }
  return tiers.rows.empty();
}

// The common type of a column of row expressions.
Facts CheckColumn(Session& s, const Context& context, const std::vector<const ast::Expr*>& column) {
  Facts common;
  const ast::Expr* first = nullptr;
  for (const ast::Expr* expr : column) {
    const Facts facts = CheckNumber(s, context, *expr, Presence::Needed);
    if (facts.type.IsError()) return {};
    if (first == nullptr) {
      common = facts;
      first = expr;
      continue;
    }
    const Type type = Unify(s, expr->span, common, facts, *first, *expr, kTierMixed);
    common = Facts::Join(type, Adding::Choice, {Decides(common), Decides(facts)});
    if (common.type.IsError()) return {};
    if (IsZeroLiteral(*first)) first = expr;
  }
  return common;
}

TierColumns CheckColumns(Session& s, const Context& context, const ast::Tiers& tiers) {
  std::vector<const ast::Expr*> bounds;
  std::vector<const ast::Expr*> values;
  for (const ast::TierRow& row : tiers.rows) {
    bounds.push_back(row.threshold);
    values.push_back(row.value);
  }
  TierColumns columns{CheckColumn(s, context, bounds), CheckColumn(s, context, values),
                      Facts::Of(Type::Flag())};
  if (tiers.relative_to != nullptr)
    columns.base = CheckNumber(s, context, *tiers.relative_to, Presence::Needed);
  return columns;
}

// The columns as seen from a place, worked out once for places of one kind.
const TierColumns& ColumnsAt(Session& s, const Context& place, int definition) {
  Context context = place;
  context.lookups_optional = false;
  context.default_of = DefaultOf::Nothing;
  const TierPlace key{definition, place.plan, place.grain, place.has_date, place.recipient, place.proofs};
  if (const auto it = s.tier_columns.find(key); it != s.tier_columns.end()) return it->second;
  TierColumns columns =
      CheckColumns(s, context, static_cast<const ast::Tiers&>(*s.Definition(definition).item));
  return s.tier_columns.emplace(key, std::move(columns)).first->second;
}

// Bounds have the unit of what is looked up; with `relative to` they are rates of something that has it.
bool CheckBounds(Session& s, const ast::Tiers& tiers, const Type& x, const TierColumns& columns,
                 source::Span span) {
  const Type& bounds = columns.bounds.type;
  if (tiers.relative_to != nullptr) {
    if (!bounds.unit.IsPlain()) {
      s.diags.Report(tiers.rows[0].threshold->span, kTierBoundType, TypeWords(bounds),
                     TypeWords(Type::Number(2, {}, true)));
      return false;
    }
    if (columns.base.type.unit == x.unit) return true;
    s.diags.Report(span, kTierBoundType, TypeWords(columns.base.type), TypeWords(x))
        .Note(tiers.relative_to->span, kDeclaredHere, tiers.name.text);
    return false;
  }
  const bool zeros = std::all_of(tiers.rows.begin(), tiers.rows.end(),
                                 [](const ast::TierRow& row) { return IsZeroLiteral(*row.threshold); });
  if (bounds.unit == x.unit || (zeros && bounds.unit.IsPlain())) return true;
  s.diags.Report(span, kTierBoundType, TypeWords(bounds), TypeWords(x))
      .Note(tiers.name.span, kDeclaredHere, tiers.name.text);
  return false;
}

// All that a tier table reads.
std::vector<const ast::Expr*> AllOf(const ast::Tiers& tiers) {
  std::vector<const ast::Expr*> exprs;
  if (tiers.relative_to != nullptr) exprs.push_back(tiers.relative_to);
  for (const ast::TierRow& row : tiers.rows) {
    exprs.push_back(row.threshold);
    exprs.push_back(row.value);
  }
  return exprs;
}

// Rows of constants are checked where they stand, others where they are used: what they read depends on that.
bool IsConstant(Session& s, int plan, const ast::Tiers& tiers) {
  const GrainSources sources = SourcesOf(s, plan, AllOf(tiers));
  return sources.grains.empty() && !sources.floating && !sources.broken;
}

}  // namespace

void CheckTiers(Session& s, int definition, const ast::Tiers& tiers) {
  if (RefuseTiers(s, tiers)) return;
  CheckFirstRow(s, tiers);
  CheckOrder(s, tiers);
  if (tiers.mode == TierMode::Interpolated) CheckInterpolated(s, tiers);
  DefinitionFacts& own = s.FactsOf(definition);
  own.dated = DatedReadBy(s, AllOf(tiers));
  const int plan = s.Definition(definition).plan;
  if (IsConstant(s, plan, tiers)) {
    Context context = At(s, plan, definition, Grain{});
    context.has_date = true;
    const TierColumns columns = CheckColumns(s, context, tiers);
    if (columns.bounds.type.IsError() || columns.values.type.IsError()) return;
  }
  own.facts.type = Type::Number(0);
}

Facts CheckTierUse(Session& s, const Context& context, int definition, const ast::Expr& expr, TierUse use,
                   source::Span span) {
  const auto& tiers = static_cast<const ast::Tiers&>(*s.Definition(definition).item);
  const Facts x = CheckNumber(s, context, expr, Presence::Needed);
  if (s.FactsOf(definition).facts.type.IsError() || x.type.IsError()) return {};
  const TierColumns columns = ColumnsAt(s, context, definition);
  const Facts& values = columns.values;
  const bool base_error = tiers.relative_to != nullptr && columns.base.type.IsError();
  if (columns.bounds.type.IsError() || values.type.IsError() || base_error) return {};
  if (!CheckBounds(s, tiers, x.type, columns, span)) return {};
  const bool multiplies = tiers.mode == TierMode::Marginal || use == TierUse::Apply;
  if (multiplies && tiers.mode != TierMode::Marginal && !values.type.unit.IsPlain()) {
    s.diags.Report(span, kApplyAmounts, tiers.name.text);
    return {};
  }
  const auto unit =
      multiplies ? Multiply(x.type.unit, values.type.unit) : std::optional<types::Unit>(values.type.unit);
  if (!unit) {
    s.diags.Report(span, kUnitsDiffer, TypeWords(x.type), TypeWords(values.type));
    return {};
  }
  const int scale = multiplies ? value::MulScale(x.type.scale, values.type.scale) : values.type.scale;
  Type type = Type::Number(scale, *unit, !multiplies && values.type.rate);
  if (use == TierUse::Portion) type = x.type;
  return Facts::Join(type, Adding::Derived,
                     {Decides(x), Decides(columns.bounds), Decides(values), Decides(columns.base)})
      .As(use == TierUse::Apply ? Additivity::Flow : Additivity::Ratio)
      .Within(use == TierUse::Value && !multiplies && !tiers.adding_up ? values.range() : Range{});
}

}  // namespace incent::check
