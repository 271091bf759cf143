#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/diff/trial.h"

namespace incent::diff {

struct CampaignOptions {
  uint64_t seed = 1;     // of the first plan; the next plan has the next seed
  int num_plans = 2000;  // as many, or
  int minutes = 0;       // not 0: for so long
  int reparse_one_in = 6;
  bool spoil = false;  // some rows of each batch
  std::string out;     // a folder for reproductions; empty: none are written
  // Called with each seed before it is tried, for the case that trying it ends the process.
  std::function<void(const std::string&)> note;
};

struct CampaignReport {
  int num_plans = 0;
  int num_agree = 0;
  int num_agree_on_error = 0;
  int num_disagree = 0;
  int num_rejected = 0;
  int64_t num_ledger_rows = 0;
  Coverage coverage;
  std::vector<std::string> findings;  // a disagreement each, with everything to see it again
  std::vector<std::string> rejects;   // the first few messages of plans that do not compile

  std::string Text() const;
  // Why the campaign fails; empty: it does not. Coverage is asked for only of a whole campaign.
  std::vector<std::string> Failures(bool whole) const;
};

CampaignReport RunCampaign(const CampaignOptions& options);

// The plan of one seed.
std::string PlanOfSeed(uint64_t seed);

}  // namespace incent::diff
