// Deals per second through whole plans in the reference interpreter, reading of files left out.
#include <benchmark/benchmark.h>

#include <random>

#include "tests/bench/peak_memory.h"
#include "tests/unit/interp/sales.h"

namespace incent::interp {
namespace {

// `num_deals` deals of 1 000 reps over one year; one in `helped` has a second recipient (0: none).
column::InputData Deals(const ir::Module& module, int num_deals, int helped) {
  constexpr int kNumReps = 1000;
  column::InputData input;
  for (int rep = 0; rep < kNumReps; ++rep)
    given::AddRow(module, input, kRep, {"r" + std::to_string(rep), "-", "0", "-"});
  std::mt19937 random(1);
  column::Table& deals = input.tables[kDeal];
  deals.columns.resize(module.datasets[kDeal].fields.size());
  deals.num_rows = num_deals;
  const Day start = *value::ParseDate("2026-01-01");
  for (int row = 0; row < num_deals; ++row) {
    deals.AppendKey("D" + std::to_string(10000000 + row));
    const auto rep = static_cast<int>(random() % kNumReps);
    deals.columns[kDealRep].Append(rep);
    deals.columns[kDealWon].Append(start + static_cast<int>(random() % 365));
    deals.columns[kDealAmount].Append(static_cast<int64_t>(random() % 50000000));
    deals.columns[kDealProduct].Append(static_cast<int>(random() % 2));
    const bool has_helper = helped != 0 && random() % static_cast<unsigned>(helped) == 0;
    deals.columns[kDealHelper].Append(has_helper ? (rep + 1) % kNumReps : -1,
                                      has_helper ? column::CellState::Value : column::CellState::Null);
    deals.lines.push_back(row + 2);
  }
  return input;
}

// Reports deals per second as `items_per_second`, and per deal: bytes that the run holds at its end, and
// by how much the input, and input and run together, raise the peak of a process.
void RunPlan(benchmark::State& state, const ir::Module& module, int helped) {
  const auto num_deals = static_cast<int>(state.range(0));
  const auto per_deal = [num_deals](int64_t bytes) {
    return static_cast<double>(bytes) / static_cast<double>(num_deals);
  };
  const bench::Peaks peaks = bench::MeasurePeaks(
      [&] { return Deals(module, num_deals, helped); },
      [&](const column::InputData& input) { benchmark::DoNotOptimize(Run(Program(module), input)); });
  state.counters["peak_of_input_per_deal"] = per_deal(peaks.prepare);
  state.counters["peak_per_deal"] = per_deal(peaks.work);

  const column::InputData input = Deals(module, num_deals, helped);
  const Program program(module);
  size_t bytes = 0;
  for (auto _ : state) {
    const RunResult result = Run(program, input);
    if (!result.outcome.broken.empty() || result.outcome.ledger.empty())
      state.SkipWithError("the run is wrong");
    bytes = result.outcome.memory_bytes;
  }
  state.SetItemsProcessed(state.iterations() * num_deals);
  state.counters["held_per_deal"] = per_deal(static_cast<int64_t>(bytes));
}

// One payout per deal: a rate by product, rounded; no splits.
void FlatCommission(benchmark::State& state) {
  ir::Module module = SalesModule();
  AddBookings(module);
  AddFlatCommission(module);
  RunPlan(state, module, 0);
}
BENCHMARK(FlatCommission)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

// The same with a second recipient on every third deal.
void SplitCommission(benchmark::State& state) {
  ir::Module module = SalesModule();
  AddBookings(module);
  AddFlatCommission(module);
  RunPlan(state, module, 3);
}
BENCHMARK(SplitCommission)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

// Tiers on the year to date, paid and rounded per deal.
void AddYearToDate(ir::Module& module) {
  StageBuilder s(module, "commission", StageClass::Fold, kLinesDomain);
  s.At(1, {});
  const InstId amount = s.Add(Op::LineAmount, {});
  const InstId after = s.Add(Op::ScanSum, {amount}, PerGranule(Granule::Year));
  const InstId before = s.Add(Op::Sub, {after, amount});
  const auto entitled = [&](InstId x) {
    std::vector<InstId> operands{x};
    for (const auto& [bound, rate] : std::vector<std::pair<int, int>>{
             {0, 20}, {250000, 30}, {500000, 45}, {1000000, 60}, {2000000, 80}}) {
      operands.push_back(s.ConstNumber(bound, Cny(0)));
      operands.push_back(s.ConstNumber(rate, Type::Number(3)));
    }
    return s.Add(Op::TierMarginal, operands);
  };
  const InstId increase = s.Add(Op::Sub, {entitled(after), entitled(before)});
  const InstId level = s.Add(Op::ScanSum, {increase}, PerGranule(Granule::Year));
  const InstId level_before = s.Add(Op::Sub, {level, increase});
  const auto mode = value::RoundingMode::HalfUp;
  const InstId pay = s.Add(Op::Sub, {s.Round(level, 1, 2, mode), s.Round(level_before, 1, 2, mode)});
  s.Publish(pay, "commission");
  s.stage().ledger.push_back({0, pay, std::nullopt});
  s.Finish();
}

void YearToDateTiers(benchmark::State& state) {
  ir::Module module = SalesModule();
  AddBookings(module);
  AddYearToDate(module);
  RunPlan(state, module, 0);
}
BENCHMARK(YearToDateTiers)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace incent::interp
