#include "compiler/resolve/declare.h"

#include <map>

#include "compiler/ast/visit.h"
#include "compiler/resolve/diagnostics.h"

namespace incent::resolve {
namespace {

std::optional<DefinitionKind> KindOf(const ast::Item& item) {
  using ast::Overloaded;
  using Kind = std::optional<DefinitionKind>;
  return ast::Visit(item, Overloaded{[](const ast::Let& let) -> Kind {
                                       switch (let.word) {
                                         case ast::LetKind::Let:
                                           return DefinitionKind::Let;
                                         case ast::LetKind::Measure:
                                           return DefinitionKind::Measure;
                                         case ast::LetKind::Gate:
                                           return DefinitionKind::Gate;
                                       }
                                       return std::nullopt;
                                     },
                                     [](const ast::Assert& check) -> Kind {
                                       return check.word == ast::AssertKind::Assert
                                                  ? DefinitionKind::Assert
                                                  : DefinitionKind::Guardrail;
                                     },
                                     [](const ast::Carry&) -> Kind { return DefinitionKind::Carry; },
                                     [](const ast::Param&) -> Kind { return DefinitionKind::Param; },
                                     [](const ast::Tiers&) -> Kind { return DefinitionKind::Tiers; },
                                     [](const ast::Table&) -> Kind { return DefinitionKind::Table; },
                                     [](const ast::Credit&) -> Kind { return DefinitionKind::Credit; },
                                     [](const ast::Pay&) -> Kind { return DefinitionKind::Pay; },
                                     [](const ast::Badge&) -> Kind { return DefinitionKind::Badge; },
                                     [](const ast::Exception&) -> Kind { return DefinitionKind::Exception; },
                                     [](const ast::Clawback&) -> Kind { return DefinitionKind::Clawback; },
                                     [](const ast::Draw&) -> Kind { return DefinitionKind::Draw; },
                                     [](const ast::Contest&) -> Kind { return DefinitionKind::Contest; },
                                     [](const ast::Scorecard&) -> Kind { return DefinitionKind::Scorecard; },
                                     [](const ast::Property&) -> Kind { return DefinitionKind::Property; },
                                     [](const ast::Broken&) -> Kind { return DefinitionKind::Broken; },
                                     [](const auto&) -> Kind { return std::nullopt; }});
}

class Declarer {
 public:
  Declarer(Declarations& out, diag::Diagnostics& diags) : out_(out), program_(out.program), diags_(diags) {}

  void File(const ast::File& file) {
    for (const ast::Item* item : file.items) TopLevel(*item);
  }

  // Plans come after all files' top levels, so that they shadow nothing by accident.
  void Plans() {
    for (size_t i = 0; i < program_.plans.size(); ++i) {
      out_.plan_scopes.push_back(std::make_unique<Scope>(out_.global.get()));
      const ast::Plan& plan = *program_.plans[i].decl;
      if (!plan.alias.empty()) Name(*out_.plan_scopes[i], plan.alias, DatasetSymbol(plan.dataset));
      Items(plan.items, static_cast<int>(i));
    }
  }

 private:
  void TopLevel(const ast::Item& item) {
    ast::Visit(
        item, ast::Overloaded{[&](const ast::Data& data) { Data(data); },
                              [&](const ast::Plan& plan) { Plan(plan); }, [&](const ast::Fn& fn) { Fn(fn); },
                              [&](const ast::ExternType& type) {
                                if (!type.alias.empty())
                                  program_.type_names[type.alias.text] = type.name.text;
                              },
                              [&](const ast::Test& test) { program_.tests.push_back({&test, -1}); },
                              [&](const ast::Calendar& calendar) { program_.calendars.push_back(&calendar); },
                              [&](const auto&) { Definition(item, -1, *out_.global); }});
  }

  void Data(const ast::Data& data) {
    Name(*out_.global, data.name, {SymbolKind::Dataset, static_cast<int>(program_.datasets.size())});
    program_.datasets.push_back({&data});
    std::map<std::string, source::Span> fields;
    for (const ast::Field& field : data.fields) {
      const auto [it, fresh] = fields.emplace(field.name.text, field.name.span);
      if (!fresh && !field.name.empty()) {
        diags_.Report(field.name.span, kDuplicateName, field.name.text)
            .Note(it->second, kDeclaredHere, field.name.text);
      }
    }
  }

  void Plan(const ast::Plan& plan) {
    Name(*out_.global, plan.name, {SymbolKind::Plan, static_cast<int>(program_.plans.size())});
    program_.plans.push_back({&plan, -1, {}});
  }

  void Fn(const ast::Fn& fn) {
    const Symbol symbol{SymbolKind::Function, static_cast<int>(program_.functions.size())};
    program_.functions.push_back({&fn});
    Name(*out_.library, fn.name, symbol);
    if (!fn.alias.empty()) Name(*out_.library, fn.alias, symbol);
  }

  void Items(const std::vector<const ast::Item*>& items, int plan) {
    Scope& scope = *out_.plan_scopes[static_cast<size_t>(plan)];
    for (const ast::Item* item : items) {
      if (const auto* amendment = item->As<ast::Amendment>()) {
        Silence(amendment->items, scope);
      } else {
        Definition(*item, plan, scope);
      }
    }
  }

  // Amendments are refused as a whole. What they declare is no definition, but no unknown name either.
  void Silence(const std::vector<const ast::Item*>& items, Scope& scope) {
    for (const ast::Item* item : items) {
      if (!item->name.empty()) scope.Declare(item->name.text, {}, item->name.span);
      if (const auto* inner = item->As<ast::Amendment>()) Silence(inner->items, scope);
    }
  }

  void Definition(const ast::Item& item, int plan, Scope& scope) {
    const auto kind = KindOf(item);
    if (!kind) return;
    const int index = static_cast<int>(program_.definitions.size());
    program_.definitions.push_back({*kind, &item, plan, {}});
    if (plan >= 0) program_.plans[static_cast<size_t>(plan)].definitions.push_back(index);
    const Symbol symbol = *kind == DefinitionKind::Broken ? Symbol{} : Symbol{SymbolKind::Definition, index};
    Name(scope, item.name, symbol);
    if (const auto* credit = item.As<ast::Credit>()) SourceAlias(*credit, scope);
    // The metrics of a scorecard are refused with it.
    if (const auto* card = item.As<ast::Scorecard>()) {
      for (const ast::Metric& metric : card->metrics) scope.Declare(metric.name.text, {}, metric.name.span);
    }
  }

  // `from Deal as sub`: several credits may give the rows of one dataset the same name.
  void SourceAlias(const ast::Credit& credit, Scope& scope) {
    if (credit.alias.empty()) return;
    Symbol symbol = DatasetSymbol(credit.source);
    if (symbol.kind == SymbolKind::Dataset) symbol.kind = SymbolKind::SourceRow;
    const auto earlier = scope.Find(credit.alias.text);
    if (!earlier || earlier->kind != symbol.kind || earlier->index != symbol.index)
      Name(scope, credit.alias, symbol);
  }

  void Name(Scope& scope, const ast::Ident& name, Symbol symbol) {
    if (name.empty()) return;
    const bool inner = &scope != out_.global.get() && &scope != out_.library.get();
    if (!(inner && ShadowsByAccident(name.text)) && scope.Declare(name.text, symbol, name.span)) return;
    const auto earlier = scope.SpanOf(name.text);
    diags_.Report(name.span, kDuplicateName, name.text).Note(*earlier, kDeclaredHere, name.text);
  }

  // A plan may use its own name and those of the library; anything else means one thing only.
  bool ShadowsByAccident(const std::string& name) const {
    const auto outer = out_.global->Find(name);
    return outer && (outer->kind == SymbolKind::Dataset || outer->kind == SymbolKind::Definition);
  }

  Symbol DatasetSymbol(const ast::Path& path) {
    if (path.size() != 1) return {};
    const auto symbol = out_.global->Find(path[0].text);
    return symbol && symbol->kind == SymbolKind::Dataset ? *symbol : Symbol{};
  }

  Declarations& out_;
  Program& program_;
  diag::Diagnostics& diags_;
};

}  // namespace

Declarations Declare(const std::vector<const ast::File*>& files, diag::Diagnostics& diags) {
  Declarations out;
  out.library = std::make_unique<Scope>();
  out.global = std::make_unique<Scope>(out.library.get());
  Declarer declarer(out, diags);
  for (const ast::File* file : files) declarer.File(*file);
  declarer.Plans();
  return out;
}

}  // namespace incent::resolve
