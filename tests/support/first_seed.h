#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

namespace incent::golden {

// The first seed from which a test makes its data: 1, or what INCENT_FIRST_SEED says. The builds with
// sanitizers set it, so that they see other data than the usual build.
inline uint64_t FirstSeed() {
  const char* seed = std::getenv("INCENT_FIRST_SEED");
  return seed == nullptr ? 1 : std::stoull(seed);
}

}  // namespace incent::golden
