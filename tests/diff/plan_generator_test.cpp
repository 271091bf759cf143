#include "tests/diff/plan_generator.h"

#include <gtest/gtest.h>

namespace incent::diff {
namespace {

// FNV-1a
uint64_t HashOf(const std::string& text) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

// A seed names its plan wherever it is read: whatever compiler built the generator. The number changes with
// the generator.
TEST(PlanGeneratorTest, SeedsGiveTheSamePlansWithEveryCompiler) {
  uint64_t all = 0;
  for (uint64_t seed = 1; seed <= 500; ++seed) {
    Entropy entropy(seed);
    all = all * 31 + HashOf(GeneratePlan(entropy));
  }
  EXPECT_EQ(all, 5839015857485407081U);
}

}  // namespace
}  // namespace incent::diff
