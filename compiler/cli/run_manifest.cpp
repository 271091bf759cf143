#include "compiler/cli/run_manifest.h"

#include <map>
#include <nlohmann/json.hpp>

#include "compiler/pipeline/ledger_text.h"
#include "compiler/pipeline/version.h"
#include "runtime/io/sha256.h"
#include "runtime/value/decimal.h"

namespace incent::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kManifestVersion = 1;

Json PlanToJson(const pipeline::Compilation& compilation) {
  Json sources = Json::array();
  for (uint32_t i = 0; i < static_cast<uint32_t>(compilation.num_own_files); ++i) {
    const source::SourceFile& file = compilation.sources.file(source::FileId{i});
    sources.push_back(
        {{"file", file.path}, {"sha256", io::Sha256Hex(file.text)}, {"bytes", file.text.size()}});
  }
  return {{"hash", compilation.plan_hash}, {"sources", std::move(sources)}};
}

Json InputsToJson(const io::LoadResult& load) {
  Json inputs = Json::array();
  for (const io::InputFile& file : load.files) {
    inputs.push_back({{"dataset", file.dataset},
                      {"file", file.name},
                      {"sha256", file.sha256},
                      {"bytes", file.num_bytes},
                      {"rows", file.num_rows},
                      {"rows_left_out", file.num_left_out}});
  }
  return inputs;
}

Json FileToJson(const WrittenFile& file) {
  return {{"file", file.name},
          {"format", file.format},
          {"sha256", file.sha256},
          {"bytes", file.num_bytes},
          {"lines", file.num_lines}};
}

Json RejectsToJson(const RunRecord& record) {
  std::map<std::string_view, int64_t> by_reason;
  for (const column::Reject& reject : record.load.rejects) {
    ++by_reason[column::RejectReasonName(reject.reason)];
  }
  int64_t unplaced = 0;
  for (const io::DatasetCounts& counts : record.load.counts) unplaced += counts.num_unplaced;
  Json reasons = Json::object();
  for (const auto& [reason, count] : by_reason) reasons[std::string(reason)] = count;
  return {{"total", record.load.total_rejects},
          {"unplaced", unplaced},
          {"allowed", record.max_rejects},
          {"rows", record.num_doubtful_rows},
          {"paid_without", record.pays_without_rows ? record.num_doubtful_rows : 0},
          {"listed_by_reason", std::move(reasons)},
          {"report", FileToJson(record.rejects)}};
}

// A sum is null where it would need more than 38 digits.
Json Amount(value::Int128 mantissa, int scale, bool overflow) {
  return overflow ? Json() : Json(value::DecimalToText(mantissa, scale));
}

Json ComponentToJson(const eval::OutcomeComponent& component, const eval::ComponentTotals& total) {
  return {{"component", component.name},
          {"unit", component.unit},
          {"lines", {{"paid", total.num_paid}, {"held", total.num_held}, {"withheld", total.num_withheld}}},
          {"earned", Amount(total.earned, component.scale, total.overflow)},
          {"paid", Amount(total.paid, component.scale, total.overflow)},
          {"balance", Amount(total.balance, component.scale, total.overflow)}};
}

Json CreditToJson(const eval::LineTotals& lines) {
  return {{"credit", lines.name},
          {"unit", lines.unit},
          {"source_rows", lines.num_rows},
          {"lines", lines.num_lines},
          {"unplaced", lines.num_unplaced},
          {"in_error", lines.num_in_error},
          {"amount", Amount(lines.amount, lines.scale, lines.overflow)}};
}

Json OutcomeToJson(const PlanOutcome& run) {
  Json components = Json::array();
  for (size_t i = 0; i < run.outcome.components.size(); ++i) {
    components.push_back(ComponentToJson(run.outcome.components[i], run.outcome.totals[i]));
  }
  Json credits = Json::array();
  for (const eval::LineTotals& lines : run.outcome.lines) credits.push_back(CreditToJson(lines));
  return {{"plan", run.plan->name},
          {"plan_version", run.plan->module.version.empty() ? Json() : Json(run.plan->module.version)},
          {"participants", run.outcome.participants.size()},
          {"credits", std::move(credits)},
          {"components", std::move(components)}};
}

}  // namespace

std::string ManifestText(const RunRecord& record) {
  Json plans = Json::array();
  for (const PlanOutcome& run : record.outcomes) plans.push_back(OutcomeToJson(run));
  Json ledger = FileToJson(record.ledger);
  ledger["version"] = pipeline::kLedgerVersion;
  const Json manifest = {{"version", kManifestVersion},
                         {"engine", {{"name", "incent"}, {"version", pipeline::Version()}}},
                         {"source", PlanToJson(record.compilation)},
                         {"inputs", InputsToJson(record.load)},
                         {"rejects", RejectsToJson(record)},
                         {"plans", std::move(plans)},
                         {"ledger", std::move(ledger)}};
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace incent::cli
