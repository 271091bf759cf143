#include <algorithm>

#include "compiler/ast/words.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/repairs.h"
#include "compiler/check/session.h"
#include "compiler/resolve/suggest.h"

// Values that a test asks for: `commission("r1", 2026-03)`.
namespace incent::check {
namespace {

using resolve::DefinitionKind;

// Kinds that have values. What is refused has its message where it is declared.
enum class Asking : uint8_t { Fine, NoValue, Refused };

Asking AskingFor(DefinitionKind kind) {
  switch (kind) {
    case DefinitionKind::Param:
    case DefinitionKind::Tiers:
    case DefinitionKind::Exception:
    case DefinitionKind::Assert:
    case DefinitionKind::Guardrail:
    case DefinitionKind::Property:
      return Asking::NoValue;
    case DefinitionKind::Carry:
    case DefinitionKind::Draw:
    case DefinitionKind::Contest:
    case DefinitionKind::Scorecard:
    case DefinitionKind::Metric:
    case DefinitionKind::Broken:
      return Asking::Refused;
    default:
      return Asking::Fine;
  }
}

// What was paid is found by the day it was posted, whatever the grain.
bool IsPaid(DefinitionKind kind) {
  return kind == DefinitionKind::Pay || kind == DefinitionKind::Badge || kind == DefinitionKind::Clawback;
}

std::string_view SamplePeriod(value::Granule granule) {
  constexpr std::string_view kSamples[] = {"2026-03-31", "2026-W14", "2026-03-A", "2026-03",
                                           "2026-Q1",    "2026-H1",  "FY2026"};
  return kSamples[static_cast<size_t>(granule)];
}

// How a value of this grain is asked for.
std::string SampleProbe(const std::string& name, const std::optional<Grain>& grain) {
  const std::string call = ast::SpellName(name, ast::NamePlace::Value) + "(\"r1\"";
  if (!grain) return call + ", 2026-03)";
  switch (grain->kind) {
    case GrainKind::PersonPeriod:
      return call + ", " + std::string(SamplePeriod(grain->granule)) + ")";
    case GrainKind::Line:
      return call + ", \"d1\")";
    default:
      return call + ")";
  }
}

// The row must be among those that the test gives.
bool CheckRowGiven(Session& s, const Context& context, int dataset, const ast::String& key) {
  int keys = 0;
  for (const ast::Field& field : s.program.datasets[static_cast<size_t>(dataset)].decl->fields)
    keys += field.is_key;
  if (keys != 1) return true;
  const auto it = context.given->find(dataset);
  const bool any = it != context.given->end();
  if (any && std::find(it->second.begin(), it->second.end(), key.value) != it->second.end()) return true;
  const auto known = [&] { return any ? it->second : std::vector<std::string>(); };
  auto entry = s.diags.Report(key.span, kRowNotGiven, key.value,
                              s.program.datasets[static_cast<size_t>(dataset)].name());
  if (const auto suggestion = resolve::SuggestOneOf(s.diags, key.value, known)) {
    entry.Fix(key.span, ast::SpellString(*suggestion), kDidYouMean, *suggestion);
  }
  return false;
}

// The granule of a written period or day; nullopt for anything else.
std::optional<value::Granule> GranuleAsked(const ast::Expr& arg) {
  if (arg.Is<ast::Date>()) return value::Granule::Day;
  const auto* period = arg.As<ast::Period>();
  const auto parsed = period != nullptr ? value::ParsePeriod(period->text) : std::nullopt;
  return parsed ? std::optional(parsed->granule) : std::nullopt;
}

// Several values are added up, so they must be amounts.
bool CheckSummable(Session& s, int definition, const Grain& grain, source::Span span) {
  const Facts& facts = s.FactsOf(definition).facts;
  if (facts.type.IsNumber() && facts.additivity() == Additivity::Flow) return true;
  s.diags.Report(span, kProbeNotAdditive, s.Definition(definition).name(), GrainWords(s, grain));
  return false;
}

// `arg` says neither which period nor which row.
void ReportWrongProbe(Session& s, int definition, const ast::Expr& arg) {
  const std::string& name = s.Definition(definition).name();
  auto entry = s.diags.Report(arg.span, kProbeKey, name, SampleProbe(name, s.FactsOf(definition).grain));
  RepairPeriod(entry, arg);
}

bool CheckPeriodAsked(Session& s, int definition, const Grain& grain, const ast::Expr& arg) {
  const auto asked = GranuleAsked(arg);
  if (!asked) {
    ReportWrongProbe(s, definition, arg);
    return false;
  }
  const bool inside = arg.Is<ast::Date>() || value::Nests(*asked, grain.granule);
  if (inside || (IsPaid(s.Definition(definition).kind) && s.FactsOf(definition).facts.type.IsNumber()))
    return true;
  if (value::Nests(grain.granule, *asked)) return CheckSummable(s, definition, grain, arg.span);
  ReportMisfit(s, arg.span, grain, PersonPeriod(*asked));
  return false;
}

bool CheckLineAsked(Session& s, const Context& context, int definition, const Grain& grain,
                    const ast::Expr& arg) {
  if (const auto* key = arg.As<ast::String>())
    return CheckRowGiven(s, context, SourceOf(s, grain.index), *key);
  if (!GranuleAsked(arg)) {
    ReportWrongProbe(s, definition, arg);
    return false;
  }
  return CheckSummable(s, definition, grain, arg.span);
}

// Where the value is asked for, against where it exists.
bool CheckPlaceAsked(Session& s, const Context& context, int definition, const ast::Call& call) {
  const DefinitionFacts& own = s.FactsOf(definition);
  const Grain grain = own.grain ? *own.grain : NaturalIn(s, context.plan, definition);
  const size_t num_places = call.args.size() - 1;
  if (grain.kind == GrainKind::Row) {
    s.diags.Report(call.span, kProbeOfRow, s.Definition(definition).name(),
                   s.program.datasets[static_cast<size_t>(grain.index)].name());
    return false;
  }
  const bool at_most_one = num_places == 0 || (num_places == 1 && GranuleAsked(*call.args[1]));
  if (!own.grain && at_most_one && (num_places == 1 || !own.facts.needs_date())) return true;
  if (own.grain && grain.kind == GrainKind::Person && num_places == 0) return true;
  if (num_places == 1 && grain.kind == GrainKind::PersonPeriod)
    return CheckPeriodAsked(s, definition, grain, *call.args[1]);
  if (num_places == 1 && grain.kind == GrainKind::Line)
    return CheckLineAsked(s, context, definition, grain, *call.args[1]);
  ReportProbe(s, definition, call.span);
  return false;
}

}  // namespace

void ReportProbe(Session& s, int definition, source::Span span) {
  const std::string& name = s.Definition(definition).name();
  s.diags.Report(span, kProbeKey, name, SampleProbe(name, s.FactsOf(definition).grain));
}

Facts CheckProbe(Session& s, const Context& context, int definition, const ast::Call& call) {
  const Facts& facts = s.FactsOf(definition).facts;
  const DefinitionKind kind = s.Definition(definition).kind;
  if (AskingFor(kind) == Asking::Refused) return {};
  if (AskingFor(kind) == Asking::NoValue) {
    s.diags.Report(call.callee.span, kNotAValue, call.callee.text, KindWords(kind));
    return {};
  }
  if (facts.type.IsError()) return facts;
  const auto* key = call.args.empty() ? nullptr : call.args[0]->As<ast::String>();
  if (key == nullptr) {
    ReportProbe(s, definition, call.span);
    return {};
  }
  if (!CheckRowGiven(s, context, s.Plan(context.plan).dataset, *key)) return {};
  if (!CheckPlaceAsked(s, context, definition, call)) return {};
  return facts.Whole();
}

}  // namespace incent::check
