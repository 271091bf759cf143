#pragma once

#include <string>
#include <vector>

#include "compiler/ir/module.h"

namespace incent::ir {

// All that the type and range of one instruction depend on.
struct Query {
  const Module& module;
  const Domain& domain;  // of the stage
  Op op;
  std::vector<const Instruction*> operands;
  const Attributes& attributes;
  // For ops whose type does not follow from the above (const, col, param, rescale, call, ...) the type
  // that is wanted: checked as far as possible, and given back. Ignored by the others.
  types::Type stated = types::Type::Error();
  Range stated_range = {};  // call: nothing better is known

  const types::Type& TypeOf(size_t operand) const { return operands[operand]->type; }
  const Range& RangeOf(size_t operand) const { return operands[operand]->range; }
};

// A type, or (if `problem` is not empty) why there is none.
struct InferredType {
  types::Type type;
  std::string problem;

  bool ok() const { return problem.empty(); }
};

// The result type by the op's signature: kinds, units, scales, optional operands. The number of
// operands is checked too; places are not (rules.h).
InferredType InferType(const Query& query);

// The one type of several alternatives (branches of `select`, rows of a table): the larger scale of
// numbers of one unit, optional if one is, text where labels of different fields meet.
std::optional<types::Type> Unify(const types::Type& a, const types::Type& b);

// The type of a column; `wanted` says the unit, the rate hint and the granule, which a schema leaves open.
InferredType ColumnType(const Module& module, int dataset, int field, const types::Type& wanted);

// Why `literal` is no constant of `type`; empty if it is one.
std::string LiteralProblem(const Literal& literal, const types::Type& type);

}  // namespace incent::ir
