#include "compiler/syntax/panic_mode.h"

#include "grammar/IncentParser.h"

namespace incent::syntax {
namespace {

using antlr4::Parser;
using antlr4::ParserRuleContext;
using antlr4::RuleContext;

using antlr4::misc::IntervalSet;

// Rules of the form `... { entry* }`.
bool IsBlock(size_t rule) {
  switch (rule) {
    case IncentParser::RuleFile:
    case IncentParser::RuleDataDecl:
    case IncentParser::RuleCalendarDecl:
    case IncentParser::RulePlanDecl:
    case IncentParser::RuleAmendmentStmt:
    case IncentParser::RuleParamStmt:
    case IncentParser::RuleTiersStmt:
    case IncentParser::RuleTableStmt:
    case IncentParser::RuleCreditStmt:
    case IncentParser::RulePayBlock:
    case IncentParser::RuleExceptionStmt:
    case IncentParser::RuleClawbackStmt:
    case IncentParser::RuleDrawStmt:
    case IncentParser::RuleContestStmt:
    case IncentParser::RuleScorecardStmt:
    case IncentParser::RuleTestDecl:
      return true;
    default:
      return false;
  }
}

// Blocks whose entries are items of their own.
bool HoldsItems(size_t rule) {
  return rule == IncentParser::RuleFile || rule == IncentParser::RulePlanDecl ||
         rule == IncentParser::RuleAmendmentStmt;
}

bool HasBrace(const ParserRuleContext& context) {
  return const_cast<ParserRuleContext&>(context).getToken(IncentParser::LBRACE, 0) != nullptr;
}

// The tokens at which recovery may stop: entries and ends of the enclosing blocks. `|` separates cells
// as well as rows, so it is no such token.
struct Stops {
  IntervalSet inner;  // of the innermost block
  IntervalSet outer;  // of the others: only at the start of a line, for one may also be misplaced
};

Stops StopsAround(Parser* parser, RuleContext* context) {
  const antlr4::atn::ATN& atn = parser->getATN();
  Stops stops;
  for (; context->parent != nullptr; context = static_cast<RuleContext*>(context->parent)) {
    auto* parent = static_cast<RuleContext*>(context->parent);
    if (!IsBlock(parent->getRuleIndex())) continue;
    const auto* call =
        static_cast<const antlr4::atn::RuleTransition*>(atn.states[context->invokingState]->transitions[0]);
    IntervalSet& set = stops.inner.isEmpty() ? stops.inner : stops.outer;
    set.addAll(atn.nextTokens(call->followState));
  }
  for (IntervalSet* set : {&stops.inner, &stops.outer}) {
    set->remove(static_cast<size_t>(IncentParser::BAR));
    set->remove(antlr4::Token::EPSILON);
  }
  return stops;
}

// Fields may be called anything, so inside a dataset or calendar any word could start an entry.
bool IsAmongFields(RuleContext* context) {
  for (; context != nullptr; context = static_cast<RuleContext*>(context->parent)) {
    const size_t rule = context->getRuleIndex();
    if (rule == IncentParser::RuleDataDecl || rule == IncentParser::RuleCalendarDecl) {
      return HasBrace(*static_cast<ParserRuleContext*>(context));
    }
  }
  return false;
}

// `name :`, `name "Label" :`, `key name ...`
bool StartsField(antlr4::TokenStream* input) {
  const size_t second = input->LA(2);
  return second == IncentParser::COLON ||
         (second == IncentParser::STRING && input->LA(3) == IncentParser::COLON) ||
         (input->LA(1) == IncentParser::KEY && input->LA(3) == IncentParser::COLON);
}

bool IsBrace(size_t type) {
  return type == IncentParser::LBRACE || type == IncentParser::RBRACE;
}

}  // namespace

void PanicMode::sync(Parser* parser) {
  const antlr4::atn::ATN& atn = parser->getATN();
  const IntervalSet& next = atn.nextTokens(atn.states[parser->getState()]);
  const auto type = static_cast<ssize_t>(parser->getInputStream()->LA(1));
  if (next.contains(type)) return;

  const size_t index = parser->getCurrentToken()->getTokenIndex();
  if (index != passed_index_) passed_over_ = IntervalSet();
  passed_index_ = index;
  passed_over_.addAll(next);

  ParserRuleContext* context = parser->getContext();
  if (!IsBlock(context->getRuleIndex())) return;
  Report(parser, parser->getCurrentToken(), next);
  const Stops around = StopsAround(parser, context);
  IntervalSet outer = around.outer;
  outer.addAll(around.inner);
  SkipTo(parser, next, outer);
  // If nothing was skipped, only the closing brace is missing.
  const bool lost_tokens = parser->getCurrentToken()->getTokenIndex() != index;
  if (lost_tokens && !HoldsItems(context->getRuleIndex())) MarkBroken(context);
}

antlr4::Token* PanicMode::recoverInline(Parser* parser) {
  const antlr4::atn::ATN& atn = parser->getATN();
  const IntervalSet& expected = atn.nextTokens(atn.states[parser->getState()]);
  Report(parser, parser->getCurrentToken(), expected);

  const auto type = static_cast<size_t>(expected.getMinElement());
  if (expected.size() != 1 || !IsBrace(type) || !singleTokenInsertion(parser)) {
    throw antlr4::InputMismatchException(parser);
  }
  supposed_.push_back(std::make_unique<antlr4::CommonToken>(type));
  return supposed_.back().get();
}

void PanicMode::reportError(Parser* parser, const antlr4::RecognitionException& error) {
  IntervalSet expected;
  const antlr4::atn::ATN& atn = parser->getATN();
  antlr4::Token* found = error.getOffendingToken();
  const auto* no_way = dynamic_cast<const antlr4::NoViableAltException*>(&error);
  // Deeper in a lookahead nothing is known about what was expected.
  if (no_way == nullptr || no_way->getStartToken() == found)
    expected = atn.nextTokens(atn.states[parser->getState()]);
  Report(parser, found, expected);
}

void PanicMode::recover(Parser* parser, std::exception_ptr /*error*/) {
  ParserRuleContext* context = parser->getContext();
  if (!IsBlock(context->getRuleIndex()) || !HasBrace(*context)) MarkBroken(context);

  const size_t index = parser->getCurrentToken()->getTokenIndex();
  if (last_index_ == index && last_state_ == parser->getState()) parser->consume();
  last_index_ = index;
  last_state_ = parser->getState();
  const Stops around = StopsAround(parser, context);
  SkipTo(parser, around.inner, around.outer);
}

void PanicMode::Report(Parser* parser, antlr4::Token* found, const IntervalSet& expected) {
  if (inErrorRecoveryMode(parser)) return;
  beginErrorCondition(parser);
  const SyntaxErrors::Verdict verdict = errors_.Report(*parser, *found, WithPassedOver(parser, expected));
  // A keyword in place of a name must not be taken for the next statement.
  if (verdict == SyntaxErrors::Verdict::MeantAsName && found == parser->getCurrentToken()) parser->consume();
}

IntervalSet PanicMode::WithPassedOver(Parser* parser, const IntervalSet& expected) const {
  IntervalSet all = expected;
  if (parser->getCurrentToken()->getTokenIndex() == passed_index_) all.addAll(passed_over_);
  return all;
}

void PanicMode::SkipTo(Parser* parser, const IntervalSet& inner, const IntervalSet& outer) {
  antlr4::TokenStream* input = parser->getTokenStream();
  const bool in_fields = IsAmongFields(parser->getContext());
  size_t depth = 0;
  bool after_dot = false;  // a field may be called like a keyword
  for (;;) {
    const size_t type = input->LA(1);
    if (type == antlr4::Token::EOF) return;
    const bool starts_line = type == IncentParser::RBRACE || errors_.StartsLine(input->index());
    const bool in_inner = in_fields ? IsBrace(type) || StartsField(input) : inner.contains(type);
    const bool may_stop = in_inner || (starts_line && outer.contains(type));
    if (depth == 0 && !after_dot && may_stop && !errors_.has_given_up()) return;
    if (type == IncentParser::LBRACE) ++depth;
    if (type == IncentParser::RBRACE && depth > 0) --depth;
    after_dot = type == IncentParser::DOT;
    parser->consume();
  }
}

void PanicMode::MarkBroken(RuleContext* context) {
  while (context != nullptr) {
    const size_t rule = context->getRuleIndex();
    if (rule == IncentParser::RulePlanItem || rule == IncentParser::RuleTopItem) {
      broken_.insert(context);
      return;
    }
    context = static_cast<RuleContext*>(context->parent);
  }
}

}  // namespace incent::syntax
