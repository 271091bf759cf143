#include <gtest/gtest.h>

#include <algorithm>

#include "tests/property/law.h"
#include "tests/property/plans.h"

// What one person is paid does not depend on strangers, and every payout can be explained.
namespace incent::property {
namespace {

constexpr const char* kNewcomer = "r2a";  // between others in the order of keys

// Somebody more, with deals between those of the others.
Sales WithNewcomer(Sales sales, const std::string& team) {
  Rep rep = sales.reps.front();
  rep.key = kNewcomer;
  rep.team = team;
  sales.reps.insert(sales.reps.begin() + 1, rep);
  const size_t num_deals = sales.deals.size();
  for (size_t i = 0; i < num_deals; i += 3) {
    Deal deal = sales.deals[i];
    deal.key += "n";
    deal.rep = kNewcomer;
    deal.helper.clear();
    sales.deals.insert(sales.deals.begin() + static_cast<std::ptrdiff_t>(i), deal);
  }
  return sales;
}

std::vector<std::string> LinesOfOthers(const Paid& paid) {
  std::vector<std::string> lines;
  for (size_t i = 0; i < paid.ledger.size(); ++i) {
    if (paid.payouts[i].participant != kNewcomer) lines.push_back(paid.ledger[i]);
  }
  return lines;
}

// The line of somebody else that a newcomer changes; nothing if there is none.
std::string ChangeByNewcomer(const Trial& trial, const std::string& team, int64_t& num_checked) {
  const std::vector<std::string> before = LinesOfOthers(trial.plans[0].Pay(trial.sales));
  const Paid paid = trial.plans[0].Pay(WithNewcomer(trial.sales, team));
  const std::vector<std::string> after = LinesOfOthers(paid);
  // Without a line of the newcomer the law would say nothing.
  if (after.size() < paid.ledger.size()) num_checked += static_cast<int64_t>(before.size());
  const auto differ = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  if (differ.first == before.end() && differ.second == after.end()) return "";
  return (differ.first == before.end() ? "no line\n" : *differ.first) + "  became " +
         (differ.second == after.end() ? "no line\n" : *differ.second);
}

class KindTest : public testing::TestWithParam<std::string> {
 protected:
  static std::vector<std::string> Plans(uint64_t seed) { return {PlanOfKind(GetParam(), seed)}; }
};

TEST_P(KindTest, ANewcomerInATeamOfTheirOwnChangesNobodysPay) {
  const Law law = [](const Trial& trial, int64_t& num_checked) {
    return ChangeByNewcomer(trial, "alone", num_checked);
  };
  CheckLaw(Plans, law);
}

TEST_P(KindTest, EveryPayoutIsReachedByItsExplanation) {
  const Law law = [](const Trial& trial, int64_t& num_checked) -> std::string {
    constexpr int kStep = 5;  // an explanation costs as much as a run
    num_checked += static_cast<int64_t>(trial.plans[0].Pay(trial.sales).ledger.size()) / kStep;
    const std::vector<std::string> wrong = trial.plans[0].NotReproduced(trial.sales, kStep);
    return wrong.empty() ? "" : "not reproduced: " + wrong.front();
  };
  CheckLaw(Plans, law, {.num_seeds = 2});
}

TEST_P(KindTest, MachineCodePaysTheSame) {
  const Law law = [](const Trial& trial, int64_t& num_checked) {
    ++num_checked;
    return trial.plans[0].DifferenceInJit(trial.sales);
  };
  CheckLaw(Plans, law, {.num_seeds = 4});
}

INSTANTIATE_TEST_SUITE_P(All, KindTest, testing::ValuesIn(KindsOfPlans()),
                         [](const auto& kind) { return kind.param; });

// The law above can fail: in a team, what one sells is another's override.
TEST(TeamTest, ANewcomerInTheTeamChangesTheOverridesOfColleagues) {
  const Law law = [](const Trial& trial, int64_t& num_checked) -> std::string {
    const bool changed = !ChangeByNewcomer(trial, trial.sales.reps[0].team, num_checked).empty();
    return changed || trial.sales.deals.empty() ? "" : "nothing changed";
  };
  CheckLaw([](uint64_t seed) { return std::vector{PlanOfKind("Team", seed)}; }, law);
}

}  // namespace
}  // namespace incent::property
