#include <algorithm>
#include <sstream>

#include "tests/diff/generation.h"

// What is paid: amounts, clauses in any order, posting, clawbacks, badges, assertions.
namespace incent::diff {

void Generation::Add(const std::string& text) {
  body_ += "\n" + text + "\n";
  if (!ReadsToDate(text)) return;
  std::istringstream words(text);
  std::string keyword;
  std::string name;
  words >> keyword >> name;
  to_date_.push_back(name);
}

bool Generation::ReadsToDate(const std::string& text) const {
  const auto reads = [&](const std::string& words) { return text.find(words) != std::string::npos; };
  return reads(" to date") || std::any_of(to_date_.begin(), to_date_.end(), reads);
}

std::string Generation::RoundSpec(Unit unit) {
  const std::vector<std::string> units = {"0.01", "1", "0.05", "0.001", "5", "0.1"};
  const std::string mode =
      e_.Of<std::string>({"half up", "half even", "half down", "away from zero", "toward zero"});
  return "round " + Amount(unit == Unit::Points ? "1" : e_.Of(units), unit) + " " + mode;
}

// The window of a cap or entitlement: no finer than the place.
std::string Generation::CapWindow(const Place& place) {
  std::vector<std::string> windows = {"plan"};
  for (const Granule granule :
       {Granule::Month, Granule::Quarter, Granule::Year, Granule::Week, Granule::HalfYear}) {
    if (place.kind == PlaceKind::Line || value::Nests(place.granule, granule))
      windows.push_back(UnitWord(granule));
  }
  return e_.Of(windows);
}

std::optional<std::string> Generation::Apply(const Place& place, Unit unit) {
  std::vector<const Tiers*> fitting;
  for (const Tiers& tiers : tiers_) {
    if (tiers.dated && place.kind != PlaceKind::Line) continue;
    const bool plain_values = tiers.values == Unit::Plain;
    const bool marginal_amounts =
        tiers.mode == TierMode::Marginal && tiers.bounds == Unit::Plain && tiers.values == unit;
    if ((plain_values && tiers.bounds == unit) || marginal_amounts) fitting.push_back(&tiers);
  }
  if (fitting.empty()) return std::nullopt;
  const Tiers& tiers = *e_.Of(fitting);
  if (!e_.OneIn(3)) {
    std::vector<std::string> windows = {"year to date", "quarter to date", "month to date"};
    e_.Shuffle(windows);
    for (const std::string& window : windows) {
      const auto x = SumOver(place, tiers.bounds, window);
      if (!x) continue;
      std::string text = x->text.substr(1, x->text.size() - 2);
      return "apply " + tiers.name + "(" + text + ")" + (tiers.dated || e_.OneIn(4) ? " going forward" : "");
    }
  }
  // All of a running total would be paid again each time, which does not compile.
  std::string x = PresentNumber(place, tiers.bounds, 1).text;
  for (int i = 0; i < 8 && ReadsToDate(x); ++i) x = PresentNumber(place, tiers.bounds, 0).text;
  return "apply " + tiers.name + "(" + (ReadsToDate(x) ? Literal(tiers.bounds).text : x) + ")";
}

// The lines of a block up to its amount.
std::string Generation::PayStart(const Place& place, Unit unit, Expr& facts) {
  std::string text;
  if (e_.OneIn(8)) text += "    when " + Condition(place, 1).text + "\n";
  const auto amount = [&] {
    facts = PresentNumber(place, unit, options_.max_depth - 1);
    return "    amount " + facts.text + "\n";
  };
  const std::optional<std::string> apply = Apply(place, unit);
  return text + Pick<std::string>({
                    {Construct::kAmountClause, true, amount},
                    {Construct::kApplyClause, apply.has_value(), [&] { return "    " + *apply + "\n"; }},
                    {Construct::kEntitledClause, true,
                     [&] {
                       facts = PresentNumber(place, unit, 2);
                       return "    entitled " + facts.text + " per " + CapWindow(place) + "\n";
                     }},
                });
}

std::string Generation::PayClause(Place& place, Unit unit) {
  const bool cells = place.kind == PlaceKind::Cell;
  // Caps per window are multiples of every rounding unit.
  const auto cap = [&] {
    return Amount(e_.Of<std::string>({"0", "10", "100", "500", "1_000", "10_000", "20_000"}), unit);
  };
  return Pick<std::string>({
      {Construct::kWhen, true, [&] { return "when " + Condition(place, 1).text; }},
      {Construct::kMultiplyBy, true,
       [&] { return "multiply by " + PresentNumber(place, Unit::Plain, 1).text; }},
      {Construct::kProratedBy, true,
       [&] {
         const Expr e = PresentNumber(place, Unit::Plain, 1);
         return e_.OneIn(4) ? "prorated by " + e.text : "prorated by min(max(" + e.text + ", 0), 1)";
       }},
      {Construct::kAtLeast, true, [&] { return "at least " + PresentNumber(place, unit, 1).text; }},
      {Construct::kAtLeastPer, cells,
       [&] { return "at least " + PresentNumber(place, unit, 1).text + " per " + UnitWord(place.granule); }},
      {Construct::kCappedAt, true, [&] { return "capped at " + PresentNumber(place, unit, 1).text; }},
      {Construct::kCappedPer, true,
       [&] {
         Expr limit = SteadyNumber(unit);
         const bool constant = limit.text.find("Rep.") == std::string::npos;
         const std::string amount = constant ? cap() : limit.text;
         return "capped at " + amount + " per " + CapWindow(place);
       }},
      {Construct::kRoundHere, true, [&] { return RoundSpec(unit); }},
  });
}

std::string Generation::PostingClauses(const Place& place, bool& in_parts) {
  std::string text;
  if (e_.OneIn(5)) text += "    on " + Date(place, 1).text + "\n";
  if (e_.OneIn(8)) {
    in_parts = true;
    text += "    spread over " +
            e_.Of<std::string>({"3 months", "2 quarters", "1 year", "10 days", "5 weeks", "2 years"}) + "\n";
  }
  if (e_.OneIn(8)) {
    in_parts = true;
    const std::string who = PersonOf(place).text;
    if (e_.OneIn(3)) {
      text += "    to " + who + "\n";
    } else {
      text += "    to " + who + " share " + e_.Of<std::string>({"33.3%", "50%", "100%", "66.67%"}) + "\n";
      if (e_.OneIn(2)) text += "    to " + PersonOf(place).text + " share 33.3%\n";
    }
  }
  return text;
}

void Generation::AddPay() {
  const auto [place, grain] = AnyGrain(true);
  const Unit unit = e_.OneIn(8) ? Unit::Points : Unit::Money;
  const std::string name = NewName("pay_");
  std::string head = grain;
  if (place.kind == PlaceKind::Line && e_.OneIn(6)) {
    head = "per first " + grain.substr(4);
    if (e_.OneIn(2)) head += " over " + e_.Of<std::string>({"month", "quarter", "year", "all time"});
  }
  bool in_parts = false;
  Expr facts;
  if (e_.OneIn(5)) {
    facts = PresentNumber(place, unit, options_.max_depth);
    Add("  pay " + name + " " + head + " = " + facts.text);
  } else {
    std::string before;
    std::string after;
    (e_.OneIn(3) ? before : after) = PostingClauses(place, in_parts);
    std::string text = before + PayStart(place, unit, facts);
    Place inner = place;
    for (int i = e_.Between(0, 4); i > 0; --i) text += "    " + PayClause(inner, unit) + "\n";
    Add("  pay " + name + " " + head + " {\n" + text + after + "  }");
  }
  Definition made{DefinitionKind::Pay, name, place, unit, facts, in_parts};
  made.facts = {name, Kind::Number, false, Additivity::Flow, place.latest, true};
  definitions_.push_back(made);
}

void Generation::AddClawback() {
  for (const Definition& pay : definitions_) {
    const bool fits =
        pay.definition == DefinitionKind::Pay && pay.place.kind == PlaceKind::Line && !pay.in_parts;
    if (!fits || e_.OneIn(3)) continue;
    Place place = pay.place;
    std::string day = Date(place, 1).text;
    std::string when = Condition(place, 1).text;
    if (place.dataset == "Deal" && e_.OneIn(2)) {
      when = "Deal.lost_on is present";
      day = "Deal.lost_on";
    } else {
      day = PresentDate(place, 1).text;
    }
    const std::string part = e_.OneIn(2) ? e_.Of<std::string>({"100%", "50%", "33.33%"})
                                         : PresentNumber(place, Unit::Plain, 1).text;
    Add("  clawback " + NewName("clawback_") + " of " + pay.text + " {\n    when " + when + "\n    on " +
        day + "\n    recover " + part + "\n  }");
    return;
  }
}

void Generation::AddBadge() {
  auto [place, grain] = AnyGrain(true);
  for (int i = 0; i < 8 && place.kind != PlaceKind::Cell; ++i) std::tie(place, grain) = AnyGrain(true);
  Add("  badge " + NewName("badge_") + " " + grain + " when " + Condition(place, 2).text);
}

void Generation::AddAssert() {
  std::vector<const Definition*> pays;
  for (const Definition& definition : definitions_) {
    const bool number = definition.facts.kind == Kind::Number && !definition.facts.optional;
    if (number && (definition.definition == DefinitionKind::Pay || e_.OneIn(6))) pays.push_back(&definition);
  }
  if (pays.empty()) return;
  const Definition& read = *e_.Of(pays);
  const std::string compare = CompareOp();
  Add("  assert " + NewName("assert_") + " : " + read.text + " " + compare + " " + Literal(read.unit).text);
}

// What a test asks for goes through ops of its own.
void Generation::AddTest() {
  std::string expectations;
  const std::string year = value::DateToText(from_).substr(0, 4);
  for (const Definition& definition : definitions_) {
    const bool cells = definition.place.kind == PlaceKind::Cell;
    const bool number =
        definition.facts.kind == Kind::Number && definition.definition != DefinitionKind::Table;
    const bool notes = definition.place.kind == PlaceKind::Line && definition.place.dataset != "Deal";
    if (!number || notes || definition.facts.optional) continue;
    std::string key;
    if (cells && definition.place.granule == Granule::Month) key = ", " + year + "-02";
    if (cells && definition.place.granule == Granule::Quarter) key = ", " + year + "-Q1";
    if (cells && definition.place.granule == Granule::Year) key = ", FY" + year;
    if (definition.place.kind == PlaceKind::Line) key = ", \"d1\"";
    if (definition.place.kind == PlaceKind::Line && definition.definition == DefinitionKind::Pay)
      key = ", " + year + "-02";
    if (key.empty()) continue;
    const std::string compare = CompareOp();
    expectations += "  expect " + definition.text + "(\"r1\"" + key + ") " + compare + " " +
                    Literal(definition.unit).text + "\n";
  }
  if (expectations.empty()) return;
  body_ += "}\n\ntest \"asks\" for p {\n  given Rep\n    | id | hired_on | quota |\n    | \"r1\" | " + year +
           "-01-15 | 1_000 " + currency_ +
           " |\n  given Deal\n    | id | rep | sold_on | due_on | amount |\n    | \"d1\" | "
           "\"r1\" | " +
           year + "-02-03 | " + year + "-02-28 | 100 " + currency_ + " |\n" + expectations;
}

std::string Generation::Run() {
  MakeSchema();
  const std::string start = e_.Of<std::string>(
      {"2026-01-01", "2026-01-01", "2026-01-01", "2024-01-01", "2026-07-01", "2026-01-15", "2024-02-01"});
  from_ = *value::ParseDate(start);
  if (!e_.OneIn(8)) until_ = value::PeriodEnd(Granule::Year, value::PeriodOf(Granule::Year, from_));
  if (until_ && e_.OneIn(6)) until_ = from_ + e_.Between(20, 200);
  pays_ = e_.Of<Granule>({Granule::Month, Granule::Month, Granule::Month, Granule::Quarter, Granule::Year,
                          Granule::HalfMonth, Granule::Week});
  AddCredit("bookings", "Deal");
  if (e_.OneIn(4)) AddCredit("second", "Deal");
  if (HasDataset("Note") && e_.OneIn(2)) AddCredit("notes", "Note");
  for (int i = e_.Between(0, 2); i > 0; --i) AddParam();
  for (int i = e_.Between(1, options_.max_definitions); i > 0; --i) AddDefinition();
  for (int i = e_.Between(1, options_.max_pays); i > 0; --i) {
    AddPay();
    if (e_.OneIn(3)) AddDefinition();
  }
  if (e_.OneIn(4)) AddClawback();
  if (e_.OneIn(4)) AddBadge();
  if (e_.OneIn(4)) AddAssert();
  if (e_.OneIn(6)) AddTest();
  std::string text = "incent 1.0\n\n" + SchemaText() + "\nplan p for Rep";
  if (e_.OneIn(5))
    text +=
        " where " + e_.Of<std::string>({"Rep.id != \"r2\"", "Rep.active", "Rep.quota > 1000 " + currency_});
  text += " {\n  effective " + start + (until_ ? " until " + value::DateToText(*until_) : "") +
          "\n  currency " + currency_ + "\n  pays " + GrainWord(pays_) + "\n  " + RoundSpec(Unit::Money) +
          "\n";
  return text + body_ + "}\n";
}

std::string GeneratePlan(Entropy& entropy, const PlanOptions& options) {
  return Generation(entropy, options).Run();
}

}  // namespace incent::diff
