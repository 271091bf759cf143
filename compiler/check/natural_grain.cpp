#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using resolve::SymbolKind;

// What an expression reads by itself: grains, and whether it needs to know the current period.
struct Sources {
  std::vector<Grain> grains;
  bool floating = false;
};

void Collect(Session& s, int plan, const ast::Expr& expr, Sources& out);

void CollectDefinition(Session& s, int plan, int definition, Sources& out) {
  const auto& def = s.Definition(definition);
  if (def.kind == resolve::DefinitionKind::Credit) {
    out.grains.push_back(LineOf(definition));
    return;
  }
  if (def.kind == resolve::DefinitionKind::Tiers) {
    const auto& tiers = static_cast<const ast::Tiers&>(*def.item);
    if (tiers.relative_to != nullptr) Collect(s, plan, *tiers.relative_to, out);
    return;
  }
  CheckDefinition(s, definition);
  const DefinitionFacts& facts = s.FactsOf(definition);
  if (facts.grain) out.grains.push_back(*facts.grain);
  if (facts.natural) out.grains.push_back(*facts.natural);
}

void CollectName(Session& s, int plan, const ast::Name& name, Sources& out) {
  const resolve::Symbol* symbol = s.program.SymbolOf(name.id);
  if (symbol == nullptr) return;
  if (symbol->kind == SymbolKind::Definition) CollectDefinition(s, plan, symbol->index, out);
  if (symbol->kind == SymbolKind::Unit)
    out.grains.push_back(PersonPeriod(GranuleOf(static_cast<ast::Unit>(symbol->index))));
  if (symbol->kind == SymbolKind::Dataset) {
    const bool participant = plan >= 0 && s.Plan(plan).dataset == symbol->index;
    out.grains.push_back(participant ? Grain{GrainKind::Person, value::Granule::Month, -1}
                                     : RowOf(symbol->index));
  }
}

void CollectFold(Session& s, int plan, const FoldTerm& term, Sources& out) {
  if (term.window == nullptr) {
    Collect(s, plan, *term.base, out);
    return;
  }
  switch (term.window->kind) {
    case ast::WindowKind::Unit:
    case ast::WindowKind::PreviousUnit:
      out.grains.push_back(PersonPeriod(GranuleOf(term.window->unit)));
      break;
    case ast::WindowKind::Period:
    case ast::WindowKind::Plan:
    case ast::WindowKind::AllTime:
      out.grains.push_back({GrainKind::Person, value::Granule::Month, -1});
      break;
    default:
      out.floating = true;
  }
}

void CollectCall(Session& s, int plan, const ast::Call& call, Sources& out) {
  const resolve::Symbol* symbol = s.program.SymbolOf(call.callee.id);
  if (symbol != nullptr && symbol->kind == SymbolKind::Definition)
    CollectDefinition(s, plan, symbol->index, out);
  if (symbol != nullptr && symbol->kind == SymbolKind::Function && call.args.empty()) out.floating = true;
  if (symbol != nullptr && symbol->kind == SymbolKind::Group) return;
  const bool skips_dataset = symbol != nullptr && symbol->kind == SymbolKind::Function &&
                             s.program.functions[static_cast<size_t>(symbol->index)].name() == "lookup";
  for (size_t i = skips_dataset ? 1 : 0; i < call.args.size(); ++i) Collect(s, plan, *call.args[i], out);
}

void Collect(Session& s, int plan, const ast::Expr& expr, Sources& out) {
  if (const auto term = AsFoldTerm(expr)) return CollectFold(s, plan, *term, out);
  if (const auto* name = expr.As<ast::Name>()) return CollectName(s, plan, *name, out);
  if (const auto* call = expr.As<ast::Call>()) return CollectCall(s, plan, *call, out);
  ast::ForEachChild(expr, [&](const auto& child) {
    if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) Collect(s, plan, child, out);
  });
}

// The finer of two grains; nullopt where neither holds the other.
std::optional<Grain> Finer(const Session& s, const Grain& a, const Grain& b) {
  if (CanRead(s, a, b)) return b;
  if (CanRead(s, b, a)) return a;
  return std::nullopt;
}

void ReportMisfit(Session& s, const ast::Expr& expr, const Grain& a, const Grain& b) {
  if (a.kind == GrainKind::Line && b.kind == GrainKind::Line) {
    s.diags.Report(expr.span, kTwoLines, s.Definition(a.index).name(), s.Definition(b.index).name());
  } else {
    s.diags.Report(expr.span, kTypeMismatch, GrainWords(s, a), GrainWords(s, b));
  }
}

}  // namespace

int SourceOf(const Session& s, int credit) {
  const auto& item = static_cast<const ast::Credit&>(*s.Definition(credit).item);
  return item.source.empty() ? -1 : s.program.DatasetOf(item.source[0].id);
}

bool CanRead(const Session& s, const Grain& value, const Grain& at) {
  if (value == at) return true;
  switch (value.kind) {
    case GrainKind::Company:
      return true;
    case GrainKind::Person:
      return at.HasPerson();
    case GrainKind::CompanyPeriod:
      return at.kind == GrainKind::Line || (at.HasTime() && value::Nests(at.granule, value.granule));
    case GrainKind::PersonPeriod:
      return at.kind == GrainKind::Line ||
             (at.kind == GrainKind::PersonPeriod && value::Nests(at.granule, value.granule));
    case GrainKind::Row:
      return at.kind == GrainKind::Line && SourceOf(s, at.index) == value.index;
    case GrainKind::Line:
      return false;
  }
  return false;
}

std::optional<Grain> NaturalGrain(Session& s, int plan, const ast::Expr& expr) {
  Sources sources;
  Collect(s, plan, expr, sources);
  Grain grain{GrainKind::Company, value::Granule::Month, -1};
  for (const Grain& next : sources.grains) {
    const auto finer = Finer(s, grain, next);
    if (!finer) {
      ReportMisfit(s, expr, grain, next);
      return std::nullopt;
    }
    grain = *finer;
  }
  if (sources.floating && !grain.HasTime() && grain.kind != GrainKind::Line) {
    s.diags.Report(expr.span, kNoTimeHere, std::string("to date"));
    return std::nullopt;
  }
  return grain;
}

std::optional<Grain> FoldedGrain(Session& s, int plan, const ast::Expr& base) {
  return NaturalGrain(s, plan, base);
}

Grain GrainFrom(const Session& s, const ast::Grain& grain) {
  if (grain.kind == ast::GrainKind::Period) return PersonPeriod(GranuleOf(grain.unit));
  const int definition = s.program.DefinitionOf(grain.lines.id);
  return definition >= 0 ? LineOf(definition) : Grain{};
}

Context At(const Session& s, int plan, int definition, Grain grain) {
  Context context;
  context.grain = grain;
  context.plan = plan;
  context.definition = definition;
  context.has_date = grain.HasTime() || grain.kind == GrainKind::Line;
  if (grain.kind != GrainKind::Line) return context;
  // A line exists only where its credit's condition holds.
  const auto& credit = static_cast<const ast::Credit&>(*s.Definition(grain.index).item);
  return credit.when != nullptr ? Assuming(context, *credit.when) : context;
}

}  // namespace incent::check
