#include "compiler/pipeline/given.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/check/module.h"
#include "runtime/io/loader.h"

namespace incent::pipeline {
namespace {

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

// A cell as a file would have it.
std::string CellText(const ast::Expr* cell) {
  if (cell == nullptr) return "";
  if (const auto* text = cell->As<ast::String>()) return Quoted(text->value);
  if (const auto* date = cell->As<ast::Date>()) return date->text;
  if (const auto* timestamp = cell->As<ast::Timestamp>()) return timestamp->text;
  if (const auto* period = cell->As<ast::Period>()) {
    const auto parsed = value::ParsePeriod(period->text);
    return parsed ? value::PeriodToText(parsed->granule, parsed->period) : period->text;
  }
  if (const auto* flag = cell->As<ast::Bool>()) return flag->value ? "true" : "false";
  const auto constant = check::EvaluateConstant(*cell);
  return constant ? value::DecimalToShortText(constant->mantissa, constant->scale) : "";
}

// All rows of one dataset, whatever number of `given` tables they stand in.
struct Sheet {
  std::set<int> fields;                          // given in every table of the dataset
  std::vector<std::map<int, std::string>> rows;  // field -> cell
  bool given = false;
};

void AddTable(const resolve::Program& program, int dataset, const ast::TestStep& step, Sheet& sheet) {
  std::vector<int> fields;
  for (const ast::Ident& column : step.columns) fields.push_back(program.FieldOf(dataset, column.text));
  sheet.fields.insert(fields.begin(), fields.end());
  sheet.given = true;
  for (const ast::GivenRow& row : step.rows) {
    std::map<int, std::string> cells;
    for (size_t i = 0; i < fields.size(); ++i) cells[fields[i]] = CellText(row.cells[i]);
    sheet.rows.push_back(std::move(cells));
  }
}

std::string CsvOf(const column::DatasetSchema& schema, const Sheet& sheet) {
  std::string text;
  for (const int field : sheet.fields)
    text += (text.empty() ? "" : ",") + Quoted(schema.fields[static_cast<size_t>(field)].header);
  text += "\n";
  for (const auto& row : sheet.rows) {
    bool first = true;
    for (const int field : sheet.fields) {
      if (!first) text += ",";
      first = false;
      if (const auto it = row.find(field); it != row.end()) text += it->second;
    }
    // One empty cell alone would be an empty line.
    if (sheet.fields.size() == 1 && text.ends_with('\n')) text += "\"\"";
    text += "\n";
  }
  return text;
}

void FillMissing(const column::DatasetSchema& schema, const Sheet& sheet, column::Table& table) {
  table.columns.resize(schema.fields.size());
  for (size_t field = 0; field < schema.fields.size(); ++field) {
    if (sheet.fields.contains(static_cast<int>(field))) {
      // A column that only some of several tables have.
      for (size_t row = 0; row < sheet.rows.size() && row < table.columns[field].size(); ++row) {
        if (!sheet.rows[row].contains(static_cast<int>(field)))
          table.columns[field].Set(row, 0, column::CellState::Missing);
      }
      continue;
    }
    while (table.columns[field].size() < static_cast<size_t>(table.num_rows))
      table.columns[field].Append(0, column::CellState::Missing);
  }
}

// References into datasets that the test leaves out are not wrong, only unreadable.
void ForgiveReferences(const std::vector<column::DatasetSchema>& schemas, const std::vector<Sheet>& sheets,
                       GivenTables& out) {
  std::set<std::pair<std::string, std::string>> forgiven;
  for (size_t d = 0; d < schemas.size(); ++d) {
    for (size_t f = 0; f < schemas[d].fields.size(); ++f) {
      const auto& field = schemas[d].fields[f];
      if (field.kind != column::FieldKind::Reference || sheets[static_cast<size_t>(field.target)].given)
        continue;
      forgiven.insert({schemas[d].name, field.name});
      column::Column& column = out.data.tables[d].columns[f];
      for (size_t row = 0; row < column.size(); ++row) {
        if (column.StateAt(row) == column::CellState::Bad) column.Set(row, -1, column::CellState::Missing);
      }
    }
  }
  std::erase_if(out.rejects, [&](const column::Reject& reject) {
    return reject.reason == column::RejectReason::UnknownReference &&
           forgiven.contains({reject.dataset, reject.field});
  });
}

}  // namespace

GivenTables ReadGiven(const check::CheckedModule& checked, const ast::Test& test) {
  const resolve::Program& program = *checked.program;
  std::vector<Sheet> sheets(checked.schemas.size());
  for (const ast::TestStep& step : test.steps) {
    if (step.kind != ast::TestStepKind::Given) continue;
    const int dataset = program.DatasetOf(step.dataset[0].id);
    AddTable(program, dataset, step, sheets[static_cast<size_t>(dataset)]);
  }
  std::vector<column::DatasetSchema> schemas = checked.schemas;
  std::map<std::string, std::string> files;
  io::LoadOptions options;
  for (size_t d = 0; d < schemas.size(); ++d) {
    schemas[d].in_use = sheets[d].given;
    schemas[d].source = schemas[d].name + ".csv";
    for (size_t f = 0; f < schemas[d].fields.size(); ++f)
      schemas[d].fields[f].in_use = sheets[d].fields.contains(static_cast<int>(f));
    if (sheets[d].given) files[schemas[d].source] = CsvOf(schemas[d], sheets[d]);
  }
  io::LoadResult loaded = io::LoadFromText(schemas, files, options);
  GivenTables out{std::move(loaded.data), std::move(loaded.rejects)};
  out.data.tables.resize(schemas.size());
  for (size_t d = 0; d < schemas.size(); ++d) FillMissing(schemas[d], sheets[d], out.data.tables[d]);
  ForgiveReferences(schemas, sheets, out);
  return out;
}

}  // namespace incent::pipeline
