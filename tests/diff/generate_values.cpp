#include <algorithm>

#include "tests/diff/generation.h"

// Named values: lets, measures, gates, parameters, exceptions.
namespace incent::diff {

// As the checker has it: what a value belongs to must hold the place.
bool Generation::CanRead(const Place& value, const Place& at) const {
  switch (value.kind) {
    case PlaceKind::Person:
      return at.HasPerson();
    case PlaceKind::Cell:
      return at.kind == PlaceKind::Line ||
             (at.kind == PlaceKind::Cell && value::Nests(at.granule, value.granule));
    case PlaceKind::Row:
      return at.HasRow() && at.dataset == value.dataset;
    case PlaceKind::Line:
      return at.kind == PlaceKind::Line && at.credit == value.credit;
  }
  return false;
}

std::vector<const Definition*> Generation::Readable(const Place& place, Kind kind, Unit unit) const {
  std::vector<const Definition*> found;
  for (const Definition& definition : definitions_) {
    const bool fits = definition.facts.kind == kind && (kind != Kind::Number || definition.unit == unit);
    if (fits && definition.facts.known <= place.latest && CanRead(definition.place, place))
      found.push_back(&definition);
  }
  return found;
}

// A coarser value stands at several finer places, so that it no longer adds up.
Expr Generation::Read(const Definition& definition, const Place& place) const {
  Expr e = definition.facts;
  const bool own = definition.place.kind == place.kind &&
                   (place.kind != PlaceKind::Cell || definition.place.granule == place.granule);
  if (!own && e.additivity == Additivity::Flow) e.additivity = Additivity::Level;
  return e;
}

Place Generation::LinePlace(const Definition& credit, KnownAt latest) const {
  Place place = credit.place;
  place.has_date = true;
  place.latest = latest;
  return place;
}

// A place of lines or cells, and how its grain is written.
std::pair<Place, std::string> Generation::AnyGrain(bool for_pay) {
  if (e_.OneIn(2)) {
    std::vector<const Definition*> credits;
    for (const Definition& definition : definitions_) {
      if (definition.definition == DefinitionKind::Credit) credits.push_back(&definition);
    }
    const Definition& credit = *e_.Of(credits);
    const KnownAt latest = for_pay || !e_.OneIn(4) ? 1 + static_cast<int>(pays_) : kLate;
    return {LinePlace(credit, latest), "per " + credit.text};
  }
  Place place;
  place.kind = PlaceKind::Cell;
  place.granule =
      e_.Of<Granule>({Granule::Month, Granule::Month, Granule::Month, Granule::Quarter, Granule::Quarter,
                      Granule::Year, Granule::HalfMonth, Granule::Week, Granule::HalfYear});
  place.has_date = true;
  const KnownAt own = 1 + static_cast<int>(std::max(place.granule, pays_));
  place.latest = for_pay || !e_.OneIn(4) ? own : kLate;
  return {place, GrainWord(place.granule)};
}

void Generation::AddParam() {
  Param param;
  param.name = NewName("param_");
  param.unit = e_.OneIn(3) ? Unit::Money : Unit::Plain;
  const std::string type = param.unit == Unit::Money ? "money " + currency_ : e_.OneIn(2) ? "rate" : "number";
  std::string text = "  param " + param.name + " : " + type + " {\n";
  value::Day day = e_.OneIn(8) ? from_ + 45 : from_ - 400;
  for (int i = e_.Between(1, 3); i > 0; --i) {
    text += "    from " + value::DateToText(day) + " : " + Literal(param.unit).text + "\n";
    const Granule edge = e_.Of<Granule>({Granule::Month, Granule::Quarter, Granule::Year, Granule::Day});
    const value::Day next = std::max(day, from_) + e_.Between(1, 120);
    day = value::PeriodEnd(edge, value::PeriodOf(edge, next)) + 1;
    if (i > 1) param.changes.push_back(day);
  }
  params_.push_back(param);
  Add(text + "  }");
}

void Generation::AddValue(const Place& place, const std::string& grain, bool gate) {
  Definition made;
  made.place = place;
  made.unit = e_.OneIn(2) ? Unit::Money : e_.OneIn(6) ? Unit::Points : Unit::Plain;
  made.facts = gate ? Condition(place, options_.max_depth - 1) : Number(place, made.unit, options_.max_depth);
  const std::string word = gate ? "gate " : e_.OneIn(2) ? "let " : "measure ";
  const std::string expression = made.facts.text;
  made.text = NewName(gate ? "gate_" : "value_");
  made.facts.text = made.text;
  Add("  " + word + made.text + (grain.empty() ? "" : " " + grain) + " = " + expression);
  if (e_.OneIn(6)) AddException(made);
  definitions_.push_back(made);
}

void Generation::AddException(Definition& target) {
  Place place = target.place;
  place.latest = target.facts.known;
  std::string earlier;
  for (int i = e_.Between(1, 2); i > 0; --i) {
    const std::string name = NewName("exception_");
    std::string text = "  exception " + name + " overrides " + target.text;
    if (!earlier.empty() && e_.OneIn(2)) text += " before " + earlier;
    text += " {\n";
    if (place.has_date && e_.OneIn(2)) {
      const value::Day start = value::PeriodStart(Granule::Year, value::PeriodOf(Granule::Year, from_));
      text += "    from " + value::DateToText(start);
      if (place.kind == PlaceKind::Line) text += " until " + value::DateToText(start + e_.Between(10, 300));
      text += "\n";
    }
    text += "    when " + Condition(place, 1).text + "\n";
    Expr value = target.facts.kind == Kind::Flag ? Condition(place, 1) : PresentNumber(place, target.unit, 1);
    text += "    set " + value.text + "\n    because \"seed\"\n  }";
    Add(text);
    earlier = name;
    target.facts.shared |= value.shared;
    if (value.additivity != target.facts.additivity && value.additivity != Additivity::Constant)
      target.facts.additivity = Additivity::Ratio;
  }
}

void Generation::AddTextValue() {
  const auto [place, grain] = AnyGrain(false);
  Expr e = Text(place);
  const std::string expression = e.text;
  e.text = NewName("text_");
  Add("  let " + e.text + " " + grain + " = " + expression);
  definitions_.push_back({DefinitionKind::Value, e.text, place, Unit::Plain, e, false});
}

void Generation::AddDateValue() {
  const auto [place, grain] = AnyGrain(false);
  Expr e = Date(place, 2);
  const std::string expression = e.text;
  e.text = NewName("date_");
  e.additivity = Additivity::Ratio;
  Add("  let " + e.text + " " + grain + " = " + expression);
  definitions_.push_back({DefinitionKind::Value, e.text, place, Unit::Plain, e, false});
}

// A `let` with clauses.
void Generation::AddBlock() {
  const auto [place, grain] = AnyGrain(false);
  const Unit unit = e_.OneIn(2) ? Unit::Money : Unit::Plain;
  Expr facts;
  std::string text = PayStart(place, unit, facts);
  Place inner = place;
  for (int i = e_.Between(0, 2); i > 0; --i) text += "    " + PayClause(inner, unit) + "\n";
  facts.text = NewName("block_");
  facts.additivity = Additivity::Flow;
  facts.optional = false;
  facts.known = std::max(facts.known, place.latest == kLate ? kLate : place.latest);
  Add("  let " + facts.text + " " + grain + " {\n" + text + "  }");
  definitions_.push_back({DefinitionKind::Value, facts.text, place, unit, facts, false});
}

void Generation::AddDefinition() {
  Place person;
  const auto line = [&](bool first) {
    auto [place, grain] = AnyGrain(false);
    for (int i = 0; i < 8 && place.kind != PlaceKind::Line; ++i) std::tie(place, grain) = AnyGrain(false);
    if (place.kind == PlaceKind::Line && first) {
      grain = "per first " + grain.substr(4);
      if (e_.OneIn(2))
        grain += " over " + e_.Of<std::string>({"month", "quarter", "year", "all time", "week"});
    }
    AddValue(place, grain, false);
    return 0;
  };
  Pick<int>({
      {Construct::kLineLet, true, [&] { return line(false); }},
      {Construct::kFirstLineLet, true, [&] { return line(true); }},
      {Construct::kCellLet, true,
       [&] {
         const auto [place, grain] = AnyGrain(false);
         return AddValue(place, grain, false), 0;
       }},
      {Construct::kCellBlock, true, [&] { return AddBlock(), 0; }},
      {Construct::kPersonLet, true, [&] { return AddValue(person, "", e_.OneIn(4)), 0; }},
      {Construct::kRowLet, true,
       [&] {
         Place row;
         row.kind = PlaceKind::Row;
         row.dataset = "Deal";
         return AddValue(row, "", e_.OneIn(4)), 0;
       }},
      {Construct::kGate, true,
       [&] {
         const auto [place, grain] = AnyGrain(false);
         return AddValue(place, grain, true), 0;
       }},
      {Construct::kTextLet, true, [&] { return AddTextValue(), 0; }},
      {Construct::kDateLet, true, [&] { return AddDateValue(), 0; }},
      {Construct::kTierTable, true, [&] { return AddTiers(), 0; }},
      {Construct::kDecisionTable, true, [&] { return AddTable(), 0; }},
  });
}

}  // namespace incent::diff
