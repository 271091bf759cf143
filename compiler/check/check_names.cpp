#include <algorithm>

#include "compiler/ast/print.h"
#include "compiler/ast/words.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/repairs.h"
#include "compiler/check/session.h"
#include "compiler/resolve/suggest.h"

namespace incent::check {
namespace {

using resolve::DefinitionKind;
using resolve::SymbolKind;
using types::Kind;
using types::Type;

// In a credit nobody is credited yet: neither the participant nor what belongs to one is known.
void ReportInRow(Session& s, const Context& context, const std::string& name, const Grain& grain,
                 source::Span span) {
  if (grain.kind == GrainKind::Line) {
    ReportMisfit(s, span, grain, context.grain);
  } else if (context.recipient) {
    s.diags.Report(span, kNotReachable, name,
                   diag::Bilingual{"of the recipient, only fields can be read in a credit",
                                   "业绩里只能读取归属人的字段"});
  } else {
    s.diags.Report(span, kNoRecipientYet, name);
  }
}

// A finer value that can be folded, with the way to write it.
void ReportFiner(Session& s, const Context& context, int definition, const Grain& grain, source::Span span) {
  const std::string& name = s.Definition(definition).name();
  const bool own_lines = grain == LineOf(definition);
  auto entry = s.diags.Report(span, kFinerValue, name,
                              own_lines ? diag::Bilingual{"per line", "逐笔"} : GrainWords(s, grain),
                              GrainWords(s, context.grain));
  if (s.FactsOf(definition).facts.additivity() != Additivity::Flow || !context.grain.HasTime()) return;
  const diag::Bilingual unit = UnitWords(context.grain.granule);
  const std::string spelled = ast::SpellName(name, ast::NamePlace::Value);
  entry.Fix(span, spelled + (HasChineseNames(s.program) ? " 期间 " + unit.chinese : " over " + unit.english),
            kOverWindow,
            diag::Bilingual{"`" + name + " over " + unit.english + "`",
                            "“" + name + " 期间 " + unit.chinese + "”"});
}

// A value of `grain` where it cannot be read.
void ReportUnreadable(Session& s, const Context& context, int definition, const Grain& grain,
                      source::Span span) {
  const std::string& name = s.Definition(definition).name();
  const Grain& at = context.grain;
  const bool both_lines = grain.kind == GrainKind::Line && at.kind == GrainKind::Line;
  if (context.given != nullptr) {
    ReportProbe(s, definition, span);
  } else if (at.kind == GrainKind::Row && grain.kind != GrainKind::Row) {
    ReportInRow(s, context, name, grain, span);
  } else if (grain.kind == GrainKind::Row) {
    s.diags.Report(
        span, kNotReachable, name,
        diag::Bilingual{"it belongs to " + RowWords(s, grain.index).english + ", and none is meant here",
                        "它属于" + RowWords(s, grain.index).chinese + "，而这里不确定是哪一行"});
  } else if (both_lines || (grain.HasTime() && at.HasTime() && !value::Nests(grain.granule, at.granule))) {
    ReportMisfit(s, span, grain, at);
  } else {
    ReportFiner(s, context, definition, grain, span);
  }
}

// What is read at the date of the place must not change inside its period.
bool CheckDated(Session& s, const Context& context, const std::vector<int>& dated, source::Span span) {
  if (!context.grain.HasTime()) return true;
  return std::all_of(dated.begin(), dated.end(), [&](int definition) {
    return CheckSteady(s, context.plan, definition, context.grain.granule, span);
  });
}

Facts ReadDefinition(Session& s, const Context& context, int definition, source::Span span) {
  const DefinitionFacts& own = s.FactsOf(definition);
  const Facts& facts = own.facts;
  if (facts.type.IsError()) return facts;
  const Grain grain = own.grain ? *own.grain : NaturalIn(s, context.plan, definition);
  if (!CanRead(s, grain, context.grain)) {
    ReportUnreadable(s, context, definition, grain, span);
    return {};
  }
  if (!own.grain && facts.needs_date() && !context.has_date) {
    s.diags.Report(span, kParamNeedsDate, s.Definition(definition).name());
    return {};
  }
  if (!own.grain && !CheckDated(s, context, own.dated, span)) return {};
  const bool repeated = own.grain && !(*own.grain == context.grain);
  return repeated && facts.additivity() == Additivity::Flow ? facts.As(Additivity::Level) : facts;
}

Facts ReadParam(Session& s, const Context& context, int definition, source::Span span) {
  const Facts& facts = s.FactsOf(definition).facts;
  if (facts.type.IsError()) return facts;
  if (context.has_date) return CheckDated(s, context, {definition}, span) ? facts : Facts{};
  // With one value there is nothing to choose by date.
  if (static_cast<const ast::Param&>(*s.Definition(definition).item).values.size() == 1) return facts.Dated();
  s.diags.Report(span, kParamNeedsDate, s.Definition(definition).name());
  return {};
}

Facts ReadCredit(Session& s, const Context& context, int definition, source::Span span) {
  const Facts facts = s.FactsOf(definition).facts;
  if (facts.type.IsError() || context.grain == LineOf(definition)) return facts;
  ReportUnreadable(s, context, definition, LineOf(definition), span);
  return {};
}

Facts RowFacts(int dataset) {
  return Facts::Of(Type::Ref(dataset), Additivity::Ratio);
}

// The row that a credit is made from, by the name the credit gives it.
Facts ReadSourceRow(Session& s, const Context& context, int dataset, const ast::Name& name) {
  const Grain& at = context.grain;
  const bool row = (at.kind == GrainKind::Row && at.index == dataset) ||
                   (at.kind == GrainKind::Line && SourceOf(s, at.index) == dataset);
  if (row) return RowFacts(dataset);
  s.diags.Report(name.span, kNotReachable, name.text,
                 diag::Bilingual{"no row of it is meant", "不确定是哪一行"});
  return {};
}

// A dataset's name as a value: the current row or the participant.
Facts ReadDataset(Session& s, const Context& context, int dataset, const ast::Name& name) {
  const bool participant = s.IsParticipant(context.plan, dataset);
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
  return RowFacts(dataset);
}

Facts ReadUnit(Session& s, const Context& context, ast::Unit unit, const ast::Name& name) {
  const value::Granule granule = GranuleOf(unit);
  if (!context.grain.HasTime() && context.grain.kind != GrainKind::Line) {
    s.diags.Report(name.span, kNoTimeHere, Quoted(name.text));
    return {};
  }
  if (context.grain.HasTime() && !value::Nests(context.grain.granule, granule)) {
    s.diags.Report(name.span, kWindowFiner, UnitWords(granule), GrainWords(s, context.grain));
    return {};
  }
  return Facts::Of(Type::PeriodOf(granule), Additivity::Ratio);
}

Facts TableOutput(Session& s, const Context& context, int definition, const std::string& output,
                  source::Span span) {
  const Facts whole = ReadDefinition(s, context, definition, span);
  const auto& table = static_cast<const ast::Table&>(*s.Definition(definition).item);
  for (size_t i = 0; i < table.outputs.size(); ++i) {
    if (table.outputs[i].text != output) continue;
    if (whole.type.IsError() || table.rows.empty()) return {};
    const Type* type = s.module.types.Find(table.outputs[i].id);
    return type != nullptr ? whole.As(*type) : whole;
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
  const bool participant = s.IsParticipant(context.plan, dataset);
  const bool row = context.grain.kind == GrainKind::Row || context.grain.kind == GrainKind::Line;
  if (row && !participant) return Additivity::Flow;
  const auto& fields = s.module.schemas[static_cast<size_t>(dataset)].fields;
  const bool by_period = std::any_of(fields.begin(), fields.end(), [](const column::FieldSchema& field) {
    return field.is_key && field.kind == column::FieldKind::Period;
  });
  return by_period ? Additivity::Flow : Additivity::Attribute;
}

Facts FieldOf(Session& s, const Context& context, const Facts& base, const ast::Member& member) {
  const int dataset = base.type.dataset;
  const int field = s.program.FieldOf(dataset, member.member.text);
  const auto& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  if (field < 0) {
    ReportUnknownField(s, dataset, member.member);
    return {};
  }
  const Type* type = s.module.types.Find(decl.fields[static_cast<size_t>(field)].id);
  if (type == nullptr || type->IsError()) return {};
  if (RefuseField(s, decl.fields[static_cast<size_t>(field)], member.member.span, *type)) return {};
  s.module.schemas[static_cast<size_t>(dataset)].fields[static_cast<size_t>(field)].in_use = true;
  const auto& schema = s.module.schemas[static_cast<size_t>(dataset)].fields[static_cast<size_t>(field)];
  Facts cell = Facts::Of(*type, FieldAdditivity(s, context, dataset));
  if (type->IsNumber() && schema.bounds)
    cell = cell.Within(Range::Between(schema.bounds->low, schema.bounds->high, type->scale));
  return Facts::Join(*type, Adding::Choice, {Decides(cell), Contributes(base)});
}

}  // namespace

void ReportUnknownField(Session& s, int dataset, const ast::Ident& field) {
  const ast::Data& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  const auto names = [&] {
    std::vector<std::string> known;
    for (const ast::Field& one : decl.fields) known.push_back(one.name.text);
    return known;
  };
  auto entry = s.diags.Report(field.span, kUnknownField, decl.name.text, field.text);
  if (const auto suggestion = resolve::SuggestOneOf(s.diags, field.text, names)) {
    entry.Fix(field.span, ast::SpellName(*suggestion, ast::NamePlace::Member), kDidYouMean, *suggestion);
  }
}

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
      s.diags.Report(span, kNotAValue, s.Definition(definition).name(), KindWords(kind));
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
    case SymbolKind::SourceRow:
      return ReadSourceRow(s, context, symbol->index, name);
    case SymbolKind::Function:
    case SymbolKind::Plan:
    case SymbolKind::Group:
    case SymbolKind::Currency:
      s.diags.Report(name.span, kNotAValue, name.text, SymbolWords(s.program, *symbol));
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
      if (kind == DefinitionKind::Table) {
        return TableOutput(s, context, symbol->index, member.member.text, member.span);
      }
      if (kind == DefinitionKind::Draw || kind == DefinitionKind::Contest) return {};
      if (member.has_args) {
        Refuse(s, member.span, Refused::Posted);
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
