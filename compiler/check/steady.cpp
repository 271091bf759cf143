#include <algorithm>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Parameters and exceptions change by date. Where one value stands for a whole period, nothing that it reads
// at its date may change inside that period.
namespace incent::check {
namespace {

using resolve::DefinitionKind;

void Collect(const Session& s, const ast::Expr& expr, std::vector<int>& out);

void Add(std::vector<int>& out, int definition) {
  if (std::find(out.begin(), out.end(), definition) == out.end()) out.push_back(definition);
}

void CollectDefinition(const Session& s, int definition, std::vector<int>& out) {
  if (s.Definition(definition).kind == DefinitionKind::Param) return Add(out, definition);
  // A value with a grain of its own has read its parameters there.
  for (const int dated : s.module.definitions[static_cast<size_t>(definition)].dated) Add(out, dated);
}

void CollectTerm(const Session& s, const FoldTerm& term, std::vector<int>& out) {
  // Each folded line or cell reads its parameters at its own date.
  if (term.window == nullptr) Collect(s, *term.base, out);
}

void Collect(const Session& s, const ast::Expr& expr, std::vector<int>& out) {
  if (const auto term = AsFoldTerm(expr)) return CollectTerm(s, *term, out);
  if (const auto* as_of = expr.As<ast::AsOf>()) return Collect(s, *as_of->date, out);
  const auto* name = expr.As<ast::Name>();
  const auto* call = expr.As<ast::Call>();
  if (name != nullptr || call != nullptr) {
    const int definition = s.program.DefinitionOf(name != nullptr ? name->id : call->callee.id);
    if (definition >= 0) CollectDefinition(s, definition, out);
  }
  ast::ForEachChild(expr, [&](const auto& child) {
    if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) Collect(s, child, out);
  });
}

// A day from which something is different, and where that is written.
struct Change {
  value::Day day = 0;
  const ast::Date* date = nullptr;
};

void AddChange(const ast::Date* date, int after, std::vector<Change>& out) {
  if (date == nullptr) return;
  if (const auto day = value::ParseDate(date->text)) out.push_back({*day + after, date});
}

std::vector<Change> ChangesOf(const ast::Item& item) {
  std::vector<Change> changes;
  if (const auto* param = item.As<ast::Param>()) {
    for (size_t i = 1; i < param->values.size(); ++i) AddChange(param->values[i].from, 0, changes);
  } else if (const auto* exception = item.As<ast::Exception>()) {
    AddChange(exception->from, 0, changes);
    AddChange(exception->until, 1, changes);
  }
  return changes;
}

bool StartsPeriod(value::Granule granule, value::Day day) {
  return value::PeriodStart(granule, value::PeriodOf(granule, day)) == day;
}

}  // namespace

std::vector<int> DatedReadBy(const Session& s, const std::vector<const ast::Expr*>& exprs) {
  std::vector<int> dated;
  for (const ast::Expr* expr : exprs) Collect(s, *expr, dated);
  return dated;
}

bool CheckSteady(Session& s, int plan, int definition, std::optional<value::Granule> granule,
                 source::Span span) {
  if (plan < 0) return true;
  const PlanFacts& settings = s.module.plans[static_cast<size_t>(plan)];
  const ast::Item& item = *s.Definition(definition).item;
  for (const Change& change : ChangesOf(item)) {
    const bool elsewhere = change.day <= settings.from || (settings.until && change.day > *settings.until);
    if (elsewhere || (granule && StartsPeriod(*granule, change.day))) continue;
    const diag::Bilingual where = granule ? PeriodWords(*granule) : diag::Bilingual{"the plan", "方案生效期"};
    s.diags.Report(span, kChangesInside, item.name.text, change.date->text, where)
        .Note(change.date->span, kDeclaredHere, item.name.text);
    return false;
  }
  return true;
}

}  // namespace incent::check
