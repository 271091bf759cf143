#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"
#include "compiler/resolve/suggest.h"

// `test "…" for plan { given … expect … }`.
namespace incent::check {
namespace {

using types::Kind;
using types::Type;

// What a cell of a `given` table must be, by the field's type. References are texts: the key of the row.
bool CellFits(const Type& field, const Facts& cell, const ast::Expr& expr) {
  switch (field.kind) {
    case Kind::Number:
      return cell.type.IsNumber() &&
             (cell.type.unit == field.unit || (IsZeroLiteral(expr) && cell.type.unit.IsPlain()));
    case Kind::AnyMoney:
      return cell.type.IsNumber();
    case Kind::Text:
    case Kind::OneOf:
    case Kind::Ref:
      return cell.type.kind == Kind::Text;
    default:
      return field.kind == cell.type.kind;
  }
}

// `type` is a copy: checking the expression may move the types of other nodes.
void CheckCell(Session& s, const Context& context, const ast::Field& field, Type type,
               const ast::Expr& expr) {
  if (expr.Is<ast::Timestamp>() && type.kind == Kind::Timestamp) return;
  const Facts cell = CheckExpr(s, context, expr);
  if (cell.type.IsError() || type.IsError()) return;
  const bool literal = EvaluateConstant(expr) || expr.Is<ast::String>() || expr.Is<ast::Bool>() ||
                       expr.Is<ast::Date>() || expr.Is<ast::Period>();
  if (!literal) {
    s.diags.Report(expr.span, kNotConstant, diag::Bilingual{"a cell", "单元格"});
  } else if (!CellFits(type, cell, expr)) {
    s.diags.Report(expr.span, kCellType, field.name.text,
                   type.kind == Kind::Ref ? diag::Bilingual{"the key of a row, in quotes", "加引号的主键"}
                                          : TypeWords(type.Present()));
  }
}

// The field of each column; -1 where it is unknown or reserved.
std::vector<int> Columns(Session& s, int dataset, const ast::TestStep& step) {
  std::vector<int> fields;
  for (const ast::Ident& column : step.columns) {
    const int field = s.program.FieldOf(dataset, column.text);
    fields.push_back(field);
    if (field >= 0) continue;
    if (column.text == "from") {
      Refuse(s, column.span, Refused::DatedField);
      continue;
    }
    std::vector<std::string> names;
    const auto& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
    for (const ast::Field& f : decl.fields) names.push_back(f.name.text);
    auto entry = s.diags.Report(column.span, kUnknownField, decl.name.text, column.text);
    if (const auto suggestion = resolve::Suggest(column.text, names))
      entry.Fix(column.span, *suggestion, kDidYouMean, *suggestion);
  }
  return fields;
}

void CheckGiven(Session& s, const Context& context, const ast::TestStep& step) {
  const int dataset = step.dataset.empty() ? -1 : s.program.DatasetOf(step.dataset[0].id);
  if (dataset < 0) return;
  const std::vector<int> fields = Columns(s, dataset, step);
  const auto& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  for (const ast::GivenRow& row : step.rows) {
    if (row.cells.size() != fields.size()) {
      s.diags.Report(row.span, kGivenColumns, std::to_string(row.cells.size()),
                     std::to_string(fields.size()));
      continue;
    }
    for (size_t i = 0; i < fields.size(); ++i) {
      if (fields[i] < 0 || row.cells[i] == nullptr) continue;
      const ast::Field& field = decl.fields[static_cast<size_t>(fields[i])];
      if (const Type* type = s.module.types.Find(field.id))
        CheckCell(s, context, field, *type, *row.cells[i]);
    }
  }
}

void CheckExpect(Session& s, const Context& context, const ast::Expr& expr) {
  const Facts facts = CheckExpr(s, context, expr);
  if (facts.type.IsError() || facts.type.kind == Kind::Flag) return;
  s.diags.Report(expr.span, kExpectFlag, TypeWords(facts.type));
}

bool IsRowKey(const ast::Expr& expr) {
  return expr.Is<ast::String>();
}

}  // namespace

void CheckTest(Session& s, const resolve::TestCase& test) {
  if (test.plan < 0) return;
  Context context = At(s, test.plan, -1, Grain{});
  context.in_test = true;
  for (const ast::TestStep& step : test.decl->steps) {
    switch (step.kind) {
      case ast::TestStepKind::Given:
        CheckGiven(s, context, step);
        break;
      case ast::TestStepKind::Close:
        Refuse(s, step.span, Refused::Close);
        break;
      case ast::TestStepKind::Expect:
        CheckExpect(s, context, *step.value);
        break;
    }
  }
}

Facts CheckProbe(Session& s, const Context&, int definition, const std::vector<const ast::Expr*>& args,
                 source::Span span) {
  CheckDefinition(s, definition);
  const DefinitionFacts& own = s.FactsOf(definition);
  Facts facts = own.facts;
  const auto kind = s.Definition(definition).kind;
  const bool readable = kind == resolve::DefinitionKind::Let || kind == resolve::DefinitionKind::Measure ||
                        kind == resolve::DefinitionKind::Gate || kind == resolve::DefinitionKind::Pay ||
                        kind == resolve::DefinitionKind::Badge || kind == resolve::DefinitionKind::Clawback ||
                        kind == resolve::DefinitionKind::Credit || kind == resolve::DefinitionKind::Table;
  if (facts.type.IsError()) return facts;
  if (!readable) {
    s.diags.Report(span, kNotAValue, s.Definition(definition).name(), KindWords(kind));
    return {};
  }
  const bool key = !args.empty() && args[0]->Is<ast::String>();
  const bool place =
      args.size() < 2 || args[1]->Is<ast::Period>() || args[1]->Is<ast::Date>() || IsRowKey(*args[1]);
  const bool timed = own.grain && (own.grain->HasTime() || own.grain->kind == GrainKind::Line);
  if (!key || !place || args.size() > 2 || (timed && args.size() != 2)) {
    s.diags.Report(span, kProbeKey, s.Definition(definition).name());
    return {};
  }
  facts.known_at = KnownAt::Own;
  return facts;
}

}  // namespace incent::check
