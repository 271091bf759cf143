#include <algorithm>

#include "tests/diff/generation.h"

// Windows, aggregates and groups.
namespace incent::diff {
namespace {

KnownAt EndOf(Granule granule) {
  return 1 + static_cast<int>(granule);
}

const std::vector<Granule>& Granules() {
  static const std::vector<Granule> kGranules = {Granule::Week,    Granule::HalfMonth, Granule::Month,
                                                 Granule::Quarter, Granule::HalfYear,  Granule::Year};
  return kGranules;
}

bool IsCells(const Place& place) {
  return place.kind == PlaceKind::Cell;
}

}  // namespace

// Every window that says something at the place, for values of the folded place.
std::vector<Generation::Window> Generation::Windows(const Place& place, const Place& folded) {
  std::vector<Window> windows;
  const auto add = [&](Window window) {
    if (window.known <= place.latest) windows.push_back(std::move(window));
  };
  const auto folds_into = [&](Granule granule) {
    return !IsCells(folded) || value::Nests(folded.granule, granule);
  };
  for (const Granule unit : Granules()) {
    const bool here = !IsCells(place) || value::Nests(place.granule, unit);
    const bool own = IsCells(place) && place.granule == unit;
    if (here && folds_into(unit)) {
      add({UnitWord(unit), EndOf(unit), own, false, false, unit});
      add({"previous " + UnitWord(unit), kOwn, false, true, false, unit});
    }
    if (IsCells(folded) && (!IsCells(place) || !value::Nests(folded.granule, place.granule))) continue;
    const KnownAt now = IsCells(place) ? EndOf(place.granule) : kOwn;
    const bool dated = unit == Granule::Month || unit == Granule::Quarter || unit == Granule::Year;
    if (here && dated) add({UnitWord(unit) + " to date", now, false, false, true, unit});
    const bool last = here || value::Nests(unit, place.granule);
    if (last && unit != Granule::HalfMonth && !IsCells(folded)) {
      const std::string count = std::to_string(e_.Between(1, 4));
      add({"last " + count + " " + UnitWord(unit) + (count == "1" ? "" : "s"), now, false, false, false,
           unit});
    }
  }
  const std::string year = value::DateToText(from_).substr(0, 4);
  const std::vector<std::string> fixed = {"all time",   "plan",       "FY" + year,
                                          year + "-Q1", year + "-02", year + "-H2"};
  if (!IsCells(folded)) add({e_.Of(fixed), kLate, false, false, false, Granule::Year});
  return windows;
}

std::vector<const Definition*> Generation::Foldable(const Place& place, Unit unit, bool additive) const {
  std::vector<const Definition*> found;
  for (const Definition& definition : definitions_) {
    const bool grain = definition.place.kind == PlaceKind::Line || IsCells(definition.place);
    if (!grain || definition.facts.kind != Kind::Number || definition.unit != unit) continue;
    if (definition.facts.known > place.latest) continue;
    if (additive && (definition.facts.additivity != Additivity::Flow || definition.facts.optional)) continue;
    found.push_back(&definition);
  }
  return found;
}

std::string Generation::Filters(const Place& inner, int depth) {
  std::string text;
  while (text.size() < 200 && e_.OneIn(4)) text += "[" + Condition(inner, depth).text + "]";
  return text;
}

std::string Generation::Group() {
  if (e_.OneIn(2)) return "everyone()";
  std::vector<std::string> keys = {"Rep.squad", "Rep.level", "Rep.active", "Rep.lead"};
  return "members(" + e_.Of(keys) + ")";
}

Expr Generation::Folded(const Definition& base, std::string text, const Window& window, bool additive) const {
  Expr result{"(" + std::move(text) + ")",
              Kind::Number,
              false,
              Additivity::Ratio,
              std::max(base.facts.known, window.known),
              base.facts.shared};
  if (additive) {
    result.additivity = window.own_unit || window.previous ? Additivity::Flow : Additivity::Level;
  }
  return result;
}

std::optional<Expr> Generation::Fold(const Place& place, Unit unit, int depth) {
  if (depth > 0 && e_.OneIn(3)) {
    if (auto aggregate = Aggregate(place, unit)) return aggregate;
  }
  return SumOver(place, unit, "");
}

// `required`: the window that must be used, or none.
std::optional<Expr> Generation::SumOver(const Place& place, Unit unit, const std::string& required) {
  const auto bases = Foldable(place, unit, true);
  if (bases.empty()) return std::nullopt;
  const Definition& base = *e_.Of(bases);
  std::vector<Window> windows = Windows(place, base.place);
  if (!required.empty()) std::erase_if(windows, [&](const Window& w) { return w.text != required; });
  if (windows.empty()) return std::nullopt;
  const Window window = e_.Of(windows);
  std::string text = base.text;
  bool across = false;
  Expr facts = base.facts;
  const bool mixed = required.empty() && e_.OneIn(8);
  if (mixed) {
    const Definition& other = *e_.Of(bases);
    const bool both_lines = base.place.kind == PlaceKind::Line && other.place.kind == PlaceKind::Line;
    if (both_lines) {
      text = "(" + text + " + " + other.text + ")";
      facts.known = std::max(facts.known, other.facts.known);
      facts.shared |= other.facts.shared;
    }
  } else {
    Place inner = base.place;
    inner.latest = place.latest;
    inner.has_date = true;
    text += Filters(inner, 1);
    across = required.empty() && !facts.shared && e_.OneIn(4);
  }
  if (across) text += " across " + Group();
  Expr result = Folded({base.definition, base.text, base.place, base.unit, facts, false},
                       text + " over " + window.text, window, true);
  result.shared |= across;
  if (mixed) result.additivity = Additivity::Level;
  return result;
}

std::optional<Expr> Generation::Aggregate(const Place& place, Unit unit) {
  std::string word =
      e_.Of<std::string>({"average of ", "highest of ", "lowest of ", "latest of ", "earliest of "});
  const bool count = unit == Unit::Plain && e_.OneIn(2);
  if (count) word = "count of ";
  std::vector<const Definition*> bases = Foldable(place, unit, false);
  if (count) {
    for (const Definition* money : Foldable(place, Unit::Money, false)) bases.push_back(money);
  }
  if (bases.empty()) return std::nullopt;
  const Definition& base = *e_.Of(bases);
  std::vector<Window> windows = Windows(place, base.place);
  // To date over the lines of the own credit is computed in another way than all else.
  const auto other = [](const Window& w) { return !w.to_date; };
  if (e_.OneIn(2) && !std::all_of(windows.begin(), windows.end(), other)) std::erase_if(windows, other);
  if (windows.empty()) return std::nullopt;
  const Window& window = e_.Of(windows);
  Place inner = base.place;
  inner.latest = place.latest;
  inner.has_date = true;
  std::string text = word + base.text + Filters(inner, 1);
  const bool across = e_.OneIn(5);
  if (across) text += " across " + Group();
  Expr result = Folded(base, text + " over " + window.text, window, count);
  result.shared |= across;
  if (count) return result;
  result.optional = true;
  return e_.OneIn(3) ? result : Present(result, Literal(unit));
}

// An attribute, or a value of the own period, of everybody in a group.
std::optional<Expr> Generation::AcrossPeople(const Place& place, Unit unit) {
  std::vector<Expr> bases;
  Place person;
  for (const Expr& path : Paths(person, Kind::Number, unit)) {
    if (!path.optional && path.text.find('.') == path.text.rfind('.')) bases.push_back(path);
  }
  for (const Definition& definition : definitions_) {
    const bool fits = definition.facts.kind == Kind::Number && definition.unit == unit &&
                      !definition.facts.optional && !definition.facts.shared &&
                      definition.facts.known <= place.latest;
    const bool cells = IsCells(definition.place) && CanRead(definition.place, place);
    if (!fits || !(cells || definition.place.kind == PlaceKind::Person)) continue;
    if (definition.facts.additivity == Additivity::Flow || definition.facts.additivity == Additivity::Level)
      bases.push_back(Read(definition, place));
  }
  if (bases.empty()) return std::nullopt;
  Expr result = e_.Of(bases);
  result.text = "(" + result.text + " across " + Group() + ")";
  result.shared = true;
  return result;
}

}  // namespace incent::diff
