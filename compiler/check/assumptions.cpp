#include "compiler/ast/equal.h"
#include "compiler/check/session.h"

// What a condition proves for the expressions that it guards.
namespace incent::check {
namespace {

Context With(Session& s, const Context& context, const ast::Expr& expr, ProofKind kind) {
  s.proofs.push_back({&expr, kind, context.proofs});
  Context result = context;
  result.proofs = &s.proofs.back();
  return result;
}

// Whether 0 stands in that relation to a number of this sign.
bool HoldsForZero(ast::CompareOp op, int sign) {
  switch (op) {
    case ast::CompareOp::Less:
      return sign > 0;
    case ast::CompareOp::LessEqual:
      return sign >= 0;
    case ast::CompareOp::Greater:
      return sign < 0;
    case ast::CompareOp::GreaterEqual:
      return sign <= 0;
    case ast::CompareOp::Equal:
      return sign == 0;
    case ast::CompareOp::NotEqual:
      return sign != 0;
  }
  return true;
}

// `x > 0`, `5 <= x`, `x != 0`, or the failure of `x == 0`, `x < 5`: the side that is not 0. Null if neither
// is.
const ast::Expr* SideThatIsNotZero(const ast::Expr& condition, bool holds) {
  const auto* compare = condition.As<ast::Compare>();
  if (compare == nullptr) return nullptr;
  const auto sign = [](const Constant& c) { return c.mantissa > 0 ? 1 : c.mantissa < 0 ? -1 : 0; };
  if (const auto right = EvaluateConstant(*compare->right))
    return HoldsForZero(compare->op, sign(*right)) == holds ? nullptr : compare->left;
  const auto left = EvaluateConstant(*compare->left);
  // `5 < 0` turned around is `0 > 5`, which is how -5 stands to 0.
  return left && HoldsForZero(compare->op, -sign(*left)) != holds ? compare->right : nullptr;
}

}  // namespace

Context Assuming(Session& s, const Context& context, const ast::Expr& condition) {
  if (const auto* both = condition.As<ast::And>()) {
    return Assuming(s, Assuming(s, context, *both->left), *both->right);
  }
  if (const auto* inverse = condition.As<ast::Not>()) return AssumingNot(s, context, *inverse->operand);
  if (const auto* presence = condition.As<ast::Presence>(); presence != nullptr && presence->present) {
    return With(s, context, *presence->operand, ProofKind::Present);
  }
  const ast::Expr* side = SideThatIsNotZero(condition, true);
  return side != nullptr ? With(s, context, *side, ProofKind::NotZero) : context;
}

Context AssumingNot(Session& s, const Context& context, const ast::Expr& condition) {
  if (const auto* either = condition.As<ast::Or>()) {
    return AssumingNot(s, AssumingNot(s, context, *either->left), *either->right);
  }
  if (const auto* inverse = condition.As<ast::Not>()) return Assuming(s, context, *inverse->operand);
  if (const auto* presence = condition.As<ast::Presence>(); presence != nullptr && !presence->present) {
    return With(s, context, *presence->operand, ProofKind::Present);
  }
  const ast::Expr* side = SideThatIsNotZero(condition, false);
  return side != nullptr ? With(s, context, *side, ProofKind::NotZero) : context;
}

bool IsProved(const Context& context, const ast::Expr& expr, ProofKind kind) {
  for (const Proof* proof = context.proofs; proof != nullptr; proof = proof->next) {
    if (proof->kind == kind && ast::Equal(*proof->expr, expr)) return true;
  }
  return false;
}

}  // namespace incent::check
