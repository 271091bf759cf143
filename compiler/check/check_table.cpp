#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using types::Type;

// The grain at which a table is worked out: the finest of what its inputs and results read.
std::optional<Grain> TableGrain(Session& s, int plan, const ast::Table& table) {
  Grain grain{GrainKind::Company, value::Granule::Month, -1};
  const auto join = [&](const ast::Expr& expr) {
    const auto next = NaturalGrain(s, plan, expr);
    if (!next) return false;
    if (CanRead(s, grain, *next)) {
      grain = *next;
      return true;
    }
    if (CanRead(s, *next, grain)) return true;
    s.diags.Report(expr.span, kTypeMismatch, GrainWords(s, grain), GrainWords(s, *next));
    return false;
  };
  for (const ast::Expr* input : table.inputs) {
    if (!join(*input)) return std::nullopt;
  }
  for (const ast::TableRow& row : table.rows) {
    for (const ast::Expr* output : row.outputs) {
      if (!join(*output)) return std::nullopt;
    }
  }
  return grain;
}

bool CheckShape(Session& s, const ast::Table& table) {
  bool ok = !table.rows.empty() && !table.inputs.empty() && !table.outputs.empty();
  for (const ast::TableRow& row : table.rows) {
    const size_t cells = row.tests.size() + row.outputs.size();
    const size_t head = table.inputs.size() + table.outputs.size();
    if (row.tests.size() == table.inputs.size() && row.outputs.size() == table.outputs.size()) continue;
    s.diags.Report(row.span, kTableShape, std::to_string(cells), std::to_string(head));
    ok = false;
  }
  return ok;
}

// One cell against its column's input.
bool CheckCell(Session& s, const Context& context, const ast::Expr& input, const Facts& facts,
               const ast::CellTest& test) {
  if (test.kind == ast::CellTestKind::Absent) return true;
  bool ok = true;
  for (const ast::Expr* value : test.values) {
    // A cell is the comparison of the input with its value; its messages then stand at the cell.
    const Facts cell = CheckPresent(s, context, *value);
    if (cell.type.IsError()) {
      ok = false;
      continue;
    }
    ok &= !Unify(s, value->span, facts, cell, input, *value, kCannotCompare).IsError();
    const auto* text = value->As<ast::String>();
    if (text == nullptr || facts.type.kind != types::Kind::OneOf) continue;
    const auto& field = s.module.schemas[static_cast<size_t>(facts.type.dataset)]
                            .fields[static_cast<size_t>(facts.type.field)];
    bool known = false;
    for (const std::string& label : field.labels) known |= label == text->value;
    if (!known) s.diags.Report(value->span, kUnknownLabel, text->value, field.name);
    ok &= known;
  }
  return ok;
}

// Inputs must be present, unless the column tests for absence.
bool TestsAbsence(const ast::Table& table, size_t column) {
  for (const ast::TableRow& row : table.rows) {
    if (row.tests[column].kind == ast::CellTestKind::Absent) return true;
  }
  return false;
}

bool CheckInputs(Session& s, const Context& context, const ast::Table& table, Facts& whole) {
  bool ok = true;
  for (size_t column = 0; column < table.inputs.size(); ++column) {
    const ast::Expr& input = *table.inputs[column];
    Facts facts =
        TestsAbsence(table, column) ? CheckExpr(s, context, input) : CheckPresent(s, context, input);
    if (facts.type.IsError()) {
      ok = false;
      continue;
    }
    facts.type.optional = false;
    whole.known_at = std::max(whole.known_at, facts.known_at);
    whole.needs_date |= facts.needs_date;
    for (const ast::TableRow& row : table.rows) ok &= CheckCell(s, context, input, facts, row.tests[column]);
  }
  return ok;
}

Type CheckOutputs(Session& s, const Context& context, const ast::Table& table, size_t column, Facts& whole) {
  Facts common = CheckPresent(s, context, *table.rows[0].outputs[column]);
  for (size_t i = 1; i < table.rows.size(); ++i) {
    const Facts next = CheckPresent(s, context, *table.rows[i].outputs[column]);
    common.type = Unify(s, table.rows[i].outputs[column]->span, common, next, *table.rows[0].outputs[column],
                        *table.rows[i].outputs[column], kTierMixed);
    whole.known_at = std::max({whole.known_at, common.known_at, next.known_at});
    whole.needs_date |= common.needs_date || next.needs_date;
  }
  if (table.hit == ast::HitPolicy::CollectSum && !common.type.IsError() && !common.type.IsNumber()) {
    s.diags.Report(table.rows[0].outputs[column]->span, kTypeMismatch,
                   diag::Bilingual{"a number or amount", "数或金额"}, TypeWords(common.type));
    return Type::Error();
  }
  return common.type;
}

}  // namespace

void CheckTable(Session& s, int definition, const ast::Table& table) {
  DefinitionFacts& own = s.FactsOf(definition);
  own.natural = Grain{};
  if (!CheckShape(s, table)) return;
  const int plan = s.Definition(definition).plan;
  const auto grain = TableGrain(s, plan, table);
  if (!grain) return;
  const bool floating = grain->kind == GrainKind::Company || grain->kind == GrainKind::Row;
  own.natural = floating ? grain : std::nullopt;
  own.grain = floating ? std::nullopt : grain;
  Context context = At(s, plan, definition, *grain);
  context.has_date |= floating;  // read wherever it is used
  Facts whole;
  whole.additivity = Additivity::Ratio;
  if (!CheckInputs(s, context, table, whole)) return;
  for (size_t column = 0; column < table.outputs.size(); ++column) {
    const Type type = CheckOutputs(s, context, table, column, whole);
    s.module.types.Set(table.outputs[column].id, type);
    if (column == 0) whole.type = type;
  }
  s.FactsOf(definition).facts = whole;
}

}  // namespace incent::check
