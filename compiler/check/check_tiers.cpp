#include <algorithm>

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

// The first row is `below`, or starts at the zero of its unit.
void CheckFirstRow(Session& s, const ast::Tiers& tiers) {
  const ast::TierRow& first = tiers.rows.front();
  const auto bound = EvaluateConstant(*first.threshold);
  if (first.bound == TierBound::Below) {
    const auto second = tiers.rows.size() > 1 ? EvaluateConstant(*tiers.rows[1].threshold) : std::nullopt;
    if (!bound || !second || Order(*bound, *second) != 0) s.diags.Report(first.span, kTierFirstRow);
  } else if (bound && bound->mantissa != 0) {
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
Facts CheckColumn(Session& s, const Context& context, const ast::Tiers& tiers, bool bounds) {
  Facts common;
  const ast::Expr* first = nullptr;
  for (const ast::TierRow& row : tiers.rows) {
    const ast::Expr& expr = bounds ? *row.threshold : *row.value;
    const Facts facts = CheckPresent(s, context, expr);
    if (facts.type.IsError()) return {};
    if (!facts.type.IsNumber()) {
      s.diags.Report(expr.span, kTypeMismatch, diag::Bilingual{"a number or amount", "数或金额"},
                     TypeWords(facts.type));
      return {};
    }
    if (first == nullptr) {
      common = facts;
      first = &expr;
      continue;
    }
    const Type type = Unify(s, expr.span, common, facts, *first, expr, kTierMixed);
    if (type.IsError()) return {};
    if (IsZeroLiteral(*first)) first = &expr;
    common.known_at = std::max(common.known_at, facts.known_at);
    common.needs_date |= facts.needs_date;
    common.type = type;
  }
  return common;
}

bool CheckBase(Session& s, const Context& context, const ast::Tiers& tiers, const Facts& x,
               const Facts& bounds, source::Span span) {
  if (tiers.relative_to == nullptr) {
    const bool zeros = std::all_of(tiers.rows.begin(), tiers.rows.end(),
                                   [](const ast::TierRow& row) { return IsZeroLiteral(*row.threshold); });
    if (bounds.type.unit == x.type.unit || (zeros && bounds.type.unit.IsPlain())) return true;
    s.diags.Report(span, kTierBoundType, TypeWords(bounds.type), TypeWords(x.type));
    return false;
  }
  const Facts base = CheckPresent(s, context, *tiers.relative_to);
  if (base.type.IsError()) return false;
  if (!bounds.type.unit.IsPlain()) {
    s.diags.Report(tiers.rows[0].threshold->span, kTierBoundType, TypeWords(bounds.type),
                   TypeWords(Type::Number(2, {}, true)));
    return false;
  }
  if (!base.type.IsNumber() || base.type.unit != x.type.unit) {
    s.diags.Report(span, kTierBoundType, TypeWords(base.type), TypeWords(x.type));
    return false;
  }
  return true;
}

}  // namespace

void CheckTiers(Session& s, int definition, const ast::Tiers& tiers) {
  DefinitionFacts& own = s.FactsOf(definition);
  own.natural = Grain{};
  if (RefuseTiers(s, tiers)) return;
  CheckFirstRow(s, tiers);
  CheckOrder(s, tiers);
  if (tiers.mode == TierMode::Interpolated) CheckInterpolated(s, tiers);
  own.facts.type = Type::Number(0);
}

Facts CheckTierUse(Session& s, const Context& context, int definition, const ast::Expr& expr, TierUse use,
                   source::Span span) {
  CheckDefinition(s, definition);
  const auto& tiers = static_cast<const ast::Tiers&>(*s.Definition(definition).item);
  const Facts x = CheckPresent(s, context, expr);
  if (s.FactsOf(definition).facts.type.IsError() || x.type.IsError()) return {};
  if (!x.type.IsNumber()) {
    s.diags.Report(expr.span, kTypeMismatch, diag::Bilingual{"a number or amount", "数或金额"},
                   TypeWords(x.type));
    return {};
  }
  const Facts bounds = CheckColumn(s, context, tiers, true);
  const Facts values = CheckColumn(s, context, tiers, false);
  if (bounds.type.IsError() || values.type.IsError()) return {};
  if (!CheckBase(s, context, tiers, x, bounds, span)) return {};
  Facts facts = x;
  facts.additivity = use == TierUse::Apply ? Additivity::Flow : Additivity::Ratio;
  facts.known_at = std::max({x.known_at, bounds.known_at, values.known_at});
  facts.needs_date = x.needs_date || bounds.needs_date || values.needs_date;
  const bool multiplies = tiers.mode == TierMode::Marginal || use == TierUse::Apply;
  if (multiplies && tiers.mode != TierMode::Marginal && !values.type.unit.IsPlain()) {
    s.diags.Report(span, kTypeMismatch, diag::Bilingual{"a table of rates", "比率表"},
                   TypeWords(values.type));
    return {};
  }
  const auto unit =
      multiplies ? Multiply(x.type.unit, values.type.unit) : std::optional<types::Unit>(values.type.unit);
  if (!unit) return {};
  const int scale = multiplies ? value::MulScale(x.type.scale, values.type.scale) : values.type.scale;
  facts.type = Type::Number(scale, *unit, !multiplies && values.type.rate);
  return facts;
}

}  // namespace incent::check
