#include "compiler/syntax/predictor.h"

#include <map>

namespace incent::syntax {
namespace {

using antlr4::atn::ATNConfigSet;
using antlr4::atn::ParserATNSimulator;

class Predictor : public ParserATNSimulator {
 public:
  Predictor(antlr4::Parser& owner, ParserATNSimulator& original)
      : ParserATNSimulator(&owner, original.atn, original.decisionToDFA, original.getSharedContextCache()) {}

 protected:
  // Precedence comes in afterwards, when ANTLR filters a copy of what is found here. With the full
  // context it does not.
  std::unique_ptr<ATNConfigSet> computeStartState(antlr4::atn::ATNState* decision,
                                                  antlr4::RuleContext* context, bool full_context) override {
    if (full_context || !_dfa->isPrecedenceDfa())
      return ParserATNSimulator::computeStartState(decision, context, full_context);
    std::shared_ptr<ATNConfigSet>& start = starts_[decision];
    if (start == nullptr) start = ParserATNSimulator::computeStartState(decision, context, full_context);
    return std::make_unique<ATNConfigSet>(start);
  }

 private:
  std::map<const antlr4::atn::ATNState*, std::shared_ptr<ATNConfigSet>> starts_;  // by decision
};

}  // namespace

std::unique_ptr<ParserATNSimulator> MakePredictor(antlr4::Parser& parser) {
  return std::make_unique<Predictor>(parser, *parser.getInterpreter<ParserATNSimulator>());
}

}  // namespace incent::syntax
