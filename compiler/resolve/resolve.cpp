#include "compiler/resolve/resolve.h"

#include <algorithm>
#include <functional>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/ast/words.h"
#include "compiler/resolve/declare.h"
#include "compiler/resolve/diagnostics.h"
#include "compiler/resolve/suggest.h"
#include "compiler/resolve/words.h"

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
    if (path.empty()) return;
    const auto symbol = path.size() == 1 ? scope_.Find(path[0].text) : std::nullopt;
    if (symbol && (symbol->kind == SymbolKind::Dataset || symbol->kind == SymbolKind::Broken)) {
      program_.symbols.Set(path[0].id, *symbol);
      return;
    }
    program_.symbols.Set(path[0].id, {});
    const source::Span span{path[0].span.file, path[0].span.begin, path.back().span.end};
    if (symbol) {
      diags_.Report(span, kWrongKind, path[0].text, SymbolWords(program_, *symbol),
                    diag::Bilingual{"a dataset", "数据"});
      return;
    }
    const auto is_dataset = [](const Symbol& candidate) { return candidate.kind == SymbolKind::Dataset; };
    Unknown(span, TextOf(path), kUnknownDataset, [&] { return scope_.Names(is_dataset); });
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
    if (grain.kind == ast::GrainKind::Line) Definition(grain.lines, {DefinitionKind::Credit});
  }
  void References(const ast::PayClause& clause) {
    if (clause.kind == ast::PayClauseKind::Apply) Definition(clause.table, {DefinitionKind::Tiers});
  }
  void References(const ast::Exception& exception) {
    Definition(exception.overrides, {DefinitionKind::Let, DefinitionKind::Measure, DefinitionKind::Gate});
    for (const ast::Ident& name : exception.before) Definition(name, {DefinitionKind::Exception});
  }
  void References(const ast::Clawback& clawback) {
    for (const ast::Ident& name : clawback.of) Definition(name, {DefinitionKind::Pay});
  }
  void References(const ast::Draw& draw) {
    for (const ast::Ident& name : draw.recover_from) Definition(name, {DefinitionKind::Pay});
  }
  void References(const ast::Credit& credit) {
    if (credit.source.size() != 1) return Dataset(credit.source);
    const auto symbol = scope_.Find(credit.source[0].text);
    if (symbol && symbol->kind == SymbolKind::Definition) {
      Definition(credit.source[0], {DefinitionKind::Credit, DefinitionKind::Pay});
    } else {
      Dataset(credit.source);
    }
  }
  void References(const ast::Window& window) {
    if (window.kind == ast::WindowKind::Named) WindowName(window.name);
  }
  void References(const ast::Contest& contest) { Dataset(contest.among); }
  void References(const ast::Property& property) {
    if (!property.shuffled.empty()) Dataset({property.shuffled});
  }
  void References(const ast::TestStep& step) { Dataset(step.dataset); }
  void References(const ast::TierRow& row) { Dataset(row.each); }

  // A name that must be of one of `kinds`.
  void Definition(const ast::Ident& name, std::initializer_list<DefinitionKind> kinds) {
    if (name.empty()) return;
    const auto fits = [&](const Symbol& symbol) {
      return symbol.kind == SymbolKind::Broken ||
             (symbol.kind == SymbolKind::Definition && IsOneOf(symbol, kinds));
    };
    const auto symbol = scope_.Find(name.text);
    program_.symbols.Set(name.id, symbol && fits(*symbol) ? *symbol : Symbol{});
    if (!symbol) {
      Unknown(name.span, name.text, kUnknownName, [&] { return scope_.Names(fits); });
    } else if (!fits(*symbol)) {
      auto entry =
          diags_.Report(name.span, kWrongKind, name.text, SymbolWords(program_, *symbol), WantedWords(kinds));
      if (symbol->kind == SymbolKind::Dataset) SuggestCredits(entry, name, kinds);
    }
  }

  // Whoever names the rows of a dataset means a credit that is made of them.
  void SuggestCredits(diag::EntryBuilder& entry, const ast::Ident& dataset,
                      std::initializer_list<DefinitionKind> kinds) {
    constexpr size_t kMaxCredits = 3;
    if (std::find(kinds.begin(), kinds.end(), DefinitionKind::Credit) == kinds.end()) return;
    size_t num_credits = 0;
    for (const std::string& credit : scope_.Names([&](const Symbol& symbol) {
           const auto* item =
               symbol.kind != SymbolKind::Definition
                   ? nullptr
                   : program_.definitions[static_cast<size_t>(symbol.index)].item->As<ast::Credit>();
           return item != nullptr && item->source.size() == 1 && item->source[0].text == dataset.text;
         })) {
      if (num_credits++ == kMaxCredits) break;
      entry.Fix(dataset.span, ast::SpellName(credit, ast::NamePlace::Plain), kDidYouMean, credit);
    }
  }

  bool IsOneOf(const Symbol& symbol, std::initializer_list<DefinitionKind> kinds) const {
    const DefinitionKind kind = program_.definitions[static_cast<size_t>(symbol.index)].kind;
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  }

  // "a credit or a pay"
  static diag::Bilingual WantedWords(std::initializer_list<DefinitionKind> kinds) {
    diag::Bilingual words;
    for (const DefinitionKind kind : kinds) {
      const diag::Bilingual next = KindWords(kind);
      const bool last = kind == *(kinds.end() - 1);
      words.english += (words.english.empty() ? "" : last ? " or " : ", ") + next.english;
      words.chinese += (words.chinese.empty() ? "" : last ? "或" : "、") + next.chinese;
    }
    return words;
  }

  // A window that a calendar names.
  void WindowName(const ast::Ident& name) {
    std::vector<std::string> names = {"month", "quarter", "year", "week", "day"};
    for (const ast::Calendar* calendar : program_.calendars) {
      for (const ast::CalendarEntry& entry : calendar->entries) {
        if (entry.name.text == name.text) return;
        names.push_back(entry.name.text);
      }
    }
    program_.symbols.Set(name.id, {});
    Unknown(name.span, name.text, kUnknownWindow, [&] { return names; });
  }

  void Name(ast::NodeId id, source::Span span, const std::string& text) {
    auto symbol = scope_.Find(text);
    if (!symbol) symbol = FindLanguageName(text);
    program_.symbols.Set(id, symbol.value_or(Symbol{}));
    if (!symbol && !IsSilent(span)) Unknown(span, text, kUnknownName, [&] { return scope_.Names(IsValue); });
  }

  // What can stand in an expression.
  static bool IsValue(const Symbol& symbol) {
    return symbol.kind != SymbolKind::Plan && symbol.kind != SymbolKind::Function;
  }

  void Callee(const ast::Call& call) {
    auto symbol = scope_.Find(call.callee.text);
    if (!symbol) symbol = FindLanguageName(call.callee.text);
    const bool callable =
        symbol && (symbol->kind != SymbolKind::Unit && symbol->kind != SymbolKind::Currency);
    program_.symbols.Set(call.callee.id, callable ? *symbol : Symbol{});
    if (callable || IsSilent(call.span)) return;
    silent_ = call.span;
    const auto fits = [](const Symbol& candidate) {
      return candidate.kind == SymbolKind::Function || candidate.kind == SymbolKind::Definition;
    };
    Unknown(call.callee.span, call.callee.text, kUnknownFunction, [&] { return scope_.Names(fits); });
  }

  void Unknown(source::Span span, const std::string& text, const Diagnostic<std::string>& kind,
               const std::function<std::vector<std::string>()>& candidates) {
    auto entry = diags_.Report(span, kind, text);
    const auto suggestion = SuggestOneOf(diags_, text, candidates);
    if (!suggestion) return;
    entry.Fix(span, ast::SpellName(*suggestion, ast::NamePlace::Plain), kDidYouMean, *suggestion);
  }

  // Inside a call without a meaning nothing is worth a message of its own.
  bool IsSilent(source::Span span) const {
    return silent_ && silent_->file == span.file && silent_->begin <= span.begin && span.end <= silent_->end;
  }

  static std::string TextOf(const ast::Path& path) {
    std::string text;
    for (const ast::Ident& part : path) text += (text.empty() ? "" : ".") + part.text;
    return text;
  }

  Program& program_;
  const Scope& scope_;
  diag::Diagnostics& diags_;
  std::optional<source::Span> silent_;  // the last call without a meaning
};

// The parameters are known inside a function. Bodies are not checked: functions of one's own are refused.
void ResolveFunction(Declarations& declared, const ast::Fn& fn, diag::Diagnostics& diags) {
  Scope inner(declared.global.get());
  for (const ast::FnParam& param : fn.params) inner.Declare(param.name.text, {}, param.name.span);
  Resolver(declared.program, inner, diags).Item(fn);
}

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
  const auto names = [&] {
    std::vector<std::string> known;
    for (const auto& plan : plans) known.push_back(plan.name());
    return known;
  };
  auto entry = diags.Report(test.plan.span, kUnknownPlan, test.plan.text);
  if (const auto suggestion = SuggestOneOf(diags, test.plan.text, names)) {
    entry.Fix(test.plan.span, ast::SpellName(*suggestion, ast::NamePlace::Plain), kDidYouMean, *suggestion);
  }
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
      if (const auto* fn = item->As<ast::Fn>()) {
        ResolveFunction(declared, *fn, diags);
      } else if (!item->Is<ast::Plan>() && !item->Is<ast::Test>()) {
        top.Item(*item);
      }
    }
  }
  ResolvePlans(declared, diags);
  ResolveTests(declared, diags);
  LinkExceptions(declared.program);
  return std::move(declared.program);
}

}  // namespace incent::resolve
