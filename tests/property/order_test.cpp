#include <gtest/gtest.h>

#include "tests/property/law.h"
#include "tests/property/plans.h"

// What the order of rows, and how they are spread over files, must not change: the ledger byte for byte,
// the control totals, the errors, and which rows are refused.
//
// Only what names a place in a file depends on it: lines in messages, in the reject report and in
// explanations; and of several rows with one key, the first in the order of the files is the one that is
// not reported.
namespace incent::property {
namespace {

std::string FirstDifference(const std::string& what, const std::vector<std::string>& before,
                            const std::vector<std::string>& after) {
  for (size_t i = 0; i < std::max(before.size(), after.size()); ++i) {
    const std::string old_line = i < before.size() ? before[i] : "nothing\n";
    const std::string new_line = i < after.size() ? after[i] : "nothing\n";
    if (old_line != new_line) return what + ": " + old_line + "  became " + new_line;
  }
  return "";
}

std::string Difference(const Paid& before, const Paid& after) {
  if (!before.problem.empty()) return before.problem;
  std::string difference = FirstDifference("ledger", before.ledger, after.ledger);
  difference += FirstDifference("totals", before.totals, after.totals);
  difference += FirstDifference("rejects", before.rejects, after.rejects);
  return difference + after.problem;
}

Files Shuffled(Sheets sheets, Random& random) {
  for (auto& [name, sheet] : sheets) random.Shuffle(sheet.rows);
  return FilesOf(sheets);
}

// Each sheet's rows spread over up to four files, some of them without rows, named in any order.
Files Spread(const Sheets& sheets, Random& random) {
  Files files;
  for (const auto& [name, sheet] : sheets) {
    std::vector<Sheet> parts(static_cast<size_t>(random.Below(4) + 1), Sheet{sheet.header, {}});
    for (const std::string& row : sheet.rows)
      parts[static_cast<size_t>(random.Below(static_cast<int64_t>(parts.size())))].rows.push_back(row);
    for (size_t i = 0; i < parts.size(); ++i) {
      const std::string file = name + std::to_string(i) + ".csv";
      files.texts[file] = parts[i].Text();
      files.overrides[name].push_back(file);
    }
    random.Shuffle(files.overrides[name]);
  }
  return files;
}

class OrderTest : public testing::TestWithParam<std::string> {
 protected:
  using Rearrange = Files (*)(Sheets, Random&);

  // The plan pays the same after its files were rearranged three times.
  static void CheckRearranged(Rearrange rearrange, bool dirty) {
    const MakePlans plans = [](uint64_t seed) { return std::vector{PlanOfKind(GetParam(), seed)}; };
    const Law law = [rearrange](const Trial& trial, int64_t& num_checked) {
      const Sheets sheets = SheetsOf(trial.sales);
      const Paid expected = trial.plans[0].Pay(FilesOf(sheets));
      Random random(trial.seed);
      std::string difference;
      for (int round = 0; round < 3 && difference.empty(); ++round) {
        difference = Difference(expected, trial.plans[0].Pay(rearrange(sheets, random)));
        num_checked += static_cast<int64_t>(expected.ledger.size());
      }
      return difference;
    };
    CheckLaw(plans, law, {.sales = {.dirty = dirty}});
  }
};

TEST_P(OrderTest, OfRowsShowsNowhere) {
  CheckRearranged([](Sheets sheets, Random& random) { return Shuffled(std::move(sheets), random); }, false);
}

TEST_P(OrderTest, OfRowsShowsNowhereEvenIfSomeAreRefused) {
  CheckRearranged([](Sheets sheets, Random& random) { return Shuffled(std::move(sheets), random); }, true);
}

TEST_P(OrderTest, OfFilesShowsNowhere) {
  CheckRearranged([](Sheets sheets, Random& random) { return Spread(sheets, random); }, false);
}

INSTANTIATE_TEST_SUITE_P(All, OrderTest, testing::ValuesIn(KindsOfPlans()),
                         [](const auto& kind) { return kind.param; });

}  // namespace
}  // namespace incent::property
