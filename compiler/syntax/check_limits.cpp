#include "compiler/syntax/check_limits.h"

#include <cstddef>

#include "compiler/base/limits.h"
#include "compiler/syntax/diagnostics.h"
#include "grammar/IncentLexer.h"

namespace incent::syntax {
namespace {

enum class Role : uint8_t { Other, Open, Close, Prefix, Operator, Restart };

// No expression continues over these, except as a field after a dot.
bool IsRestart(uint16_t type) {
  switch (type) {
    case IncentLexer::BAR:
    case IncentLexer::BARBAR:
    case IncentLexer::LET:
    case IncentLexer::MEASURE:
    case IncentLexer::GATE:
    case IncentLexer::PAY:
    case IncentLexer::ASSERT:
    case IncentLexer::GUARDRAIL:
    case IncentLexer::PROPERTY:
    case IncentLexer::CARRY:
    case IncentLexer::WHEN:
    case IncentLexer::EXPECT:
    case IncentLexer::FROM:
      return true;
    default:
      return false;
  }
}

Role RoleOf(uint16_t type) {
  switch (type) {
    case IncentLexer::LPAREN:
    case IncentLexer::LBRACK:
    case IncentLexer::LBRACE:
      return Role::Open;
    case IncentLexer::RPAREN:
    case IncentLexer::RBRACK:
    case IncentLexer::RBRACE:
      return Role::Close;
    case IncentLexer::NOT:
    case IncentLexer::IF:
    case IncentLexer::MINUS:
    case IncentLexer::SUM_OF:
    case IncentLexer::COUNT_OF:
    case IncentLexer::AVERAGE_OF:
    case IncentLexer::HIGHEST_OF:
    case IncentLexer::LOWEST_OF:
    case IncentLexer::LATEST_OF:
    case IncentLexer::EARLIEST_OF:
      return Role::Prefix;
    case IncentLexer::PLUS:
    case IncentLexer::STAR:
    case IncentLexer::SLASH:
    case IncentLexer::LT:
    case IncentLexer::LE:
    case IncentLexer::GT:
    case IncentLexer::GE:
    case IncentLexer::EQEQ:
    case IncentLexer::NE:
    case IncentLexer::AND:
    case IncentLexer::OR:
    case IncentLexer::IS:
    case IncentLexer::IN:
    case IncentLexer::BETWEEN:
    case IncentLexer::WITHIN:
    case IncentLexer::OTHERWISE:
    case IncentLexer::OVER:
    case IncentLexer::ACROSS:
    case IncentLexer::BY:
    case IncentLexer::AS_OF:
    case IncentLexer::CONVERTED_TO:
    case IncentLexer::COUNTED_FROM:
    case IncentLexer::DOT:
      return Role::Operator;
    default:
      return IsRestart(type) ? Role::Restart : Role::Other;
  }
}

// Counts what nests inside one statement: braces start anew, other brackets do not.
class NestingLimits {
 public:
  NestingLimits(source::FileId file, diag::Diagnostics& diags) : file_(file), diags_(diags) {}

  bool Accept(const Token& token, const Token* before) {
    const Role role = RoleOf(token.type);
    const bool is_field = before != nullptr && before->type == IncentLexer::DOT;
    if (role == Role::Open && ++depth_ > base::kMaxBracketDepth) {
      diags_.Report(token.SpanIn(file_), kTooDeep, base::kMaxBracketDepth);
      return false;
    }
    if (role == Role::Close && depth_ > 0) --depth_;
    const bool starts_anew = role == Role::Restart && !is_field;
    if (starts_anew || token.type == IncentLexer::LBRACE || token.type == IncentLexer::RBRACE) {
      num_operators_ = num_nesting_words_ = 0;
    }
    return AcceptPrefix(token, role) && AcceptOperator(token, role);
  }

 private:
  bool AcceptPrefix(const Token& token, Role role) {
    prefix_run_ = role == Role::Prefix ? prefix_run_ + 1 : 0;
    num_nesting_words_ += token.type == IncentLexer::NOT || token.type == IncentLexer::IF;
    if (prefix_run_ > base::kMaxPrefixRun) {
      diags_.Report(token.SpanIn(file_), kTooManyPrefixes, base::kMaxPrefixRun);
      return false;
    }
    if (num_nesting_words_ > base::kMaxNestingWords) {
      diags_.Report(token.SpanIn(file_), kTooManyPrefixes, base::kMaxNestingWords);
      return false;
    }
    return true;
  }

  bool AcceptOperator(const Token& token, Role role) {
    num_operators_ += role == Role::Operator || role == Role::Prefix || token.type == IncentLexer::LBRACK;
    if (num_operators_ <= base::kMaxOperators) return true;
    diags_.Report(token.SpanIn(file_), kTooManyOperators, base::kMaxOperators);
    return false;
  }

  source::FileId file_;
  diag::Diagnostics& diags_;
  size_t depth_ = 0;
  size_t prefix_run_ = 0;
  size_t num_nesting_words_ = 0;
  size_t num_operators_ = 0;
};

}  // namespace

bool CheckLimits(const std::vector<Token>& tokens, source::FileId file, diag::Diagnostics& diags) {
  if (tokens.size() > base::kMaxTokens) {
    diags.Report({file, 0, 0}, kTooManyTokens, base::kMaxTokens);
    return false;
  }
  NestingLimits limits(file, diags);
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (!limits.Accept(tokens[i], i > 0 ? &tokens[i - 1] : nullptr)) return false;
  }
  return true;
}

}  // namespace incent::syntax
