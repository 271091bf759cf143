// Before GoogleTest: the parser has a member called TEST.
#include <antlr4-runtime.h>

#include "grammar/IncentLexer.h"
#include "grammar/IncentParser.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "compiler/syntax/lex.h"

namespace incent::syntax {
namespace {

struct Keyword {
  size_t type;
  std::string_view name;
  std::string_view english;
  std::string_view chinese;
};
constexpr Keyword kKeywords[] = {
#define INCENT_KEYWORD(token, english, chinese) {IncentLexer::token, #token, english, chinese},
#include "compiler/ast/keywords.def"
};

TEST(KeywordTest, BothSpellingsAreTheToken) {
  for (const Keyword& keyword : kKeywords) {
    for (const std::string_view spelling : {keyword.english, keyword.chinese}) {
      const TokenBuffer buffer = Lex(spelling);
      ASSERT_EQ(buffer.tokens.size(), 1U) << spelling;
      EXPECT_EQ(buffer.tokens[0].type, keyword.type) << spelling;
    }
  }
}

TEST(KeywordTest, NoKeywordOfTheLexerIsMissing) {
  const std::set<std::string_view> others = {"TIMESTAMP", "DATE",
                                             "PERIOD",    "QUARTER_NAME",
                                             "NUMBER",    "CURRENCY_CODE",
                                             "STRING",    "UNCLOSED_STRING",
                                             "QUOTED_ID", "UNCLOSED_ID",
                                             "ID",        "LBRACE",
                                             "RBRACE",    "LPAREN",
                                             "RPAREN",    "LBRACK",
                                             "RBRACK",    "COLON",
                                             "COMMA",     "RANGE",
                                             "DOT",       "QUESTION",
                                             "EQEQ",      "EQ",
                                             "NE",        "LE",
                                             "GE",        "LT",
                                             "GT",        "PLUS",
                                             "MINUS",     "STAR",
                                             "SLASH",     "PERCENT",
                                             "BARBAR",    "BAR",
                                             "DOC",       "COMMENT",
                                             "WS",        "UNKNOWN"};
  std::set<std::string_view> listed;
  for (const Keyword& keyword : kKeywords) listed.insert(keyword.name);

  antlr4::ANTLRInputStream none("");
  IncentLexer lexer(&none);
  const antlr4::dfa::Vocabulary& vocabulary = lexer.getVocabulary();
  for (size_t type = 1; type <= vocabulary.getMaxTokenType(); ++type) {
    const std::string name = vocabulary.getSymbolicName(type);
    EXPECT_NE(listed.contains(name), others.contains(name)) << name;
  }
}

TEST(LexTest, TokensAreTheWholeText) {
  const std::string text = "plan 甲 { # note\n  金额 ＋ \x01 \"open\n `x` 1.5M\t}";
  std::string joined;
  for (const Token& token : Lex(text).tokens) joined += text.substr(token.begin, token.end - token.begin);
  EXPECT_EQ(joined, text);
}

// ANTLR resolves an ambiguity silently by the order of alternatives; here none may exist.
class AmbiguityListener : public antlr4::DiagnosticErrorListener {
 public:
  void reportAmbiguity(antlr4::Parser*, const antlr4::dfa::DFA& dfa, size_t start, size_t stop, bool,
                       const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    found += "decision " + std::to_string(dfa.decision) + " at tokens " + std::to_string(start) + ".." +
             std::to_string(stop) + "\n";
  }

  std::string found;
};

TEST(GrammarTest, NoExampleIsAmbiguous) {
  const std::filesystem::path root = std::filesystem::path(INCENT_SOURCE_DIR) / "tests/data/design_examples";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".incent") continue;
    std::ifstream stream(entry.path());
    std::stringstream text;
    text << stream.rdbuf();
    antlr4::ANTLRInputStream input(text.str());
    IncentLexer lexer(&input);
    antlr4::CommonTokenStream tokens(&lexer);
    IncentParser parser(&tokens);
    AmbiguityListener listener;
    parser.removeErrorListeners();
    parser.addErrorListener(&listener);
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
    parser.file();
    EXPECT_EQ(listener.found, "") << entry.path();
    EXPECT_EQ(parser.getNumberOfSyntaxErrors(), 0U) << entry.path();
  }
}

}  // namespace
}  // namespace incent::syntax
