// Writes the deals of the benchmark's task as column files, on request as CSV too, and what the task must
// come to: totals.json, by the plainest exact program there could be.
//
//     task_data ROWS random|sorted FOLDER [--csv]
#include <algorithm>
#include <cstring>
#include <fstream>
#include <numeric>
#include <vector>

#include "runtime/value/date.h"
#include "tests/bench/peers/deal_columns.h"
#include "tests/bench/peers/task.h"
#include "tests/bench/peers/worker.h"
#include "tests/bench/reference_deals.h"

namespace incent::bench {
namespace {

DealColumns Generate(size_t num_deals, RowOrder order) {
  DealColumns deals(num_deals);
  DealGenerator generator(num_deals, NumReps(num_deals), order);
  for (size_t i = 0; i < num_deals; ++i) {
    const Deal deal = generator.Next();
    deals.rep[i] = deal.rep;
    deals.day[i] = static_cast<int16_t>(deal.day);
    deals.product[i] = static_cast<uint8_t>(deal.product);
    deals.payment_days[i] = static_cast<int16_t>(deal.payment_days);
    deals.amount[i] = deal.amount;
  }
  return deals;
}

// --- the oracle: sort, then one deal after the other in 128 bits ---

using Wide = __int128;

Wide Entitled(Wide y) {
  Wide sum = y * kTierRate[0];
  for (size_t t = 1; t < kNumTiers; ++t)
    sum += std::max<Wide>(y - kTierStart[t], 0) * (kTierRate[t] - kTierRate[t - 1]);
  return sum;
}

int64_t RoundHalfUp(Wide value, Wide unit) {
  const Wide magnitude = value < 0 ? -value : value;
  const Wide rounded = (2 * magnitude + unit) / (2 * unit);
  return static_cast<int64_t>(value < 0 ? -rounded : rounded);
}

std::vector<uint32_t> InOrder(const DealColumns& deals) {
  std::vector<uint32_t> order(deals.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    if (deals.rep[a] != deals.rep[b]) return deals.rep[a] < deals.rep[b];
    if (deals.day[a] != deals.day[b]) return deals.day[a] < deals.day[b];
    return a < b;
  });
  return order;
}

int64_t Commission(const DealColumns& deals, size_t i, Wide y) {
  const Wide increase = Entitled(y + deals.amount[i]) - Entitled(y);
  return RoundHalfUp(increase * kProductFactor[deals.product[i]] * PaymentFactor(deals.payment_days[i]),
                     kCommissionUnit);
}

Totals ReferenceTotals(const DealColumns& deals) {
  Totals totals;
  int32_t rep = -1;
  int month = 0;
  Wide y = 0;
  int64_t earned = 0;
  const auto close = [&] { totals.AddPayout(std::min(earned, kMonthlyCap)); };
  for (const uint32_t i : InOrder(deals)) {
    if (deals.rep[i] != rep || MonthOf(deals.day[i]) != month) {
      close();
      earned = 0;
    }
    if (deals.rep[i] != rep) y = 0;
    rep = deals.rep[i];
    month = MonthOf(deals.day[i]);
    const int64_t cents = Commission(deals, i, y);
    y += deals.amount[i];
    totals.AddDeal(i, cents);
    earned += cents;
  }
  close();
  return totals;
}

// Of the kernel alone: a deal's own amount once more is what came before it.
Totals KernelTotals(const DealColumns& deals) {
  Totals totals;
  for (size_t i = 0; i < std::min(deals.size(), kKernelDeals); ++i)
    totals.AddDeal(i, Commission(deals, i, deals.amount[i]));
  return totals;
}

// Of reading: amounts, and as groups the number of rows.
Totals ReadTotals(const DealColumns& deals) {
  Totals totals;
  for (size_t i = 0; i < deals.size(); ++i) totals.AddDeal(i, deals.amount[i]);
  totals.groups = static_cast<int64_t>(deals.size());
  return totals;
}

void WriteTotals(const DealColumns& deals, const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "w");
  if (file == nullptr) StopAtFile(path);
  std::fputs("{\"reference\": ", file);
  Print(ReferenceTotals(deals), file);
  std::fputs(", \"kernel\": ", file);
  Print(KernelTotals(deals), file);
  std::fputs(", \"csv_read\": ", file);
  Print(ReadTotals(deals), file);
  std::fputs("}\n", file);
  if (std::fclose(file) != 0) StopAtFile(path);
}

// --- CSV ---

std::string Cents(int64_t cents) {
  const std::string digits = std::to_string(cents < 0 ? -cents : cents);
  const std::string padded = digits.size() < 3 ? std::string(3 - digits.size(), '0') + digits : digits;
  return (cents < 0 ? "-" : "") + padded.substr(0, padded.size() - 2) + "." +
         padded.substr(padded.size() - 2);
}

void WriteCsv(const DealColumns& deals, const std::string& folder) {
  std::ofstream reps(folder + "/Rep.csv");
  reps << "id\n";
  for (int rep = 0; rep < NumReps(deals.size()); ++rep)
    reps << KeyText('R', static_cast<size_t>(rep)) << '\n';
  std::ofstream file(folder + "/Deal.csv");
  file << "id,rep,closed_on,product,payment_days,amount\n";
  const value::Day start = *value::ParseDate("2025-01-01");
  std::vector<std::string> dates;
  for (int day = 0; day < kNumDays; ++day) dates.push_back(value::DateToText(start + day));
  for (size_t i = 0; i < deals.size(); ++i) {
    file << KeyText('D', i) << ',' << KeyText('R', static_cast<size_t>(deals.rep[i])) << ','
         << dates[static_cast<size_t>(deals.day[i])] << ",p" << static_cast<int>(deals.product[i]) << ','
         << deals.payment_days[i] << ',' << Cents(deals.amount[i]) << '\n';
  }
  file.close();
  if (!reps || !file) StopAtFile(folder + "/Deal.csv");
}

int Run(int argc, char** argv) {
  const bool is_usage_right = argc == 4 || (argc == 5 && std::strcmp(argv[4], "--csv") == 0);
  if (!is_usage_right) {
    std::fputs("usage: task_data ROWS random|sorted FOLDER [--csv]\n", stderr);
    return 3;
  }
  const RowOrder order = std::strcmp(argv[2], "sorted") == 0 ? RowOrder::ByDate : RowOrder::Random;
  const std::string folder = argv[3];
  std::filesystem::create_directories(folder);
  const DealColumns deals = Generate(std::strtoull(argv[1], nullptr, 10), order);
  WriteColumns(deals, folder);
  if (argc == 5) WriteCsv(deals, folder);
  // Last, so that who finds it finds everything.
  WriteTotals(deals, folder + "/totals.json");
  return 0;
}

}  // namespace
}  // namespace incent::bench

int main(int argc, char** argv) {
  return incent::bench::Run(argc, argv);
}
