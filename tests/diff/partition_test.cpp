// Where a plan may be cut, paying its participants in several runs gives the ledger of one run.
#include "compiler/ir/partition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "compiler/interp/program.h"
#include "compiler/pipeline/compile.h"
#include "runtime/eval/own_part.h"
#include "tests/diff/batch_generator.h"
#include "tests/diff/plan_generator.h"
#include "tests/diff/result.h"
#include "tests/support/memory_loader.h"

namespace incent::diff {
namespace {

using column::CellState;

// The rows of one dataset that a part of the participants needs.
class Rows {
 public:
  Rows(const ir::Module& module, const column::InputData& input, const std::set<std::string>& own)
      : module_(module), input_(input), own_(own) {}

  std::vector<int32_t> Needed(int dataset, const std::vector<std::string>& recipients) const {
    const column::Table& table = input_.tables[static_cast<size_t>(dataset)];
    // Rows that share a key are told apart by nobody who sees one of them only.
    std::set<std::string_view> keys;
    for (int32_t row = 0; row < table.num_rows; ++row) {
      const bool needed = std::any_of(recipients.begin(), recipients.end(),
                                      [&](const std::string& path) { return MayGetIt(dataset, row, path); });
      if (needed) keys.insert(table.KeyOf(row));
    }
    std::vector<int32_t> rows;
    for (int32_t row = 0; row < table.num_rows; ++row) {
      if (keys.contains(table.KeyOf(row))) rows.push_back(row);
    }
    return rows;
  }

 private:
  // Where one step of the way cannot be read, it may be anybody.
  bool MayGetIt(int dataset, int32_t row, const std::string& path) const {
    std::istringstream steps(path);
    for (std::string step; std::getline(steps, step, '.');) {
      const auto& fields = module_.datasets[static_cast<size_t>(dataset)].fields;
      const auto field =
          std::find_if(fields.begin(), fields.end(), [&](const auto& f) { return f.name == step; });
      const column::Table& table = input_.tables[static_cast<size_t>(dataset)];
      const column::Column& column = table.columns[static_cast<size_t>(field - fields.begin())];
      const CellState state = column.StateAt(static_cast<size_t>(row));
      if (state == CellState::Null) return false;
      if (state != CellState::Value || table.row_errors.contains(row)) return true;
      dataset = field->target;
      row = static_cast<int32_t>(column.At(static_cast<size_t>(row)));
    }
    return own_.contains(std::string(input_.tables[static_cast<size_t>(dataset)].KeyOf(row)));
  }

  const ir::Module& module_;
  const column::InputData& input_;
  const std::set<std::string>& own_;
};

// What a part is given, and what it pays.
class Part {
 public:
  Part(const ir::Module& module, const ir::Partition& partition, const column::InputData& whole,
       std::set<std::string> own)
      : module_(module), partition_(partition), whole_(whole), own_(std::move(own)) {}

  Batch Cut(Batch batch) const {
    for (size_t i = 0; i < module_.datasets.size(); ++i) {
      if (partition_.datasets[i].travel != ir::Travel::ByRecipient) continue;
      Sheet& sheet = batch[module_.datasets[i].name];
      const column::Table& table = whole_.tables[i];
      // Lines that are no rows of the table were rejected as a whole, and are rejected in each part.
      std::vector<bool> keep(sheet.rows.size(), true);
      for (const int32_t line : table.lines) keep.at(static_cast<size_t>(line) - 2) = false;
      for (const int32_t row :
           Rows(module_, whole_, own_).Needed(static_cast<int>(i), partition_.datasets[i].recipients))
        keep.at(static_cast<size_t>(table.lines[static_cast<size_t>(row)]) - 2) = true;
      std::vector<std::string> kept;
      for (size_t row = 0; row < keep.size(); ++row) {
        if (keep[row]) kept.push_back(sheet.rows[row]);
      }
      sheet.rows = std::move(kept);
    }
    return batch;
  }

  Result Pay(const column::InputData& input) const {
    const interp::Program program(module_);
    interp::RunResult run = interp::Run(program, input);
    std::vector<bool> is_own;
    for (const std::string& key : run.outcome.participants) is_own.push_back(own_.contains(key));
    eval::KeepOwn(is_own, input, run.outcome);
    return Collect({program.module(), input, run.outcome, run.state->errors, run.state->texts,
                    run.state->space, run.state->outputs});
  }

 private:
  const ir::Module& module_;
  const ir::Partition& partition_;
  const column::InputData& whole_;
  std::set<std::string> own_;
};

struct Counts {
  int num_cut = 0;      // plans that may be cut
  int num_not = 0;      // plans that may not
  int num_payouts = 0;  // of plans that may be cut
  int num_rows_left_out = 0;
};

// Every third participant, and so on: an order that has nothing to do with the data.
std::set<std::string> OwnOf(const std::vector<std::string>& people, size_t part, size_t num_parts) {
  std::set<std::string> own;
  for (size_t i = part; i < people.size(); i += num_parts) own.insert(people[i]);
  return own;
}

size_t NumRows(const column::InputData& input) {
  size_t count = 0;
  for (const column::Table& table : input.tables) count += static_cast<size_t>(table.num_rows);
  return count;
}

void CheckPlan(uint64_t seed, Counts& counts) {
  Entropy entropy(seed);
  const std::string source = GeneratePlan(entropy);
  golden::MemoryLoader loader;
  loader.Add("plan.incent", source);
  const pipeline::Compilation compilation =
      pipeline::Compile(loader, "plan.incent", {.compile_tests = false});
  if (compilation.plans.empty()) return;
  const ir::Module& module = compilation.plans[0].module;
  const ir::Partition partition = ir::PartitionOf(module);
  if (!partition.may_be_cut()) {
    ++counts.num_not;
    for (const ir::CutObstacle& obstacle : partition.obstacles) EXPECT_GE(obstacle.definition, 0) << source;
    return;
  }
  ++counts.num_cut;
  const Batch batch = GenerateBatch(compilation.datasets, source, entropy);
  const io::LoadResult whole = LoadBatch(compilation.datasets, batch);
  const interp::Program program(module);
  const std::vector<std::string> people = interp::Run(program, whole.data).outcome.participants;
  const Part everybody(module, partition, whole.data, {people.begin(), people.end()});
  std::vector<std::string> expected = everybody.Pay(whole.data).ledger;
  std::vector<std::string> joined;
  const size_t num_parts = 2 + seed % 3;
  for (size_t i = 0; i < num_parts; ++i) {
    const Part part(module, partition, whole.data, OwnOf(people, i, num_parts));
    const io::LoadResult load = LoadBatch(compilation.datasets, part.Cut(batch));
    const std::vector<std::string> own = part.Pay(load.data).ledger;
    joined.insert(joined.end(), own.begin(), own.end());
    counts.num_rows_left_out += static_cast<int>(NumRows(whole.data) - NumRows(load.data));
  }
  std::sort(expected.begin(), expected.end());
  std::sort(joined.begin(), joined.end());
  counts.num_payouts += static_cast<int>(expected.size());
  ASSERT_EQ(joined, expected) << "seed " << seed << ", " << num_parts << " parts\n" << source;
}

TEST(PartitionTest, PartsOfAPlanThatMayBeCutPayWhatTheWholePays) {
  Counts counts;
  for (uint64_t seed = 1; seed <= 600 && !HasFailure(); ++seed) CheckPlan(seed, counts);
  EXPECT_GT(counts.num_cut, 30);
  EXPECT_GT(counts.num_not, 30);
  EXPECT_GT(counts.num_payouts, 1000);
  EXPECT_GT(counts.num_rows_left_out, 1000);
}

}  // namespace
}  // namespace incent::diff
