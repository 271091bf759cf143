#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

namespace incent::check {
namespace {

using types::Type;

// All that a table reads.
std::vector<const ast::Expr*> AllOf(const ast::Table& table) {
  std::vector<const ast::Expr*> exprs = table.inputs;
  for (const ast::TableRow& row : table.rows) {
    for (const ast::CellTest& test : row.tests)
      exprs.insert(exprs.end(), test.values.begin(), test.values.end());
    exprs.insert(exprs.end(), row.outputs.begin(), row.outputs.end());
  }
  return exprs;
}

// The grain at which a table is worked out: the finest of what it reads. nullopt after a report.
std::optional<Grain> TableGrain(Session& s, int plan, const ast::Table& table) {
  const GrainSources sources = SourcesOf(s, plan, AllOf(table));
  const auto grain = FinestOf(s, sources, table.name.span);
  if (!grain || !sources.NeedsPeriod(*grain)) return grain;
  s.diags.Report(sources.floating->span, kNoTimeHere, sources.floating->word);
  return std::nullopt;
}

// The parser has reported an empty table, and dropped the rows that do not fit the head.
bool HasRows(const ast::Table& table) {
  return !table.rows.empty() && !table.inputs.empty() && !table.outputs.empty();
}

// `>= 3` and `1 .. 5` ask for an order, and a range goes upwards.
bool CheckCellOrder(Session& s, const types::Type& input, const ast::CellTest& test) {
  const bool range = test.kind == ast::CellTestKind::Range;
  const bool ordered = range || (test.kind == ast::CellTestKind::Compare &&
                                 test.op != ast::CompareOp::Equal && test.op != ast::CompareOp::NotEqual);
  if (ordered && !HasOrder(input)) {
    s.diags.Report(test.span, kNoOrder, TypeWords(input));
    return false;
  }
  const auto low = range ? EvaluateConstant(*test.values[0]) : std::nullopt;
  const auto high = range ? EvaluateConstant(*test.values[1]) : std::nullopt;
  if (!low || !high || value::Compare(low->mantissa, low->scale, high->mantissa, high->scale) <= 0)
    return true;
  s.diags.Report(test.span, kEmptyRange);
  return false;
}

// One cell against its column's input; what it reads goes into `whole`.
bool CheckCell(Session& s, const Context& context, const ast::Expr& input, const Facts& facts,
               const ast::CellTest& test, Facts& whole) {
  bool ok = true;
  for (const ast::Expr* value : test.values) {
    // A cell is the comparison of the input with its value; its messages stand at the cell.
    const Facts cell = CheckPresent(s, context, *value);
    if (cell.type.IsError()) {
      ok = false;
      continue;
    }
    whole = Facts::Join(whole.type, Adding::Derived, {Decides(whole), Contributes(cell)});
    ok &= !Unify(s, value->span, facts, cell, input, *value, kCannotCompare).IsError();
    CheckLabel(s, facts.type, *value);
  }
  return ok && CheckCellOrder(s, facts.type, test);
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
    if (facts.type.kind == types::Kind::Duration) Refuse(s, input.span, Refused::DurationValue);
    if (facts.type.IsError() || facts.type.kind == types::Kind::Duration) {
      ok = false;
      continue;
    }
    facts = facts.Present();
    whole = Facts::Join(whole.type, Adding::Derived, {Decides(whole), Contributes(facts)});
    for (const ast::TableRow& row : table.rows)
      ok &= CheckCell(s, context, input, facts, row.tests[column], whole);
  }
  return ok;
}

Type CheckOutputs(Session& s, const Context& context, const ast::Table& table, size_t column, Facts& whole,
                  Range& range) {
  const ast::Expr& first = *table.rows[0].outputs[column];
  Facts common = CheckPresent(s, context, first);
  for (size_t i = 0; i < table.rows.size(); ++i) {
    const ast::Expr& output = *table.rows[i].outputs[column];
    const Facts next = i == 0 ? common : CheckPresent(s, context, output);
    common.type = Unify(s, output.span, common, next, first, output, kTierMixed);
    if (next.type.IsError()) continue;
    range = i == 0 ? next.range() : Either(range, next.range());
    whole = Facts::Join(whole.type, Adding::Derived, {Decides(whole), Decides(next)});
  }
  if (table.hit == ast::HitPolicy::CollectSum) range = {};
  if (table.hit == ast::HitPolicy::CollectSum && !common.type.IsError() && !common.type.IsNumber()) {
    ReportType(s, first, NumberWords(), common.type);
    return Type::Error();
  }
  return common.type;
}

}  // namespace

void CheckTable(Session& s, int definition, const ast::Table& table) {
  if (!HasRows(table)) return;
  const int plan = s.Definition(definition).plan;
  const auto grain = TableGrain(s, plan, table);
  if (!grain) return;
  DefinitionFacts& own = s.FactsOf(definition);
  const bool floating = grain->kind == GrainKind::Company || grain->kind == GrainKind::Row;
  (floating ? own.natural : own.grain) = *grain;
  Context context = At(s, plan, definition, *grain);
  context.has_date |= floating;  // read wherever it is used
  Facts whole = Facts::Of(Type::Flag());
  if (!CheckInputs(s, context, table, whole)) return;
  Range range;  // of the last column
  for (size_t column = 0; column < table.outputs.size(); ++column) {
    const Type type = CheckOutputs(s, context, table, column, whole, range);
    s.module.types.Set(table.outputs[column].id, type);
    if (type.IsError()) return;
    if (column == 0) own.facts.type = type;
  }
  own.facts =
      whole.As(own.facts.type).As(Additivity::Ratio).Within(table.outputs.size() == 1 ? range : Range{});
  if (floating) own.dated = DatedReadBy(s, AllOf(table));
}

}  // namespace incent::check
