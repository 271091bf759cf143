// Rows per second from a file to a table: deals as a shop exports them, through the public loader.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <random>

#include "runtime/io/loader.h"
#include "runtime/io/sha256.h"
#include "tests/bench/peak_memory.h"

namespace incent::io {
namespace {

using column::FieldKind;

constexpr int kNumReps = 1000;

std::vector<column::DatasetSchema> Schemas() {
  const std::vector<std::string> products = {"Cloud", "Support", "Licence", "Training"};
  return {
      {.name = "Rep", .fields = {{.name = "id", .header = "id", .is_key = true}}},
      {.name = "Deal",
       .fields = {
           {.name = "id", .header = "id", .is_key = true},
           {.name = "rep", .header = "rep", .kind = FieldKind::Reference, .target = 0},
           {.name = "closed_on", .header = "closed_on", .kind = FieldKind::Date},
           {.name = "product", .header = "product", .kind = FieldKind::OneOf, .labels = products},
           {.name = "payment_days", .header = "payment_days", .kind = FieldKind::Number},
           {.name = "amount", .header = "amount", .kind = FieldKind::Number, .scale = 2, .unit = "CNY"}}}};
}

// How the deals' file is written.
enum class Form : int { Plain, Shuffled, Quoted, JsonLines };

struct Deal {
  std::string id;
  unsigned rep = 0;
  int month = 0;
  int day = 0;
  std::string product;
  int payment_days = 0;
  std::string amount;
};

std::string Line(const Deal& d, Form form) {
  const auto date = fmt::format("2026-{:02}-{:02}", d.month, d.day);
  switch (form) {
    case Form::Quoted:
      return fmt::format("\"{}\",\"R{:04}\",{},\"{}\",{},{}\n", d.id, d.rep, date, d.product, d.payment_days,
                         d.amount);
    case Form::JsonLines:
      return fmt::format(
          R"({{"id":"{}","rep":"R{:04}","closed_on":"{}","product":"{}","payment_days":{},"amount":{}}})"
          "\n",
          d.id, d.rep, date, d.product, d.payment_days, d.amount);
    default:
      return fmt::format("{},R{:04},{},{},{},{}\n", d.id, d.rep, date, d.product, d.payment_days, d.amount);
  }
}

// A folder with the two files, removed at the end.
class Folder {
 public:
  Folder(int num_deals, Form form) {
    std::string name = "/tmp/incent-io-bench-XXXXXX";
    path_ = mkdtemp(name.data()) == nullptr ? "." : name;
    std::ofstream reps(path_ + "/Rep.csv");
    reps << "id\n";
    for (int rep = 0; rep < kNumReps; ++rep) reps << fmt::format("R{:04}\n", rep);
    const std::vector<std::string> products = Schemas()[1].fields[3].labels;
    std::mt19937 random(1);
    std::ofstream deals(deals_path(form));
    if (form != Form::JsonLines) deals << "id,rep,closed_on,product,payment_days,amount\n";
    for (int row = 0; row < num_deals; ++row) {
      // A walk with a stride that is prime to any number of deals met here visits each once.
      const auto number = form == Form::Shuffled ? int64_t{row} * 7'368'787 % num_deals : int64_t{row};
      const Deal deal = {.id = fmt::format("D{:08}", number),
                         .rep = static_cast<unsigned>(random() % kNumReps),
                         .month = static_cast<int>(random() % 12) + 1,
                         .day = static_cast<int>(random() % 28) + 1,
                         .product = products[random() % products.size()],
                         .payment_days = static_cast<int>(random() % 120),
                         .amount = fmt::format("{}.{:02}", 50 + random() % 30'000, random() % 100)};
      deals << Line(deal, form);
    }
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    for (const Form form : {Form::Plain, Form::JsonLines}) std::remove(deals_path(form).c_str());
    std::remove((path_ + "/Rep.csv").c_str());
    rmdir(path_.c_str());
  }

  const std::string& path() const { return path_; }
  std::string deals_path(Form form) const {
    return path_ + (form == Form::JsonLines ? "/Deal.jsonl" : "/Deal.csv");
  }

 private:
  std::string path_;
};

// Reports per deal: bytes that the table holds, and by how much the load raises the peak of a process.
void LoadDeals(benchmark::State& state, Form form, int num_threads) {
  const auto num_deals = static_cast<int>(state.range(0));
  const Folder folder(num_deals, form);
  const std::vector<column::DatasetSchema> schemas = Schemas();
  const LoadOptions options{.data_dir = folder.path(), .num_threads = num_threads};
  const bench::Peaks peaks =
      bench::MeasurePeaks([] { return 0; }, [&](int) { benchmark::DoNotOptimize(Load(schemas, options)); });
  size_t bytes = 0;
  for (auto _ : state) {
    const LoadResult result = Load(schemas, options);
    if (result.counts[1].num_rows != num_deals || result.total_rejects != 0)
      state.SkipWithError("wrong rows");
    bytes = column::MemoryBytes(result.data.tables[1]);
  }
  state.SetItemsProcessed(state.iterations() * num_deals);
  state.counters["ns_per_row"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * num_deals / 1e9,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["held_per_row"] = static_cast<double>(bytes) / num_deals;
  state.counters["peak_per_row"] = static_cast<double>(peaks.work) / num_deals;
}

void Sizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond)->UseRealTime();
}
BENCHMARK_CAPTURE(LoadDeals, csv, Form::Plain, 1)->Apply(Sizes)->Arg(10'000'000);
BENCHMARK_CAPTURE(LoadDeals, csv_by_two_threads, Form::Plain, 2)->Apply(Sizes)->Arg(10'000'000);
BENCHMARK_CAPTURE(LoadDeals, csv_in_no_order, Form::Shuffled, 1)->Apply(Sizes)->Arg(10'000'000);
BENCHMARK_CAPTURE(LoadDeals, csv_in_quotes, Form::Quoted, 1)->Apply(Sizes);
BENCHMARK_CAPTURE(LoadDeals, json_lines, Form::JsonLines, 1)->Apply(Sizes);

// What the digest of the files costs, which is a part of every load.
void DigestBytes(benchmark::State& state) {
  const std::string bytes(size_t{256} << 10, 'x');
  for (auto _ : state) benchmark::DoNotOptimize(Sha256Hex(bytes));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes.size()));
}
BENCHMARK(DigestBytes);

}  // namespace
}  // namespace incent::io
