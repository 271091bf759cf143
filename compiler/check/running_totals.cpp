#include <map>

#include "compiler/ast/print.h"
#include "compiler/ast/visit.h"
#include "compiler/ast/words.h"
#include "compiler/check/trap_diagnostics.h"
#include "compiler/check/traps.h"

// A sum over a window to date grows from line to line, or period to period: paid as it is, it is paid anew
// each time. Level clauses (`apply` of a bare window, `entitled`, a cap `per` a window) pay what it rose by.
namespace incent::check {
namespace {

using ast::PayClause;
using ast::PayClauseKind;
using diag::Bilingual;

// True if the window holds several places of the grain, so that its sum runs on from one to the next.
bool RunsOn(const ast::Window& window, const Grain& grain) {
  if (window.kind != ast::WindowKind::ToDate) return false;
  return grain.kind == GrainKind::Line || (grain.HasTime() && GranuleOf(window.unit) > grain.granule);
}

bool AddsUp(const FoldTerm& term) {
  return term.aggregate == ast::AggregateKind::Sum || term.aggregate == ast::AggregateKind::Count;
}

// Finds the window over which a value is a running total; nullptr where it is none.
class Finder {
 public:
  explicit Finder(Session& s) : s_(s) {}

  const ast::Window* Find(const Grain& at, const ast::Expr& expr) {
    if (const auto term = AsFoldTerm(expr)) return OfFold(at, *term);
    return ast::Visit(
        expr,
        ast::Overloaded{[&](const ast::Name& name) { return OfDefinition(name.id); },
                        [&](const ast::Member& member) { return OfDefinition(member.base->id); },
                        [&](const ast::Negate& node) { return Find(at, *node.operand); },
                        [&](const ast::Binary& node) { return OfBinary(at, node); },
                        [&](const ast::Otherwise& node) { return Either(at, {node.value, node.fallback}); },
                        [&](const ast::If& node) { return Either(at, {node.then_value, node.else_value}); },
                        [&](const ast::Call& call) { return OfCall(at, call); },
                        [](const auto&) -> const ast::Window* { return nullptr; }});
  }

 private:
  const ast::Window* Either(const Grain& at, const std::vector<const ast::Expr*>& exprs) {
    for (const ast::Expr* expr : exprs) {
      if (const ast::Window* window = Find(at, *expr)) return window;
    }
    return nullptr;
  }

  const ast::Window* OfFold(const Grain& at, const FoldTerm& term) {
    if (term.window == nullptr) return Find(at, *term.base);
    return AddsUp(term) && RunsOn(*term.window, at) ? term.window : nullptr;
  }

  // What divides it is no part of it, and a quotient of two totals is none.
  const ast::Window* OfBinary(const Grain& at, const ast::Binary& node) {
    const ast::Window* left = Find(at, *node.left);
    const ast::Window* right = Find(at, *node.right);
    if (node.op == ast::BinaryOp::Divide) return right == nullptr ? left : nullptr;
    if (node.op == ast::BinaryOp::Multiply && left != nullptr && right != nullptr) return nullptr;
    return left != nullptr ? left : right;
  }

  const ast::Window* OfCall(const Grain& at, const ast::Call& call) {
    const resolve::Symbol* symbol = s_.program.SymbolOf(call.callee.id);
    if (symbol == nullptr || call.args.empty()) return nullptr;
    if (symbol->kind == resolve::SymbolKind::Definition) {
      const auto* tiers = s_.Definition(symbol->index).item->As<ast::Tiers>();
      const bool grows = tiers != nullptr && tiers->mode == ast::TierMode::Marginal;
      return grows ? Find(at, *call.args[0]) : nullptr;
    }
    if (symbol->kind != resolve::SymbolKind::Function) return nullptr;
    const std::string& name = s_.program.functions[static_cast<size_t>(symbol->index)].name();
    if (name == "min" || name == "max") return Either(at, call.args);
    if (name == "portion") return call.args.size() > 1 ? Find(at, *call.args[1]) : nullptr;
    const bool first =
        name == "abs" || name == "rounded" || name == "floor" || name == "ceiling" || name == "allot";
    return first ? Find(at, *call.args[0]) : nullptr;
  }

  // Each definition is looked at once: they can use each other many times.
  const ast::Window* OfDefinition(ast::NodeId id) {
    const int definition = s_.program.DefinitionOf(id);
    if (definition < 0 || !s_.FactsOf(definition).grain) return nullptr;
    if (const auto it = found_.find(definition); it != found_.end()) return it->second;
    found_[definition] = nullptr;  // of a circle, which was reported
    const ast::Window* window = nullptr;
    const Grain& at = *s_.FactsOf(definition).grain;
    const ast::Item& item = *s_.Definition(definition).item;
    if (const auto* let = item.As<ast::Let>()) {
      window = let->value != nullptr ? Find(at, *let->value) : OfClauses(at, let->clauses);
    } else if (const auto* table = item.As<ast::Table>()) {
      for (const ast::TableRow& row : table->rows) {
        if (window == nullptr) window = Either(at, row.outputs);
      }
    }
    return found_[definition] = window;
  }

  // A block whose amount is a total; the other ways to begin give a rise.
  const ast::Window* OfClauses(const Grain& at, const std::vector<PayClause>& clauses) {
    for (const PayClause& clause : clauses) {
      if (clause.kind == PayClauseKind::Amount) return Find(at, *clause.value);
    }
    return nullptr;
  }

  Session& s_;
  std::map<int, const ast::Window*> found_;
};

Bilingual EachTime(const Grain& at) {
  if (at.kind == GrainKind::Line) return {"at each line", "每一笔"};
  return {"each " + UnitWords(at.granule).english, "每" + UnitWords(at.granule).chinese};
}

// `entitled e per year`, in both languages.
template <typename Text>
Bilingual EntitledWords(const ast::Window& window, const Text& text) {
  const Bilingual unit = UnitWords(GranuleOf(window.unit));
  return {"`entitled " + text(ast::Words::English) + " per " + unit.english + "`",
          "“累计应得 " + text(ast::Words::Chinese) + " 每 " + unit.chinese + "”"};
}

constexpr size_t kMaxShownBytes = 120;

// What a clause comes to, as one expression; a long one is not shown.
std::string AmountText(const Session& s, const PayClause& clause, ast::Words words) {
  if (ast::Print(*clause.value, words).size() > kMaxShownBytes) return "…";
  const std::string x = ast::Print(*clause.value, words);
  if (clause.kind != PayClauseKind::Apply) return x;
  const std::string call = ast::SpellName(clause.table.text, ast::NamePlace::Value) + "(" + x + ")";
  const int definition = s.program.DefinitionOf(clause.table.id);
  const auto* tiers = definition >= 0 ? s.Definition(definition).item->As<ast::Tiers>() : nullptr;
  const bool amount = tiers == nullptr || tiers->mode == ast::TierMode::Marginal;
  if (amount) return call;
  const bool bare = clause.value->Is<ast::Name>() || clause.value->Is<ast::Call>();
  return (bare ? x : "(" + x + ")") + " * " + call;
}

class ClauseLooker {
 public:
  ClauseLooker(Session& s, Finder& finder, const Grain& at, bool pays, bool first_only)
      : s_(s), finder_(finder), at_(at), pays_(pays), first_only_(first_only) {}

  void Look(const std::vector<PayClause>& clauses) {
    for (const PayClause& clause : clauses) {
      if (clause.kind == PayClauseKind::Apply) Apply(clause);
      if (clause.kind == PayClauseKind::Amount && pays_) Amount(clause);
      if (clause.kind == PayClauseKind::AtLeast && pays_) Floor(clause);
      if (clause.per && RunsPer(clause)) level_ = &clause;
    }
  }

 private:
  // A sum of several credits under one window is a total of periods; between two lines of one credit there
  // can be lines of the others.
  bool IsBare(const FoldTerm& term) const {
    if (term.window == nullptr || term.window->kind != ast::WindowKind::ToDate) return false;
    return at_.kind != GrainKind::Line || s_.module.folded.Has(term.base->id);
  }

  void Apply(const PayClause& clause) {
    const types::Type* type = s_.module.types.Find(clause.value->id);
    if (type == nullptr || type->IsError()) return;
    const auto term = AsFoldTerm(*clause.value);
    if (term && IsBare(*term)) {
      if (RunsOn(*term->window, at_)) level_ = &clause;
      return;
    }
    const ast::Window* window =
        clause.going_forward || first_only_ ? nullptr : finder_.Find(at_, *clause.value);
    if (window == nullptr) return;
    s_.diags.Report(clause.value->span, kTotalAppliedAnew, WindowWords(*window), EachTime(at_))
        .Note(kEntitledInstead,
              EntitledWords(*window, [&](ast::Words words) { return AmountText(s_, clause, words); }));
  }

  void Amount(const PayClause& clause) {
    const types::Type* type = s_.module.types.Find(clause.value->id);
    if (type == nullptr || !type->IsNumber() || first_only_) return;
    const ast::Window* window = finder_.Find(at_, *clause.value);
    if (window == nullptr) return;
    s_.diags.Report(clause.value->span, kTotalPaidAnew, WindowWords(*window), EachTime(at_))
        .Note(kEntitledInstead,
              EntitledWords(*window, [&](ast::Words words) { return AmountText(s_, clause, words); }));
  }

  // `entitled … per W` and `capped at … per W`, where W holds several places.
  bool RunsPer(const PayClause& clause) const {
    const ast::Window& window = clause.per->window;
    if (clause.kind == PayClauseKind::AtLeast || first_only_) return false;
    if (window.kind == ast::WindowKind::Plan || at_.kind == GrainKind::Line) return true;
    return window.kind == ast::WindowKind::Unit && at_.HasTime() && GranuleOf(window.unit) > at_.granule;
  }

  void Floor(const PayClause& clause) {
    if (level_ == nullptr) return;
    const std::string_view keyword = level_->kind == PayClauseKind::Apply      ? "`apply`"
                                     : level_->kind == PayClauseKind::Entitled ? "`entitled`"
                                                                               : "`capped at`";
    const std::string_view chinese = level_->kind == PayClauseKind::Apply      ? "“套用”"
                                     : level_->kind == PayClauseKind::Entitled ? "“累计应得”"
                                                                               : "“封顶”";
    auto entry = s_.diags.Report(clause.span, kFloorOnLevel, Bilingual{keyword, chinese});
    entry.Note(level_->span, kLevelIsHere);
    if (level_->kind == PayClauseKind::CappedAt) return;
    const auto floor = [&](ast::Words words) {
      return std::string(words == ast::Words::Chinese ? "较大(" : "max(") + AmountText(s_, *level_, words) +
             ", " + ast::Print(*clause.value, words) + ")";
    };
    const auto term = AsFoldTerm(*level_->value);
    const ast::Window* window = level_->per ? &level_->per->window : term ? term->window : nullptr;
    const bool unit = window != nullptr && window->kind != ast::WindowKind::Plan;
    if (unit) entry.Note(kFloorInside, EntitledWords(*window, floor));
  }

  Session& s_;
  Finder& finder_;
  Grain at_;
  bool pays_;
  bool first_only_;
  const PayClause* level_ = nullptr;  // the last clause so far that pays differences
};

}  // namespace

void CheckRunningTotals(Session& s) {
  Finder finder(s);
  for (size_t i = 0; i < s.program.definitions.size(); ++i) {
    const DefinitionFacts& own = s.module.definitions[i];
    if (!own.grain) continue;
    const ast::Item& item = *s.program.definitions[i].item;
    if (const auto* pay = item.As<ast::Pay>()) {
      ClauseLooker(s, finder, *own.grain, true, own.first_only).Look(pay->clauses);
    } else if (const auto* let = item.As<ast::Let>()) {
      ClauseLooker(s, finder, *own.grain, false, own.first_only).Look(let->clauses);
    }
  }
}

}  // namespace incent::check
