#include "compiler/ir/verify.h"

#include <gtest/gtest.h>

#include "compiler/ir/print.h"
#include "tests/support/sample_module.h"

namespace incent::ir {
namespace {

std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(VerifyTest, AcceptsTheSampleModule) {
  const Module module = SampleModule();
  const auto violations = Verify(module);
  EXPECT_TRUE(violations.empty()) << Join(violations) << Print(module);
}

}  // namespace
}  // namespace incent::ir
