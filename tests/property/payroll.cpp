#include "tests/property/payroll.h"

#include <algorithm>

#include "compiler/diag/render.h"
#include "compiler/interp/explain.h"
#include "compiler/interp/program.h"
#include "compiler/pipeline/ledger_writer.h"
#include "tests/support/memory_loader.h"
#include "tests/support/same_run.h"

namespace incent::property {
namespace {

pipeline::Compilation CompileText(const std::string& text) {
  golden::MemoryLoader loader;
  loader.Add("plan.incent", text);
  return pipeline::Compile(loader, "plan.incent", {.compile_tests = false});
}

io::LoadResult LoadFiles(const pipeline::Compilation& compilation, const Files& files) {
  io::LoadOptions options;
  for (const column::DatasetSchema& dataset : compilation.datasets) {
    const auto found = files.overrides.find(dataset.name);
    if (found != files.overrides.end()) options.overrides.insert(*found);
  }
  return io::LoadFromText(compilation.datasets, files.texts, options);
}

// A row is named by its content, not by its line, which the order of rows changes. Of rows with one key
// the later ones are rejected, so that there only the number is the same.
std::string RejectText(const column::Reject& reject) {
  const std::string what = reject.dataset + " " + std::string(column::RejectReasonName(reject.reason));
  if (reject.reason == column::RejectReason::DuplicateKey) return what;
  return what + " " + reject.field + " " + reject.key + " " + reject.text;
}

std::string ErrorText(const eval::RunError& error) {
  return error.definition + " " + error.key + " " + std::string(value::ErrorCodeName(error.first.code)) +
         " " + std::to_string(error.num_places) + " " + std::to_string(error.num_withheld);
}

std::string TotalText(const eval::LineTotals& lines) {
  return lines.name + " " + std::to_string(lines.num_rows) + " " + std::to_string(lines.num_lines) + " " +
         std::to_string(lines.num_unplaced) + " " + std::to_string(lines.num_in_error) + " " +
         value::DecimalToText(lines.amount, lines.scale);
}

std::string TotalText(const eval::ComponentTotals& totals) {
  return std::to_string(totals.num_paid) + " " + std::to_string(totals.num_held) + " " +
         std::to_string(totals.num_withheld) + " " + value::DecimalToText(totals.earned, 0);
}

Payout PayoutOf(const eval::Outcome& outcome, const eval::LedgerRow& row) {
  Payout payout;
  payout.component = outcome.components[static_cast<size_t>(row.component)].name;
  payout.participant = outcome.participants[static_cast<size_t>(row.participant)];
  payout.period = row.period;
  payout.credit = row.credit;
  payout.row = row.row_key;
  payout.cents = static_cast<int64_t>(row.earned);
  payout.is_paid = row.status == eval::PayoutStatus::Paid;
  return payout;
}

void AddOutcome(const ir::Module& module, const eval::Outcome& outcome, const column::InputData& input,
                Paid& paid) {
  const pipeline::PlaceNames names{module.datasets, input, outcome.participants};
  pipeline::LedgerWriter writer(module, outcome, names, pipeline::LedgerFormat::Csv);
  for (const eval::LedgerRow& row : outcome.ledger) {
    writer.Append(row, paid.ledger.emplace_back());
    paid.payouts.push_back(PayoutOf(outcome, row));
  }
  for (const eval::RunError& error : outcome.errors) paid.totals.push_back(ErrorText(error));
  for (const eval::LineTotals& lines : outcome.lines) paid.totals.push_back(TotalText(lines));
  for (const eval::ComponentTotals& totals : outcome.totals) paid.totals.push_back(TotalText(totals));
  for (const eval::BrokenPromise& broken : outcome.broken) paid.problem += "broken: " + broken.what + "\n";
}

std::string KeyText(const interp::PayoutKey& key) {
  return key.component + " " + key.participant + " " +
         (key.period ? value::PeriodToText(key.period->granule, key.period->period) : "-") + " " +
         key.row_key;
}

}  // namespace

Files FilesOf(const Sheets& sheets) {
  Files files;
  for (const auto& [name, sheet] : sheets) files.texts[name + ".csv"] = sheet.Text();
  return files;
}

Payroll::Payroll(std::string text)
    : text_(std::move(text)), compilation_(std::make_shared<pipeline::Compilation>(CompileText(text_))) {
  if (compilation_->diagnostics.has_errors())
    problem_ = diag::RenderText(compilation_->diagnostics, compilation_->sources, {});
}

Paid Payroll::Pay(const Files& files) const {
  Paid paid;
  const io::LoadResult load = LoadFiles(*compilation_, files);
  for (const io::LoadError& error : load.errors) paid.problem += "cannot load " + error.dataset + "\n";
  if (!load.errors.empty()) return paid;
  for (const column::Reject& reject : load.rejects) paid.rejects.push_back(RejectText(reject));
  std::sort(paid.rejects.begin(), paid.rejects.end());
  for (const pipeline::CompiledPlan& plan : compilation_->plans) {
    const interp::Program program = interp::Load(plan.module);
    const interp::RunResult run = interp::Run(program, load.data);
    AddOutcome(plan.module, run.outcome, load.data, paid);
  }
  return paid;
}

std::vector<std::string> Payroll::NotReproduced(const Sales& sales, int step) const {
  std::vector<std::string> wrong;
  const io::LoadResult load = LoadFiles(*compilation_, FilesOf(SheetsOf(sales)));
  for (const pipeline::CompiledPlan& plan : compilation_->plans) {
    const interp::Program program = interp::Load(plan.module);
    const interp::RunResult run = interp::Run(program, load.data);
    interp::Explainer explainer(program, run);
    for (size_t i = 0; i < run.outcome.ledger.size(); i += static_cast<size_t>(step)) {
      const eval::LedgerRow& row = run.outcome.ledger[i];
      interp::PayoutKey key{run.outcome.components[static_cast<size_t>(row.component)].name,
                            run.outcome.participants[static_cast<size_t>(row.participant)], std::nullopt,
                            std::string(row.row_key)};
      if (row.period) key.period = value::ParsedPeriod{run.outcome.pays, *row.period};
      if (!explainer.Explain(key).reproduced) wrong.push_back(KeyText(key));
    }
  }
  return wrong;
}

std::string Payroll::DifferenceInJit(const Files& files) const {
  const io::LoadResult load = LoadFiles(*compilation_, files);
  for (const pipeline::CompiledPlan& plan : compilation_->plans) {
    const interp::Program program = interp::Load(plan.module);
    const std::string difference =
        incent::DifferenceInJit(plan.module, load.data, interp::Run(program, load.data));
    if (!difference.empty()) return difference;
  }
  return "";
}

}  // namespace incent::property
