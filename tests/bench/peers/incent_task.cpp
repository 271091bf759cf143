// Incent in the comparison. One word says what is timed:
//
//     incent_task reference FOLDER [--threads N] [--engine jit|interp]   the task, data in memory
//     incent_task csv_read FOLDER [--threads N]                          reading the CSV files
//     incent_task compile LINES [--engine jit]                           a plan of so many lines; with `jit`,
//                                                                        its machine code too
#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>

#include "compiler/jit/program.h"
#include "compiler/pipeline/compile.h"
#include "runtime/io/loader.h"
#include "tests/bench/generated_plan.h"
#include "tests/bench/peak_memory.h"
#include "tests/bench/peers/deal_columns.h"
#include "tests/bench/peers/worker.h"
#include "tests/bench/reference_deals.h"
#include "tests/support/memory_loader.h"

namespace incent::bench {
namespace {

constexpr const char* kVersion = INCENT_VERSION;
constexpr size_t kRep = 0;  // datasets of the plans, in their order
constexpr size_t kDeal = 1;

struct Arguments {
  std::string task;
  std::string subject;
  int num_threads = 1;
  std::string engine = "jit";
};

pipeline::Compilation CompileText(const std::string& text) {
  golden::MemoryLoader loader;
  loader.Add("plan.incent", text);
  return pipeline::Compile(loader, "plan.incent", {});
}

pipeline::Compilation CompileReference() {
  std::ifstream file(INCENT_SOURCE_DIR "/tests/bench/reference_task.incent");
  return CompileText({std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()});
}

// Tables without columns yet.
column::InputData EmptyInput(const ir::Module& module) {
  column::InputData input;
  input.tables.resize(module.datasets.size());
  for (size_t d = 0; d < module.datasets.size(); ++d)
    input.tables[d].columns.resize(module.datasets[d].fields.size());
  return input;
}

// Fields by their place in `data Deal`.
column::InputData InputOf(const ir::Module& module, const DealColumns& deals) {
  column::InputData input = EmptyInput(module);
  column::Table& reps = input.tables[kRep];
  reps.num_rows = NumReps(deals.size());
  for (int rep = 0; rep < reps.num_rows; ++rep) reps.AppendKey(KeyText('R', static_cast<size_t>(rep)));
  column::Table& table = input.tables[kDeal];
  table.num_rows = static_cast<int>(deals.size());
  const value::Day start = *value::ParseDate("2025-01-01");
  for (size_t row = 0; row < deals.size(); ++row) {
    table.AppendKey(KeyText('D', row));
    table.columns[1].Append(deals.rep[row]);
    table.columns[2].Append(start + deals.day[row]);
    table.columns[3].Append(deals.product[row]);
    table.columns[4].Append(deals.payment_days[row]);
    table.columns[5].Append(deals.amount[row]);
  }
  return input;
}

// --- the task ---

const ir::Output* FindOutput(const ir::Module& module, const std::string& name) {
  for (const ir::Output& output : module.outputs) {
    if (output.name == name) return &output;
  }
  return nullptr;
}

Totals TotalsOf(const interp::RunResult& result, const ir::Module& module) {
  Totals totals;
  const ir::Output* const commission = FindOutput(module, "commission");
  if (commission == nullptr || !result.outcome.broken.empty()) return totals;
  const auto id = static_cast<ir::OutputId>(commission - module.outputs.data());
  const eval::LaneColumn& cents = result.state->Output(id);
  // Lines that were not laid out are the deals, one by one.
  const std::vector<int32_t>& rows = result.state->space.lines(commission->domain.index).rows;
  for (size_t line = 0; line < cents.size(); ++line)
    totals.AddDeal(rows.empty() ? line : static_cast<size_t>(rows[line]),
                   static_cast<int64_t>(cents.ValueAt(line)));
  for (const eval::LedgerRow& row : result.outcome.ledger) totals.AddPayout(static_cast<int64_t>(row.paid));
  return totals;
}

// How long a run takes, stage by stage: {"stage": nanoseconds, ...}.
class StageProfile {
 public:
  explicit StageProfile(const ir::Module& module) : module_(module) {
    options_.keep = eval::Keep::Measures;
    options_.progress = [this](const eval::Progress& progress) {
      Add(module_.stages[static_cast<size_t>(progress.stage) - 1].name);
    };
  }

  // To be given to the run.
  const eval::RunOptions& Start() {
    last_ = Clock::now();
    return options_;
  }
  // What follows the last stage is the ledger.
  std::string Finish() {
    Add("ledger");
    return "{" + text_ + "}";
  }

 private:
  using Clock = std::chrono::steady_clock;

  void Add(const std::string& name) {
    const auto now = Clock::now();
    text_ += (text_.empty() ? "\"" : ", \"") + name +
             "\": " + std::to_string(std::chrono::nanoseconds(now - last_).count());
    last_ = now;
  }

  const ir::Module& module_;
  eval::RunOptions options_;
  Clock::time_point last_;
  std::string text_;
};

int64_t BytesOf(const column::InputData& input) {
  size_t bytes = 0;
  for (const column::Table& table : input.tables) bytes += column::MemoryBytes(table);
  return static_cast<int64_t>(bytes);
}

int64_t BytesOf(const interp::RunResult& result) {
  size_t bytes = result.outcome.ledger.MemoryBytes();
  for (const eval::LaneColumn& column : result.state->outputs) bytes += column.MemoryBytes();
  return static_cast<int64_t>(bytes);
}

// `engine` runs the whole task.
template <typename Engine>
void ServeReference(const ir::Module& module, const column::InputData& input, Engine engine) {
  std::optional<interp::RunResult> result;
  const auto run = [&] {
    result.reset();
    return Nanoseconds([&] { result.emplace(engine({.keep = eval::Keep::Measures})); });
  };
  const auto profile = [&] {
    result.reset();
    StageProfile stages(module);
    result.emplace(engine(stages.Start()));
    return stages.Finish();
  };
  // All in bytes but the groups.
  const auto memory = [&] {
    result.reset();
    const int64_t raised = RaisedBy(run);
    return "{\"input\": " + std::to_string(BytesOf(input)) +
           ", \"results\": " + std::to_string(BytesOf(*result)) +
           ", \"groups\": " + std::to_string(TotalsOf(*result, module).groups) +
           ", \"raised\": " + std::to_string(raised) + "}";
  };
  Serve(kVersion, run, [&] { return TotalsOf(*result, module); }, {{"profile", profile}, {"memory", memory}});
}

int Reference(const Arguments& arguments) {
  const pipeline::Compilation compilation = CompileReference();
  const ir::Module& module = compilation.plans.at(0).module;
  const column::InputData input = InputOf(module, ReadColumns(arguments.subject));
  if (arguments.engine == "interp") {
    const interp::Program program(module);
    ServeReference(module, input,
                   [&](const eval::RunOptions& options) { return interp::Run(program, input, options); });
  } else {
    const jit::Program program(module, {.num_threads = arguments.num_threads});
    ServeReference(module, input,
                   [&](const eval::RunOptions& options) { return jit::Run(program, input, options); });
  }
  return 0;
}

// --- reading ---

Totals TotalsOf(const io::LoadResult& load) {
  Totals totals;
  const column::Table& deals = load.data.tables[kDeal];
  for (size_t row = 0; row < static_cast<size_t>(deals.num_rows); ++row)
    totals.AddDeal(row, static_cast<int64_t>(deals.columns[5].At(row)));
  totals.groups = deals.num_rows;
  return totals;
}

int CsvRead(const Arguments& arguments) {
  const pipeline::Compilation compilation = CompileReference();
  std::optional<io::LoadResult> load;
  const auto run = [&] {
    load.reset();
    return Nanoseconds([&] {
      io::LoadOptions options;
      options.data_dir = arguments.subject;
      options.num_threads = arguments.num_threads;
      load.emplace(io::Load(compilation.datasets, options));
    });
  };
  Serve(kVersion, run, [&] { return TotalsOf(*load); });
  return 0;
}

// --- compiling ---

// Two reps with two deals each, for the generated plan.
column::InputData SmallInput(const ir::Module& module) {
  column::InputData input = EmptyInput(module);
  column::Table& reps = input.tables[kRep];
  column::Table& deals = input.tables[kDeal];
  for (size_t rep = 0; rep < 2; ++rep) {
    reps.AppendKey(KeyText('R', rep));
    reps.columns[1].Append(0);
    reps.columns[2].Append(100'000'00);
  }
  reps.num_rows = 2;
  const value::Day day = *value::ParseDate("2026-03-01");
  for (size_t deal = 0; deal < 4; ++deal) {
    deals.AppendKey(KeyText('D', deal));
    deals.columns[1].Append(static_cast<int>(deal % 2));
    deals.columns[2].Append(static_cast<int>(deal / 2));
    deals.columns[3].Append(5'000'00);
    deals.columns[4].Append(day);
  }
  deals.num_rows = 4;
  return input;
}

// A first run on few rows, all stages of it by machine code, less a second one.
int64_t MachineCodeNanoseconds(const ir::Module& module) {
  const column::InputData input = SmallInput(module);
  std::optional<jit::Program> program;
  const int64_t first = Nanoseconds([&] {
    program.emplace(module, jit::Options{.min_rows = 0});
    (void)jit::Run(*program, input);
  });
  return first - Nanoseconds([&] { (void)jit::Run(*program, input); });
}

int Compile(const Arguments& arguments) {
  const std::string text = GeneratedPlan(std::atoi(arguments.subject.c_str()));
  bool is_right = true;
  const auto run = [&] {
    std::optional<pipeline::Compilation> compilation;
    int64_t time = Nanoseconds([&] { compilation.emplace(CompileText(text)); });
    is_right = is_right && !compilation->plans.empty();
    if (is_right && arguments.engine == "jit") time += MachineCodeNanoseconds(compilation->plans[0].module);
    return time;
  };
  // A plan that does not compile has no total.
  Serve(kVersion, run, [&] { return is_right ? Totals{.groups = 1} : Totals{}; });
  return 0;
}

int Run(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: incent_task reference|csv_read FOLDER | compile LINES [--threads N] [--engine E]\n",
               stderr);
    return 3;
  }
  Arguments arguments{.task = argv[1], .subject = argv[2]};
  for (int i = 3; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--threads") == 0) arguments.num_threads = std::atoi(argv[i + 1]);
    if (std::strcmp(argv[i], "--engine") == 0) arguments.engine = argv[i + 1];
  }
  if (arguments.task == "csv_read") return CsvRead(arguments);
  if (arguments.task == "compile") return Compile(arguments);
  return Reference(arguments);
}

}  // namespace
}  // namespace incent::bench

int main(int argc, char** argv) {
  // What a run has freed stays with the process for the next one, as in engines that recalculate again and
  // again: DuckDB's allocator keeps it, and the program by hand keeps its buffers.
  mallopt(M_MMAP_MAX, 0);
  mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
  return incent::bench::Run(argc, argv);
}
