#pragma once

#include <functional>
#include <string>

#include "tests/diff/trial.h"

namespace incent::diff {

// A plan and its rows.
struct Reproduction {
  std::string source;
  Batch batch;
};

// The smallest reproduction that can be reached by leaving out statements, clauses and rows, by putting parts
// of expressions in their place, and by writing plain constants. `fails` says whether it still shows the
// fault.
Reproduction Shrunk(Reproduction found, const std::function<bool(const Reproduction&)>& fails);

// A golden file of the plan and its data, and back.
std::string GoldenText(const Reproduction& found);
Reproduction ReadGolden(const std::string& text);

// Shrinks a disagreement, writes `seed_<n>.incent` into the folder `out` if there is one, and says what was
// found and how to see it again.
std::string ReportFinding(const std::string& source, const Batch& batch, const TrialOptions& trial,
                          const Verdict& verdict, const std::string& out);

// The same for a plan whose trial ends the process.
std::string ReportCrash(const std::string& source, const TrialOptions& trial, const std::string& out);

}  // namespace incent::diff
