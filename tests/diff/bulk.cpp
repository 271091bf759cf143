#include "tests/diff/bulk.h"

#include <algorithm>

#include "compiler/diag/render.h"
#include "compiler/files/file_loader.h"
#include "compiler/interp/program.h"
#include "compiler/pipeline/compile.h"
#include "tests/diff/entropy.h"
#include "tests/support/same_run.h"

namespace incent::diff {
namespace {

using column::CellState;
using column::FieldKind;
using column::FieldSchema;

constexpr value::Day kFirstDay = 20'089;  // 2025-01-01
constexpr int kNumDays = 2 * 365;

class Maker {
 public:
  Maker(const ir::Module& module, int64_t num_rows, uint64_t seed)
      : module_(module), num_rows_(num_rows), e_(seed) {
    by_date_ = e_.OneIn(3);
    keys_ascend_ = !e_.OneIn(4);
    has_bad_cells_ = e_.OneIn(4);
    reps_in_ = e_.Of<int64_t>({60, 300, 2'500});
  }

  column::InputData Make() {
    column::InputData input;
    for (size_t d = 0; d < module_.datasets.size(); ++d) sizes_.push_back(SizeOf(static_cast<int>(d)));
    for (size_t d = 0; d < module_.datasets.size(); ++d) input.tables.push_back(MakeTable(d));
    return input;
  }

 private:
  bool HasLines(int dataset) const {
    return std::any_of(module_.line_sets.begin(), module_.line_sets.end(),
                       [&](const ir::LineSet& lines) { return lines.dataset == dataset; });
  }
  int64_t SizeOf(int dataset) const {
    return HasLines(dataset) ? num_rows_ : std::max<int64_t>(2, num_rows_ / reps_in_);
  }

  column::Table MakeTable(size_t d) {
    const column::DatasetSchema& schema = module_.datasets[d];
    column::Table table;
    table.num_rows = static_cast<int>(sizes_[d]);
    table.columns.resize(schema.fields.size());
    for (size_t f = 0; f < schema.fields.size(); ++f) {
      if (!schema.fields[f].is_key)
        Fill(schema.fields[f], sizes_[d], HasLines(static_cast<int>(d)), table.columns[f]);
    }
    for (int64_t row = 0; row < sizes_[d]; ++row) {
      const int64_t number = keys_ascend_ ? row : sizes_[d] - 1 - row;
      table.AppendKey(std::to_string(1'000'000'000 + number));
    }
    return table;
  }

  // Bad cells only where there are many rows: of the rest, each would withhold half of everything.
  void Fill(const FieldSchema& field, int64_t size, bool has_lines, column::Column& column) {
    const bool has_bad = has_bad_cells_ && has_lines && e_.OneIn(2);
    if (field.kind == FieldKind::Text) {
      for (const char* text : {"AE", "SDR", "east", "west"}) column.dictionary.Intern(text);
    }
    for (int64_t row = 0; row < size; ++row) {
      const bool is_null = field.optional && e_.OneIn(6);
      const bool is_bad = has_bad && e_.OneIn(100'000);
      const CellState state = is_bad ? CellState::Bad : is_null ? CellState::Null : CellState::Value;
      const bool is_empty = state != CellState::Value;
      const int64_t empty = field.kind == FieldKind::Reference ? -1 : 0;
      column.Append(is_empty ? empty : Cell(field, row, size, has_lines), state);
    }
  }

  int64_t Cell(const FieldSchema& field, int64_t row, int64_t size, bool has_lines) {
    switch (field.kind) {
      case FieldKind::Number:
        return Number(field, has_lines);
      case FieldKind::Date:
        // People came before, mostly, and some left.
        if (!has_lines) return kFirstDay + (field.optional ? e_.Between(300, 900) : e_.Between(-500, 200));
        return kFirstDay + (by_date_ ? static_cast<int>(row * kNumDays / size) : e_.Between(0, kNumDays - 1));
      case FieldKind::Text:
        return e_.OneIn(3) ? e_.Between(0, 3) : 0;
      case FieldKind::OneOf:
        return e_.Between(0, static_cast<int>(field.labels.size()) - 1);
      case FieldKind::Reference:
        return static_cast<int64_t>(e_.Below(static_cast<size_t>(sizes_[static_cast<size_t>(field.target)])));
      case FieldKind::Flag:
        return e_.Between(0, 1);
      default:
        return 0;
    }
  }

  // Of all magnitudes, and some of them whole, so that there are ties in rounding.
  int64_t Number(const FieldSchema& field, bool has_lines) {
    // Those of people are quotas.
    const int bits = has_lines ? e_.Between(1, 27) : e_.Between(27, 33);
    auto mantissa = static_cast<int64_t>(e_.Word() >> (64 - bits));
    if (e_.OneIn(4)) mantissa -= mantissa % 100;
    if (e_.OneIn(has_lines ? 20 : 500)) mantissa = -mantissa;
    if (!field.bounds) return mantissa;
    return static_cast<int64_t>(std::clamp<value::Int128>(mantissa, field.bounds->low, field.bounds->high));
  }

  const ir::Module& module_;
  const int64_t num_rows_;
  Entropy e_;
  bool by_date_ = false;
  bool keys_ascend_ = true;
  bool has_bad_cells_ = false;
  int64_t reps_in_ = 1;
  std::vector<int64_t> sizes_;
};

}  // namespace

column::InputData MakeBulk(const ir::Module& module, int64_t num_rows, uint64_t seed) {
  return Maker(module, num_rows, seed).Make();
}

BulkReport RunBulk(const std::vector<std::string>& plan_paths, const BulkOptions& options) {
  BulkReport report;
  std::vector<ir::Module> modules;
  for (const std::string& path : plan_paths) {
    files::FileLoader loader;
    pipeline::Compilation compilation = pipeline::Compile(loader, path, {.compile_tests = false});
    if (compilation.diagnostics.has_errors())
      report.findings.push_back(diag::RenderText(compilation.diagnostics, compilation.sources, {}));
    for (pipeline::CompiledPlan& plan : compilation.plans) modules.push_back(std::move(plan.module));
  }
  while (report.findings.empty() && report.num_rows < options.num_rows) {
    const uint64_t seed = options.seed + static_cast<uint64_t>(report.num_batches);
    const ir::Module& module = modules[static_cast<size_t>(report.num_batches) % modules.size()];
    const column::InputData input = MakeBulk(module, options.rows_of_batch, seed);
    const interp::Program program = interp::Load(module);
    const interp::RunResult expected = interp::Run(program, input);
    const std::string difference =
        DifferenceIn({"JIT", {.num_threads = static_cast<int>(1 + seed % 3)}}, module, input, expected);
    if (!difference.empty())
      report.findings.push_back(module.plan + ", seed " + std::to_string(seed) + ": " + difference);
    ++report.num_batches;
    report.num_rows += options.rows_of_batch;
    report.num_payouts += static_cast<int64_t>(expected.outcome.ledger.size());
    if (options.after_batch) options.after_batch(report);
  }
  return report;
}

}  // namespace incent::diff
