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
#include "compiler/syntax/predictor.h"

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

std::vector<std::string> ExampleTexts() {
  std::vector<std::string> texts;
  const std::filesystem::path root = std::filesystem::path(INCENT_SOURCE_DIR) / "tests/data/design_examples";
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (entry.path().extension() != ".incent") continue;
    std::ifstream stream(entry.path());
    std::stringstream text;
    text << stream.rdbuf();
    texts.push_back(text.str());
  }
  return texts;
}

TEST(GrammarTest, NoExampleIsAmbiguous) {
  for (const std::string& text : ExampleTexts()) {
    antlr4::ANTLRInputStream input(text);
    IncentLexer lexer(&input);
    antlr4::CommonTokenStream tokens(&lexer);
    IncentParser parser(&tokens);
    AmbiguityListener listener;
    parser.removeErrorListeners();
    parser.addErrorListener(&listener);
    parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
    parser.file();
    EXPECT_EQ(listener.found, "") << text;
    EXPECT_EQ(parser.getNumberOfSyntaxErrors(), 0U) << text;
  }
}

// The build leaves out ANTLR's own check, which every process would make.
TEST(GrammarTest, TheTablesAreWhole) {
  antlr4::ANTLRInputStream none("");
  IncentLexer lexer(&none);
  antlr4::CommonTokenStream tokens(&lexer);
  const IncentParser parser(&tokens);
  antlr4::atn::ATNDeserializer deserializer;
  EXPECT_NO_THROW(deserializer.verifyATN(lexer.getATN()));
  EXPECT_NO_THROW(deserializer.verifyATN(parser.getATN()));
}

// The tree of `text`, predicted anew: what other files have taught the tables is forgotten.
std::string TreeOf(const std::string& text, bool with_our_predictor) {
  antlr4::ANTLRInputStream input(text);
  IncentLexer lexer(&input);
  antlr4::CommonTokenStream tokens(&lexer);
  IncentParser parser(&tokens);
  parser.removeErrorListeners();
  if (with_our_predictor) parser.setInterpreter(MakePredictor(parser).release());
  auto* interpreter = parser.getInterpreter<antlr4::atn::ParserATNSimulator>();
  interpreter->setPredictionMode(antlr4::atn::PredictionMode::SLL);
  interpreter->clearDFA();
  return parser.file()->toStringTree(&parser);
}

TEST(PredictorTest, ReadsEveryExampleAsAntlrDoes) {
  for (const std::string& text : ExampleTexts()) EXPECT_EQ(TreeOf(text, true), TreeOf(text, false)) << text;
}

TEST(PredictorTest, FindsPrecedencesInAnyOrder) {
  const std::string loosest_first = "let a = b or c and d == e + f * g let h = i * j + k == l and m or n";
  const std::string tightest_first = "let h = i * j + k == l and m or n let a = b or c and d == e + f * g";
  for (const std::string& text : {loosest_first, tightest_first}) {
    EXPECT_EQ(TreeOf(text, true), TreeOf(text, false));
  }
}

}  // namespace
}  // namespace incent::syntax
