#include "tests/property/sums.h"

#include <gtest/gtest.h>

#include "runtime/value/decimal.h"
#include "tests/property/law.h"
#include "tests/property/plans.h"

// Parts sum to the whole, whichever way a whole is cut: into months, into lines, between people.
namespace incent::property {
namespace {

using value::Granule;

// Both plans pay each participant the same in each period of `granule`.
Law PayTheSamePer(Granule granule) {
  return [granule](const Trial& trial, int64_t& num_checked) {
    const Sums one = SumBy(granule, trial.plans[0].Pay(trial.sales));
    const Sums other = SumBy(granule, trial.plans[1].Pay(trial.sales));
    num_checked += static_cast<int64_t>(one.size());
    return Difference(one, other, granule);
  };
}

std::string Ladder(uint64_t seed, const std::string& kind) {
  return Terms(seed).Tiers(kind);
}

// `pay commission <grain> { <clauses> }` behind a ladder, for each of two grains.
MakePlans Grains(std::string kind, std::string one, std::string other, std::string clauses) {
  return [=](uint64_t seed) {
    std::vector<std::string> texts;
    for (const std::string& grain : {one, other}) {
      const std::string cap = " capped at " + Terms(seed).Cap() + " per year";
      const std::string all = clauses + (seed % 2 == 0 ? "" : cap);
      texts.push_back(
          PlanText({.pays = grain.starts_with("per ") ? "monthly" : grain,
                    .body = Ladder(seed, kind) + "pay commission " + grain + " { " + all + " }"}));
    }
    return texts;
  };
}

class WholeTest : public testing::TestWithParam<std::string> {};

TEST_P(WholeTest, MonthsSumToTheYear) {
  const std::string to_date = "apply ladder(bookings over year to date)";
  CheckLaw(Grains(GetParam(), "monthly", "yearly", to_date), PayTheSamePer(Granule::Year));
}

TEST_P(WholeTest, QuartersSumToTheYear) {
  const std::string to_date = "apply ladder(bookings over year to date)";
  CheckLaw(Grains(GetParam(), "quarterly", "yearly", to_date), PayTheSamePer(Granule::Year));
}

TEST_P(WholeTest, LinesSumToTheMonth) {
  const std::string to_date = "apply ladder(bookings over year to date)";
  CheckLaw(Grains(GetParam(), "per bookings", "monthly", to_date), PayTheSamePer(Granule::Month));
}

TEST_P(WholeTest, HalfMonthsSumToTheQuarter) {
  const std::string to_date = "apply ladder(bookings over year to date)";
  CheckLaw(Grains(GetParam(), "per half month", "quarterly", to_date), PayTheSamePer(Granule::Quarter));
}

INSTANTIATE_TEST_SUITE_P(All, WholeTest, testing::Values("marginal", "retroactive", "interpolated"),
                         [](const auto& kind) { return kind.param; });

MakePlans LinearPlans(const std::string& rate) {
  return [rate](uint64_t) {
    return std::vector{
        PlanText({.body = "pay commission per bookings = bookings * " + rate}),
        PlanText({.body = "pay commission monthly = bookings over month * " + rate}),
        PlanText({.pays = "yearly", .body = "pay commission yearly = bookings over year * " + rate})};
  };
}

// Where nothing is rounded, nothing can be lost.
TEST(LinearTest, WholeCentsSumToTheCent) {
  const Law law = [](const Trial& trial, int64_t& num_checked) {
    Sales whole = trial.sales;
    for (Deal& deal : whole.deals) deal.net = deal.net / 100 * 100;
    const Paid by_line = trial.plans[0].Pay(whole);
    const Paid by_month = trial.plans[1].Pay(whole);
    const Sums year = SumBy(Granule::Year, trial.plans[2].Pay(whole));
    num_checked += static_cast<int64_t>(year.size());
    return Difference(SumBy(Granule::Month, by_line), SumBy(Granule::Month, by_month), Granule::Month) +
           Difference(SumBy(Granule::Year, by_month), year, Granule::Year);
  };
  CheckLaw(LinearPlans("7%"), law);
}

// Where each payout is rounded alone, each is at most half a cent away.
TEST(LinearTest, RoundingLosesHalfACentPerPayoutAtMost) {
  const Law law = [](const Trial& trial, int64_t& num_checked) -> std::string {
    Sums year = SumBy(Granule::Year, trial.plans[2].Pay(trial.sales));
    const Paid by_line = trial.plans[0].Pay(trial.sales);
    std::map<std::string, int64_t> num_payouts;
    for (const Deal& deal : trial.sales.deals) ++num_payouts[deal.rep];
    for (const auto& [key, cents] : SumBy(Granule::Year, by_line)) {
      ++num_checked;
      const int64_t half_cents = 2 * (cents - year[key]);
      if (std::abs(half_cents) <= num_payouts[std::get<0>(key)] + 1) continue;
      return std::get<0>(key) + ": lines pay " + value::DecimalToText(cents, 2) + ", the year " +
             value::DecimalToText(year[key], 2);
    }
    return "";
  };
  CheckLaw(LinearPlans("3.33%"), law);
}

// What the plan pays on each row, computed without it; `expected` gives nothing for rows that pay nothing.
Law RowsPay(std::function<int64_t(const Deal&, uint64_t seed)> expected) {
  return [expected](const Trial& trial, int64_t& num_checked) -> std::string {
    RowSums paid = SumByRow(trial.plans[0].Pay(trial.sales));
    for (const Deal& deal : trial.sales.deals) {
      const int64_t cents = IsIn2026(deal.won_on) ? expected(deal, trial.seed) : 0;
      ++num_checked;
      if (paid[deal.key] != cents) {
        return deal.key + " pays " + value::DecimalToText(paid[deal.key], 2) + ", not " +
               value::DecimalToText(cents, 2);
      }
    }
    return "";
  };
}

MakePlans PlanNamed(const std::string& kind) {
  return [kind](uint64_t seed) { return std::vector{PlanOfKind(kind, seed)}; };
}

TEST(ConservationTest, PartsOfASplitSumToTheRoundedWhole) {
  CheckLaw(PlanNamed("Split"), RowsPay([](const Deal& deal, uint64_t seed) {
             return HalfUp(value::Int128{deal.net} * Terms(seed).rates.front(), 10'000);
           }));
}

TEST(ConservationTest, WeightsDivideTheWholeToTheCent) {
  CheckLaw(PlanNamed("Weights"), RowsPay([](const Deal& deal, uint64_t) { return deal.net; }));
}

// Without a total each line stands alone: its row times its share, rounded.
TEST(ConservationTest, LinesAreRowsTimesShares) {
  const MakePlans plans = [](uint64_t) {
    return std::vector{PlanText({.credit = "to Deal.rep  to Deal.helper share 12.5% if Deal.helper is present"
                                           "  on Deal.won_on  amount Deal.net",
                                 .body = "pay commission per bookings = bookings * 2.5%"})};
  };
  CheckLaw(plans, RowsPay([](const Deal& deal, uint64_t) {
             const value::Int128 net = deal.net;
             // Someone who is named twice has one line with both shares.
             if (deal.helper == deal.rep) return HalfUp(net * 25 * 1125, 1'000'000);
             const int64_t part = deal.helper.empty() ? 0 : HalfUp(net * 25 * 125, 1'000'000);
             return HalfUp(net * 25, 1000) + part;
           }));
}

TEST(ConservationTest, AClawbackTakesBackWhatWasPaidAndNoMore) {
  const Law law = [](const Trial& trial, int64_t& num_checked) -> std::string {
    const Paid paid = trial.plans[0].Pay(trial.sales);
    RowSums commission = SumByRow(paid, "commission");
    RowSums cancelled = SumByRow(paid, "cancelled");
    for (const Deal& deal : trial.sales.deals) {
      const bool is_cancelled = IsIn2026(deal.cancelled) && deal.cancelled - deal.won_on <= 90;
      const int64_t expected = is_cancelled ? -commission[deal.key] : 0;
      num_checked += is_cancelled ? 1 : 0;
      // What falls into the next year is not this plan's to take.
      if (deal.cancelled != kNotWon && !IsIn2026(deal.cancelled)) continue;
      if (cancelled[deal.key] != expected) {
        return deal.key + " takes back " + value::DecimalToText(cancelled[deal.key], 2) + " of " +
               value::DecimalToText(commission[deal.key], 2);
      }
    }
    return "";
  };
  CheckLaw(PlanNamed("Clawback"), law);
}

// A pool that is divided by sales: nothing is left over, and nothing is invented.
TEST(ConservationTest, AnAllottedPoolSumsToItsTotal) {
  const MakePlans plans = [](uint64_t) {
    return std::vector{
        PlanText({.pays = "quarterly",
                  .credit = "to Deal.rep  on Deal.won_on  amount Deal.amount",
                  .body = "pay commission quarterly = allot(1_000 CNY, bookings over quarter, everyone())"})};
  };
  const Law law = [](const Trial& trial, int64_t& num_checked) -> std::string {
    std::map<value::Period, int64_t> sums;
    const Paid paid = trial.plans[0].Pay(trial.sales);
    for (const auto& [key, cents] : SumBy(Granule::Quarter, paid)) sums[std::get<1>(key)] += cents;
    std::map<value::Period, int64_t> sold;
    for (const Deal& deal : trial.sales.deals) {
      if (IsIn2026(deal.won_on)) sold[value::PeriodOf(Granule::Quarter, deal.won_on)] += deal.amount;
    }
    for (const auto& [quarter, amount] : sold) {
      ++num_checked;
      if (amount != 0 && sums[quarter] != 1'000'00) {
        return value::PeriodToText(Granule::Quarter, quarter) + " pays " +
               value::DecimalToText(sums[quarter], 2);
      }
    }
    return "";
  };
  CheckLaw(plans, law);
}

}  // namespace
}  // namespace incent::property
