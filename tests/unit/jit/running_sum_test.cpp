#include "compiler/jit/running_sum.h"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "compiler/interp/run_state.h"
#include "compiler/jit/line_chunks.h"
#include "compiler/jit/line_totals.h"

namespace incent::jit {
namespace {

constexpr value::Day kFirstDay = 20454;  // 2026-01-01
constexpr int kNumDays = 120;

struct Case {
  int num_threads = 1;
  bool ascends = false;
};

// Lines of a few people in four months, by row, with amounts of both signs.
class RunningSumTest : public testing::TestWithParam<Case> {
 protected:
  static constexpr int kPeople = 5;
  static constexpr size_t kLines = 30'000;

  RunningSumTest() {
    module_.datasets.push_back({"Rep", "", {}});
    module_.participants = 0;
    module_.line_sets.push_back({.name = "lines", .dataset = 0});
    input_.tables.resize(1);
    for (int person = 0; person < kPeople; ++person) input_.tables[0].AppendKey("r" + std::to_string(person));
    input_.tables[0].num_rows = kPeople;
    run_ = std::make_unique<interp::RunState>(module_, input_,
                                              interp::GridDays{kFirstDay, kFirstDay + kNumDays - 1});
    MakeLines();
  }

  void MakeLines() {
    std::mt19937_64 random(7);
    interp::Lines& lines = run_->space.lines(0);
    std::vector<int64_t> amounts;
    for (size_t line = 0; line < kLines; ++line) {
      const auto in_order = static_cast<int>(line * kNumDays / kLines);
      const int day = GetParam().ascends ? in_order : static_cast<int>(random() % kNumDays);
      lines.rows.push_back(static_cast<int32_t>(line));
      lines.people.push_back(static_cast<int32_t>(random() % kPeople));
      lines.days.push_back(kFirstDay + day);
      amounts.push_back(static_cast<int64_t>(random() % 2'000'001) - 500'000);
    }
    lines.share = lines.amount = lines.whole = eval::LaneColumn(amounts);
    lines.by_row = true;
    lines.made = true;
  }

  // By person and month, line by line in the order of days, then of rows.
  std::vector<int64_t> Expected() const {
    const interp::Lines& lines = run_->space.lines(0);
    std::vector<size_t> order(kLines);
    for (size_t line = 0; line < kLines; ++line) order[line] = line;
    std::stable_sort(order.begin(), order.end(),
                     [&](size_t a, size_t b) { return lines.days[a] < lines.days[b]; });
    std::map<std::pair<int32_t, value::Period>, int64_t> sums;
    std::vector<int64_t> expected(kLines);
    for (const size_t line : order) {
      const value::Period month = value::PeriodOf(value::Granule::Month, lines.days[line]);
      expected[line] = sums[{lines.people[line], month}] += static_cast<int64_t>(lines.amount.ValueAt(line));
    }
    return expected;
  }

  ir::Module module_;
  column::InputData input_;
  std::unique_ptr<interp::RunState> run_;
};

TEST_P(RunningSumTest, GivesEachLineTheSumUpToItWithinItsBounds) {
  base::Workers workers(GetParam().num_threads);
  const std::optional<LineSource> lines = LineSource::OfMade(*run_, 0);
  ASSERT_TRUE(lines);
  EXPECT_EQ(lines->ascends(), GetParam().ascends);
  const LineChunks chunks(*lines, workers);
  RunningSum sum(*lines, value::Granule::Month, kPeople, GetParam().ascends, chunks.num_ranges());
  const int64_t* amounts = run_->space.lines(0).amount.Narrow();
  chunks.ForEach([&](const LineChunk& chunk) { sum.Add(chunk, amounts + chunk.first); });
  sum.Finish(workers);
  const std::vector<int64_t> expected = Expected();
  // A second pass may come again.
  for (int pass = 0; pass < 2; ++pass) {
    std::vector<int64_t> sums(kLines);
    sum.Rewind(workers);
    chunks.ForEach(
        [&](const LineChunk& chunk) { sum.Get(chunk, amounts + chunk.first, sums.data() + chunk.first); });
    EXPECT_EQ(sums, expected);
  }
  const auto [low, high] = std::minmax_element(expected.begin(), expected.end());
  EXPECT_LE(sum.bounds().low, *low);
  EXPECT_GE(sum.bounds().high, *high);
}

TEST_P(RunningSumTest, TotalsAreTheLastSumOfEachPersonAndMonth) {
  base::Workers workers(GetParam().num_threads);
  const std::optional<LineSource> lines = LineSource::OfMade(*run_, 0);
  const LineChunks chunks(*lines, workers);
  const ir::Domain cells{.kind = ir::DomainKind::Cells, .granule = value::Granule::Month};
  LineTotals totals(*run_, *lines, cells, {}, chunks.num_ranges());
  const int64_t* amounts = run_->space.lines(0).amount.Narrow();
  chunks.ForEach([&](const LineChunk& chunk) { totals.Add(chunk, amounts + chunk.first); });
  const eval::LaneColumn got = totals.Finish();
  std::vector<int64_t> expected(static_cast<size_t>(kPeople) * 4);
  const interp::Lines& made = run_->space.lines(0);
  for (size_t line = 0; line < kLines; ++line) {
    const int month = value::PeriodOf(value::Granule::Month, made.days[line]) -
                      value::PeriodOf(value::Granule::Month, kFirstDay);
    expected[static_cast<size_t>(made.people[line] * 4 + month)] += amounts[line];
  }
  EXPECT_EQ(std::vector<int64_t>(got.narrow().begin(), got.narrow().end()), expected);
}

INSTANTIATE_TEST_SUITE_P(Ways, RunningSumTest,
                         testing::Values(Case{1, false}, Case{3, false}, Case{1, true}, Case{2, true}),
                         [](const auto& way) {
                           const std::string threads = std::to_string(way.param.num_threads);
                           return threads + (way.param.ascends ? "ByDate" : "");
                         });

}  // namespace
}  // namespace incent::jit
