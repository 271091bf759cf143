#include "compiler/ast/equal.h"
#include "compiler/check/module.h"
#include "compiler/lower/lowering.h"

namespace incent::lower {
namespace {

using types::Type;

// The value that decides the unit of a column: the first that is not a bare zero.
Type LikeOf(Place& at, const std::vector<InstId>& column) {
  for (const InstId inst : column) {
    if (!at.b.TypeOf(inst).unit.IsPlain()) return at.b.TypeOf(inst);
  }
  return at.b.TypeOf(column.front());
}

// `relative to X`: bounds are multiples of X, which must be positive.
void ScaleBounds(Lowering& l, Place& at, const ast::Tiers& tiers, std::vector<InstId>& bounds,
                 const Type& like) {
  if (tiers.relative_to == nullptr) {
    for (InstId& bound : bounds) bound = FitZero(at, bound, like);
    return;
  }
  const InstId base = LowerExpr(l, at, *tiers.relative_to);
  const InstId zero = at.b.ZeroLike(base);
  const InstId positive = at.b.Add(Op::CmpGt, {base, zero});
  const InstId good = at.b.Guard(positive, base, value::ErrorCode::TierBase);
  for (InstId& bound : bounds) bound = at.b.Add(Op::Mul, {good, bound});
}

// True of constants, which the checker has compared (`relative to` leaves their order as it is), and of a
// bound that is written twice, as in `below t`, `from t`.
bool IsKnownToAscend(const ast::Expr& bound, const ast::Expr& next) {
  return (check::EvaluateConstant(bound) && check::EvaluateConstant(next)) || ast::Equal(bound, next);
}

// x, in error where bounds that the checker cannot know descend. The guard stands around x and not around the
// result, so that the tier op stays in sight of those who look for it: the explanation, and whoever takes the
// difference of two levels.
InstId WhereBoundsAscend(Place& at, const ast::Tiers& tiers, const std::vector<InstId>& bounds, InstId x) {
  std::optional<InstId> ascend;
  for (size_t row = 1; row < bounds.size(); ++row) {
    if (IsKnownToAscend(*tiers.rows[row - 1].threshold, *tiers.rows[row].threshold)) continue;
    const InstId reached = at.b.Add(Op::CmpLe, {bounds[row - 1], bounds[row]});
    ascend = ascend ? at.b.And(*ascend, reached) : reached;
  }
  return ascend ? at.b.Guard(*ascend, x, value::ErrorCode::TierOrder) : x;
}

const ast::Tiers& TiersOf(const Lowering& l, int definition) {
  return static_cast<const ast::Tiers&>(*l.Definition(definition).item);
}

struct Rows {
  std::vector<InstId> operands;  // x, then bound and value of each row
  ir::Attributes attributes;
};

Rows LowerRows(Lowering& l, Place& at, int definition, InstId x) {
  const ast::Tiers& tiers = TiersOf(l, definition);
  std::vector<InstId> bounds;
  std::vector<InstId> values;
  Rows rows;
  rows.attributes.subject = definition;
  for (const ast::TierRow& row : tiers.rows) {
    bounds.push_back(LowerExpr(l, at, *row.threshold));
    values.push_back(LowerExpr(l, at, *row.value));
    if (tiers.mode == ast::TierMode::Retroactive)
      rows.attributes.above.push_back(row.bound == ast::TierBound::Above);
  }
  ScaleBounds(l, at, tiers, bounds, at.b.TypeOf(x));
  const Type like = LikeOf(at, values);
  for (InstId& value : values) value = FitZero(at, value, like);
  if (tiers.adding_up) {
    // The amount of all bands below each bound.
    InstId sum = at.b.ZeroLike(values[0]);
    for (InstId& value : values) {
      const InstId band = value;
      value = sum;
      sum = at.b.Add(Op::Add, {sum, band});
    }
  }
  rows.attributes.first_below =
      tiers.mode == ast::TierMode::Interpolated && tiers.rows[0].bound == ast::TierBound::Below;
  const InstId fitted = FitZero(at, x, at.b.TypeOf(bounds.back()));
  rows.operands.push_back(WhereBoundsAscend(at, tiers, bounds, fitted));
  for (size_t i = 0; i < bounds.size(); ++i) {
    rows.operands.push_back(bounds[i]);
    rows.operands.push_back(values[i]);
  }
  return rows;
}

}  // namespace

InstId LowerTiers(Lowering& l, Place& at, int definition, InstId x, TierUse use) {
  const ast::Tiers& tiers = TiersOf(l, definition);
  const InlineKey key = at.KeyOf(&tiers, 2 * int64_t{x} + (use == TierUse::Apply));
  if (const auto it = at.inlined->find(key); it != at.inlined->end()) return it->second;
  Place inner = at;
  inner.lookups_optional = false;
  const Rows rows = LowerRows(l, inner, definition, x);
  const Op op = tiers.mode == ast::TierMode::Marginal      ? Op::TierMarginal
                : tiers.mode == ast::TierMode::Retroactive ? Op::TierValue
                                                           : Op::TierInterp;
  InstId value = at.b.Add(op, rows.operands, rows.attributes, tiers.name.text);
  const bool multiply = use == TierUse::Apply && tiers.mode != ast::TierMode::Marginal;
  if (multiply) value = at.b.Add(Op::Mul, {value, x});
  at.inlined->emplace(key, value);
  return value;
}

InstId LowerPortion(Lowering& l, Place& at, int definition, InstId x, int row) {
  Rows rows = LowerRows(l, at, definition, x);
  rows.attributes.above.clear();
  rows.attributes.first_below = false;
  rows.attributes.count = row;
  return at.b.Add(Op::TierPortion, rows.operands, rows.attributes);
}

}  // namespace incent::lower
