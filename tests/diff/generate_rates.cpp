#include <algorithm>

#include "tests/diff/generation.h"

// Tier tables and decision tables.
namespace incent::diff {
namespace {

// Ascending, the first at zero. Some are values that data will hold exactly.
const std::vector<std::vector<std::string>>& MoneyBounds() {
  static const std::vector<std::vector<std::string>> kBounds = {
      {"0", "100", "1_000", "10_000"},
      {"0", "0.01", "500", "1M"},
      {"0", "1_000", "21474836.47", "10_000M"},
      {"0", "333.33", "999.99", "92233720368547758.07"},
      {"0", "10_000"},
      {"0"}};
  return kBounds;
}
const std::vector<std::vector<std::string>>& PlainBounds() {
  static const std::vector<std::vector<std::string>> kBounds = {{"0", "1", "3", "7"},
                                                                {"0%", "50%", "100%", "150%"},
                                                                {"0", "0.5", "1.5", "100"},
                                                                {"0%", "33.33%", "2147483647"}};
  return kBounds;
}

}  // namespace

// Constants ascend; among them there may be fields, which ascend or not.
std::vector<std::string> Generation::TierBounds(Unit unit) {
  std::vector<std::string> bounds;
  for (const std::string& digits : e_.Of(unit == Unit::Money ? MoneyBounds() : PlainBounds()))
    bounds.push_back(Amount(digits, unit));
  if (!e_.OneIn(5)) return bounds;
  for (size_t i = 1; i < bounds.size(); ++i) {
    const std::optional<Expr> own = e_.OneIn(2) ? OwnNumber(unit) : std::nullopt;
    if (own) bounds[i] = own->text;
  }
  return bounds;
}

std::string Generation::TierRows(Tiers& tiers, bool relative) {
  const std::vector<std::string> bounds = TierBounds(relative ? Unit::Plain : tiers.bounds);
  const bool below = e_.OneIn(4) && bounds.size() > 1;
  std::string text;
  std::string last_word = "from";
  for (size_t i = 0; i < bounds.size(); ++i) {
    const std::string value = Literal(tiers.values).text;
    std::string word = i > 0 && tiers.mode != TierMode::Interpolated && e_.OneIn(3) ? "above" : "from";
    if (i == 0 && below) {
      text += "    below " + bounds[1] + " : " + value + "\n";
      ++tiers.rows;
      continue;
    }
    std::string shown = value;
    if (!params_.empty() && params_[0].unit == tiers.values && e_.OneIn(10)) {
      shown = params_[0].name;
      tiers.dated = true;
    }
    text += "    " + word + " " + bounds[i] + " : " + shown + "\n";
    ++tiers.rows;
    if (tiers.mode == TierMode::Retroactive && word == "from" && i + 1 == bounds.size() && e_.OneIn(4)) {
      text += "    above " + bounds[i] + " : " + Literal(tiers.values).text + "\n";
      ++tiers.rows;
    }
  }
  return text;
}

void Generation::AddTiers() {
  Tiers tiers;
  tiers.name = NewName("tiers_");
  tiers.mode = e_.Of<TierMode>({TierMode::Marginal, TierMode::Retroactive, TierMode::Interpolated});
  tiers.bounds = e_.OneIn(3) ? Unit::Plain : Unit::Money;
  tiers.values = e_.OneIn(4) ? Unit::Money : Unit::Plain;
  if (tiers.mode == TierMode::Marginal && tiers.bounds == Unit::Money) tiers.values = Unit::Plain;
  const bool relative = e_.OneIn(3);
  const bool adding_up = tiers.mode == TierMode::Interpolated && e_.OneIn(3);
  std::string base;
  if (relative) {
    Expr steady = SteadyNumber(tiers.bounds);
    base = " relative to " + steady.text;
  }
  const std::vector<std::string> modes = {"marginal", "retroactive", "interpolated"};
  std::string rows = TierRows(tiers, relative);
  if (adding_up) {
    const size_t colon = rows.rfind(" : ");
    rows = rows.substr(0, colon) + " : " + Amount("0", tiers.values) + "\n";
  }
  Add("  tiers " + tiers.name + " " + modes[static_cast<size_t>(tiers.mode)] +
      (adding_up ? " adding up" : "") + base + " {\n" + rows + "  }");
  tiers_.push_back(tiers);
}

// A test of one input; the last rows of a table tend to hold for everything.
std::string Generation::TableCell(const Expr& input, const Field* field, size_t row, size_t rows) {
  if (row + 1 == rows ? !e_.OneIn(4) : e_.OneIn(5)) return "any";
  if (input.optional && e_.OneIn(3)) return "-";
  const bool textual = input.kind == Kind::Label || input.kind == Kind::Text;
  if (textual) {
    const std::vector<std::string> words = {"r1", "east", "west"};
    const auto word = [&] { return "\"" + e_.Of(field->labels.empty() ? words : field->labels) + "\""; };
    std::string text = e_.OneIn(4) ? "not " + word() : word();
    if (e_.OneIn(4)) text += ", " + word();
    return text;
  }
  const Unit unit = field != nullptr ? field->unit : Unit::Plain;
  if (input.kind == Kind::Date) {
    const std::string compare = CompareOp();
    return compare + " " + DateLiteral().text;
  }
  if (input.kind == Kind::Flag) return e_.OneIn(2) ? "true" : "false";
  const std::vector<std::string> bounds = {"0", "1", "100", "1_000", "10_000"};
  const size_t at = e_.Below(bounds.size() - 1);
  if (e_.OneIn(3)) return Amount(bounds[at], unit) + " .. " + Amount(bounds[at + 1], unit);
  return CompareOp() + " " + Amount(bounds[at], unit);
}

void Generation::AddTable() {
  const auto [place, grain] = AnyGrain(false);
  std::vector<std::pair<Expr, Field>> inputs;
  for (const Definition& definition : definitions_) {
    if (definition.place.kind != place.kind || !CanRead(definition.place, place)) continue;
    if (place.kind == PlaceKind::Cell && definition.place.granule != place.granule) continue;
    if (definition.facts.kind != Kind::Number && definition.facts.kind != Kind::Flag) continue;
    if (definition.facts.known > place.latest || definition.definition == DefinitionKind::Table) continue;
    inputs.emplace_back(definition.facts,
                        Field{"", definition.facts.kind, definition.unit, "", false, false, {}, {}});
  }
  if (inputs.empty()) return AddTiers();
  e_.Shuffle(inputs);
  inputs.resize(1);
  for (const auto& [path, field] : AllPaths(place)) {
    if (field->kind == Kind::Person || field->kind == Kind::Other || !e_.OneIn(12)) continue;
    inputs.emplace_back(path, *field);
  }
  inputs.resize(std::min<size_t>(inputs.size(), 3));
  const size_t rows = e_.Below(4) + 1;
  const std::string policy = e_.Of<std::string>({"unique", "first", "first", "any", "collect sum"});
  const std::string name = NewName("table_");
  std::string text = "  table " + name + " " + policy + " {\n    ";
  const auto results = [&] {
    const std::string rate = Literal(Unit::Plain).text;
    return "|| " + rate + " | " + Literal(Unit::Money).text + " |\n";
  };
  for (const auto& [input, field] : inputs) text += "| " + input.text + " ";
  text += "|| rate | bonus |\n";
  KnownAt known = kOwn;
  for (const auto& [input, field] : inputs) known = std::max(known, input.known);
  for (size_t row = 0; row < rows; ++row) {
    text += "    ";
    for (const auto& [input, field] : inputs) text += "| " + TableCell(input, &field, row, rows) + " ";
    text += results();
  }
  // Absent values need a row of their own.
  text += "    ";
  for (const auto& [input, field] : inputs) text += input.optional ? "| - " : "| any ";
  text += results();
  Add(text + "  }");
  for (const auto& [result, unit] : {std::pair{"rate", Unit::Plain}, std::pair{"bonus", Unit::Money}}) {
    const Expr facts{name + "." + result, Kind::Number, false, Additivity::Ratio, known, false};
    definitions_.push_back({DefinitionKind::Table, facts.text, place, unit, facts, false});
  }
}

}  // namespace incent::diff
