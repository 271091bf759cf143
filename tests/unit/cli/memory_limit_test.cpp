#include "compiler/cli/memory_limit.h"

#include <gtest/gtest.h>

namespace incent::cli {
namespace {

TEST(MemoryLimitTest, SizesAreInMegabytesOrGigabytes) {
  EXPECT_EQ(ParseMemory("64M"), int64_t{64} << 20);
  EXPECT_EQ(ParseMemory("4G"), int64_t{4} << 30);
  EXPECT_EQ(ParseMemory("16384G"), int64_t{16'384} << 30);
}

TEST(MemoryLimitTest, AnythingElseIsNoSize) {
  for (const char* text : {"", "G", "4", "4g", "4 G", "4GB", "-4G", "+4G", "1.5G", "63M", "16385G",
                           "99999999999999999999G", "9223372036854775807M", "0G"}) {
    EXPECT_EQ(ParseMemory(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace incent::cli
