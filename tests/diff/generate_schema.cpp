#include <algorithm>

#include "tests/diff/generation.h"

// Datasets: people, deals, notes about deals, and quotas that are looked up.
namespace incent::diff {
namespace {

Field Key() {
  return {"id", Kind::Text, Unit::Plain, "text", false, false, {}, {}};
}

Field Reference(const std::string& name, const std::string& target, bool optional) {
  return {name, Kind::Person, Unit::Plain, target, optional, false, {}, target};
}

Field Simple(const std::string& name, Kind kind, const std::string& type, bool optional = false) {
  return {name, kind, Unit::Plain, type, optional, false, {}, {}};
}

Field OneOf(const std::string& name, std::vector<std::string> labels, bool optional) {
  std::string type = "one of ";
  for (size_t i = 0; i < labels.size(); ++i) type += (i == 0 ? "\"" : ", \"") + labels[i] + "\"";
  return {name, Kind::Label, Unit::Plain, type, optional, false, std::move(labels), {}};
}

}  // namespace

Field Generation::MoneyField(const std::string& name) {
  Field field{name, Kind::Number, Unit::Money, "money " + currency_, e_.OneIn(6), false, {}, {}};
  if (e_.OneIn(6)) field.type += " digits " + std::to_string(e_.Between(0, 8));
  switch (e_.Below(5)) {
    case 0:
      field.type += " (1 .. 100M)";
      field.not_zero = true;
      break;
    case 1:
    case 2:
      field.type += " (-1_000M .. 1_000M)";
      break;
    case 3:
      field.type += " (0 .. 1_000_000M)";
      break;
    default:
      break;
  }
  return field;
}

Field Generation::NumberField(const std::string& name) {
  Field field{name, Kind::Number, Unit::Plain, "number", e_.OneIn(5), false, {}, {}};
  const size_t form = e_.Below(6);
  if (form == 0) field.type = "rate";
  if (form == 1 || form == 2) field.type += " digits " + std::to_string(e_.Between(0, 18));
  if (form == 3) {
    field.type += " digits 0 (1 .. 31)";
    field.not_zero = true;
  }
  if (form == 4) field.type = "rate (0% .. 100%)";
  return field;
}

void Generation::AddPeople() {
  if (e_.OneIn(2)) {
    Dataset team{"Team", {Key(), OneOf("zone", {"north", "south"}, e_.OneIn(3))}};
    team.fields.push_back(NumberField("factor"));
    team.fields.push_back(MoneyField("goal"));
    datasets_.push_back(team);
  }
  Dataset rep{"Rep", {Key(), Simple("squad", Kind::Text, "text", e_.OneIn(2))}};
  rep.fields.push_back(OneOf("level", {"junior", "senior", "chief"}, e_.OneIn(4)));
  rep.fields.push_back(Reference("lead", "Rep", e_.OneIn(2)));
  if (datasets_.size() == 1) rep.fields.push_back(Reference("team", "Team", e_.OneIn(3)));
  rep.fields.push_back(
      {"quota", Kind::Number, Unit::Money, "money " + currency_ + " (1 .. 100M)", false, true, {}, {}});
  rep.fields.push_back(MoneyField("base"));
  rep.fields.push_back(NumberField("tenure"));
  rep.fields.push_back(Simple("hired_on", Kind::Date, "date"));
  rep.fields.push_back(Simple("left_on", Kind::Date, "date", true));
  rep.fields.push_back(Simple("active", Kind::Flag, "flag"));
  datasets_.push_back(rep);
}

void Generation::AddDeals() {
  Dataset deal{"Deal", {Key(), Reference("rep", "Rep", e_.OneIn(6)), Reference("helper", "Rep", true)}};
  if (e_.OneIn(3)) deal.fields.push_back(Reference("origin", "Deal", true));
  deal.fields.push_back(OneOf("kind", {"new", "renewal", "upsell"}, e_.OneIn(4)));
  deal.fields.push_back(Simple("region", Kind::Text, "text", e_.OneIn(2)));
  deal.fields.push_back(MoneyField("amount"));
  deal.fields.push_back(MoneyField("net"));
  deal.fields.push_back(NumberField("score"));
  deal.fields.push_back(NumberField("units"));
  deal.fields.push_back({"part", Kind::Number, Unit::Plain, "rate (0% .. 100%)", false, false, {}, {}});
  if (e_.OneIn(3))
    deal.fields.push_back({"stars", Kind::Number, Unit::Points, "points", e_.OneIn(3), false, {}, {}});
  deal.fields.push_back(Simple("sold_on", Kind::Date, "date", e_.OneIn(3)));
  deal.fields.push_back(Simple("due_on", Kind::Date, "date"));
  deal.fields.push_back(Simple("lost_on", Kind::Date, "date", true));
  deal.fields.push_back(Simple("rush", Kind::Flag, "flag", e_.OneIn(5)));
  datasets_.push_back(deal);
}

void Generation::AddNotes() {
  Dataset note{"Note", {Key(), Reference("deal", "Deal", e_.OneIn(3)), Reference("rep", "Rep", false)}};
  note.fields.push_back(Simple("noted_on", Kind::Date, "date"));
  note.fields.push_back(MoneyField("amount"));
  note.fields.push_back(NumberField("weight"));
  datasets_.push_back(note);
}

void Generation::AddQuotas() {
  Dataset quota{"Quota", {Reference("rep", "Rep", false)}};
  quota.fields.push_back(Simple("span", Kind::Other, "period"));
  quota.fields.push_back(MoneyField("amount"));
  quota.fields.push_back(NumberField("factor"));
  datasets_.push_back(quota);
}

void Generation::MakeSchema() {
  currency_ = e_.Of<std::string>({"CNY", "USD", "CNY", "EUR", "JPY", "KWD"});
  AddPeople();
  AddDeals();
  if (e_.OneIn(3)) AddNotes();
  if (e_.OneIn(4)) AddQuotas();
}

std::string Generation::SchemaText() const {
  std::string text;
  for (const Dataset& dataset : datasets_) {
    text += "data " + dataset.name + " {\n";
    const bool quota = dataset.name == "Quota";
    for (size_t i = 0; i < dataset.fields.size(); ++i) {
      const Field& field = dataset.fields[i];
      const bool key = i == 0 || (quota && i == 1);
      text += std::string("  ") + (key ? "key " : "") + field.name + " : " + field.type;
      text += field.optional ? " optional\n" : "\n";
    }
    text += "}\n";
  }
  return text;
}

const Dataset& Generation::DatasetOf(const std::string& name) const {
  return *std::find_if(datasets_.begin(), datasets_.end(), [&](const Dataset& d) { return d.name == name; });
}

bool Generation::HasDataset(const std::string& name) const {
  return std::any_of(datasets_.begin(), datasets_.end(), [&](const Dataset& d) { return d.name == name; });
}

bool Generation::HasField(const std::string& dataset, const std::string& name) const {
  const std::vector<Field>& fields = DatasetOf(dataset).fields;
  return std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
}

const Field& Generation::FieldOf(const std::string& dataset, const std::string& name) const {
  const std::vector<Field>& fields = DatasetOf(dataset).fields;
  return *std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
}

std::vector<std::pair<Expr, const Field*>> Generation::AllPaths(const Place& place) const {
  std::vector<std::pair<Expr, const Field*>> paths;
  const auto add = [&](const std::string& base, const Field& field, bool optional) {
    Expr path{base + "." + field.name, field.kind, optional || field.optional,
              Additivity::Level,       kOwn,       false};
    const bool proved = std::find(place.proved.begin(), place.proved.end(), path.text) != place.proved.end();
    path.optional = path.optional && !proved;
    paths.emplace_back(path, &field);
    return path;
  };
  std::vector<std::string> roots;
  if (place.HasPerson()) roots.emplace_back("Rep");
  if (place.HasRow()) roots.push_back(place.dataset);
  for (const std::string& root : roots) {
    for (const Field& field : DatasetOf(root).fields) {
      const Expr path = add(root, field, false);
      if (field.target.empty()) continue;
      for (const Field& inner : DatasetOf(field.target).fields) add(path.text, inner, path.optional);
    }
  }
  return paths;
}

std::vector<Expr> Generation::Paths(const Place& place, Kind kind, Unit unit) const {
  std::vector<Expr> paths;
  for (const auto& [path, field] : AllPaths(place)) {
    if (kind == Kind::Person && field->target != "Rep") continue;
    if (field->kind == kind && (kind != Kind::Number || field->unit == unit)) paths.push_back(path);
  }
  return paths;
}

}  // namespace incent::diff
