#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "compiler/ast/words.h"
#include "compiler/base/limits.h"
#include "tests/unit/syntax/parsing.h"

// Texts that were made to break a compiler.
namespace incent::syntax {
namespace {

constexpr size_t kAlmostFull = base::kMaxFileBytes - 100;

std::string Filled(std::string_view start, std::string_view piece) {
  std::string text(start);
  while (text.size() + piece.size() <= kAlmostFull) text += piece;
  return text;
}

struct Hostile {
  const char* name;
  const char* code;  // of the first message
  const char* start;
  const char* piece;
};

class HostileTest : public testing::TestWithParam<Hostile> {};

TEST_P(HostileTest, IsRefusedWithAMessage) {
  const Parsed parsed(Filled(GetParam().start, GetParam().piece));
  ASSERT_FALSE(parsed.diags.entries().empty());
  EXPECT_EQ(parsed.Codes().substr(0, 5), GetParam().code);
  EXPECT_LT(parsed.Text().size(), 200'000U);
}

constexpr Hostile kHostile[] = {{"Parentheses", "E0503", "let a = ", "(     "},
                                {"Braces", "E0503", "", "{     "},
                                {"Plans", "E0503", "", "plan p for R {                 "},
                                {"Minuses", "E0504", "let a = ", "-     "},
                                {"Nots", "E0504", "let a = ", "not   "},
                                {"Aggregates", "E0504", "let a = ", "sum of "},
                                {"Filters", "E0503", "let a = b", "[c       "},
                                {"Pays", "E0122", "plan p for R { ", "pay   "},
                                {"Lets", "E0101", "", "let =     "},
                                {"Names", "E0101", "", "a     "},
                                {"Dollars", "E0108", "let a = ", "$     "},
                                {"Backquotes", "E0128", "", "`\n    "},
                                {"Quotes", "E0101", "", "\"      \" "},
                                {"Dense", "E0502", "", "a "},
                                {"RunTogether", "E0110", "", "按月支付提成 "},
                                {"OneLongName", "E0506", "let ", "a"},
                                {"OneLongNumber", "E0507", "let a = ", "1"},
                                {"OneLongText", "E0103", "let a = \"", "x"},
                                {"Bars", "E0127", "test \"x\" { given R ", "| a         "},
                                {"Controls", "E0105", "", "\x01     "},
                                {"Fields", "E0102", "data D { ", "a : text      "}};

INSTANTIATE_TEST_SUITE_P(All, HostileTest, testing::ValuesIn(kHostile),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(HostileTest, AHundredMegabytesAreNotRead) {
  EXPECT_EQ(Parsed(std::string(100'000'000, 'x')).Codes(), "E0501");
}

TEST(HostileTest, RandomBytesAreNotUtf8) {
  std::mt19937 random(1);
  std::string bytes(100'000, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  EXPECT_EQ(Parsed(bytes).Codes(), "E0106");
}

// Words of the language in any order: no crash, and a tree that can be walked and printed.
TEST(HostileTest, WordSaladGivesATree) {
  std::vector<std::string> words = {
      "(", ")", "{", "}", "[",  "]", "|",  "||",         "+",       "-",  "5%", "\"a\"", "a",
      "b", ".", ":", "=", "==", ",", "..", "2026-01-01", "2026-Q1", "Q1", "\n", "Rep",   "1"};
#define INCENT_KEYWORD(token, english, chinese) words.push_back(english);
#include "compiler/ast/keywords.def"
  for (uint32_t seed = 0; seed < 300; ++seed) {
    std::mt19937 random(seed);
    std::string text = seed % 2 == 0 ? "plan p for R { " : "";
    for (int i = 0; i < 200; ++i) text += words[random() % words.size()] + " ";
    const Parsed parsed(text);
    EXPECT_FALSE(parsed.diags.entries().empty()) << seed;
    EXPECT_FALSE(parsed.Text().empty());
    size_t num_nodes = 0;
    ast::WalkTree(parsed.file.tree, [&](const ast::Node&) { ++num_nodes; });
    EXPECT_LE(num_nodes, parsed.file.tree.num_nodes);
    ast::Print(parsed.file.tree);
  }
}

}  // namespace
}  // namespace incent::syntax
