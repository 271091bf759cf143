#include "compiler/resolve/resolve.h"

#include <algorithm>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/resolve/declare.h"
#include "compiler/resolve/diagnostics.h"
#include "compiler/resolve/suggest.h"

namespace incent::resolve {
namespace {

// The second pass: every reference gets its symbol. Field names after a dot are the checker's.
class Resolver {
 public:
  Resolver(Program& program, const Scope& scope, diag::Diagnostics& diags)
      : program_(program), scope_(scope), diags_(diags) {}

  void Item(const ast::Item& item) {
    ast::WalkTree(item, [this](const auto& node) { Node(node); });
  }

  void Dataset(const ast::Path& path) {
    if (path.size() != 1) return;
    const auto symbol = scope_.Find(path[0].text);
    if (symbol && (symbol->kind == SymbolKind::Dataset || symbol->kind == SymbolKind::Broken)) {
      program_.symbols.Set(path[0].id, *symbol);
      return;
    }
    Unknown(path[0].span, path[0].text, kUnknownDataset, DatasetNames());
  }

 private:
  template <typename T>
  void Node(const T& node) {
    if constexpr (std::is_base_of_v<ast::Expr, T>) {
      Expr(node);
    } else if constexpr (std::is_base_of_v<ast::Item, T>) {
      ast::Visit(node, [&self = *this](const auto& item) { self.References(item); });
    } else {
      References(node);
    }
  }

  void Expr(const ast::Expr& expr) {
    if (const auto* name = expr.As<ast::Name>()) Name(name->id, name->span, name->text);
    if (const auto* previous = expr.As<ast::Previous>())
      Name(previous->name.id, previous->name.span, previous->name.text);
    if (const auto* call = expr.As<ast::Call>()) Callee(*call);
    if (const auto* convert = expr.As<ast::Convert>(); convert != nullptr) Dataset(convert->rates);
  }

  // Parts and items without references of their own.
  template <typename T>
  void References(const T&) {}

  void References(const ast::Grain& grain) {
    if (grain.kind == ast::GrainKind::Line) Definition(grain.lines);
  }
  void References(const ast::PayClause& clause) {
    if (clause.kind == ast::PayClauseKind::Apply) Definition(clause.table);
  }
  void References(const ast::Exception& exception) {
    Definition(exception.overrides);
    for (const ast::Ident& name : exception.before) Definition(name);
  }
  void References(const ast::Clawback& clawback) {
    for (const ast::Ident& name : clawback.of) Definition(name);
  }
  void References(const ast::Draw& draw) {
    for (const ast::Ident& name : draw.recover_from) Definition(name);
  }
  void References(const ast::Credit& credit) {
    if (credit.source.size() != 1) return;
    const auto symbol = scope_.Find(credit.source[0].text);
    if (symbol && symbol->kind == SymbolKind::Definition) {
      program_.symbols.Set(credit.source[0].id, *symbol);
    } else {
      Dataset(credit.source);
    }
  }
  void References(const ast::Contest& contest) { Dataset(contest.among); }
  void References(const ast::Property& property) {
    if (!property.shuffled.empty()) Dataset({property.shuffled});
  }
  void References(const ast::TestStep& step) { Dataset(step.dataset); }
  void References(const ast::TierRow& row) { Dataset(row.each); }

  void Definition(const ast::Ident& name) {
    if (name.empty()) return;
    const auto symbol = scope_.Find(name.text);
    if (symbol) {
      program_.symbols.Set(name.id, *symbol);
    } else {
      Unknown(name.span, name.text, kUnknownName, scope_.Names());
    }
  }

  void Name(ast::NodeId id, source::Span span, const std::string& text) {
    auto symbol = scope_.Find(text);
    if (!symbol) symbol = FindLanguageName(text);
    if (symbol) {
      program_.symbols.Set(id, *symbol);
      return;
    }
    program_.symbols.Set(id, {});
    Unknown(span, text, kUnknownName, scope_.Names());
  }

  void Callee(const ast::Call& call) {
    auto symbol = scope_.Find(call.callee.text);
    if (!symbol) symbol = FindLanguageName(call.callee.text);
    const bool callable =
        symbol && (symbol->kind != SymbolKind::Unit && symbol->kind != SymbolKind::Currency);
    if (callable) {
      program_.symbols.Set(call.callee.id, *symbol);
      return;
    }
    program_.symbols.Set(call.callee.id, {});
    Unknown(call.callee.span, call.callee.text, kUnknownFunction, scope_.Names());
  }

  void Unknown(source::Span span, const std::string& text, const Diagnostic<std::string>& kind,
               const std::vector<std::string>& candidates) {
    auto entry = diags_.Report(span, kind, text);
    if (const auto suggestion = Suggest(text, candidates))
      entry.Fix(span, *suggestion, kDidYouMean, *suggestion);
  }

  std::vector<std::string> DatasetNames() const {
    std::vector<std::string> names;
    for (const auto& dataset : program_.datasets) names.push_back(dataset.name());
    return names;
  }

  Program& program_;
  const Scope& scope_;
  diag::Diagnostics& diags_;
};

void ResolvePlans(Declarations& declared, diag::Diagnostics& diags) {
  Program& program = declared.program;
  for (size_t i = 0; i < program.plans.size(); ++i) {
    Resolver resolver(program, *declared.plan_scopes[i], diags);
    const ast::Plan& plan = *program.plans[i].decl;
    resolver.Dataset(plan.dataset);
    if (!plan.dataset.empty()) program.plans[i].dataset = program.DatasetOf(plan.dataset[0].id);
    resolver.Item(plan);
  }
}

// Exceptions are found from what they override.
void LinkExceptions(Program& program) {
  for (size_t i = 0; i < program.definitions.size(); ++i) {
    const auto* exception = program.definitions[i].item->As<ast::Exception>();
    if (exception == nullptr) continue;
    const int target = program.DefinitionOf(exception->overrides.id);
    if (target >= 0)
      program.definitions[static_cast<size_t>(target)].exceptions.push_back(static_cast<int>(i));
  }
}

int PlanOfTest(const Declarations& declared, const ast::Test& test, diag::Diagnostics& diags) {
  const auto& plans = declared.program.plans;
  if (test.plan.empty()) {
    if (plans.size() > 1) diags.Report(test.span, kTestNeedsPlan);
    return plans.size() == 1 ? 0 : -1;
  }
  const auto symbol = declared.global->Find(test.plan.text);
  if (symbol && symbol->kind == SymbolKind::Plan) return symbol->index;
  std::vector<std::string> names;
  for (const auto& plan : plans) names.push_back(plan.name());
  auto entry = diags.Report(test.plan.span, kUnknownPlan, test.plan.text);
  if (const auto suggestion = Suggest(test.plan.text, names))
    entry.Fix(test.plan.span, *suggestion, kDidYouMean, *suggestion);
  return -1;
}

void ResolveTests(Declarations& declared, diag::Diagnostics& diags) {
  for (TestCase& test : declared.program.tests) {
    test.plan = PlanOfTest(declared, *test.decl, diags);
    if (test.plan < 0) continue;
    Resolver(declared.program, *declared.plan_scopes[static_cast<size_t>(test.plan)], diags).Item(*test.decl);
  }
}

}  // namespace

Program Resolve(const std::vector<const ast::File*>& files, diag::Diagnostics& diags) {
  Declarations declared = Declare(files, diags);
  Resolver top(declared.program, *declared.global, diags);
  for (const ast::File* file : files) {
    for (const ast::Item* item : file->items) {
      if (!item->Is<ast::Plan>() && !item->Is<ast::Test>()) top.Item(*item);
    }
  }
  ResolvePlans(declared, diags);
  ResolveTests(declared, diags);
  LinkExceptions(declared.program);
  return std::move(declared.program);
}

}  // namespace incent::resolve
