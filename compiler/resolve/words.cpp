#include "compiler/resolve/words.h"

namespace incent::resolve {

using diag::Bilingual;

namespace {

struct Words {
  std::string_view english;
  std::string_view chinese;
};

// In the order of DefinitionKind.
constexpr Words kDefinitionWords[] = {
    {"a `let`", "“设”的值"},
    {"a measure", "指标"},
    {"a gate", "门槛"},
    {"a carry", "结转"},
    {"a parameter", "参数"},
    {"a tier table", "阶梯"},
    {"a decision table", "决策表"},
    {"a credit", "业绩"},
    {"a pay", "发放"},
    {"a badge", "勋章"},
    {"an exception", "例外"},
    {"a clawback", "追回"},
    {"a draw", "预支"},
    {"a contest", "竞赛"},
    {"a scorecard", "计分卡"},
    {"a metric", "考核项"},
    {"an assertion", "断言"},
    {"a guardrail", "护栏"},
    {"a property", "性质"},
    {"a statement with an error", "有错误的语句"},
};
static_assert(std::size(kDefinitionWords) == static_cast<size_t>(DefinitionKind::Broken) + 1);

}  // namespace

Bilingual KindWords(DefinitionKind kind) {
  const Words& words = kDefinitionWords[static_cast<size_t>(kind)];
  return {words.english, words.chinese};
}

Bilingual SymbolWords(const Program& program, Symbol symbol) {
  switch (symbol.kind) {
    case SymbolKind::Dataset:
      return {"a dataset", "数据"};
    case SymbolKind::SourceRow:
      return {"a row of a dataset", "数据的一行"};
    case SymbolKind::Definition:
      return KindWords(program.definitions[static_cast<size_t>(symbol.index)].kind);
    case SymbolKind::Function:
      return {"a function", "函数"};
    case SymbolKind::Unit:
      return {"a unit of time", "时间单位"};
    case SymbolKind::Plan:
      return {"a plan", "方案"};
    case SymbolKind::Group:
      return {"a group of people", "人群"};
    case SymbolKind::Currency:
      return {"a currency", "币种"};
    case SymbolKind::Broken:
      return {"a name with an error", "有错误的名称"};
  }
  return {};
}

}  // namespace incent::resolve
