// Types of arithmetic, rounding, tiers, totals and splits.
#include "compiler/ir/infer_rules.h"

namespace incent::ir {
namespace {

using types::Type;

// The scale of `round` and its kin, or -1.
bool UnitIsGood(const Attributes& attributes) {
  return attributes.unit > 0 && attributes.unit_scale >= 0 && attributes.unit_scale <= value::kMaxScale;
}

struct TierTypes {
  Type bound;  // of x and the bounds together
  Type value;  // of the values together
  std::string problem;
};

// x, then (bound, value) by row. Bounds and values are demanded: only x may be null.
TierTypes TypesOfTiers(const Query& query) {
  const size_t n = query.operands.size();
  if (n < 3 || n % 2 == 0) return {{}, {}, "takes x, then bound and value of each row"};
  TierTypes result{query.TypeOf(0).Present(), query.TypeOf(2), {}};
  for (size_t i = 1; i < n; i += 2) {
    const auto bound = Unify(result.bound, query.TypeOf(i));
    const auto value = Unify(result.value, query.TypeOf(i + 1));
    if (!bound || !bound->IsNumber()) return {{}, {}, "bounds must be numbers of the unit of x"};
    if (!value || !value->IsNumber()) return {{}, {}, "values must be numbers of one unit"};
    result.bound = *bound;
    result.value = *value;
  }
  const bool demanded = !result.bound.optional && !result.value.optional;
  if (!demanded) result.problem = "bounds and values must not be optional";
  return result;
}

InferredType NumberOf(const Query& query, std::string problem, int scale,
                      const std::optional<types::Unit>& unit, bool rate) {
  if (!problem.empty()) return Wrong(std::move(problem));
  return unit ? Strict(query, Type::Number(scale, *unit, rate)) : Wrong("the unit has an exponent above 2");
}

}  // namespace

namespace type_rules {

InferredType Sum(const Query& query) {
  const auto type = Unify(query.TypeOf(0), query.TypeOf(1));
  return type && type->IsNumber() ? Is(*type) : Wrong("needs two numbers of one unit");
}

InferredType Extreme(const Query& query) {
  const auto type = Unify(query.TypeOf(0), query.TypeOf(1));
  return type && IsOrdered(*type) ? Is(*type) : Wrong("needs two numbers of one unit, or two dates");
}

InferredType Product(const Query& query) {
  const Type& a = query.TypeOf(0);
  const Type& b = query.TypeOf(1);
  if (!a.IsNumber() || !b.IsNumber()) return Wrong("needs two numbers");
  return NumberOf(query, "", value::MulScale(a.scale, b.scale), Multiply(a.unit, b.unit), a.rate && b.rate);
}

InferredType Quotient(const Query& query) {
  const Type& a = query.TypeOf(0);
  const Type& b = query.TypeOf(1);
  if (!a.IsNumber() || !b.IsNumber()) return Wrong("needs two numbers");
  InferredType result = NumberOf(query, "", value::kMaxScale, Divide(a.unit, b.unit), a.rate && !b.rate);
  if (query.op == Op::DivOpt) result.type.optional = true;
  return result;
}

InferredType Same(const Query& query) {
  return query.TypeOf(0).IsNumber() ? Is(query.TypeOf(0)) : Wrong("needs a number");
}

InferredType Rounded(const Query& query) {
  if (!query.TypeOf(0).IsNumber()) return Wrong("needs a number");
  if (!UnitIsGood(query.attributes)) return Wrong("needs a positive unit");
  Type type = query.TypeOf(0);
  type.scale = query.attributes.unit_scale;
  return Is(type);
}

InferredType Rescaled(const Query& query) {
  const Type& from = query.TypeOf(0);
  const Type& to = query.stated;
  if (!from.IsNumber() || !to.IsNumber() || !SameUnit(from, to))
    return Wrong("needs a number of the same unit");
  if (to.scale < from.scale || to.scale > value::kMaxScale) return Wrong("the scale must not fall");
  Type type = from;
  type.scale = to.scale;
  return Is(type);
}

InferredType TierMarginal(const Query& query) {
  const TierTypes tiers = TypesOfTiers(query);
  if (!tiers.problem.empty()) return Wrong(tiers.problem);
  const int scale = value::MulScale(tiers.bound.scale, tiers.value.scale);
  return NumberOf(query, "", scale, Multiply(tiers.bound.unit, tiers.value.unit), false);
}

InferredType TierValue(const Query& query) {
  const TierTypes tiers = TypesOfTiers(query);
  if (!tiers.problem.empty()) return Wrong(tiers.problem);
  const size_t rows = (query.operands.size() - 1) / 2;
  if (!query.attributes.above.empty() && query.attributes.above.size() != rows)
    return Wrong("`above` must have one entry per row");
  return Strict(query, tiers.value);
}

InferredType TierInterp(const Query& query) {
  const TierTypes tiers = TypesOfTiers(query);
  if (!tiers.problem.empty()) return Wrong(tiers.problem);
  return NumberOf(query, "", value::kMaxScale, tiers.value.unit, tiers.value.rate);
}

InferredType TierPortion(const Query& query) {
  const TierTypes tiers = TypesOfTiers(query);
  if (!tiers.problem.empty()) return Wrong(tiers.problem);
  const auto rows = static_cast<int>((query.operands.size() - 1) / 2);
  if (query.attributes.count < 1 || query.attributes.count > rows) return Wrong("no such row");
  return Strict(query, tiers.bound);
}

InferredType Total(const Query& query) {
  return query.TypeOf(0).IsNumber() ? Is(query.TypeOf(0).Present()) : Wrong("needs a number");
}

InferredType Distinct(const Query& query) {
  const InferredType amount = Amount(query);
  const InferredType share = Share(query);
  if (!IsFlag(query.TypeOf(0))) return Wrong("needs a flag");
  if (!amount.ok() || !amount.type.IsNumber() || !share.type.IsNumber())
    return Wrong("needs lines with amounts and shares");
  return Is(Type::Number(value::MulScale(amount.type.scale, share.type.scale), amount.type.unit).Optional());
}

InferredType Part(const Query& query) {
  if (query.operands.size() < 2) return Wrong("needs a total and a weight");
  const auto weights = static_cast<int>(query.operands.size()) - 1;
  if (query.attributes.count < 1 || query.attributes.count > weights) return Wrong("no such part");
  return GroupPart(query);
}

InferredType GroupPart(const Query& query) {
  if (!UnitIsGood(query.attributes)) return Wrong("needs a positive unit");
  for (size_t i = 0; i < query.operands.size(); ++i) {
    if (!query.TypeOf(i).IsNumber()) return Wrong("needs numbers");
    if (i > 1 && !SameUnit(query.TypeOf(i), query.TypeOf(1))) return Wrong("weights must have one unit");
  }
  Type type = query.TypeOf(0);
  type.scale = value::AddScale(type.scale, query.attributes.unit_scale);
  return Strict(query, type);
}

}  // namespace type_rules
}  // namespace incent::ir
