#include "compiler/cli/cache_folder.h"

#include <gtest/gtest.h>

namespace incent::cli {
namespace {

TEST(CacheFolderTest, TheVariableOfItsOwnComesFirst) {
  EXPECT_EQ(ChooseCacheFolder({.incent_cache = "my/cache", .cache_home = "/x", .home = "/h"}), "my/cache");
  EXPECT_EQ(ChooseCacheFolder({.incent_cache = "", .cache_home = "/x", .home = "/h"}), "/x/incent");
}

TEST(CacheFolderTest, OffIsNoFolder) {
  EXPECT_EQ(ChooseCacheFolder({.incent_cache = "off", .cache_home = "/x", .home = "/h"}), std::nullopt);
}

TEST(CacheFolderTest, OtherwiseItIsInTheUsersFolderForCaches) {
  EXPECT_EQ(ChooseCacheFolder({.cache_home = "/x", .home = "/h"}), "/x/incent");
  EXPECT_EQ(ChooseCacheFolder({.home = "/h"}), "/h/.cache/incent");
}

TEST(CacheFolderTest, RelativeFoldersOfTheUserAreIgnored) {
  EXPECT_EQ(ChooseCacheFolder({.cache_home = "x", .home = "/h"}), "/h/.cache/incent");
  EXPECT_EQ(ChooseCacheFolder({.cache_home = "", .home = "h"}), std::nullopt);
  EXPECT_EQ(ChooseCacheFolder({}), std::nullopt);
}

}  // namespace
}  // namespace incent::cli
