#pragma once

#include <antlr4-runtime.h>

#include <memory>
#include <set>
#include <vector>

#include "compiler/syntax/syntax_errors.h"

namespace incent::syntax {

// Recovery that gives one message per mistake and still parses every other statement.
//
// After an error, tokens are skipped up to one that can start the next entry of an enclosing block, or
// that closes it; nested braces are skipped as a whole. Missing braces are reported and supposed. The
// statements that lost tokens are remembered as broken; their siblings are complete.
class PanicMode : public antlr4::DefaultErrorStrategy {
 public:
  explicit PanicMode(SyntaxErrors& errors) : errors_(errors) {}

  // The PlanItem and TopItem contexts whose trees have holes.
  const std::set<const antlr4::RuleContext*>& broken() const { return broken_; }

  void sync(antlr4::Parser* parser) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;

 private:
  // Reports the current token unless an error is being recovered from.
  void Report(antlr4::Parser* parser, antlr4::Token* found, const antlr4::misc::IntervalSet& expected);
  antlr4::misc::IntervalSet WithPassedOver(antlr4::Parser* parser,
                                           const antlr4::misc::IntervalSet& expected) const;
  void SkipTo(antlr4::Parser* parser, const antlr4::misc::IntervalSet& inner,
              const antlr4::misc::IntervalSet& outer);
  void MarkBroken(antlr4::RuleContext* context);

  SyntaxErrors& errors_;
  std::set<const antlr4::RuleContext*> broken_;
  std::vector<std::unique_ptr<antlr4::Token>> supposed_;

  // What optional parts could have started at token `passed_index_` and did not: expected as well.
  size_t passed_index_ = 0;
  antlr4::misc::IntervalSet passed_over_;
  // Where recover() last stopped, so that it never stops there for ever.
  size_t last_index_ = static_cast<size_t>(-1);
  size_t last_state_ = static_cast<size_t>(-1);
};

}  // namespace incent::syntax
