#include "tests/diff/campaign.h"

#include <chrono>

#include "tests/diff/plan_generator.h"
#include "tests/diff/shrink.h"

namespace incent::diff {
namespace {

constexpr size_t kMaxFindings = 5;
constexpr size_t kMaxRejects = 3;

class Campaign {
 public:
  explicit Campaign(const CampaignOptions& options) : options_(options) {}

  CampaignReport Run() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(options_.minutes);
    const auto more = [&] {
      return options_.minutes > 0 ? std::chrono::steady_clock::now() < end
                                  : report_.num_plans < options_.num_plans;
    };
    for (uint64_t seed = options_.seed; more() && report_.findings.size() < kMaxFindings; ++seed)
      TrySeed(seed);
    return std::move(report_);
  }

 private:
  void TrySeed(uint64_t seed) {
    if (options_.note) options_.note(std::to_string(seed));
    const std::string source = PlanOfSeed(seed);
    const TrialOptions trial{seed, seed % static_cast<uint64_t>(options_.reparse_one_in) == 0,
                             options_.spoil};
    std::optional<Batch> batch;
    const Verdict verdict = Try(source, batch, trial, report_.coverage);
    ++report_.num_plans;
    report_.num_ledger_rows += verdict.num_ledger_rows;
    switch (verdict.agreement) {
      case Agreement::Agree:
        ++report_.num_agree;
        return;
      case Agreement::AgreeOnError:
        ++report_.num_agree_on_error;
        return;
      case Agreement::Rejected:
        ++report_.num_rejected;
        if (report_.rejects.size() < kMaxRejects)
          report_.rejects.push_back("seed " + std::to_string(seed) + "\n" + verdict.detail);
        return;
      case Agreement::Disagree:
        ++report_.num_disagree;
        report_.findings.push_back(ReportFinding(source, *batch, trial, verdict, options_.out));
        return;
    }
  }

  const CampaignOptions& options_;
  CampaignReport report_;
};

}  // namespace

std::string PlanOfSeed(uint64_t seed) {
  Entropy entropy(seed);
  return GeneratePlan(entropy);
}

std::string CampaignReport::Text() const {
  return std::to_string(num_plans) + " plans: " + std::to_string(num_agree) + " agree, " +
         std::to_string(num_agree_on_error) + " agree on errors, " + std::to_string(num_disagree) +
         " disagree, " + std::to_string(num_rejected) + " rejected; " + std::to_string(num_ledger_rows) +
         " ledger rows\n" + coverage.Table();
}

std::vector<std::string> CampaignReport::Failures(bool whole) const {
  std::vector<std::string> failures = findings;
  if (num_rejected * 20 > num_plans) {
    failures.push_back("more than 5 % of the plans do not compile:");
    failures.insert(failures.end(), rejects.begin(), rejects.end());
  }
  if (!whole) return failures;
  for (const std::string& missing : coverage.Missing()) failures.push_back("never met: " + missing);
  return failures;
}

CampaignReport RunCampaign(const CampaignOptions& options) {
  return Campaign(options).Run();
}

}  // namespace incent::diff
