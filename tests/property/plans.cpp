#include "tests/property/plans.h"

#include <fstream>
#include <iterator>
#include <map>

#include "runtime/value/decimal.h"

namespace incent::property {
namespace {

constexpr const char* kSchema = R"(incent 1.0

data Rep {
  key id : text   role : text   team : text   hired_on : date   left_on : date optional
  annual_quota : money CNY (1 .. 100M)
}
data Deal {
  key id : text   rep : Rep   helper : Rep optional   product : one of "core", "cloud"
  amount : money CNY (0 .. 100M)   net : money CNY (-100M .. 100M)
  won_on : date optional   cancelled_on : date optional
}

)";

constexpr const char* kSplit = R"(
    to     Deal.rep    share 66.67%
    to     Deal.helper share 33.33% if Deal.helper is present
    to     Deal.rep    share 33.33% if Deal.helper is absent
    shares total 100%
    on     Deal.won_on
    amount Deal.net)";

constexpr const char* kWeights = R"(
    to     Deal.rep    weight 2
    to     Deal.helper weight 1 if Deal.helper is present
    on     Deal.won_on
    amount Deal.net)";

std::string Percent(int64_t hundredths) {
  return value::DecimalToText(hundredths, 2) + "%";
}

std::string ReadPlan(const std::string& path) {
  std::ifstream stream(std::string(INCENT_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

const std::map<std::string, std::string>& Examples() {
  static const std::map<std::string, std::string> kPaths = {
      {"Flat", "tests/data/design_examples/01_flat_commission.incent"},
      {"Cash", "tests/data/design_examples/03_cash_splits_clawback.incent"},
      {"Quickstart", "examples/quickstart/quickstart.incent"}};
  return kPaths;
}

std::string Clawback(const Terms& terms) {
  return "pay commission per bookings = bookings * " + terms.Rate() + R"(
  clawback cancelled of commission {
    when    Deal.cancelled_on is present and Deal.cancelled_on within 90 days after Deal.won_on
    on      Deal.cancelled_on
    recover 100%
  })";
}

PlanForm FormOf(const std::string& kind, const Terms& terms) {
  const std::string per_line = "pay commission per bookings { apply ladder(bookings over year to date)";
  if (kind == "Linear") return {.body = "pay commission monthly = bookings over month * " + terms.Rate()};
  if (kind == "Marginal") return {.body = terms.Tiers("marginal") + per_line + " }"};
  if (kind == "Capped")
    return {.body = terms.Tiers("marginal") + per_line + " capped at " + terms.Cap() + " per year }"};
  if (kind == "Retroactive") {
    return {.pays = "quarterly",
            .body = terms.Tiers("retroactive") +
                    "pay commission quarterly { apply ladder(bookings over year to date) }"};
  }
  if (kind == "Interpolated") {
    return {.body = terms.Tiers("interpolated") +
                    "pay commission monthly { apply ladder(bookings over quarter to date) }"};
  }
  if (kind == "Split")
    return {.credit = kSplit, .body = "pay commission per bookings = bookings * " + terms.Rate()};
  if (kind == "Weights") return {.credit = kWeights, .body = "pay commission per bookings = bookings"};
  if (kind == "Team") {
    return {.body = "pay override monthly = bookings across members(Rep.team) over month * " + terms.Rate()};
  }
  if (kind == "First") return {.body = "pay opener per first bookings over quarter { amount 1_000 CNY }"};
  return {.credit = "to Deal.rep  on Deal.won_on  amount Deal.amount", .body = Clawback(terms)};
}

}  // namespace

Terms::Terms(uint64_t seed) {
  Random random(seed ^ 0x7e125);
  bounds = {0};
  rates = {random.Below(1000)};
  for (int i = 0; i < 3; ++i) {
    bounds.push_back(bounds.back() + random.Of<int64_t>({1'000, 4'000, 5'000, 777}));
    rates.push_back(rates.back() + random.Below(500));
  }
  cap = random.Below(3'000'00);
}

std::string Terms::Tiers(const std::string& kind) const {
  std::string text = "tiers ladder " + kind + " {\n";
  for (size_t i = 0; i < bounds.size(); ++i)
    text += "    from " + std::to_string(bounds[i]) + " CNY : " + Percent(rates[i]) + "\n";
  return text + "  }\n  ";
}

std::string Terms::Rate() const {
  return Percent(rates.front());
}

std::string Terms::Cap() const {
  return value::DecimalToText(cap, 2) + " CNY";
}

std::string PlanText(const PlanForm& form) {
  return kSchema +
         std::string("plan p for Rep {\n  effective 2026-01-01 until 2026-12-31\n  currency  CNY\n") +
         "  pays      " + form.pays + "\n  round     0.01 CNY half up\n\n" +
         "  credit bookings from Deal {\n    when Deal.won_on is present\n    " + form.credit + "\n  }\n  " +
         form.body + "\n}\n";
}

const std::vector<std::string>& KindsOfPlans() {
  static const std::vector<std::string> kKinds = {
      "Flat",        "Cash",         "Quickstart", "Linear", "Marginal", "Capped",  "Split",
      "Retroactive", "Interpolated", "Weights",    "Team",   "First",    "Clawback"};
  return kKinds;
}

std::string PlanOfKind(const std::string& kind, uint64_t seed) {
  const auto example = Examples().find(kind);
  if (example != Examples().end()) return ReadPlan(example->second);
  return PlanText(FormOf(kind, Terms(seed)));
}

}  // namespace incent::property
