#include "compiler/pipeline/near_key.h"

#include <gtest/gtest.h>

namespace incent::pipeline {
namespace {

column::Table TableOf(const std::vector<std::string>& keys) {
  column::Table table;
  for (const std::string& key : keys) table.AppendKey(key);
  table.num_rows = static_cast<int>(keys.size());
  return table;
}

TEST(NearKeyTest, BlanksCaseAndWidthDoNotMatter) {
  const column::Table table = TableOf({"GTX Pro", "GTX Basic", "ae1", "ae2", "Épsilon", "一号店"});
  EXPECT_EQ(NearKey("GTXPro", table), "GTX Pro");
  EXPECT_EQ(NearKey("gtx  pro ", table), "GTX Pro");
  EXPECT_EQ(NearKey("ae1 ", table), "ae1");
  EXPECT_EQ(NearKey("ＡＥ１", table), "ae1");
  EXPECT_EQ(NearKey("épsilon", table), "Épsilon");
  EXPECT_EQ(NearKey("一号店　", table), "一号店");
}

TEST(NearKeyTest, OneCharacterMayBeMissingTooMuchAnotherOrOutOfPlace) {
  const column::Table table = TableOf({"north", "south-east", "west"});
  for (const char* text : {"norht", "nort", "norrth", "morth"})
    EXPECT_EQ(NearKey(text, table), "north") << text;
  EXPECT_EQ(NearKey("nroht", table), std::nullopt);
  EXPECT_EQ(NearKey("wast", table), "west");
  EXPECT_EQ(NearKey("east", table), std::nullopt);
}

TEST(NearKeyTest, OfSeveralKeysThatAreAsNearNoneIsProposed) {
  const column::Table table = TableOf({"r1", "r2", "R3", "r3"});
  EXPECT_EQ(NearKey("r9", table), std::nullopt);
  EXPECT_EQ(NearKey(" r3", table), std::nullopt);
  EXPECT_EQ(NearKey("nobody", table), std::nullopt);
}

}  // namespace
}  // namespace incent::pipeline
