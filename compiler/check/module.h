#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/check/facts.h"
#include "compiler/check/grain.h"
#include "compiler/resolve/program.h"
#include "compiler/types/type.h"
#include "runtime/column/schema.h"
#include "runtime/value/date.h"
#include "runtime/value/decimal.h"

// The result of checking: facts beside the tree. Lowering reads nothing else.
namespace incent::check {

using value::Int128;

// A number known when compiling.
struct Constant {
  Int128 mantissa = 0;
  int scale = 0;
  types::Unit unit;
};

struct DefinitionFacts {
  Facts facts;
  // Where the definition has its values; absent: it is worked out wherever it is used (constants,
  // values of a source row, tiers).
  std::optional<Grain> grain;
  std::optional<Grain> natural;  // of an absent grain: Company or Row
  bool first_only = false;       // `per first C over W`
  // Without a grain: parameters, and exceptions with dates, that are read at the date of its use.
  std::vector<int> dated;
};

struct RoundRule {
  Int128 unit = 1;
  int scale = 0;
  std::string symbol;  // unit of the amount it is meant for; empty: any
  value::RoundingMode mode = value::RoundingMode::HalfUp;

  friend bool operator==(const RoundRule&, const RoundRule&) = default;
};

struct PlanFacts {
  value::Day from = value::kFirstDay;
  std::optional<value::Day> until;
  value::Granule pays = value::Granule::Month;
  std::string currency;
  std::string version;
  std::optional<RoundRule> round;
};

struct CheckedModule {
  const resolve::Program* program = nullptr;
  std::vector<column::DatasetSchema> schemas;  // parallel to program->datasets
  std::vector<DefinitionFacts> definitions;    // parallel to program->definitions
  std::vector<PlanFacts> plans;                // parallel to program->plans
  ast::NodeMap<types::Type> types;             // of each checked expression
  // What each fold folds, by the fold's base: lines, cells or people. None for a sum of two credits, each of
  // which is folded alone and has a grain of its own.
  ast::NodeMap<Grain> folded;
  int num_properties = 0;  // checked but not evaluated
  int num_guardrails = 0;
};

// Constant folding over literals and `+ - * /`; nullopt if the expression is anything else.
std::optional<Constant> EvaluateConstant(const ast::Expr& expr);

// The constant as a literal type: scale as written, percent applied.
std::optional<Constant> LiteralValue(const ast::Number& number);

// How `spec` applies to an amount of `unit`: the plan's rule where its unit fits, else the minor unit of
// the amount with the rule's mode.
RoundRule RuleFor(const RoundRule& rule, const types::Unit& unit);

}  // namespace incent::check
