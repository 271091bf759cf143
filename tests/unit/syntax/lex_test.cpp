#include <gtest/gtest.h>

#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/syntax/lex.h"
#include "grammar/IncentLexer.h"

namespace incent::syntax {
namespace {

using Types = std::vector<uint16_t>;

Types TypesOf(std::string_view text) {
  Types types;
  for (const Token& token : Lex(text).tokens) types.push_back(token.type);
  return types;
}

TEST(LexTest, TokensAreTheWholeText) {
  const std::string text = "plan 甲 { # note\n  金额 ＋ \x01 \"open\n `x` 1.5M\t}";
  std::string joined;
  for (const Token& token : Lex(text).tokens) joined += text.substr(token.begin, token.end - token.begin);
  EXPECT_EQ(joined, text);
}

TEST(LexTest, LettersOfEveryScriptMakeOneName) {
  for (const std::string_view name :
       {"été", "Größe", "сумма", "ποσό", "金额x", "㐀", "𠀀", "금액", "ｋｇ", "ªº", "_é", "ǅ", "ʰ"}) {
    EXPECT_EQ(TypesOf(name), Types{IncentLexer::ID}) << name;
  }
}

TEST(LexTest, MarksAndDigitsContinueANameAndBeginNone) {
  for (const std::string_view name : {"e\u0301", "हिन्दी", "x٣", "甲１", "a\u20DD"}) {
    EXPECT_EQ(TypesOf(name), Types{IncentLexer::ID}) << name;
  }
  EXPECT_EQ(TypesOf("٣y"), (Types{IncentLexer::UNKNOWN, IncentLexer::ID}));
  EXPECT_EQ(TypesOf("\u0301y"), (Types{IncentLexer::UNKNOWN, IncentLexer::ID}));
}

TEST(LexTest, OtherCharactersEndAName) {
  for (const std::string_view other : {"。", "；", "€", "\u00A0", "\u202E", "\u200B", "①", "Ⅷ", "☃", "😀"}) {
    const std::string text = "of" + std::string(other) + "甲";
    EXPECT_EQ(TypesOf(text), (Types{IncentLexer::OF, IncentLexer::UNKNOWN, IncentLexer::ID})) << text;
  }
}

TEST(LexTest, FullWidthSignsEndAName) {
  EXPECT_EQ(TypesOf("x，é"), (Types{IncentLexer::TIMES_X, IncentLexer::COMMA, IncentLexer::ID}));
  EXPECT_EQ(TypesOf("甲＝１"), (Types{IncentLexer::ID, IncentLexer::EQ, IncentLexer::UNKNOWN}));
  EXPECT_EQ(TypesOf("甲\u3000乙"), (Types{IncentLexer::ID, IncentLexer::WS, IncentLexer::ID}));
}

TEST(LexTest, AKeywordWithALetterMoreIsAName) {
  for (const std::string_view name : {"ofé", "éof", "方案é", "é方案", "of\u0301", "元é"}) {
    EXPECT_EQ(TypesOf(name), Types{IncentLexer::ID}) << name;
  }
}

// The lexer remembers where characters lead; each text here continues and ends in other ways than the others.
TEST(LexTest, WhatWasReadBeforeChangesNothing) {
  const std::string_view texts[] = {"方案", "方案甲", "方",       "方。案", "按月",
                                    "按",   "按月甲", "五舍六入", "五舍六é"};
  std::vector<Types> first;
  for (const std::string_view text : texts) first.push_back(TypesOf(text));
  EXPECT_EQ(first[0], Types{IncentLexer::PLAN});
  EXPECT_EQ(first[1], Types{IncentLexer::ID});
  EXPECT_EQ(first[5], Types{IncentLexer::PER});
  EXPECT_EQ(first[8], Types{IncentLexer::ID});
  for (size_t i = std::size(texts); i-- > 0;) EXPECT_EQ(TypesOf(texts[i]), first[i]) << texts[i];
}

TEST(LexTest, ASuffixOfANumberIsNoName) {
  EXPECT_EQ(TypesOf("100万元"), (Types{IncentLexer::NUMBER, IncentLexer::CURRENCY_CODE}));
  EXPECT_EQ(TypesOf("5亿é"), (Types{IncentLexer::NUMBER, IncentLexer::ID}));
}

}  // namespace
}  // namespace incent::syntax
