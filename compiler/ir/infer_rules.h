#pragma once

#include "compiler/ir/infer.h"

// The type rules that rules.def names, one function each. Inside of infer_*.cpp only.
namespace incent::ir {

inline InferredType Is(types::Type type) {
  return {std::move(type), {}};
}
inline InferredType Wrong(std::string problem) {
  return {types::Type::Error(), std::move(problem)};
}

inline bool AnyOptional(const Query& query) {
  for (const Instruction* operand : query.operands) {
    if (operand->type.optional) return true;
  }
  return false;
}
// Null in, null out: the rule of strict ops.
inline InferredType Strict(const Query& query, types::Type type) {
  type.optional = type.optional || AnyOptional(query);
  return Is(std::move(type));
}
inline bool IsFlag(const types::Type& type) {
  return type.kind == types::Kind::Flag;
}
inline bool IsPresentFlag(const types::Type& type) {
  return IsFlag(type) && !type.optional;
}
inline bool IsDate(const types::Type& type) {
  return type.kind == types::Kind::Date;
}
inline bool SameUnit(const types::Type& a, const types::Type& b) {
  return a.unit == b.unit;
}
// A number or moment: what has a total order.
bool IsOrdered(const types::Type& type);

namespace type_rules {

#define INCENT_RULE(op, type_rule, range_rule, places, attributes, reads) \
  InferredType type_rule(const Query& query);
#include "compiler/ir/rules.def"
#undef INCENT_RULE

}  // namespace type_rules
}  // namespace incent::ir
