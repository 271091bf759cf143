#include <gtest/gtest.h>

#include <algorithm>

#include "runtime/value/decimal.h"
#include "tests/property/law.h"
#include "tests/property/plans.h"
#include "tests/property/sums.h"

// Caps hold at every moment, and more sales never pay less.
namespace incent::property {
namespace {

using value::Granule;

// What a participant was paid without and with a cap at one moment: the date and, by line, the row.
struct Pair {
  int64_t free = 0;
  int64_t capped = 0;
};
using Moment = std::tuple<value::Day, std::string>;
using Courses = std::map<std::string, std::map<Moment, Pair>>;

Courses CoursesOf(const Paid& free, const Paid& capped) {
  Courses courses;
  for (const Payout& payout : free.payouts)
    courses[payout.participant][{*payout.credit, payout.row}].free += payout.cents;
  for (const Payout& payout : capped.payouts)
    courses[payout.participant][{*payout.credit, payout.row}].capped += payout.cents;
  return courses;
}

// At each moment the sum with the cap is the smaller of the cap and the sum without it. Exact, because the
// cap is whole cents and rounding is monotonic.
Law CapHolds() {
  return [](const Trial& trial, int64_t& num_checked) -> std::string {
    const int64_t cap = Terms(trial.seed).cap;
    const Paid free = trial.plans[0].Pay(trial.sales);
    for (const auto& [participant, course] : CoursesOf(free, trial.plans[1].Pay(trial.sales))) {
      Pair sum;
      for (const auto& [moment, pair] : course) {
        sum.free += pair.free;
        sum.capped += pair.capped;
        num_checked += sum.free > cap ? 1 : 0;
        if (sum.capped == std::min(sum.free, cap)) continue;
        return participant + " " + value::DateToText(std::get<0>(moment)) + " " + std::get<1>(moment) +
               ": with the cap " + value::DecimalToText(sum.capped, 2) + ", without " +
               value::DecimalToText(sum.free, 2);
      }
    }
    return "";
  };
}

class LadderTest : public testing::TestWithParam<std::string> {};

// The same pay without and with a cap, by line or by month.
MakePlans WithoutAndWithCap(const std::string& grain) {
  return [grain, kind = LadderTest::GetParam()](uint64_t seed) {
    const Terms terms(seed);
    std::vector<std::string> texts;
    for (const std::string& cap : {std::string(), " capped at " + terms.Cap() + " per year"}) {
      texts.push_back(PlanText({.body = terms.Tiers(kind) + "pay commission " + grain +
                                        " { apply ladder(bookings over year to date)" + cap + " }"}));
    }
    return texts;
  };
}

TEST_P(LadderTest, ACapIsMetAndNeverPassedByLine) {
  CheckLaw(WithoutAndWithCap("per bookings"), CapHolds());
}

TEST_P(LadderTest, ACapIsMetAndNeverPassedByMonth) {
  CheckLaw(WithoutAndWithCap("monthly"), CapHolds());
}

// Sums to date by participant and month, months without a payout included.
std::map<std::string, std::vector<int64_t>> ToDate(const Paid& paid) {
  std::map<std::string, std::vector<int64_t>> levels;
  for (const auto& [key, cents] : SumBy(Granule::Month, paid)) {
    std::vector<int64_t>& months = levels[std::get<0>(key)];
    months.resize(12);
    const int month = value::CivilFromDay(value::PeriodStart(Granule::Month, std::get<1>(key))).month;
    for (size_t i = static_cast<size_t>(month - 1); i < 12; ++i) months[i] += cents;
  }
  return levels;
}

// One deal is raised, and then nobody has been paid less at the end of any month.
std::string RaisingFault(const Trial& trial, Random& random, int64_t& num_checked) {
  Sales raised = trial.sales;
  Deal& deal = raised.deals[static_cast<size_t>(random.Below(static_cast<int64_t>(raised.deals.size())))];
  deal.net += random.Of<int64_t>({1, 99, 500'00, 5'000'00});
  auto after = ToDate(trial.plans[0].Pay(raised));
  for (const auto& [participant, months] : ToDate(trial.plans[0].Pay(trial.sales))) {
    after[participant].resize(12);
    for (size_t i = 0; i < 12; ++i) {
      num_checked += after[participant][i] > months[i] ? 1 : 0;
      if (after[participant][i] >= months[i]) continue;
      return deal.key + " raised: " + participant + " to the end of month " + std::to_string(i + 1) + " " +
             value::DecimalToText(after[participant][i], 2) + " instead of " +
             value::DecimalToText(months[i], 2);
    }
  }
  return "";
}

TEST_P(LadderTest, MoreSalesNeverPayLess) {
  const MakePlans plans = [kind = GetParam()](uint64_t seed) {
    return std::vector{PlanText({.body = Terms(seed).Tiers(kind) +
                                         "pay commission per bookings { apply ladder(bookings over year to "
                                         "date) }"})};
  };
  const Law law = [](const Trial& trial, int64_t& num_checked) {
    Random random(trial.seed);
    std::string fault;
    for (int round = 0; round < 8 && fault.empty() && !trial.sales.deals.empty(); ++round)
      fault = RaisingFault(trial, random, num_checked);
    return fault;
  };
  CheckLaw(plans, law);
}

INSTANTIATE_TEST_SUITE_P(All, LadderTest, testing::Values("marginal", "retroactive", "interpolated"),
                         [](const auto& kind) { return kind.param; });

}  // namespace
}  // namespace incent::property
