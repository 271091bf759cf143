#include <gtest/gtest.h>

#include <random>

#include "compiler/interp/lane_text.h"
#include "compiler/interp/program.h"
#include "compiler/ir/parse.h"
#include "compiler/ir/verify.h"
#include "tests/unit/interp/given.h"

// Whole plans in the text form of the IR.
namespace incent::interp {
namespace {

constexpr char kYtdLine[] = R"(module ytd ir 1
currency CNY
pays month
effective 2026-01-01 2026-12-31
history 2026-01-01
dataset Rep
  field id text header="id" key
dataset Deal
  field id text header="id" key
  field rep reference header="rep" target=0
  field product one_of header="product" labels={"core", "cloud"}
  field acv number header="acv" scale=2 unit="CNY"
  field won date header="won"
participants Rep
definition bookings kind=credit
definition commission kind=pay
lines bookings dataset=Deal share=num.0 amount=CNY.2 def=bookings
component commission by_line : CNY.2 def=commission
output commission lines bookings stage=1 inst=27 : CNY.2 def=commission
output month cells month stage=2 inst=1 : CNY.2 def=commission

stage bookings MAP rows Deal -> lines bookings
  %when = const true : flag
  %rep = col @dataset=Deal @field=rep : ref<0> def=bookings
  %won = col @dataset=Deal @field=won : date def=bookings
  %one = const 1 : num.0 [1,1]
  %acv = col @dataset=Deal @field=acv : CNY.2 def=bookings
  emit when=%when who=%rep date=%won share=%one amount=%acv whole=%acv

stage commission FOLD lines bookings
  %a = line.amount : CNY.2 def=commission
  %S1 = scan.sum %a @granule=year : CNY.2 def=commission
  %S0 = sub %S1 %a : CNY.2 def=commission
  %t0 = const 0 : CNY.0
  %v0 = const 0.020 : num.3
  %t1 = const 250000 : CNY.0
  %v1 = const 0.030 : num.3
  %t2 = const 500000 : CNY.0
  %v2 = const 0.045 : num.3
  %t3 = const 1000000 : CNY.0
  %v3 = const 0.060 : num.3
  %t4 = const 2000000 : CNY.0
  %v4 = const 0.080 : num.3
  %F1 = tier.marginal %S1 %t0 %v0 %t1 %v1 %t2 %v2 %t3 %v3 %t4 %v4 : CNY.5 def=commission
  %F0 = tier.marginal %S0 %t0 %v0 %t1 %v1 %t2 %v2 %t3 %v3 %t4 %v4 : CNY.5 def=commission
  %inc = sub %F1 %F0 : CNY.5 def=commission
  %product = rowcol @dataset=Deal @field=product : one_of<1.2> def=commission
  %cloud = const "cloud" : one_of<1.2>
  %is_cloud = cmp.eq %product %cloud : flag def=commission
  %f1 = const 1.15 : num.2
  %f0 = const 1.00 : num.2
  %f = select %is_cloud %f1 %f0 : num.2 def=commission
  %x = mul %inc %f : CNY.7 def=commission
  %E1 = scan.sum %x @granule=year : CNY.7 def=commission
  %E0 = sub %E1 %x : CNY.7 def=commission
  %R1 = round %E1 @unit=0.01 : CNY.2 def=commission
  %R0 = round %E0 @unit=0.01 : CNY.2 def=commission
  %line = sub %R1 %R0 : CNY.2 def=commission
  out commission = %line
  ledger commission = %line

stage month MERGE lines bookings -> cells month
  %l = load @output=commission : CNY.2 def=commission
  %s = agg.sum %l : CNY.2 def=commission
  out month = %s
)";

constexpr char kQuota[] = R"(module ae_2026 ir 1
currency CNY
pays month
effective 2026-01-01 2026-12-31
history 2026-01-01
dataset Rep
  field id text header="id" key
  field annual_quota number header="annual_quota" scale=2 unit="CNY"
  field hired date header="hired"
  field left date header="left" optional
dataset Deal
  field id text header="id" key
  field rep reference header="rep" target=0
  field kind one_of header="kind" labels={"new", "expansion", "renewal"}
  field acv number header="acv" scale=2 unit="CNY"
  field won date header="won" optional
participants Rep
definition bookings kind=credit
definition quota kind=let
definition attainment kind=measure
definition commission kind=pay
lines bookings dataset=Deal share=num.0 amount=CNY.2 def=bookings
component commission : CNY.2 def=commission
output bookings.month cells month stage=1 inst=1 : CNY.2 def=bookings
output quota cells year stage=2 inst=9 : CNY.2 def=quota
output attainment cells month stage=3 inst=6 : num.18 def=attainment
output commission cells month stage=3 inst=29 : CNY.2 def=commission

stage bookings MAP rows Deal -> lines bookings
  %won = col @dataset=Deal @field=won : date? def=bookings
  %won.p = present %won : flag def=bookings
  %kind = col @dataset=Deal @field=kind : one_of<1.2> def=bookings
  %new = const "new" : one_of<1.2>
  %exp = const "expansion" : one_of<1.2>
  %is_new = cmp.eq %kind %new : flag def=bookings
  %is_exp = cmp.eq %kind %exp : flag def=bookings
  %kind.i = or %is_new %is_exp : flag def=bookings
  %when = and %won.p %kind.i : flag def=bookings
  %date = unwrap %won %when : date def=bookings
  %rep = col @dataset=Deal @field=rep : ref<0> def=bookings
  %one = const 1 : num.0 [1,1]
  %acv = col @dataset=Deal @field=acv : CNY.2 def=bookings
  emit when=%when who=%rep date=%date share=%one amount=%acv whole=%acv

stage sum.bookings MERGE lines bookings -> cells month
  %a = line.amount : CNY.2 def=bookings
  %s = agg.sum %a : CNY.2 def=bookings
  out bookings.month = %s

stage quota MAP cells year
  %aq = field @dataset=Rep @field=annual_quota : CNY.2 def=quota
  %hired = field @dataset=Rep @field=hired : date def=quota
  %left = field @dataset=Rep @field=left : date? def=quota
  %start = period.start @granule=year : date def=quota
  %end = period.end @granule=year : date def=quota
  %days = call %start %end %hired %left @name=days_in : num.0 [0,366] def=quota
  %n = mul %aq %days : CNY.2 def=quota
  %year = const 365 : num.0 [365,365]
  %d = div %n %year : CNY.18 def=quota
  %q = round %d @unit=0.01 : CNY.2 def=quota
  out quota = %q

stage commission SCAN cells month
  %s = load @output=bookings.month : CNY.2 def=commission
  %S1 = scan.sum %s @granule=year : CNY.2 def=commission
  %S0 = sub %S1 %s : CNY.2 def=commission
  %q = bcast @output=quota : CNY.2 def=commission
  %att? = div? %S1 %q : num.18? def=attainment
  %zero = const 0 : num.0 [0,0]
  %att = coalesce %att? %zero : num.18 def=attainment
  %b1 = const 1.0 : num.1
  %b2 = const 1.5 : num.1
  %t0 = const 0 : CNY.0
  %t1 = mul %q %b1 : CNY.3 def=commission
  %t2 = mul %q %b2 : CNY.3 def=commission
  %v0 = const 0.05 : num.2
  %v1 = const 0.08 : num.2
  %v2 = const 0.12 : num.2
  %F1 = tier.marginal %S1 %t0 %v0 %t1 %v1 %t2 %v2 : CNY.5 def=commission
  %F0 = tier.marginal %S0 %t0 %v0 %t1 %v1 %t2 %v2 : CNY.5 def=commission
  %inc = sub %F1 %F0 : CNY.5 def=commission
  %left = field @dataset=Rep @field=left : date? def=commission
  %active = absent %left : flag def=commission
  %nil = const 0 : CNY.0
  %g = select %active %inc %nil : CNY.5 def=commission
  %E1 = scan.sum %g @granule=year : CNY.5 def=commission
  %E0 = sub %E1 %g : CNY.5 def=commission
  %cap = const 1200000 : CNY.0
  %C1 = min %E1 %cap : CNY.5 def=commission
  %C0 = min %E0 %cap : CNY.5 def=commission
  %R1 = round %C1 @unit=0.01 : CNY.2 def=commission
  %R0 = round %C0 @unit=0.01 : CNY.2 def=commission
  %pay = sub %R1 %R0 : CNY.2 def=commission
  out attainment = %att
  out commission = %pay
  ledger commission = %pay
)";

ir::Module Parsed(const char* text) {
  const ir::ParsedModule parsed = ir::Parse(text);
  if (!parsed.module) {
    ADD_FAILURE() << "line " << parsed.line << ": " << parsed.problem;
    return {};
  }
  for (const std::string& violation : ir::Verify(*parsed.module)) ADD_FAILURE() << violation;
  return *parsed.module;
}

std::string Probe(const RunResult& result, ir::OutputId output, const char* person, const char* period) {
  const Probed probed = ValueAt(*result.state, output, {person, "", value::ParsePeriod(period)});
  if (!probed.found) return "nobody";
  return LaneToText(*result.state, result.state->module.outputs[static_cast<size_t>(output)].type,
                    probed.lane);
}

TEST(ListingTest, QuotaPlanPaysTheIncreaseOfTheYear) {
  const Program program(Parsed(kQuota));
  column::InputData input;
  const ir::Module& module = program.module();
  given::AddRow(module, input, 0, {"r1", "1000000", "2025-06-01", "-"});
  given::AddRow(module, input, 0, {"r2", "365000", "2026-12-02", "-"});
  given::AddRow(module, input, 1, {"d1", "r1", "new", "600000", "2026-01-31"});
  given::AddRow(module, input, 1, {"d2", "r1", "new", "300000", "2026-02-10"});
  given::AddRow(module, input, 1, {"d3", "r1", "expansion", "400000", "2026-03-05"});
  given::AddRow(module, input, 1, {"d4", "r1", "renewal", "999", "2026-03-06"});
  given::AddRow(module, input, 1, {"d5", "r1", "new", "5", "-"});
  const RunResult result = interp::Run(program, input);
  EXPECT_EQ(Probe(result, 2, "r1", "2026-02"), "0.900000000000000000");
  EXPECT_EQ(Probe(result, 3, "r1", "2026-01"), "30000.00");
  EXPECT_EQ(Probe(result, 3, "r1", "2026-02"), "15000.00");
  EXPECT_EQ(Probe(result, 3, "r1", "2026-03"), "29000.00");
  EXPECT_EQ(Probe(result, 3, "r1", "2026-Q1"), "74000.00");
  EXPECT_EQ(Probe(result, 1, "r2", "2026"), "30000.00");
  EXPECT_EQ(Probe(result, 3, "r3", "2026-01"), "nobody");
  EXPECT_EQ(result.outcome.ledger.size(), 3U);
  EXPECT_TRUE(result.outcome.errors.empty());
}

// --- the same by hand, on integers of 10^-7 ---

struct Deal {
  std::string key;
  std::string rep;
  bool cloud = false;
  int64_t cents = 0;
  Day won = 0;
};

// Cumulative commission of an amount in cents, in units of 10^-5.
Int128 Cumulative(Int128 cents) {
  constexpr int64_t kBounds[] = {25000000, 50000000, 100000000, 200000000};
  constexpr int64_t kRates[] = {20, 30, 45, 60, 80};
  Int128 sum = 0;
  Int128 from = 0;
  for (int band = 0; band < 5; ++band) {
    const bool last = band == 4 || cents <= kBounds[band];
    sum += ((last ? cents : Int128{kBounds[band]}) - from) * kRates[band];
    if (last) break;
    from = kBounds[band];
  }
  return sum;
}

Int128 ToCents(Int128 units) {
  const Int128 magnitude = units < 0 ? -units : units;
  const Int128 rounded = (magnitude + 50000) / 100000;
  return units < 0 ? -rounded : rounded;
}

// Commission in cents by rep and month.
std::map<std::string, Int128> ByHand(std::vector<Deal> deals) {
  std::sort(deals.begin(), deals.end(), [](const Deal& a, const Deal& b) {
    return std::tie(a.rep, a.won, a.key) < std::tie(b.rep, b.won, b.key);
  });
  std::map<std::string, Int128> months;
  std::map<std::string, std::pair<Int128, Int128>> state;  // credit, earnings so far
  for (const Deal& deal : deals) {
    auto& [credit, earned] = state[deal.rep];
    const Int128 increase = Cumulative(credit + deal.cents) - Cumulative(credit);
    const Int128 before = earned;
    credit += deal.cents;
    earned += increase * (deal.cloud ? 115 : 100);
    const std::string month =
        value::PeriodToText(value::Granule::Month, value::PeriodOf(value::Granule::Month, deal.won));
    months[deal.rep + " " + month] += ToCents(earned) - ToCents(before);
  }
  std::erase_if(months, [](const auto& month) { return month.second == 0; });
  return months;
}

TEST(ListingTest, YearToDateTiersPerDealEqualAComputationByHand) {
  const Program program(Parsed(kYtdLine));
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::vector<Deal> deals;
    for (int n = static_cast<int>(random() % 41); n > 0; --n) {
      deals.push_back({"d" + std::to_string(n), random() % 2 == 0 ? "a" : "b", random() % 2 == 0,
                       static_cast<int64_t>(random() % 80000000) - 20000000,
                       value::DayFromCivil(
                           {2026, static_cast<int>(random() % 12) + 1, static_cast<int>(random() % 5) + 1})});
    }
    column::InputData input;
    for (const char* rep : {"b", "a"}) given::AddRow(program.module(), input, 0, {rep});
    input.tables.resize(2);
    for (const Deal& deal : deals) {
      given::AddRow(program.module(), input, 1,
                    {deal.key, deal.rep, deal.cloud ? "cloud" : "core", value::DecimalToText(deal.cents, 2),
                     value::DateToText(deal.won)});
    }
    const RunResult result = interp::Run(program, input);
    std::map<std::string, Int128> months;
    for (const eval::LedgerRow& row : result.outcome.ledger) {
      months[result.outcome.participants[static_cast<size_t>(row.participant)] + " " +
             value::PeriodToText(value::Granule::Month, *row.period)] += row.earned;
    }
    std::erase_if(months, [](const auto& month) { return month.second == 0; });
    ASSERT_EQ(months, ByHand(deals)) << round;
    for (const auto& [key, cents] : months) {
      const std::string rep = key.substr(0, 1);
      ASSERT_EQ(Probe(result, 1, rep.c_str(), key.substr(2).c_str()), value::DecimalToText(cents, 2))
          << round;
    }
  }
}

}  // namespace
}  // namespace incent::interp
