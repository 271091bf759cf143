#include "compiler/syntax/parse.h"

#include <antlr4-runtime.h>

#include <utility>

#include "compiler/syntax/builder.h"
#include "compiler/syntax/check_limits.h"
#include "compiler/syntax/check_text.h"
#include "compiler/syntax/check_tokens.h"
#include "compiler/syntax/drafts.h"
#include "compiler/syntax/lex.h"
#include "compiler/syntax/panic_mode.h"
#include "compiler/syntax/predictor.h"
#include "compiler/syntax/syntax_errors.h"
#include "grammar/IncentParser.h"

namespace incent::syntax {
namespace {

using antlr4::atn::PredictionMode;

// Hands checked tokens to ANTLR. Their start and stop are not set: spans come from the index.
class TokenFeed : public antlr4::TokenSource {
 public:
  explicit TokenFeed(const std::vector<ParserToken>& tokens) : tokens_(tokens) {}

  std::unique_ptr<antlr4::Token> nextToken() override {
    if (next_ == tokens_.size()) return std::make_unique<antlr4::CommonToken>(antlr4::Token::EOF);
    return std::make_unique<antlr4::CommonToken>(tokens_[next_++].type);
  }
  size_t getLine() const override { return 0; }
  size_t getCharPositionInLine() override { return 0; }
  antlr4::CharStream* getInputStream() override { return nullptr; }
  std::string getSourceName() override { return {}; }
  antlr4::TokenFactory<antlr4::CommonToken>* getTokenFactory() override {
    return antlr4::CommonTokenFactory::DEFAULT.get();
  }

 private:
  const std::vector<ParserToken>& tokens_;
  size_t next_ = 0;
};

std::vector<Token> WithoutHidden(const TokenBuffer& buffer) {
  std::vector<Token> visible;
  for (const Token& token : buffer.tokens) {
    if (!IsBlank(token) && !IsComment(token)) visible.push_back(token);
  }
  return visible;
}

// Fast prediction first: a correct file needs nothing else. Returns nullptr for a file with errors.
IncentParser::FileContext* ParseFast(IncentParser& parser) {
  parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(PredictionMode::SLL);
  try {
    return parser.file();
  } catch (const antlr4::ParseCancellationException&) {
    return nullptr;
  }
}

// Full prediction and recovery.
IncentParser::FileContext* ParseWithRecovery(IncentParser& parser, std::shared_ptr<PanicMode> panic) {
  parser.reset();
  parser.setErrorHandler(std::move(panic));
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(PredictionMode::LL);
  return parser.file();
}

// A parser over checked tokens, and what it reads.
struct ParserRun {
  explicit ParserRun(const CheckedTokens& checked) : feed(checked.tokens), stream(&feed), parser(&stream) {
    parser.removeErrorListeners();
    parser.setInterpreter(MakePredictor(parser).release());  // the parser owns it
  }

  TokenFeed feed;
  antlr4::BufferedTokenStream stream;
  IncentParser parser;
};

ast::File BuildTree(const source::SourceFile& source, const TokenBuffer& buffer, CheckedTokens& checked,
                    diag::Diagnostics& diags) {
  MendDrafts(DraftRules::Sure, checked, source, diags);
  auto run = std::make_unique<ParserRun>(checked);
  IncentParser::FileContext* file = ParseFast(run->parser);
  if (file == nullptr && MendDrafts(DraftRules::All, checked, source, diags)) {
    run = std::make_unique<ParserRun>(checked);
    file = ParseFast(run->parser);
  }
  SyntaxErrors errors(source, checked, diags);
  auto panic = std::make_shared<PanicMode>(errors);
  if (file == nullptr) file = ParseWithRecovery(run->parser, panic);
  return Builder({source, buffer, checked, panic->broken()}, diags).BuildFile(*file);
}

}  // namespace

ParsedFile Parse(const source::SourceFile& source, diag::Diagnostics& diags) {
  ParsedFile parsed;
  parsed.tree.source = source.id;
  if (!CheckText(source, diags)) return parsed;

  parsed.tokens = Lex(source.text);
  const std::vector<Token> visible = WithoutHidden(parsed.tokens);
  if (!CheckLimits(visible, source.id, diags)) return parsed;
  CheckedTokens checked = CheckTokens(visible, source, diags);
  parsed.tree = BuildTree(source, parsed.tokens, checked, diags);
  return parsed;
}

}  // namespace incent::syntax
