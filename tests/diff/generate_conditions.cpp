#include <algorithm>

#include "tests/diff/generation.h"

// Conditions, dates, people and texts at a place. Conditions are always present.
namespace incent::diff {

namespace {

// Without the parentheses around it all.
std::string_view Bare(std::string_view text) {
  while (text.starts_with('(') && text.ends_with(')')) {
    int depth = 0;
    size_t close = 0;
    for (; close < text.size(); ++close) {
      depth += (text[close] == '(') - (text[close] == ')');
      if (depth == 0) break;
    }
    if (close + 1 < text.size()) break;
    text = text.substr(1, text.size() - 2);
  }
  return text;
}

}  // namespace

// A comparison; of two things, because that of one with itself does not compile.
Expr Generation::Compared(const Expr& a, const std::string& op, const Expr& b) const {
  return Bare(a.text) == Bare(b.text) ? Flag("true", a, b) : Flag(a.text + " " + op + " " + b.text, a, b);
}

// A condition from its text and the two values that it compares.
Expr Generation::Flag(const std::string& text, const Expr& a, const Expr& b) const {
  return {"(" + text + ")",           Kind::Flag,          false, Additivity::Ratio,
          std::max(a.known, b.known), a.shared || b.shared};
}

Expr Generation::Condition(const Place& place, int depth) {
  if (depth > 0 && e_.OneIn(4)) return Combined(place, depth);
  const auto named = Readable(place, Kind::Flag);
  const auto flags = Paths(place, Kind::Flag);
  const bool labels = !Paths(place, Kind::Label).empty();
  const bool people = !PersonOf(place).text.empty();
  const bool rows = place.HasRow() && place.dataset == "Deal" && HasField("Deal", "origin");
  const Expr no{"false", Kind::Flag, false, Additivity::Constant, kOwn, false};
  const std::string origin = "(Deal.origin otherwise Deal) == Deal";
  return Pick<Expr>({
      {Construct::kNumberCompare, true, [&] { return CompareNumbers(place, depth); }},
      {Construct::kDateCompare, true, [&] { return CompareDates(place, depth); }},
      {Construct::kLabelCompare, labels, [&] { return CompareLabels(place); }},
      {Construct::kPersonCompare, people, [&] { return ComparePeople(place); }},
      {Construct::kRowCompare, rows, [&] { return Flag(origin, no, no); }},
      {Construct::kFlagField, !flags.empty(), [&] { return Present(e_.Of(flags), no); }},
      {Construct::kPresence, true, [&] { return PresenceTest(place); }},
      {Construct::kRange, true, [&] { return Between(place, depth); }},
      {Construct::kWithin, true, [&] { return Within(place); }},
      {Construct::kNamedFlag, !named.empty(), [&] { return e_.Of(named)->facts; }},
  });
}

Expr Generation::Combined(const Place& place, int depth) {
  const Expr a = Condition(place, depth - 1);
  return Pick<Expr>({
      {Construct::kBoth, true,
       [&] {
         const Expr b = Condition(place, depth - 1);
         return Flag(a.text + " and " + b.text, a, b);
       }},
      {Construct::kEither, true,
       [&] {
         const Expr b = Condition(place, depth - 1);
         return Flag(a.text + " or " + b.text, a, b);
       }},
      {Construct::kInverse, true, [&] { return Flag("not " + a.text, a, a); }},
  });
}

Expr Generation::CompareDates(const Place& place, int depth) {
  const Expr a = PresentDate(place, depth);
  const Expr b = PresentDate(place, depth);
  return Compared(a, CompareOp(), b);
}

Expr Generation::ComparePeople(const Place& place) {
  const Expr a = PersonOf(place);
  const Expr b = PersonOf(place);
  return Compared(a, e_.OneIn(2) ? "==" : "!=", b);
}

Expr Generation::Between(const Place& place, int depth) {
  const Unit unit = e_.OneIn(2) ? Unit::Money : Unit::Plain;
  const Expr x = PresentNumber(place, unit, depth - 1);
  const std::string word = e_.OneIn(3) ? " not between " : " between ";
  const std::string low = Literal(unit).text;
  return Flag(x.text + word + low + " .. " + Literal(unit).text, x, x);
}

Expr Generation::Within(const Place& place) {
  const Expr a = PresentDate(place, 0);
  const Expr b = PresentDate(place, 0);
  const std::string length = e_.Of<std::string>({"30 days", "1 month", "2 quarters", "1 year", "6 weeks"});
  return Compared(a, "within " + length + " after", b);
}

Expr Generation::CompareNumbers(const Place& place, int depth) {
  const Unit unit = e_.OneIn(2) ? Unit::Money : Unit::Plain;
  const Expr a = PresentNumber(place, unit, depth - 1);
  const Expr b = e_.OneIn(2) ? Literal(unit) : PresentNumber(place, unit, depth - 1);
  return Compared(a, CompareOp(), b);
}

Expr Generation::CompareLabels(const Place& place) {
  std::vector<std::pair<Expr, const Field*>> paths;
  for (const auto& path : AllPaths(place)) {
    if (path.second->kind == Kind::Label || path.second->kind == Kind::Text) paths.push_back(path);
  }
  const auto& [path, field] = paths[e_.Below(paths.size())];
  const std::vector<std::string> texts = {"r1", "east", "west", "d1", ""};
  const auto some = [&] { return "\"" + e_.Of(field->labels.empty() ? texts : field->labels) + "\""; };
  const Expr value = Present(path, {some(), Kind::Text, false, Additivity::Constant, kOwn, false});
  const std::string equals = e_.OneIn(2) ? " == " : " != ";
  std::string text = value.text + equals + some();
  if (e_.OneIn(3)) {
    const std::string within = e_.OneIn(2) ? " in [" : " not in [";
    const std::string first = some();
    text = value.text + within + first + ", " + some() + "]";
  }
  return {"(" + text + ")", Kind::Flag, false, Additivity::Ratio, kOwn, false};
}

Expr Generation::PresenceTest(const Place& place) {
  std::vector<Expr> optional;
  for (const auto& [path, field] : AllPaths(place)) {
    if (path.optional) optional.push_back(path);
  }
  if (optional.empty()) return CompareNumbers(place, 0);
  const std::string word = e_.OneIn(3) ? " is absent" : " is present";
  return {"(" + e_.Of(optional).text + word + ")", Kind::Flag, false, Additivity::Ratio, kOwn, false};
}

std::string Generation::PeriodEdge(const Place& place) {
  std::vector<Granule> granules;
  for (const Granule granule : {Granule::Month, Granule::Quarter, Granule::HalfYear, Granule::Year}) {
    if (place.kind == PlaceKind::Line ||
        (place.kind == PlaceKind::Cell && value::Nests(place.granule, granule)))
      granules.push_back(granule);
  }
  if (granules.empty()) return "";
  std::string word = UnitWord(e_.Of(granules));
  std::replace(word.begin(), word.end(), ' ', '_');
  return word + (e_.OneIn(2) ? "_start()" : "_end()");
}

Expr Generation::Date(const Place& place, int depth) {
  const auto paths = Paths(place, Kind::Date);
  const auto named = Readable(place, Kind::Date);
  const std::string edge = PeriodEdge(place);
  Expr e = DateLiteral();
  if (!paths.empty() && !e_.OneIn(3)) e = e_.Of(paths);
  if (!edge.empty() && e_.OneIn(4)) e = {edge, Kind::Date, false, Additivity::Ratio, kOwn, false};
  if (!named.empty() && e_.OneIn(4)) e = e_.Of(named)->facts;
  if (depth <= 0 || !e_.OneIn(3)) return e;
  const std::string length = e_.Of<std::string>(
      {"1 month", "30 days", "1 year", "3 months", "1 quarter", "2 weeks", "1 day", "11 months"});
  e.text = "(" + e.text + (e_.OneIn(4) ? " - " : " + ") + length + ")";
  return e;
}

Expr Generation::PresentDate(const Place& place, int depth) {
  const Expr date = Date(place, depth);
  return Present(date, DateLiteral());
}

// A person who is there. A place with a person has at least itself.
Expr Generation::PersonOf(const Place& place) {
  const auto people = Paths(place, Kind::Person);
  std::vector<Expr> present;
  std::vector<Expr> absent;
  for (const Expr& person : people) (person.optional ? absent : present).push_back(person);
  if (place.HasPerson()) present.push_back({"Rep", Kind::Person, false, Additivity::Ratio, kOwn, false});
  if (present.empty()) return {"", Kind::Person, false, Additivity::Ratio, kOwn, false};
  if (absent.empty() || e_.OneIn(2)) return e_.Of(present);
  const Expr person = e_.Of(absent);
  return Present(person, e_.Of(present));
}

Expr Generation::Text(const Place& place) {
  auto texts = Paths(place, Kind::Text);
  for (const Expr& label : Paths(place, Kind::Label)) texts.push_back(label);
  const Expr word{e_.Of<std::string>({"\"east\"", "\"r1\"", "\"\""}),
                  Kind::Text,
                  false,
                  Additivity::Constant,
                  kOwn,
                  false};
  if (texts.empty()) return word;
  Expr e = Present(e_.Of(texts), word);
  e.kind = Kind::Text;
  return e;
}

}  // namespace incent::diff
