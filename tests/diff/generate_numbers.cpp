#include <algorithm>

#include "tests/diff/generation.h"

// Numbers and amounts at a place.
namespace incent::diff {
namespace {

bool Scaled(Additivity a) {
  return a == Additivity::Flow || a == Additivity::Level;
}

// The rules of the checker for `+ -`, `*` and `/`.
Additivity OfSum(Additivity a, Additivity b) {
  if (a == Additivity::Ratio || b == Additivity::Ratio) return Additivity::Ratio;
  if (a == Additivity::Constant) return b;
  if (b == Additivity::Constant) return a;
  return a == b ? a : Additivity::Level;
}
Additivity OfProduct(Additivity a, Additivity b) {
  if (Scaled(a) && !Scaled(b)) return a;
  if (Scaled(b) && !Scaled(a)) return b;
  return a == Additivity::Constant && b == Additivity::Constant ? Additivity::Constant : Additivity::Ratio;
}
Additivity OfQuotient(Additivity a, Additivity b) {
  if (!Scaled(b) && Scaled(a)) return a;
  return a == Additivity::Constant && b == Additivity::Constant ? Additivity::Constant : Additivity::Ratio;
}
Additivity OfChoice(Additivity a, Additivity b) {
  if (a == Additivity::Constant) return b;
  return b == Additivity::Constant || a == b ? a : Additivity::Ratio;
}

Expr Join(std::string text, const Expr& a, const Expr& b, Additivity additivity) {
  return {std::move(text),     a.kind, a.optional || b.optional, additivity, std::max(a.known, b.known),
          a.shared || b.shared};
}

}  // namespace

Expr Generation::Number(const Place& place, Unit unit, int depth) {
  if (depth <= 0) return NumberLeaf(place, unit);
  const bool plain = unit == Unit::Plain;
  return Pick<Expr>({
      {Construct::kNamed, true, [&] { return NumberLeaf(place, unit); }},
      {Construct::kSum, true, [&] { return Binary(place, unit, depth, '+'); }},
      {Construct::kDifference, true, [&] { return Binary(place, unit, depth, '-'); }},
      {Construct::kProduct, true, [&] { return Product(place, unit, depth); }},
      {Construct::kQuotient, true, [&] { return Quotient(place, unit, depth); }},
      {Construct::kExtreme, true, [&] { return Extreme(place, unit, depth); }},
      {Construct::kMagnitude, true,
       [&] {
         Expr e = Number(place, unit, depth - 1);
         e.text = "abs(" + e.text + ")";
         e.additivity = Additivity::Ratio;
         return e;
       }},
      {Construct::kNegation, true,
       [&] {
         Expr e = Number(place, unit, depth - 1);
         e.text = "(-" + e.text + ")";
         return e;
       }},
      {Construct::kRounded, true, [&] { return Rounded(place, unit, depth); }},
      {Construct::kConditional, true, [&] { return Conditional(place, unit, depth); }},
      {Construct::kTierValue, true, [&] { return TierValue(place, unit, depth); }},
      {Construct::kPortion, true, [&] { return Portion(place, unit, depth); }},
      {Construct::kAllot, place.kind == PlaceKind::Cell, [&] { return Allot(place, unit, depth); }},
      {Construct::kDateNumber, plain, [&] { return DateNumber(place, depth); }},
  });
}

std::vector<Expr> Generation::Parameters(const Place& place, Unit unit) {
  std::vector<Expr> found;
  for (const Param& param : params_) {
    if (param.unit != unit) continue;
    const bool steady =
        place.kind != PlaceKind::Cell ||
        std::all_of(param.changes.begin(), param.changes.end(), [&](value::Day day) {
          return value::PeriodStart(place.granule, value::PeriodOf(place.granule, day)) == day;
        });
    if (place.has_date && steady)
      found.push_back({param.name, Kind::Number, false, Additivity::Constant, kOwn, false});
    const Expr date = PresentDate(place, 0);
    found.push_back({"(" + param.name + " as of " + date.text + ")", Kind::Number, false,
                     Additivity::Constant, date.known, false});
  }
  return found;
}

Expr Generation::NumberLeaf(const Place& place, Unit unit) {
  const auto named = Readable(place, Kind::Number, unit);
  Place own = place;
  own.kind = place.kind == PlaceKind::Row ? PlaceKind::Row : PlaceKind::Person;
  Place row = place;
  row.kind = PlaceKind::Row;
  const auto paths = Paths(own, Kind::Number, unit);
  const auto fields = place.HasRow() ? Paths(row, Kind::Number, unit) : std::vector<Expr>{};
  const auto parameters = Parameters(place, unit);
  std::vector<const Definition*> credits;
  for (const Definition* definition : named) {
    if (definition->definition == DefinitionKind::Credit) credits.push_back(definition);
  }
  const bool folds = (place.kind == PlaceKind::Cell || place.kind == PlaceKind::Line) && !credits.empty();
  const bool any_fold = place.kind == PlaceKind::Cell || folds;
  const bool lookups = place.kind == PlaceKind::Line || place.kind == PlaceKind::Cell;
  return Pick<Expr>({
      {Construct::kConstant, true, [&] { return Literal(unit); }},
      {Construct::kPersonField, !paths.empty(), [&] { return e_.Of(paths); }},
      {Construct::kRowField, !fields.empty(), [&] { return e_.Of(fields); }},
      {Construct::kOwnLine, !credits.empty(), [&] { return Read(*e_.Of(credits), place); }},
      {Construct::kNamed, !named.empty(), [&] { return Read(*e_.Of(named), place); }},
      {Construct::kParameter, !parameters.empty(), [&] { return e_.Of(parameters); }},
      {Construct::kFold, any_fold, [&] { return Fold(place, unit, 1).value_or(Literal(unit)); }},
      {Construct::kAcrossPeople, place.HasPerson(),
       [&] { return AcrossPeople(place, unit).value_or(Literal(unit)); }},
      {Construct::kLookup, lookups, [&] { return Lookup(place, unit); }},
  });
}

Expr Generation::Present(Expr e, const Expr& fallback) {
  if (!e.optional) return e;
  Expr result = e;
  result.optional = false;
  const bool simple = e.text.find(' ') == std::string::npos;
  if (simple && e_.OneIn(4)) {
    result.text = "(if " + e.text + " is present then " + e.text + " else " + fallback.text + ")";
  } else {
    result.text = "(" + e.text + " otherwise " + fallback.text + ")";
  }
  return result;
}

Expr Generation::PresentNumber(const Place& place, Unit unit, int depth) {
  const Expr number = Number(place, unit, depth);
  return Present(number, Literal(unit));
}

Expr Generation::Binary(const Place& place, Unit unit, int depth, char op) {
  const Expr a = Number(place, unit, depth - 1);
  const Expr b = Number(place, unit, depth - 1);
  return Join("(" + a.text + " " + op + " " + b.text + ")", a, b, OfSum(a.additivity, b.additivity));
}

Expr Generation::Product(const Place& place, Unit unit, int depth) {
  const Expr a = Number(place, unit, depth - 1);
  const Expr b = Number(place, Unit::Plain, depth - 1);
  const bool swap = e_.OneIn(3);
  const std::string text = swap ? b.text + " * " + a.text : a.text + " * " + b.text;
  return Join("(" + text + ")", a, b, OfProduct(a.additivity, b.additivity));
}

// By a number that is never 0, by one that was compared with 0, or with a value for 0.
Expr Generation::Quotient(const Place& place, Unit unit, int depth) {
  Expr a = Number(place, unit, depth - 1);
  Unit by = Unit::Plain;
  if (unit == Unit::Plain && e_.OneIn(2)) {
    by = Unit::Money;
    a = Number(place, by, depth - 1);
  }
  Expr b = Number(place, by, depth - 1);
  const Expr fallback = Literal(unit);
  if (e_.OneIn(3)) {
    const std::string digits = e_.Of<std::string>({"3", "7", "0.7", "100", "12", "365", "0.01"});
    Expr result = a;
    result.text = "(" + a.text + " / " + Amount(digits, by) + ")";
    return result;
  }
  if (a.optional || b.optional || b.text.find('(') != std::string::npos || e_.OneIn(2)) {
    Expr result = Join("(" + a.text + " / " + b.text + " otherwise " + fallback.text + ")", a, b,
                       OfQuotient(a.additivity, b.additivity));
    result.optional = false;
    return result;
  }
  return Join("(if " + b.text + " != " + Amount("0", by) + " then " + a.text + " / " + b.text + " else " +
                  fallback.text + ")",
              a, b, Additivity::Ratio);
}

Expr Generation::Extreme(const Place& place, Unit unit, int depth) {
  Expr result = Number(place, unit, depth - 1);
  std::string text = (e_.OneIn(2) ? "min(" : "max(") + result.text;
  for (int i = e_.Between(1, e_.OneIn(3) ? 3 : 1); i > 0; --i) {
    const Expr next = Number(place, unit, depth - 2);
    text += ", " + next.text;
    result = Join("", result, next, OfChoice(result.additivity, next.additivity));
  }
  result.text = text + ")";
  return result;
}

Expr Generation::Rounded(const Place& place, Unit unit, int depth) {
  Expr e = Number(place, unit, depth - 1);
  const std::string digits =
      e_.Of<std::string>({"0.01", "1", "0.05", "5", "0.001", "100", "0.25", "0.000001"});
  const std::string by = e_.OneIn(3) ? digits : Amount(digits, unit);
  e.text = e_.Of<std::string>({"rounded", "floor", "ceiling"}) + "(" + e.text + ", " + by + ")";
  return e;
}

Expr Generation::Conditional(const Place& place, Unit unit, int depth) {
  const Expr condition = Condition(place, depth - 1);
  const Expr a = Number(place, unit, depth - 1);
  const Expr b = Number(place, unit, depth - 1);
  Expr result = Join("(if " + condition.text + " then " + a.text + " else " + b.text + ")", a, b,
                     OfChoice(a.additivity, b.additivity));
  result.known = std::max(result.known, condition.known);
  result.shared |= condition.shared;
  return result;
}

Expr Generation::TierValue(const Place& place, Unit unit, int depth) {
  std::vector<const Tiers*> fitting;
  for (const Tiers& tiers : tiers_) {
    if (place.kind == PlaceKind::Row || (tiers.dated && place.kind != PlaceKind::Line)) continue;
    const bool marginal = tiers.mode == TierMode::Marginal;
    const Unit result = marginal && tiers.bounds != Unit::Plain ? tiers.bounds : tiers.values;
    const bool units = !marginal || tiers.bounds == Unit::Plain || tiers.values == Unit::Plain;
    if (units && result == unit) fitting.push_back(&tiers);
  }
  if (fitting.empty()) return NumberLeaf(place, unit);
  const Tiers& tiers = *e_.Of(fitting);
  Expr x = PresentNumber(place, tiers.bounds, depth - 1);
  x.text = tiers.name + "(" + x.text + ")";
  x.additivity = Additivity::Ratio;
  return x;
}

Expr Generation::Portion(const Place& place, Unit unit, int depth) {
  for (const Tiers& tiers : tiers_) {
    const bool fits = tiers.mode == TierMode::Marginal && tiers.bounds == unit && !tiers.dated;
    if (!fits || place.kind == PlaceKind::Row) continue;
    Expr x = PresentNumber(place, unit, depth - 1);
    x.text = "portion(" + tiers.name + ", " + x.text + ", " + std::to_string(e_.Between(1, tiers.rows)) + ")";
    x.additivity = Additivity::Ratio;
    return x;
  }
  return NumberLeaf(place, unit);
}

Expr Generation::Allot(const Place& place, Unit unit, int depth) {
  // For all people the total must be theirs together; members of a group may each have one, and if it is not
  // the same for all of them, that is an error value.
  Expr total = Literal(unit);
  const std::string group = Group();
  Place person;
  const auto fields = Paths(person, Kind::Number, unit);
  if (!fields.empty() && !fields[0].optional && e_.OneIn(2)) {
    total = fields[0];
    if (group == "everyone()" || e_.OneIn(2)) {
      total.text = "(" + total.text + " across " + group + ")";
      total.shared = true;
    }
  }
  const Expr weight = PresentNumber(place, e_.OneIn(2) ? Unit::Plain : Unit::Money, depth - 2);
  Expr result =
      Join("allot(" + total.text + ", " + weight.text + ", " + group + ")", total, weight, Additivity::Flow);
  result.shared = false;
  return result;
}

Expr Generation::Lookup(const Place& place, Unit unit) {
  if (!HasDataset("Quota") || unit == Unit::Points) return NumberLeaf(place, unit);
  std::vector<Granule> granules;
  for (const Granule granule : {Granule::Month, Granule::Quarter, Granule::Year}) {
    if (place.kind == PlaceKind::Line || value::Nests(place.granule, granule)) granules.push_back(granule);
  }
  if (granules.empty()) return Literal(unit);
  const Field& field = DatasetOf("Quota").fields[unit == Unit::Money ? 2 : 3];
  const std::string text = "lookup(Quota, Rep, " + UnitWord(e_.Of(granules)) + ")." + field.name;
  Expr result{text, Kind::Number, field.optional, Additivity::Level, kOwn, false};
  if (e_.OneIn(3) && !field.optional) return result;
  return Expr{"(" + text + " otherwise " + Literal(unit).text + ")",
              Kind::Number,
              false,
              Additivity::Ratio,
              kOwn,
              false};
}

Expr Generation::DateNumber(const Place& place, int depth) {
  if (e_.OneIn(3)) {
    const Expr d = Date(place, depth - 1);
    const std::string name = e_.Of<std::string>({"year_of", "quarter_of", "month_of", "day_of"});
    return {name + "(" + d.text + ")", Kind::Number, d.optional, Additivity::Ratio, d.known, d.shared};
  }
  const Expr a = Date(place, depth - 1);
  const Expr b = Date(place, depth - 1);
  if (e_.OneIn(2) && (place.kind == PlaceKind::Cell || place.kind == PlaceKind::Line)) {
    const std::vector<Granule> all = {Granule::Month, Granule::Quarter, Granule::HalfYear, Granule::Year};
    std::vector<Granule> fitting;
    for (const Granule granule : all) {
      if (place.kind == PlaceKind::Line || value::Nests(place.granule, granule)) fitting.push_back(granule);
    }
    if (!fitting.empty()) {
      std::string text = "days_in(" + UnitWord(e_.Of(fitting));
      if (e_.OneIn(2)) text += ", " + a.text + (e_.OneIn(2) ? ", " + b.text : "");
      return {text + ")", Kind::Number, false, Additivity::Ratio, std::max(a.known, b.known), false};
    }
  }
  const std::string name = e_.OneIn(2) ? "days(" : "months(";
  return Join(name + a.text + ", " + b.text + ")",
              Expr{"", Kind::Number, a.optional, a.additivity, a.known, a.shared}, b, Additivity::Ratio);
}

}  // namespace incent::diff
