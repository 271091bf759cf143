#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/property/sales.h"

// The texts of the plans that the properties are about.
namespace incent::property {

// Rates, bounds and a cap of one trial, drawn from its seed.
struct Terms {
  explicit Terms(uint64_t seed);

  // `tiers ladder <kind> { ... }` with ascending bounds and ascending rates that are not negative.
  std::string Tiers(const std::string& kind) const;
  std::string Rate() const;  // the first rate: "3.25%"
  std::string Cap() const;   // "1234.56 CNY"

  std::vector<int64_t> bounds;  // CNY, from 0
  std::vector<int64_t> rates;   // hundredths of a percent, not below zero
  int64_t cap = 0;              // cents
};

struct PlanForm {
  std::string pays = "monthly";
  // The credit's clauses behind `when Deal.won_on is present`; the lines' amount may be negative.
  std::string credit = "to Deal.rep  on Deal.won_on  amount Deal.net";
  std::string body;  // what comes after the credit `bookings`
};

// A plan over Rep and Deal of the generated sales.
std::string PlanText(const PlanForm& form);

// Whole plans by name: the examples, and a plan for each way to pay. Every one of them pays something to
// almost any sales.
const std::vector<std::string>& KindsOfPlans();
std::string PlanOfKind(const std::string& kind, uint64_t seed);

}  // namespace incent::property
