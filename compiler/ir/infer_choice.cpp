// Types of comparison, logic, choice, dates, order and windows.
#include "compiler/ir/infer_rules.h"

namespace incent::ir {
namespace {

using types::Kind;
using types::Type;

// Operands `first`, `first + step`, ... as one type.
InferredType UnifyFrom(const Query& query, size_t first, size_t step) {
  if (first >= query.operands.size()) return Wrong("needs a value");
  std::optional<Type> type = query.TypeOf(first);
  for (size_t i = first + step; type && i < query.operands.size(); i += step)
    type = Unify(*type, query.TypeOf(i));
  return type ? Is(*type) : Wrong("the values are not of one type");
}

// The first `count` operands, by `step`, are flags that are never null.
bool ArePresentFlags(const Query& query, size_t count, size_t step) {
  for (size_t i = 0; i < count; ++i) {
    if (!IsPresentFlag(query.TypeOf(i * step))) return false;
  }
  return true;
}

const Output* WindowOutput(const Query& query) {
  const int id = query.attributes.output;
  if (id < 0 || static_cast<size_t>(id) >= query.module.outputs.size()) return nullptr;
  return &query.module.outputs[static_cast<size_t>(id)];
}

// The output that a window reads, if all is well.
std::string WindowProblem(const Query& query) {
  if (!IsDate(query.TypeOf(0)) || !IsDate(query.TypeOf(1))) return "needs two dates";
  const Output* output = WindowOutput(query);
  if (output == nullptr) return "no such output";
  const DomainKind kind = output->domain.kind;
  const bool dated = kind == DomainKind::Lines || kind == DomainKind::Cells || kind == DomainKind::Periods;
  return dated ? "" : "the output has no dates";
}

}  // namespace

namespace type_rules {

InferredType Ordering(const Query& query) {
  const auto type = Unify(query.TypeOf(0), query.TypeOf(1));
  return type && IsOrdered(*type) ? Strict(query, Type::Flag()) : Wrong("needs two values of one order");
}

InferredType Equality(const Query& query) {
  const auto type = Unify(query.TypeOf(0), query.TypeOf(1));
  if (!type || type->kind == Kind::AnyMoney) return Wrong("needs two values of one type");
  return Strict(query, Type::Flag());
}

InferredType Logic(const Query& query) {
  return ArePresentFlags(query, query.operands.size(), 1) ? Is(Type::Flag())
                                                          : Wrong("needs flags that are not optional");
}

InferredType Presence(const Query&) {
  return Is(Type::Flag());
}

InferredType Coalesced(const Query& query) {
  InferredType result = UnifyFrom(query, 0, 1);
  result.type.optional = query.TypeOf(1).optional;
  return result;
}

InferredType Unwrapped(const Query& query) {
  return IsPresentFlag(query.TypeOf(1)) ? Is(query.TypeOf(0).Present())
                                        : Wrong("the mask must be a flag that is not optional");
}

InferredType Selected(const Query& query) {
  return IsPresentFlag(query.TypeOf(0)) ? UnifyFrom(query, 1, 1)
                                        : Wrong("the condition must be a flag that is not optional");
}

InferredType Picked(const Query& query) {
  if (query.operands.size() % 2 == 0) return Wrong("takes condition and value of each choice, then the else");
  const auto choices = static_cast<int>(query.operands.size() / 2);
  if (!ArePresentFlags(query, static_cast<size_t>(choices), 2))
    return Wrong("conditions must be flags that are not optional");
  std::vector<bool> has_won(static_cast<size_t>(choices));
  for (const auto& [winner, loser] : query.attributes.before) {
    const bool good = winner >= 0 && loser >= 0 && winner < choices && loser < choices && winner != loser;
    if (!good) return Wrong("`before` names no choice");
    has_won[static_cast<size_t>(winner)] = true;
    if (has_won[static_cast<size_t>(loser)]) return Wrong("`before` beats a choice after it has won");
  }
  const auto named = static_cast<int>(query.attributes.choices.size());
  if (named != 0 && named != choices) return Wrong("`choices` must have one entry per condition");
  std::optional<Type> type = query.operands.back()->type;
  for (size_t i = 1; type && i + 1 < query.operands.size(); i += 2) type = Unify(*type, query.TypeOf(i));
  return type ? Is(*type) : Wrong("the values are not of one type");
}

InferredType RowNumber(const Query& query) {
  const size_t n = query.operands.size();
  const bool any = query.attributes.hit == HitMode::Any;
  if (n == 0 || (any && n % 2 != 0)) return Wrong("needs conditions");
  const size_t conditions = any ? n / 2 : n;
  if (!ArePresentFlags(query, conditions, 1)) return Wrong("conditions must be flags that are not optional");
  if (any && !UnifyFrom(query, conditions, 1).ok()) return Wrong("the values are not of one type");
  return Is(Type::Number(0));
}

InferredType Chosen(const Query& query) {
  if (query.operands.size() < 2) return Wrong("needs an index and a value");
  const Type& index = query.TypeOf(0);
  if (!index.IsNumber() || index.scale != 0 || !index.unit.IsPlain())
    return Wrong("the index must be a whole number");
  InferredType result = UnifyFrom(query, 1, 1);
  result.type.optional = result.type.optional || index.optional;
  return result;
}

InferredType Guarded(const Query& query) {
  if (!IsFlag(query.TypeOf(0))) return Wrong("the condition must be a flag");
  if (query.attributes.code == value::ErrorCode::None) return Wrong("needs an error code");
  return Is(query.TypeOf(1));
}

InferredType DateShifted(const Query& query) {
  return IsDate(query.TypeOf(0)) ? Is(query.TypeOf(0)) : Wrong("needs a date");
}

InferredType FirstTrue(const Query& query) {
  return IsPresentFlag(query.TypeOf(0)) ? Is(Type::Flag()) : Wrong("needs a flag that is not optional");
}

InferredType Shifted(const Query& query) {
  return query.attributes.count >= 1 ? Is(query.TypeOf(0).Optional()) : Wrong("needs a positive count");
}

InferredType Counted(const Query& query) {
  return IsFlag(query.TypeOf(0)) ? Is(Type::Number(0)) : Wrong("needs a flag");
}

InferredType ExtremeOrNull(const Query& query) {
  return IsOrdered(query.TypeOf(0)) ? Is(query.TypeOf(0).Optional()) : Wrong("needs a number or a date");
}

InferredType OneOrNull(const Query& query) {
  return Is(query.TypeOf(0).Optional());
}

InferredType WindowTotal(const Query& query) {
  std::string problem = WindowProblem(query);
  if (!problem.empty()) return Wrong(std::move(problem));
  const Type& type = WindowOutput(query)->type;
  return type.IsNumber() ? Strict(query, type.Present()) : Wrong("the output is no number");
}

InferredType WindowCounted(const Query& query) {
  std::string problem = WindowProblem(query);
  if (!problem.empty()) return Wrong(std::move(problem));
  return IsFlag(WindowOutput(query)->type) ? Strict(query, Type::Number(0)) : Wrong("the output is no flag");
}

InferredType WindowExtreme(const Query& query) {
  std::string problem = WindowProblem(query);
  if (!problem.empty()) return Wrong(std::move(problem));
  const Type& type = WindowOutput(query)->type;
  return IsOrdered(type) ? Is(type.Optional()) : Wrong("the output has no order");
}

InferredType WindowOne(const Query& query) {
  std::string problem = WindowProblem(query);
  return problem.empty() ? Is(WindowOutput(query)->type.Optional()) : Wrong(std::move(problem));
}

}  // namespace type_rules
}  // namespace incent::ir
