#include "tests/property/law.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/support/first_seed.h"

namespace incent::property {
namespace {

std::string FaultOf(const Law& law, const Trial& trial) {
  int64_t ignored = 0;
  return law(trial, ignored);
}

// Leaves out as many deals as possible, half of them first, single ones last.
Trial Shrunk(const Law& law, Trial trial) {
  for (size_t piece = trial.sales.deals.size() / 2; piece > 0; piece /= 2) {
    for (size_t start = 0; start + piece <= trial.sales.deals.size();) {
      const std::vector<Deal> all = trial.sales.deals;
      const auto first = trial.sales.deals.begin() + static_cast<std::ptrdiff_t>(start);
      trial.sales.deals.erase(first, first + static_cast<std::ptrdiff_t>(piece));
      if (FaultOf(law, trial).empty()) {
        trial.sales.deals = all;
        start += piece;
      }
    }
  }
  return trial;
}

// As a golden file (docs/testing.md): put it below tests/golden/run to see it again.
std::string AsGoldenFile(const Payroll& plan, const Sales& sales) {
  std::string text = plan.text() + "#: TEST run\n";
  for (const auto& [name, csv] : FilesOf(SheetsOf(sales)).texts) {
    text += "#+ " + name + "\n";
    std::istringstream lines(csv);
    for (std::string line; std::getline(lines, line);) text += "#| " + line + "\n";
  }
  return text;
}

void Report(const Law& law, const Trial& failed) {
  const Trial trial = Shrunk(law, failed);
  std::string text = "seed " + std::to_string(trial.seed) + ": " + FaultOf(law, trial) + "\n";
  for (size_t i = 0; i < trial.plans.size(); ++i)
    text += "\n--- plan " + std::to_string(i + 1) + "\n" + AsGoldenFile(trial.plans[i], trial.sales);
  ADD_FAILURE() << text;
}

}  // namespace

void CheckLaw(const MakePlans& make_plans, const Law& law, const LawOptions& options) {
  int64_t num_checked = 0;
  const uint64_t first = golden::FirstSeed();
  for (uint64_t seed = first; seed < first + static_cast<uint64_t>(options.num_seeds); ++seed) {
    Trial trial{.seed = seed, .plans = {}, .sales = MakeSales(seed, options.sales)};
    for (std::string& text : make_plans(seed)) trial.plans.emplace_back(std::move(text));
    for (const Payroll& plan : trial.plans) ASSERT_EQ(plan.problem(), "") << plan.text();
    if (!law(trial, num_checked).empty()) return Report(law, trial);
  }
  EXPECT_GT(num_checked, 0) << "the law was not put to the test";
}

}  // namespace incent::property
