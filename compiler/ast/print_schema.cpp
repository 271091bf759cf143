#include "compiler/ast/printer.h"

// Imports, datasets, calendars, the library and tests.
namespace incent::ast {

void Printer::Print(const Use& use) {
  Say(Word::USE, "");
  if (!use.module.empty()) PutPath(use.module);
  if (!use.file.empty()) Put(SpellString(use.file));
  if (use.alias.empty()) return;
  Say("", Word::AS, "");
  PutName(use.alias);
}

void Printer::Print(const Data& data) {
  PutHead(Word::DATA, data);
  if (data.source) Say("", Word::SOURCE, SpellString(*data.source));
  Open();
  for (const Field& field : data.fields) {
    Line();
    Print(field);
  }
  Close();
}

void Printer::Print(const Field& field) {
  if (field.is_key) Say(Word::KEY, "");
  PutName(field.name, NamePlace::Member);
  if (field.label) Say("", SpellString(*field.label));
  Put(" : ");
  Print(field.type);
  if (field.is_optional) Say("", Word::OPTIONAL);
  if (field.is_dated) Say("", Word::DATED);
  if (field.is_hierarchy) Say("", Word::HIERARCHY);
  if (field.digits) Say("", Word::DIGITS, std::to_string(*field.digits));
  if (field.lowest == nullptr) return;
  Put(" (");
  Print(*field.lowest);
  Put(" .. ");
  Print(*field.highest);
  Put(")");
}

void Printer::Print(const Calendar& calendar) {
  PutHead(Word::CALENDAR, calendar);
  Open();
  for (const CalendarEntry& entry : calendar.entries) {
    Line();
    // A word such as `month` would be taken for the unit of the number before it.
    PutName(entry.name, NamePlace::Plain);
    Put(" : ");
    Print(*entry.value);
    if (entry.until == nullptr) continue;
    Put(" .. ");
    Print(*entry.until);
  }
  Close();
}

void Printer::Print(const Fn& fn) {
  if (fn.is_extern) Say(Word::EXTERN, "");
  PutHead(Word::FN, fn);
  if (!fn.alias.empty()) {
    Say("", Word::ALIAS, "");
    PutName(fn.alias);
  }
  Put("(");
  for (size_t i = 0; i < fn.params.size(); ++i) {
    if (i > 0) Put(", ");
    PutName(fn.params[i].name);
    Put(" : ");
    Print(fn.params[i].type);
  }
  Put(") : ");
  Print(fn.result);
  if (fn.body == nullptr) return;
  Put(" = ");
  Print(*fn.body);
}

void Printer::Print(const ExternType& type) {
  Say(Word::EXTERN, "");
  PutHead(Word::TYPE, type);
  if (type.alias.empty()) return;
  Say("", Word::ALIAS, "");
  PutName(type.alias);
}

void Printer::Print(const Test& test) {
  PutHead(Word::TEST, test);
  if (!test.plan.empty()) {
    Say("", Word::FOR, "");
    PutName(test.plan);
  }
  Open();
  for (const TestStep& step : test.steps) {
    Line();
    Print(step);
  }
  Close();
}

void Printer::Print(const TestStep& step) {
  if (step.kind != TestStepKind::Given) {
    Say(step.kind == TestStepKind::Close ? Word::CLOSE : Word::EXPECT, "");
    return Print(*step.value);
  }
  Say(Word::GIVEN, "");
  PutPath(step.dataset);
  ++depth_;
  Line();
  for (const Ident& column : step.columns) {
    Put("| ");
    PutName(column, NamePlace::Member);
    Space();
  }
  Put("|");
  for (const GivenRow& row : step.rows) {
    Line();
    for (const Expr* cell : row.cells) {
      Put("| ");
      if (cell == nullptr) Put("-");
      if (cell != nullptr) Print(*cell);
      Space();
    }
    Put("|");
  }
  --depth_;
}

}  // namespace incent::ast
