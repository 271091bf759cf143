#include "tests/diff/bulk.h"

#include <gtest/gtest.h>

namespace incent::diff {
namespace {

// Much longer: incent_diff --bulk PLAN --bulk PLAN --rows 1000000000.
TEST(BulkTest, PlansOverManyRowsPayTheSameInBothEngines) {
  const std::string root = INCENT_SOURCE_DIR;
  const BulkReport report =
      RunBulk({root + "/tests/bench/reference_task.incent", root + "/examples/quickstart/quickstart.incent"},
              {.seed = 1, .num_rows = 120'000, .rows_of_batch = 10'000});
  EXPECT_EQ(report.findings, std::vector<std::string>());
  EXPECT_EQ(report.num_batches, 12);
  EXPECT_GT(report.num_payouts, 5'000);
}

}  // namespace
}  // namespace incent::diff
