#include <algorithm>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using resolve::DefinitionKind;
using resolve::SymbolKind;

const Grain kPerson{GrainKind::Person, value::Granule::Month, -1};

void Collect(Session& s, int plan, const ast::Expr& expr, GrainSources& out);

void AddGrain(GrainSources& out, const Grain& grain) {
  if (std::find(out.grains.begin(), out.grains.end(), grain) == out.grains.end()) out.grains.push_back(grain);
}

void AddFloating(GrainSources& out, source::Span span, diag::Bilingual word) {
  if (!out.floating) out.floating = GrainSources::Floating{span, std::move(word)};
}

// Tiers are worked out where they are used, so all that their rows read counts there.
void CollectTiers(Session& s, int plan, int definition, GrainSources& out) {
  const auto [it, fresh] = s.tier_sources.try_emplace({plan, definition});
  if (fresh) {
    GrainSources sources;
    const auto& tiers = static_cast<const ast::Tiers&>(*s.Definition(definition).item);
    if (tiers.relative_to != nullptr) Collect(s, plan, *tiers.relative_to, sources);
    for (const ast::TierRow& row : tiers.rows) {
      Collect(s, plan, *row.threshold, sources);
      Collect(s, plan, *row.value, sources);
    }
    s.tier_sources[{plan, definition}] = std::move(sources);
  }
  const GrainSources& sources = s.tier_sources[{plan, definition}];
  for (const Grain& grain : sources.grains) AddGrain(out, grain);
  if (sources.floating) AddFloating(out, sources.floating->span, sources.floating->word);
  out.broken |= sources.broken;
}

void CollectDefinition(Session& s, int plan, int definition, GrainSources& out) {
  switch (s.Definition(definition).kind) {
    // No values: their use is reported where it is checked.
    case DefinitionKind::Exception:
    case DefinitionKind::Assert:
    case DefinitionKind::Guardrail:
    case DefinitionKind::Property:
      return;
    default:
      break;
  }
  const DefinitionFacts& facts = s.FactsOf(definition);
  out.broken |= facts.facts.type.IsError();
  if (s.Definition(definition).kind == DefinitionKind::Tiers) return CollectTiers(s, plan, definition, out);
  if (facts.grain) AddGrain(out, *facts.grain);
  if (facts.natural) AddGrain(out, NaturalIn(s, plan, definition));
}

void CollectName(Session& s, int plan, const ast::Name& name, GrainSources& out) {
  const resolve::Symbol* symbol = s.program.SymbolOf(name.id);
  if (symbol == nullptr) return;
  switch (symbol->kind) {
    case SymbolKind::Definition:
      return CollectDefinition(s, plan, symbol->index, out);
    case SymbolKind::Unit:
      return AddGrain(out, PersonPeriod(GranuleOf(static_cast<ast::Unit>(symbol->index))));
    case SymbolKind::Dataset:
      return AddGrain(out, s.IsParticipant(plan, symbol->index) ? kPerson : RowOf(symbol->index));
    case SymbolKind::SourceRow:
      return AddGrain(out, RowOf(symbol->index));
    case SymbolKind::Broken:
      out.broken = true;
      return;
    default:
      return;
  }
}

void CollectFold(Session& s, int plan, const FoldTerm& term, GrainSources& out) {
  if (term.window == nullptr) return Collect(s, plan, *term.base, out);
  switch (term.window->kind) {
    case ast::WindowKind::Unit:
    case ast::WindowKind::PreviousUnit:
      return AddGrain(out, PersonPeriod(GranuleOf(term.window->unit)));
    case ast::WindowKind::ToDate:
    case ast::WindowKind::Last:
      return AddFloating(out, term.window->span, WindowWords(*term.window));
    default:
      return AddGrain(out, kPerson);
  }
}

void CollectCall(Session& s, int plan, const ast::Call& call, GrainSources& out) {
  const resolve::Symbol* symbol = s.program.SymbolOf(call.callee.id);
  if (symbol == nullptr || symbol->kind == SymbolKind::Group) return;
  if (symbol->kind == SymbolKind::Definition) CollectDefinition(s, plan, symbol->index, out);
  out.broken |= symbol->kind == SymbolKind::Broken;
  const bool function = symbol->kind == SymbolKind::Function;
  if (function && call.args.empty()) AddFloating(out, call.span, Quoted(call.callee.text + "()"));
  // The first argument of `lookup` names a dataset, no row of it.
  const bool is_lookup =
      function && s.program.functions[static_cast<size_t>(symbol->index)].name() == "lookup";
  for (size_t i = is_lookup ? 1 : 0; i < call.args.size(); ++i) Collect(s, plan, *call.args[i], out);
}

void Collect(Session& s, int plan, const ast::Expr& expr, GrainSources& out) {
  if (const auto term = AsFoldTerm(expr)) return CollectFold(s, plan, *term, out);
  if (const auto* name = expr.As<ast::Name>()) return CollectName(s, plan, *name, out);
  if (const auto* call = expr.As<ast::Call>()) return CollectCall(s, plan, *call, out);
  ast::ForEachChild(expr, [&](const auto& child) {
    if constexpr (std::is_base_of_v<ast::Expr, std::decay_t<decltype(child)>>) Collect(s, plan, child, out);
  });
}

}  // namespace

GrainSources SourcesOf(Session& s, int plan, const std::vector<const ast::Expr*>& exprs) {
  GrainSources sources;
  for (const ast::Expr* expr : exprs) Collect(s, plan, *expr, sources);
  return sources;
}

std::optional<Grain> FinestOf(Session& s, const GrainSources& sources, source::Span span) {
  if (sources.broken) return std::nullopt;
  Grain finest{GrainKind::Company, value::Granule::Month, -1};
  for (const Grain& next : sources.grains) {
    if (CanRead(s, finest, next)) {
      finest = next;
    } else if (!CanRead(s, next, finest)) {
      ReportMisfit(s, span, finest, next);
      return std::nullopt;
    }
  }
  return finest;
}

std::optional<Grain> NaturalGrain(Session& s, int plan, const ast::Expr& expr) {
  const GrainSources sources = SourcesOf(s, plan, {&expr});
  const auto grain = FinestOf(s, sources, expr.span);
  if (!grain || !sources.NeedsPeriod(*grain)) return grain;
  s.diags.Report(sources.floating->span, kNoTimeHere, sources.floating->word);
  return std::nullopt;
}

Grain NaturalIn(const Session& s, int plan, int definition) {
  const Grain grain = s.module.definitions[static_cast<size_t>(definition)].natural.value_or(Grain{});
  // On the top level nobody knows who is paid; in a plan its rows are the participants.
  const bool outside = s.Definition(definition).plan < 0;
  return outside && grain.kind == GrainKind::Row && s.IsParticipant(plan, grain.index) ? kPerson : grain;
}

void ReportMisfit(Session& s, source::Span span, const Grain& a, const Grain& b) {
  if (a.kind == GrainKind::Line && b.kind == GrainKind::Line) {
    s.diags.Report(span, kTwoLines, s.Definition(a.index).name(), s.Definition(b.index).name());
  } else {
    s.diags.Report(span, kGrainMisfit, GrainWords(s, a), GrainWords(s, b));
  }
}

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

Grain GrainFrom(const Session& s, const ast::Grain& grain) {
  if (grain.kind == ast::GrainKind::Period) return PersonPeriod(GranuleOf(grain.unit));
  const int definition = s.program.DefinitionOf(grain.lines.id);
  return definition >= 0 ? LineOf(definition) : Grain{};
}

Context At(Session& s, int plan, int definition, Grain grain) {
  Context context;
  context.grain = grain;
  context.plan = plan;
  context.definition = definition;
  context.has_date = grain.HasTime() || grain.kind == GrainKind::Line;
  if (grain.kind != GrainKind::Line) return context;
  // A line exists only where its credit's condition holds. Where the participants themselves are credited,
  // their name means the row in the credit and the recipient here, so nothing is known.
  const auto& credit = static_cast<const ast::Credit&>(*s.Definition(grain.index).item);
  const bool known = credit.when != nullptr && !s.IsParticipant(plan, SourceOf(s, grain.index));
  return known ? Assuming(s, context, *credit.when) : context;
}

}  // namespace incent::check
