#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ast/file.h"
#include "compiler/ast/node_map.h"

// What every name of a compilation means. Built by Resolve; everything after reads it.
namespace incent::resolve {

enum class DefinitionKind : uint8_t {
  Let,
  Measure,
  Gate,
  Carry,
  Param,
  Tiers,
  Table,
  Credit,
  Pay,
  Badge,
  Exception,
  Clawback,
  Draw,
  Contest,
  Scorecard,
  Metric,
  Assert,
  Guardrail,
  Property,
  Broken,
};
// The keyword, for messages: "let", "pay", ...
std::string_view DefinitionKindName(DefinitionKind kind);

struct Definition {
  DefinitionKind kind = DefinitionKind::Let;
  const ast::Item* item = nullptr;
  int plan = -1;                // -1: on the top level, visible in all plans
  std::vector<int> exceptions;  // definitions of kind Exception that override this one

  const std::string& name() const { return item->name.text; }
};

struct Dataset {
  const ast::Data* decl = nullptr;
  const std::string& name() const { return decl->name.text; }
};

struct Plan {
  const ast::Plan* decl = nullptr;
  int dataset = -1;              // of the participants; -1 after an error
  std::vector<int> definitions;  // in source order
  const std::string& name() const { return decl->name.text; }
};

struct Function {
  const ast::Fn* decl = nullptr;
  const std::string& name() const { return decl->name.text; }
};

enum class SymbolKind : uint8_t {
  Dataset,     // index: dataset; also the participants under their plan's name for them
  Definition,  // index: definition
  Function,    // index: function of the library
  Unit,        // a calendar unit as a value: index is ast::Unit
  Plan,        // index: plan, as in `plan.definition`
  Group,       // everyone, members, under: index is GroupWord
  Currency,
  SourceRow,  // index: dataset; the row a credit is made from, under the name of `from D as x`
  Broken,     // declared by a statement that is refused or did not parse, or reported as unknown
};
enum class GroupWord : uint8_t { Everyone, Members, Under };

struct Symbol {
  SymbolKind kind = SymbolKind::Broken;
  int index = -1;
};

// One test and the plan it is for.
struct TestCase {
  const ast::Test* decl = nullptr;
  int plan = -1;
};

struct Program {
  std::vector<Dataset> datasets;
  std::vector<Definition> definitions;
  std::vector<Plan> plans;
  std::vector<Function> functions;
  std::vector<TestCase> tests;
  std::vector<const ast::Calendar*> calendars;
  // Spellings of the builtin types besides their own: 文本 -> text.
  std::map<std::string, std::string> type_names;
  // For each Name, callee, and Ident that refers to something.
  ast::NodeMap<Symbol> symbols;

  const Symbol* SymbolOf(ast::NodeId id) const { return symbols.Find(id); }
  // The dataset / definition that a node refers to; -1 if it refers to something else.
  int DatasetOf(ast::NodeId id) const;
  int DefinitionOf(ast::NodeId id) const;
  // True if something was reported about this name already.
  bool IsBroken(ast::NodeId id) const;
  // Index of a field by name; -1.
  int FieldOf(int dataset, std::string_view name) const;
};

}  // namespace incent::resolve
