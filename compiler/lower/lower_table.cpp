#include <array>

#include "compiler/lower/lowering.h"

namespace incent::lower {
namespace {

using ast::CellTestKind;

InstId AnyOf(Lowering& l, Place& at, InstId input, const std::vector<const ast::Expr*>& values) {
  InstId any = at.b.ConstFlag(false);
  for (const ast::Expr* value : values) {
    any = at.b.Or(any, Compared(at, Op::CmpEq, input, LowerExpr(l, at, *value)));
  }
  return any;
}

InstId InRange(Lowering& l, Place& at, InstId input, const ast::CellTest& test) {
  const InstId low = LowerExpr(l, at, *test.values[0]);
  const InstId high = LowerExpr(l, at, *test.values[1]);
  return at.b.And(Compared(at, Op::CmpGe, input, low), Compared(at, Op::CmpLe, input, high));
}

InstId TestPresent(Lowering& l, Place& at, InstId input, const ast::CellTest& test) {
  constexpr std::array<Op, 6> kOps = {Op::CmpLt, Op::CmpLe, Op::CmpGt, Op::CmpGe, Op::CmpEq, Op::CmpNe};
  InstId result = 0;
  if (test.kind == CellTestKind::Compare) {
    result = Compared(at, kOps[static_cast<size_t>(test.op)], input, LowerExpr(l, at, *test.values[0]));
  } else {
    result =
        test.kind == CellTestKind::Range ? InRange(l, at, input, test) : AnyOf(l, at, input, test.values);
  }
  return test.negated ? at.b.Not(result) : result;
}

// Whether one cell matches; an absent input matches `any` and `-` only.
InstId TestCell(Lowering& l, Place& at, InstId input, const ast::CellTest& test) {
  at.b.At(at.definition, test.span);
  if (test.kind == CellTestKind::Any) return at.b.ConstFlag(true);
  if (test.kind == CellTestKind::Absent) return at.b.Add(Op::Absent, {input});
  if (!at.b.TypeOf(input).optional) return TestPresent(l, at, input, test);
  const InstId present = at.b.Add(Op::Present, {input});
  return at.b.And(present, TestPresent(l, at, at.b.Add(Op::Unwrap, {input, present}), test));
}

std::vector<InstId> MatchRows(Lowering& l, Place& at, const ast::Table& table) {
  std::vector<InstId> inputs;
  for (const ast::Expr* input : table.inputs) inputs.push_back(LowerExpr(l, at, *input));
  std::vector<InstId> matches;
  for (const ast::TableRow& row : table.rows) {
    InstId match = at.b.ConstFlag(true);
    for (size_t i = 0; i < inputs.size(); ++i)
      match = at.b.And(match, TestCell(l, at, inputs[i], row.tests[i]));
    matches.push_back(match);
  }
  return matches;
}

std::vector<InstId> ResultColumn(Lowering& l, Place& at, const ast::Table& table, size_t column) {
  std::vector<InstId> values;
  types::Type like;
  for (const ast::TableRow& row : table.rows) {
    values.push_back(LowerExpr(l, at, *row.outputs[column]));
    const types::Type& type = at.b.TypeOf(values.back());
    if (like.IsError() || (type.IsNumber() && like.unit.IsPlain())) like = type;
  }
  for (InstId& value : values) value = FitZero(at, value, like);
  return values;
}

InstId CollectSum(Place& at, const std::vector<InstId>& matches, const std::vector<InstId>& values) {
  InstId sum = at.b.ZeroLike(values[0]);
  for (size_t i = 0; i < values.size(); ++i)
    sum = at.b.Add(Op::Add, {sum, Masked(at, matches[i], values[i])});
  return sum;
}

// The result of one column where the table is worked out.
InstId LowerColumn(Lowering& l, Place& at, int definition, int column) {
  const auto& table = static_cast<const ast::Table&>(*l.Definition(definition).item);
  const std::vector<InstId> matches = MatchRows(l, at, table);
  const std::vector<InstId> values = ResultColumn(l, at, table, static_cast<size_t>(column));
  at.b.At(definition, table.name.span);
  if (table.hit == ast::HitPolicy::CollectSum) return CollectSum(at, matches, values);
  std::vector<InstId> operands = matches;
  ir::Attributes attributes;
  attributes.subject = definition;
  if (table.hit == ast::HitPolicy::Unique) attributes.hit = ir::HitMode::Unique;
  if (table.hit == ast::HitPolicy::Any) {
    attributes.hit = ir::HitMode::Any;
    operands.insert(operands.end(), values.begin(), values.end());
  }
  std::vector<InstId> chosen = {at.b.Add(Op::Hit, operands, attributes, table.name.text + ".row")};
  chosen.insert(chosen.end(), values.begin(), values.end());
  ir::Attributes choice;
  choice.subject = definition;
  return at.b.Add(Op::Choose, chosen, choice, table.name.text);
}

}  // namespace

InstId LowerTable(Lowering& l, Place& at, int definition, int column) {
  const auto& own = l.FactsOf(definition).grain;
  if (own && !(at.definition == definition)) return at.b.Read(EnsureTable(l, definition, column));
  const InlineKey key = at.KeyOf(l.Definition(definition).item, column);
  if (const auto it = at.inlined->find(key); it != at.inlined->end()) return it->second;
  Place inner = at;
  inner.definition = definition;
  inner.lookups_optional = false;
  const InstId value = LowerColumn(l, inner, definition, column);
  at.inlined->emplace(key, value);
  return value;
}

OutputId EnsureTable(Lowering& l, int definition, int column) {
  const auto key = std::make_pair(definition, column);
  if (const auto it = l.table_values.find(key); it != l.table_values.end()) return it->second;
  const Grain grain = *l.FactsOf(definition).grain;
  const auto& table = static_cast<const ast::Table&>(*l.Definition(definition).item);
  std::string name = table.name.text;
  if (table.outputs.size() > 1) name += "." + table.outputs[static_cast<size_t>(column)].text;
  const ir::Domain domain = DomainOf(l, grain);
  StageBuilder b(l.module, name, ClassOf(grain), domain);
  b.stage().definition = definition;
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  const InstId value = LowerTable(l, at, definition, column);
  b.stage().steps.push_back({"table", table.name.span, value});
  const OutputId output = b.Publish(value, name, definition);
  b.Finish();
  l.table_values[key] = output;
  return output;
}

}  // namespace incent::lower
