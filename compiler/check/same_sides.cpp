#include <type_traits>

#include "compiler/ast/equal.h"
#include "compiler/ast/walk.h"
#include "compiler/check/trap_diagnostics.h"
#include "compiler/check/traps.h"

namespace incent::check {
namespace {

bool HoldsForEqual(ast::CompareOp op) {
  return op == ast::CompareOp::Equal || op == ast::CompareOp::LessEqual || op == ast::CompareOp::GreaterEqual;
}

// A comparison of written values hides no trap: `expect 1 == 1` can be read off.
bool IsWritten(const ast::Expr& expr) {
  return expr.Is<ast::String>() || expr.Is<ast::Bool>() || expr.Is<ast::Date>() || expr.Is<ast::Period>() ||
         EvaluateConstant(expr).has_value();
}

bool AreSame(const ast::Expr& a, const ast::Expr& b) {
  return !IsWritten(a) && ast::Equal(a, b);
}

// What a comparison of a thing with itself always says; nullopt if it compares nothing, or two things.
std::optional<bool> Verdict(const ast::Expr& expr) {
  if (const auto* compare = expr.As<ast::Compare>()) {
    if (AreSame(*compare->left, *compare->right)) return HoldsForEqual(compare->op);
  } else if (const auto* between = expr.As<ast::Between>()) {
    const bool both = AreSame(*between->operand, *between->low) && AreSame(*between->operand, *between->high);
    if (both) return !between->negated;
  } else if (const auto* in = expr.As<ast::InList>()) {
    for (const ast::Expr* item : in->items) {
      if (AreSame(*in->operand, *item)) return !in->negated;
    }
  } else if (const auto* within = expr.As<ast::Within>()) {
    if (AreSame(*within->operand, *within->start)) return true;
  }
  return std::nullopt;
}

class SameSides {
 public:
  explicit SameSides(Session& s) : s_(s) {}

  template <typename NodeType>
  void Look(const NodeType& node, bool filter) {
    if constexpr (std::is_same_v<std::decay_t<NodeType>, ast::Expr>) {
      if (const auto* filtered = node.template As<ast::Filtered>()) {
        Look(*filtered->base, filter);
        return Look(*filtered->condition, true);
      }
      Report(node, filter);
    }
    ast::ForEachChild(node, [&](const auto& child) { Look(child, filter); });
  }

 private:
  void Report(const ast::Expr& expr, bool filter) {
    const auto verdict = Verdict(expr);
    const types::Type* type = verdict ? s_.module.types.Find(expr.id) : nullptr;
    if (type == nullptr || type->IsError()) return;
    auto entry = s_.diags.Report(
        expr.span, kSameSides, *verdict ? diag::Bilingual{"true", "“真”"} : diag::Bilingual{"false", "“假”"});
    if (filter) entry.Note(kLineAsked);
  }

  Session& s_;
};

}  // namespace

void CheckSameSides(Session& s) {
  SameSides same(s);
  for (const resolve::Definition& definition : s.program.definitions) same.Look(*definition.item, false);
  for (const resolve::Plan& plan : s.program.plans) {
    if (plan.decl->where != nullptr) same.Look(*plan.decl->where, false);
  }
  for (const resolve::TestCase& test : s.program.tests) same.Look(*test.decl, false);
}

}  // namespace incent::check
