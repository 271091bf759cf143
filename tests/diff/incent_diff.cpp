#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/diff/bulk.h"
#include "tests/diff/campaign.h"
#include "tests/diff/child.h"
#include "tests/diff/shrink.h"

// Compares all ways of running plans, over plans and data made from seeds.
namespace incent::diff {
namespace {

// Fewer plans cannot be expected to hold every construct.
constexpr int kWholeCampaign = 500;

// A file in the form of golden tests, as this program writes it.
int TryFile(const std::string& path, uint64_t seed) {
  std::ifstream stream(path, std::ios::binary);
  const Reproduction found = ReadGolden({std::istreambuf_iterator<char>(stream), {}});
  Coverage ignored;
  std::optional<Batch> batch;
  if (!found.batch.empty()) batch = found.batch;
  const Verdict verdict = Try(found.source, batch, {seed, true}, ignored);
  std::printf("%s\n%s", verdict.engine.c_str(), verdict.detail.c_str());
  return verdict.agreement == Agreement::Disagree || verdict.agreement == Agreement::Rejected ? 1 : 0;
}

// Plans with their data, a folder for each seed, for programs that pay them in another way. Plans that do not
// compile are left out.
int WritePlans(const CampaignOptions& options, const std::string& folder) {
  for (uint64_t seed = options.seed; seed < options.seed + static_cast<uint64_t>(options.num_plans); ++seed) {
    const std::string source = PlanOfSeed(seed);
    const std::optional<Batch> batch = BatchOfSeed(source, seed);
    if (!batch) continue;
    const std::filesystem::path target = std::filesystem::path(folder) / ("seed_" + std::to_string(seed));
    std::filesystem::create_directories(target);
    std::ofstream(target / "plan.incent", std::ios::binary) << source;
    for (const auto& [name, sheet] : *batch)
      std::ofstream(target / (name + ".csv"), std::ios::binary) << sheet.Text();
  }
  return 0;
}

int PrintBulk(const std::vector<std::string>& plans, BulkOptions options) {
  std::printf("seeds from %llu\n", static_cast<unsigned long long>(options.seed));
  // Hours of work must not be lost with the process.
  options.after_batch = [](const BulkReport& so_far) {
    if (so_far.num_batches % 20 != 0) return;
    std::printf("%lld rows so far\n", static_cast<long long>(so_far.num_rows));
    std::fflush(stdout);
  };
  const BulkReport report = RunBulk(plans, options);
  std::printf("%lld rows in %lld batches, %lld payouts, %zu differ\n",
              static_cast<long long>(report.num_rows), static_cast<long long>(report.num_batches),
              static_cast<long long>(report.num_payouts), report.findings.size());
  for (const std::string& finding : report.findings) std::printf("%s\n", finding.c_str());
  return report.findings.empty() ? 0 : 1;
}

int PrintCampaign(const CampaignOptions& options) {
  const CampaignReport report = RunCampaign(options);
  std::fputs(report.Text().c_str(), stdout);
  const std::vector<std::string> failures =
      report.Failures(!options.spoil && report.num_plans >= kWholeCampaign);
  for (const std::string& failure : failures) std::printf("%s\n", failure.c_str());
  return failures.empty() ? 0 : 1;
}

// The campaign runs in a child, so that it can be said which plan ends the process.
int GuardedCampaign(CampaignOptions options) {
  std::printf("incent_diff --seed %llu\n", static_cast<unsigned long long>(options.seed));
  const ChildEnd end = RunInChild([&](const Note& note) {
    options.note = note;
    return PrintCampaign(options);
  });
  if (end.code == 0 || end.code == 1) return end.code;
  const uint64_t seed = std::stoull(end.note);
  std::printf("%s\n", ReportCrash(PlanOfSeed(seed), {seed, true}, options.out).c_str());
  return 1;
}

}  // namespace
}  // namespace incent::diff

int main(int argc, char** argv) {
  incent::diff::CampaignOptions options;
  bool show = false;
  std::string file;
  std::string folder;
  std::vector<std::string> bulk;
  incent::diff::BulkOptions bulk_options;
  CLI::App app("Compares all ways of running plans, over generated plans and data.");
  app.add_option("--seed", options.seed, "Seed of the first plan; the next plan has the next seed");
  app.add_option("--plans", options.num_plans, "Number of plans");
  app.add_option("--minutes", options.minutes, "Time instead of a number of plans");
  app.add_option("--reparse-one-in", options.reparse_one_in, "Plans whose printed source is compiled too");
  app.add_flag("--spoil", options.spoil, "Spoil rows: what is still paid must be what it was");
  app.add_option("--out", options.out, "Folder for reproductions of what disagrees");
  app.add_option("--file", file, "Compare over this golden file and do nothing else");
  app.add_flag("--show", show, "Print the plan of the seed and do nothing else");
  app.add_option("--write", folder, "Write plans and data into this folder and do nothing else");
  app.add_option("--bulk", bulk, "Plans to be run over very many rows instead, engine against engine");
  app.add_option("--rows", bulk_options.num_rows, "How many, with --bulk");
  app.add_option("--batch", bulk_options.rows_of_batch, "Rows at a time, with --bulk");
  CLI11_PARSE(app, argc, argv);
  if (!bulk.empty()) {
    bulk_options.seed = options.seed;
    return incent::diff::PrintBulk(bulk, bulk_options);
  }
  if (!file.empty()) return incent::diff::TryFile(file, options.seed);
  if (!folder.empty()) return incent::diff::WritePlans(options, folder);
  if (!show) return incent::diff::GuardedCampaign(options);
  std::fputs(incent::diff::PlanOfSeed(options.seed).c_str(), stdout);
  return 0;
}
