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

bool HoldsForZero(ast::CompareOp op) {
  return op == ast::CompareOp::Equal || op == ast::CompareOp::LessEqual || op == ast::CompareOp::GreaterEqual;
}

// `x > 0`, `0 < x`, `x != 0`, or the failure of `x == 0`, `x <= 0`: the side that is not 0. Null if neither
// is.
const ast::Expr* SideThatIsNotZero(const ast::Expr& condition, bool holds) {
  const auto* compare = condition.As<ast::Compare>();
  if (compare == nullptr || HoldsForZero(compare->op) == holds) return nullptr;
  if (IsZeroLiteral(*compare->right)) return compare->left;
  return IsZeroLiteral(*compare->left) ? compare->right : nullptr;
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
