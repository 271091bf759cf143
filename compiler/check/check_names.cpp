#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"
#include "compiler/resolve/suggest.h"

namespace incent::check {
namespace {

using resolve::DefinitionKind;
using resolve::SymbolKind;
using types::Kind;
using types::Type;

// A parameter that changes strictly inside the periods where it is read has no single value there.
void CheckSteady(Session& s, const Context& context, int definition, source::Span span) {
  if (!context.grain.HasTime() || context.plan < 0) return;
  const auto& param = static_cast<const ast::Param&>(*s.Definition(definition).item);
  const PlanFacts& plan = s.module.plans[static_cast<size_t>(context.plan)];
  for (size_t i = 1; i < param.values.size(); ++i) {
    const auto day = value::ParseDate(param.values[i].from->text);
    if (!day || *day <= plan.from || (plan.until && *day > *plan.until)) continue;
    const auto granule = context.grain.granule;
    if (value::PeriodStart(granule, value::PeriodOf(granule, *day)) == *day) continue;
    s.diags
        .Report(span, kParamChangesInside, s.Definition(definition).name(), param.values[i].from->text,
                GrainWords(s, context.grain))
        .Note(param.values[i].span, kDeclaredHere, s.Definition(definition).name());
    return;
  }
}

void ReportFiner(Session& s, const Context& context, int definition, const Grain& grain, source::Span span) {
  const std::string& name = s.Definition(definition).name();
  if (grain.kind == GrainKind::Line && context.grain.kind == GrainKind::Line) {
    s.diags.Report(span, kTwoLines, name, s.Definition(context.grain.index).name());
    return;
  }
  const std::string unit =
      UnitWords(context.grain.HasTime() ? context.grain.granule : value::Granule::Month).english;
  s.diags.Report(span, kFinerValue, name, GrainWords(s, grain), GrainWords(s, context.grain))
      .Note(kOverWindow, name + " over " + unit);
}

// A value of a definition with its own grain, read in `context`.
Facts ReadDefinition(Session& s, const Context& context, int definition, source::Span span) {
  CheckDefinition(s, definition);
  const DefinitionFacts& own = s.FactsOf(definition);
  Facts facts = own.facts;
  if (facts.type.IsError()) return facts;
  const Grain grain = own.grain ? *own.grain : own.natural.value_or(Grain{});
  if (!CanRead(s, grain, context.grain)) {
    ReportFiner(s, context, definition, grain, span);
    return {};
  }
  if (facts.needs_date && !own.grain && !context.has_date) {
    s.diags.Report(span, kParamNeedsDate, s.Definition(definition).name());
    return {};
  }
  if (own.grain && !(*own.grain == context.grain) && facts.additivity == Additivity::Flow) {
    facts.additivity = Additivity::Level;
  }
  return facts;
}

Facts ReadParam(Session& s, const Context& context, int definition, source::Span span) {
  CheckDefinition(s, definition);
  Facts facts = s.FactsOf(definition).facts;
  if (facts.type.IsError()) return facts;
  CheckSteady(s, context, definition, span);
  facts.needs_date = true;
  if (!context.has_date) {
    s.diags.Report(span, kParamNeedsDate, s.Definition(definition).name());
    return {};
  }
  return facts;
}

Facts ReadCredit(Session& s, const Context& context, int definition, source::Span span) {
  CheckDefinition(s, definition);
  const Facts facts = s.FactsOf(definition).facts;
  if (facts.type.IsError()) return facts;
  if (!(context.grain == LineOf(definition))) {
    ReportFiner(s, context, definition, LineOf(definition), span);
    return {};
  }
  return facts;
}

// A dataset's name as a value: the current row or the participant.
Facts ReadDataset(Session& s, const Context& context, int dataset, const ast::Name& name) {
  const bool participant = context.plan >= 0 && s.Plan(context.plan).dataset == dataset;
  const Grain& at = context.grain;
  const bool row = (at.kind == GrainKind::Row && at.index == dataset) ||
                   (at.kind == GrainKind::Line && SourceOf(s, at.index) == dataset);
  if (!row && participant && at.kind == GrainKind::Row && !context.recipient) {
    s.diags.Report(name.span, kNoRecipientYet, name.text);
    return {};
  }
  if (!row && !(participant && (at.HasPerson() || context.recipient))) {
    const diag::Bilingual why = participant
                                    ? diag::Bilingual{"there is no participant here", "这里没有参与人"}
                                    : diag::Bilingual{"no row of it is meant", "不确定是哪一行"};
    s.diags.Report(name.span, kNotReachable, name.text, why);
    return {};
  }
  Facts facts;
  facts.type = Type::Ref(dataset);
  facts.additivity = Additivity::Ratio;
  return facts;
}

Facts ReadUnit(Session& s, const Context& context, ast::Unit unit, const ast::Name& name) {
  const value::Granule granule = GranuleOf(unit);
  if (!context.grain.HasTime() && context.grain.kind != GrainKind::Line) {
    s.diags.Report(name.span, kNoTimeHere, name.text);
    return {};
  }
  if (context.grain.HasTime() && !value::Nests(context.grain.granule, granule)) {
    s.diags.Report(name.span, kWindowFiner, UnitWords(granule), GrainWords(s, context.grain));
    return {};
  }
  Facts facts;
  facts.type = Type::PeriodOf(granule);
  facts.additivity = Additivity::Ratio;
  return facts;
}

void NotAValue(Session& s, source::Span span, const std::string& text, diag::Bilingual what) {
  s.diags.Report(span, kNotAValue, text, what);
}

Facts TableOutput(Session& s, const Context& context, int definition, const std::string& output,
                  source::Span span) {
  const Facts whole = ReadDefinition(s, context, definition, span);
  const auto& table = static_cast<const ast::Table&>(*s.Definition(definition).item);
  for (size_t i = 0; i < table.outputs.size(); ++i) {
    if (table.outputs[i].text != output) continue;
    if (whole.type.IsError() || table.rows.empty()) return {};
    Facts facts = whole;
    if (const Type* type = s.module.types.Find(table.outputs[i].id)) facts.type = *type;
    return facts;
  }
  s.diags.Report(span, kUnknownField, s.Definition(definition).name(), output);
  return {};
}

// Fields that this version cannot read.
bool RefuseField(Session& s, const ast::Field& field, source::Span span, const Type& type) {
  if (field.is_dated) {
    Refuse(s, span, Refused::DatedField);
  } else if (field.is_hierarchy) {
    Refuse(s, span, Refused::HierarchyField);
  } else if (type.kind == Kind::Timestamp) {
    Refuse(s, span, Refused::Timestamp);
  } else if (type.kind == Kind::AnyMoney) {
    Refuse(s, span, Refused::CurrencyPerRow);
  } else {
    return false;
  }
  return true;
}

// The kinds of sums a field allows: amounts of rows add up over time, attributes of people do not.
Additivity FieldAdditivity(const Session& s, const Context& context, int dataset) {
  const bool participant = context.plan >= 0 && s.Plan(context.plan).dataset == dataset;
  const bool row = context.grain.kind == GrainKind::Row || context.grain.kind == GrainKind::Line;
  if (row && !participant) return Additivity::Flow;
  const auto& fields = s.module.schemas[static_cast<size_t>(dataset)].fields;
  const bool by_period = std::any_of(fields.begin(), fields.end(), [](const column::FieldSchema& field) {
    return field.is_key && field.kind == column::FieldKind::Period;
  });
  return by_period ? Additivity::Flow : Additivity::Level;
}

Facts FieldOf(Session& s, const Context& context, const Facts& base, const ast::Member& member) {
  const int dataset = base.type.dataset;
  const int field = s.program.FieldOf(dataset, member.member.text);
  const auto& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  if (field < 0) {
    std::vector<std::string> names;
    for (const ast::Field& f : decl.fields) names.push_back(f.name.text);
    auto entry = s.diags.Report(member.member.span, kUnknownField, decl.name.text, member.member.text);
    if (const auto suggestion = resolve::Suggest(member.member.text, names)) {
      entry.Fix(member.member.span, *suggestion, kDidYouMean, *suggestion);
    }
    return {};
  }
  const Type* type = s.module.types.Find(decl.fields[static_cast<size_t>(field)].id);
  if (type == nullptr || type->IsError()) return {};
  if (RefuseField(s, decl.fields[static_cast<size_t>(field)], member.member.span, *type)) return {};
  s.module.schemas[static_cast<size_t>(dataset)].fields[static_cast<size_t>(field)].in_use = true;
  Facts facts = base;
  facts.type = *type;
  facts.type.optional |= base.type.optional;
  facts.additivity = FieldAdditivity(s, context, dataset);
  return facts;
}

}  // namespace

Facts UseDefinition(Session& s, const Context& context, int definition, source::Span span) {
  const DefinitionKind kind = s.Definition(definition).kind;
  switch (kind) {
    case DefinitionKind::Let:
    case DefinitionKind::Measure:
    case DefinitionKind::Gate:
    case DefinitionKind::Pay:
    case DefinitionKind::Badge:
    case DefinitionKind::Clawback:
      return ReadDefinition(s, context, definition, span);
    case DefinitionKind::Param:
      return ReadParam(s, context, definition, span);
    case DefinitionKind::Credit:
      return ReadCredit(s, context, definition, span);
    case DefinitionKind::Table: {
      const auto& table = static_cast<const ast::Table&>(*s.Definition(definition).item);
      return table.outputs.empty() ? Facts{}
                                   : TableOutput(s, context, definition, table.outputs[0].text, span);
    }
    case DefinitionKind::Tiers:
    case DefinitionKind::Exception:
    case DefinitionKind::Assert:
    case DefinitionKind::Guardrail:
    case DefinitionKind::Property:
      NotAValue(s, span, s.Definition(definition).name(), KindWords(kind));
      return {};
    default:
      return {};  // refused where it is declared
  }
}

Facts CheckName(Session& s, const Context& context, const ast::Name& name) {
  const resolve::Symbol* symbol = s.program.SymbolOf(name.id);
  if (symbol == nullptr) return {};
  switch (symbol->kind) {
    case SymbolKind::Dataset:
      return ReadDataset(s, context, symbol->index, name);
    case SymbolKind::Definition:
      return UseDefinition(s, context, symbol->index, name.span);
    case SymbolKind::Unit:
      return ReadUnit(s, context, static_cast<ast::Unit>(symbol->index), name);
    case SymbolKind::Function:
      NotAValue(s, name.span, name.text, {"a function", "函数"});
      return {};
    case SymbolKind::Plan:
      NotAValue(s, name.span, name.text, {"a plan", "方案"});
      return {};
    case SymbolKind::Group:
      NotAValue(s, name.span, name.text, {"a group of people", "人群"});
      return {};
    case SymbolKind::Currency:
      NotAValue(s, name.span, name.text, {"a currency", "币种"});
      return {};
    case SymbolKind::Broken:
      return {};
  }
  return {};
}

Facts CheckMember(Session& s, const Context& context, const ast::Member& member) {
  if (const auto* name = member.base->As<ast::Name>()) {
    const resolve::Symbol* symbol = s.program.SymbolOf(name->id);
    if (symbol == nullptr || symbol->kind == SymbolKind::Broken) return {};
    if (symbol->kind == SymbolKind::Plan) {
      Refuse(s, member.span, Refused::OtherPlan);
      return {};
    }
    if (symbol->kind == SymbolKind::Definition) {
      const DefinitionKind kind = s.Definition(symbol->index).kind;
      if (kind == DefinitionKind::Table)
        return TableOutput(s, context, symbol->index, member.member.text, member.span);
      if (kind == DefinitionKind::Draw || kind == DefinitionKind::Contest) return {};
      if (member.has_args) {
        Refuse(s, member.span, Refused::Close);
        return {};
      }
    }
  }
  const Facts base = CheckExpr(s, context, *member.base);
  if (base.type.IsError()) return {};
  if (base.type.kind != Kind::Ref || member.has_args) {
    s.diags.Report(member.member.span, kUnknownField, ast::Print(*member.base), member.member.text);
    return {};
  }
  return FieldOf(s, context, base, member);
}

}  // namespace incent::check
