#include <type_traits>

#include "compiler/ast/print.h"
#include "compiler/ast/walk.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Why a value may be absent: which part of it is, or which divisor may be zero.
namespace incent::check {
namespace {

struct Cause {
  const ast::Expr* part = nullptr;
  bool is_divisor = false;  // which may be zero
};

bool MayBeAbsent(const Session& s, const ast::Expr& expr) {
  const types::Type* type = s.module.types.Find(expr.id);
  return type != nullptr && type->optional;
}

// The first operand that may be absent; of `otherwise` only the last resort counts, and a fold says itself
// what it makes of the absent.
const ast::Expr* AbsentOperand(const Session& s, const ast::Expr& expr) {
  if (AsFoldTerm(expr)) return nullptr;
  if (const auto* otherwise = expr.As<ast::Otherwise>()) return otherwise->fallback;
  const ast::Expr* found = nullptr;
  ast::ForEachChild(expr, [&](const auto& child) {
    if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) {
      if (found == nullptr && MayBeAbsent(s, child)) found = &child;
    }
  });
  return found;
}

Cause CauseOf(const Session& s, const ast::Expr& expr) {
  if (const ast::Expr* operand = AbsentOperand(s, expr)) return CauseOf(s, *operand);
  const auto* binary = expr.As<ast::Binary>();
  if (binary != nullptr && binary->op == ast::BinaryOp::Divide) return {binary->right, true};
  return {&expr, false};
}

}  // namespace

void ReportAbsent(Session& s, const ast::Expr& expr) {
  const Cause cause = CauseOf(s, expr);
  diag::Bilingual what = ThingWords(*cause.part);
  if (what.english == "this")
    what = cause.is_divisor ? diag::Bilingual{"this divisor", "这个除数"}
                            : diag::Bilingual{"this value", "这个值"};
  const diag::Bilingual how = cause.is_divisor ? diag::Bilingual{"may be zero", "可能为零"}
                                               : diag::Bilingual{"may be missing", "可能缺失"};
  auto entry = s.diags.Report(cause.part->span, kMustBePresent, what, how);
  const bool field = cause.is_divisor && cause.part->Is<ast::Member>();
  if (field) entry.Note(kBoundsHelp, static_cast<const ast::Member&>(*cause.part).member.text);
}

}  // namespace incent::check
