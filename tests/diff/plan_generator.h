#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "tests/diff/entropy.h"

namespace incent::diff {

enum class Construct : uint8_t {
#define INCENT_CONSTRUCT(name, weight) k##name,
#include "tests/diff/constructs.def"
#undef INCENT_CONSTRUCT
};

inline constexpr std::array kDefaultWeights = {
#define INCENT_CONSTRUCT(name, weight) weight,
#include "tests/diff/constructs.def"
#undef INCENT_CONSTRUCT
};

struct PlanOptions {
  std::array<int, kDefaultWeights.size()> weights = kDefaultWeights;
  int max_depth = 3;        // of nested expressions
  int max_definitions = 9;  // beside credits and pays
  int max_pays = 4;
};

// The source of one plan with its schema, valid but for rare exceptions: every choice is made by the type,
// the place and the time at which values are known. Prefers what hurts: bounds that data will hit, edges of
// periods, numbers beside powers of two, absent values, all rounding modes.
std::string GeneratePlan(Entropy& entropy, const PlanOptions& options = {});

}  // namespace incent::diff
