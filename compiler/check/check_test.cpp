#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

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
  } else {
    CheckLabel(s, type, expr);
  }
}

// The field of each column; -1 where it is unknown or reserved.
std::vector<int> Columns(Session& s, int dataset, const ast::TestStep& step) {
  std::vector<int> fields;
  for (const ast::Ident& column : step.columns) {
    const int field = s.program.FieldOf(dataset, column.text);
    const bool again = field >= 0 && std::find(fields.begin(), fields.end(), field) != fields.end();
    fields.push_back(again ? -1 : field);
    if (again) {
      s.diags.Report(column.span, kRepeatedSetting,
                     diag::Bilingual{"the column `" + column.text + "`", "“" + column.text + "”列"});
    } else if (field < 0 && column.text == "from") {
      Refuse(s, column.span, Refused::DatedField);
    } else if (field < 0) {
      ReportUnknownField(s, dataset, column);
    }
  }
  return fields;
}

// Rows are told apart by their keys, so a table has all of them.
void CheckKeysGiven(Session& s, int dataset, const ast::TestStep& step, const std::vector<int>& fields) {
  const ast::Data& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  for (size_t i = 0; i < decl.fields.size(); ++i) {
    const bool given = std::find(fields.begin(), fields.end(), static_cast<int>(i)) != fields.end();
    if (decl.fields[i].is_key && !given)
      s.diags.Report(step.dataset[0].span, kKeyNotGiven, decl.fields[i].name.text, decl.name.text);
  }
}

void CheckGiven(Session& s, const Context& context, const ast::TestStep& step) {
  const int dataset = s.program.DatasetOf(step.dataset[0].id);
  if (dataset < 0) return;
  const std::vector<int> fields = Columns(s, dataset, step);
  CheckKeysGiven(s, dataset, step, fields);
  const auto& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  for (const ast::GivenRow& row : step.rows) {
    for (size_t i = 0; i < fields.size(); ++i) {
      if (fields[i] < 0 || row.cells[i] == nullptr) continue;
      const ast::Field& field = decl.fields[static_cast<size_t>(fields[i])];
      if (const Type* type = s.module.types.Find(field.id))
        CheckCell(s, context, field, *type, *row.cells[i]);
    }
  }
}

// The place of the only key among a table's columns; -1.
int KeyColumn(const Session& s, int dataset, const ast::TestStep& step) {
  const ast::Data& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  int key = -1;
  for (const ast::Field& field : decl.fields) {
    if (!field.is_key) continue;
    if (key >= 0) return -1;
    for (size_t i = 0; i < step.columns.size(); ++i) {
      if (step.columns[i].text == field.name.text) key = static_cast<int>(i);
    }
  }
  return key;
}

GivenKeys KeysOf(const Session& s, const ast::Test& test) {
  GivenKeys keys;
  for (const ast::TestStep& step : test.steps) {
    const int dataset = step.kind == ast::TestStepKind::Given ? s.program.DatasetOf(step.dataset[0].id) : -1;
    const int column = dataset >= 0 ? KeyColumn(s, dataset, step) : -1;
    if (column < 0) continue;
    for (const ast::GivenRow& row : step.rows) {
      const auto at = static_cast<size_t>(column);
      const auto* text =
          at < row.cells.size() && row.cells[at] != nullptr ? row.cells[at]->As<ast::String>() : nullptr;
      if (text != nullptr) keys[dataset].push_back(text->value);
    }
  }
  return keys;
}

void CheckExpect(Session& s, const Context& context, const ast::Expr& expr) {
  const Facts facts = CheckExpr(s, context, expr);
  if (facts.type.IsError() || facts.type.kind == Kind::Flag) return;
  s.diags.Report(expr.span, kExpectFlag, TypeWords(facts.type));
}

}  // namespace

void CheckTest(Session& s, const resolve::TestCase& test) {
  if (test.plan < 0 || s.Plan(test.plan).dataset < 0) return;
  const GivenKeys keys = KeysOf(s, *test.decl);
  Context context = At(s, test.plan, -1, Grain{});
  context.given = &keys;
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

}  // namespace incent::check
