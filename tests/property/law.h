#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/property/payroll.h"

// A law is checked over generated sales; where it fails, the sales are made as small as the fault allows,
// and everything is printed that is needed to see it again.
namespace incent::property {

struct Trial {
  uint64_t seed = 0;
  std::vector<Payroll> plans;
  Sales sales;
};

// What is wrong, or nothing. `num_checked` counts the comparisons that could have failed.
using Law = std::function<std::string(const Trial& trial, int64_t& num_checked)>;

struct LawOptions {
  int num_seeds = 6;
  SalesOptions sales;
};

// The plans' texts for a seed.
using MakePlans = std::function<std::vector<std::string>(uint64_t seed)>;

// Fails the running test if the law does not hold for a seed, if a plan does not compile, or if nothing
// was checked.
void CheckLaw(const MakePlans& make_plans, const Law& law, const LawOptions& options = {});

}  // namespace incent::property
