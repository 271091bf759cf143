#include "compiler/ast/printer.h"

// Values, parameters, tier tables and decision tables.
namespace incent::ast {

void Printer::Print(const Let& let) {
  static constexpr Word kWords[] = {Word::LET, Word::MEASURE, Word::GATE};
  PutHead(kWords[static_cast<size_t>(let.word)], let);
  if (let.grain) {
    Space();
    Print(*let.grain);
  }
  if (let.value == nullptr) return PutClauses(let.clauses);
  Put(" = ");
  Print(*let.value);
}

void Printer::Print(const Carry& carry) {
  PutHead(Word::CARRY, carry);
  Space();
  Print(carry.grain);
  PutOptional(Word::STARTS, carry.starts);
  Put(" = ");
  Print(*carry.value);
}

void Printer::Print(const Param& param) {
  PutHead(Word::PARAM, param);
  Put(" : ");
  Print(param.type);
  Open();
  for (const ParamValue& value : param.values) {
    Line();
    Say(Word::FROM, value.from->text, ":", "");
    Print(*value.value);
  }
  Close();
}

void Printer::Print(const Tiers& tiers) {
  static constexpr Word kModes[] = {Word::MARGINAL, Word::RETROACTIVE, Word::INTERPOLATED};
  PutHead(Word::TIERS, tiers);
  Say("", kModes[static_cast<size_t>(tiers.mode)]);
  if (tiers.on_output) Say("", Word::ON_OUTPUT);
  if (tiers.adding_up) Say("", Word::ADDING_UP);
  PutOptional(Word::RELATIVE_TO, tiers.relative_to);
  Open();
  for (const TierRow& row : tiers.rows) {
    Line();
    Print(row);
  }
  Close();
}

void Printer::Print(const TierRow& row) {
  static constexpr Word kBounds[] = {Word::FROM, Word::ABOVE, Word::BELOW};
  if (!row.each.empty()) {
    Say(Word::EACH, "");
    PutPath(row.each);
    if (row.filter != nullptr) {
      Put("[");
      Print(*row.filter);
      Put("]");
    }
    Space();
  }
  Say(kBounds[static_cast<size_t>(row.bound)], "");
  Print(*row.threshold);
  Put(" : ");
  Print(*row.value);
}

void Printer::Print(const Table& table) {
  static constexpr Word kHits[] = {Word::UNIQUE, Word::FIRST, Word::ANY, Word::COLLECT_SUM};
  PutHead(Word::TABLE, table);
  Say("", kHits[static_cast<size_t>(table.hit)]);
  Open();
  Line();
  for (const Expr* input : table.inputs) {
    Put("| ");
    Print(*input);
    Space();
  }
  Put("|");
  for (const Ident& output : table.outputs) {
    Put("| ");
    PutName(output);
    Space();
  }
  Put("|");
  for (const TableRow& row : table.rows) {
    Line();
    for (const CellTest& test : row.tests) {
      Put("| ");
      Print(test);
      Space();
    }
    Put("|");
    for (const Expr* output : row.outputs) {
      Put("| ");
      Print(*output);
      Space();
    }
    Put("|");
  }
  Close();
}

void Printer::Print(const CellTest& test) {
  static constexpr std::string_view kSigns[] = {"<", "<=", ">", ">=", "==", "!="};
  if (test.kind == CellTestKind::Any) return Put(Word::ANY);
  if (test.kind == CellTestKind::Absent) return Put("-");
  if (test.kind == CellTestKind::Compare) Say(kSigns[static_cast<size_t>(test.op)], "");
  if (test.negated) Say(Word::NOT, "");
  for (size_t i = 0; i < test.values.size(); ++i) {
    if (i > 0) Put(test.kind == CellTestKind::Range ? " .. " : ", ");
    Print(*test.values[i]);
  }
}

}  // namespace incent::ast
