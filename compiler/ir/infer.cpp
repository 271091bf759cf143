#include "compiler/ir/infer.h"

#include <array>

#include "compiler/ir/infer_rules.h"

namespace incent::ir {
namespace {

using TypeRule = InferredType (*)(const Query&);

constexpr auto kTypeRules = std::to_array<TypeRule>({
#define INCENT_RULE(op, type_rule, range_rule, places, attributes, reads) &type_rules::type_rule,
#include "compiler/ir/rules.def"
#undef INCENT_RULE
});

bool IsLabel(types::Kind kind) {
  return kind == types::Kind::Text || kind == types::Kind::OneOf;
}

std::optional<types::Type> UnifyPresent(const types::Type& a, const types::Type& b) {
  if (a.kind == types::Kind::Error || a.kind == types::Kind::Duration) return std::nullopt;
  if (a.IsNumber() && b.IsNumber()) {
    if (!SameUnit(a, b)) return std::nullopt;
    return types::Type::Number(value::AddScale(a.scale, b.scale), a.unit, a.rate && b.rate);
  }
  if (a == b) return a;
  if (IsLabel(a.kind) && IsLabel(b.kind)) return types::Type::Text();
  return std::nullopt;
}

}  // namespace

bool IsOrdered(const types::Type& type) {
  return type.IsNumber() || IsDate(type) || type.kind == types::Kind::Timestamp ||
         type.kind == types::Kind::Period;
}

std::optional<types::Type> Unify(const types::Type& a, const types::Type& b) {
  auto type = UnifyPresent(a.Present(), b.Present());
  if (type) type->optional = a.optional || b.optional;
  return type;
}

InferredType InferType(const Query& query) {
  const int wanted = FactsOf(query.op).operands;
  if (wanted != kMany && static_cast<size_t>(wanted) != query.operands.size()) {
    return Wrong("takes " + std::to_string(wanted) + " operands, not " +
                 std::to_string(query.operands.size()));
  }
  for (const Instruction* operand : query.operands) {
    if (operand->type.IsError()) return Wrong("an operand has no type");
  }
  return kTypeRules[static_cast<size_t>(query.op)](query);
}

}  // namespace incent::ir
