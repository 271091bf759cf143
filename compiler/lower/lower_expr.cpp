#include <array>

#include "compiler/ast/visit.h"
#include "compiler/lower/lowering.h"
#include "runtime/value/length.h"

namespace incent::lower {
namespace {

using types::Type;

InstId Lower(Lowering&, Place& at, const ast::Number& number) {
  const auto constant = check::LiteralValue(number);
  INCENT_CHECK(constant.has_value(), "a duration outside date arithmetic");
  return at.b.ConstNumber(constant->mantissa, Type::Number(constant->scale, constant->unit,
                                                           number.suffix == ast::NumberSuffix::Percent));
}
InstId Lower(Lowering&, Place& at, const ast::Date& date) {
  return at.b.ConstDate(*value::ParseDate(date.text));
}
InstId Lower(Lowering&, Place& at, const ast::Period& period) {
  const auto parsed = value::ParsePeriod(period.text);
  ir::Attributes attributes;
  attributes.literal.number = parsed->period;
  return at.b.AddTyped(Op::Const, {}, attributes, Type::PeriodOf(parsed->granule));
}
InstId Lower(Lowering&, Place& at, const ast::String& text) {
  return at.b.ConstText(text.value, Type::Text());
}
InstId Lower(Lowering&, Place& at, const ast::Bool& flag) {
  return at.b.ConstFlag(flag.value);
}

InstId Lower(Lowering& l, Place& at, const ast::Name& name) {
  const resolve::Symbol* symbol = l.program.SymbolOf(name.id);
  INCENT_CHECK(symbol != nullptr, "a name without a meaning");
  if (symbol->kind == resolve::SymbolKind::Dataset) return LowerRow(l, at, symbol->index);
  if (symbol->kind == resolve::SymbolKind::SourceRow) return at.b.Add(Op::Row, {});
  if (symbol->kind == resolve::SymbolKind::Definition) return UseDefinition(l, at, symbol->index);
  INCENT_CHECK(symbol->kind == resolve::SymbolKind::Unit, "a name that is no value");
  ir::Attributes attributes;
  attributes.granule = check::GranuleOf(static_cast<ast::Unit>(symbol->index));
  return at.b.Add(Op::PeriodOwn, {}, attributes);
}

InstId Lower(Lowering& l, Place& at, const ast::Call& call) {
  return LowerCall(l, at, call);
}

// The type of a field, as the checker found it.
Type FieldType(const Lowering& l, int dataset, int field) {
  return l.checked
      .types[l.program.datasets[static_cast<size_t>(dataset)].decl->fields[static_cast<size_t>(field)].id];
}

// How the fields of a name are read: from the row, from the source row of the line, or from the participant.
// nullopt where the name is no row of the place itself.
struct DirectField {
  Op op;
  int dataset;
};
std::optional<DirectField> DirectFieldOf(const Lowering& l, const Place& at, const ast::Member& member) {
  const auto* name = member.base->As<ast::Name>();
  const resolve::Symbol* symbol = name != nullptr ? l.program.SymbolOf(name->id) : nullptr;
  if (symbol == nullptr) return std::nullopt;
  const bool line = at.grain.kind == GrainKind::Line;
  if (symbol->kind == resolve::SymbolKind::SourceRow)
    return DirectField{line ? Op::RowCol : Op::Col, symbol->index};
  if (symbol->kind != resolve::SymbolKind::Dataset || NamesRecipient(l, at, symbol->index))
    return std::nullopt;
  const bool row = at.grain.kind == GrainKind::Row && at.grain.index == symbol->index;
  return DirectField{row                                   ? Op::Col
                     : line && symbol->index != l.people() ? Op::RowCol
                                                           : Op::Field,
                     symbol->index};
}

// A field of the current row, of the participant, or of a row that a reference names.
InstId LowerField(Lowering& l, Place& at, const ast::Member& member) {
  ir::Attributes attributes;
  if (const auto direct = DirectFieldOf(l, at, member)) {
    attributes.dataset = direct->dataset;
    attributes.field = l.program.FieldOf(direct->dataset, member.member.text);
    const std::string name = static_cast<const ast::Name&>(*member.base).text + "." + member.member.text;
    return at.b.AddTyped(direct->op, {}, attributes, FieldType(l, direct->dataset, attributes.field), {},
                         name);
  }
  const InstId base = LowerExpr(l, at, *member.base);
  attributes.dataset = at.b.TypeOf(base).dataset;
  attributes.field = l.program.FieldOf(attributes.dataset, member.member.text);
  Type type = FieldType(l, attributes.dataset, attributes.field);
  type.optional |= at.b.TypeOf(base).optional;
  return at.b.AddTyped(Op::Gather, {base}, attributes, type, {}, member.member.text);
}

InstId Lower(Lowering& l, Place& at, const ast::Member& member) {
  if (const auto* name = member.base->As<ast::Name>()) {
    const int definition = l.program.DefinitionOf(name->id);
    if (definition >= 0 && l.Definition(definition).kind == resolve::DefinitionKind::Table) {
      const auto& table = static_cast<const ast::Table&>(*l.Definition(definition).item);
      for (size_t i = 0; i < table.outputs.size(); ++i) {
        if (table.outputs[i].text == member.member.text)
          return LowerTable(l, at, definition, static_cast<int>(i));
      }
    }
  }
  return LowerField(l, at, member);
}

template <typename T>
InstId LowerFolding(Lowering& l, Place& at, const T& node) {
  return LowerFold(l, at, *check::AsFoldTerm(node));
}
InstId Lower(Lowering& l, Place& at, const ast::Aggregate& node) {
  return LowerFolding(l, at, node);
}
InstId Lower(Lowering& l, Place& at, const ast::Filtered& node) {
  return LowerFolding(l, at, node);
}
InstId Lower(Lowering& l, Place& at, const ast::OverWindow& node) {
  return LowerFolding(l, at, node);
}
InstId Lower(Lowering& l, Place& at, const ast::Across& node) {
  return LowerFolding(l, at, node);
}

// A parameter at a date of its own.
InstId Lower(Lowering& l, Place& at, const ast::AsOf& as_of) {
  Place dated = at;
  dated.grain = {GrainKind::Company, value::Granule::Month, -1};
  dated.date = LowerExpr(l, at, *as_of.date);
  const auto& name = static_cast<const ast::Name&>(*as_of.base);
  return UseDefinition(l, dated, l.program.DefinitionOf(name.id));
}

InstId Lower(Lowering& l, Place& at, const ast::Negate& negate) {
  return at.b.Add(Op::Neg, {LowerExpr(l, at, *negate.operand)});
}

InstId ShiftByDuration(Place& at, InstId date, const ast::Expr& duration, int sign) {
  const auto& number = static_cast<const ast::Number&>(duration);
  const auto [months, days] = value::LengthOf(check::GranuleOf(number.unit));
  const int count = sign * std::stoi(number.digits);  // at most six digits: checked
  return ShiftDate(at, date, count * months, count * days);
}

InstId LowerQuotient(Lowering& l, Place& at, const ast::Binary& binary, InstId a, InstId b) {
  const ir::Range& range = at.b[b].range;
  if (range.low > 0 || range.high < 0) return at.b.Add(Op::Div, {a, b});
  const InstId quotient = at.b.Add(Op::DivOpt, {a, b});
  const Type* type = l.checked.types.Find(binary.id);
  // The checker proved the divisor, ranges did not.
  const bool proved =
      type != nullptr && !type->optional && !at.b.TypeOf(a).optional && !at.b.TypeOf(b).optional;
  return proved ? Demanded(at, quotient, value::ErrorCode::DivideByZero) : quotient;
}

InstId Lower(Lowering& l, Place& at, const ast::Binary& binary) {
  InstId a = LowerExpr(l, at, *binary.left);
  const auto* duration = binary.right->As<ast::Number>();
  if (duration != nullptr && duration->suffix == ast::NumberSuffix::Unit) {
    return ShiftByDuration(at, a, *binary.right, binary.op == ast::BinaryOp::Add ? 1 : -1);
  }
  InstId b = LowerExpr(l, at, *binary.right);
  switch (binary.op) {
    case ast::BinaryOp::Multiply:
      return at.b.Add(Op::Mul, {a, b});
    case ast::BinaryOp::Divide:
      return LowerQuotient(l, at, binary, a, b);
    default:
      break;
  }
  a = FitZero(at, a, at.b.TypeOf(b));
  b = FitZero(at, b, at.b.TypeOf(a));
  return at.b.Add(binary.op == ast::BinaryOp::Add ? Op::Add : Op::Sub, {a, b});
}

InstId Lower(Lowering& l, Place& at, const ast::Otherwise& otherwise) {
  Place inner = at;
  inner.lookups_optional = true;
  InstId value = LowerExpr(l, inner, *otherwise.value);
  if (!at.b.TypeOf(value).optional) return value;
  const InstId fallback = LowerExpr(l, at, *otherwise.fallback);
  return at.b.Add(Op::Coalesce, {value, FitZero(at, fallback, at.b.TypeOf(value))});
}

InstId Lower(Lowering& l, Place& at, const ast::Compare& compare) {
  constexpr std::array<Op, 6> kOps = {Op::CmpLt, Op::CmpLe, Op::CmpGt, Op::CmpGe, Op::CmpEq, Op::CmpNe};
  const InstId a = LowerExpr(l, at, *compare.left);
  const InstId b = LowerExpr(l, at, *compare.right);
  return Compared(at, kOps[static_cast<size_t>(compare.op)], a, b);
}

InstId Lower(Lowering& l, Place& at, const ast::Presence& presence) {
  Place inner = at;
  inner.lookups_optional = true;
  const InstId operand = LowerExpr(l, inner, *presence.operand);
  return at.b.Add(presence.present ? Op::Present : Op::Absent, {operand});
}

// A condition over operands that may be null, worked out on the present ones; null if any is.
template <typename Body>
InstId OnPresent(Place& at, std::vector<InstId> operands, Body body) {
  InstId mask = at.b.ConstFlag(true);
  for (const InstId operand : operands) {
    if (at.b.TypeOf(operand).optional) mask = at.b.And(mask, at.b.Add(Op::Present, {operand}));
  }
  bool optional = false;
  for (InstId& operand : operands) {
    if (!at.b.TypeOf(operand).optional) continue;
    operand = at.b.Add(Op::Unwrap, {operand, mask});
    optional = true;
  }
  const InstId result = body(operands);
  return optional ? at.b.Select(mask, result, at.b.ConstNull(at.b.TypeOf(result).Optional())) : result;
}

InstId Lower(Lowering& l, Place& at, const ast::InList& in) {
  std::vector<InstId> operands = {LowerExpr(l, at, *in.operand)};
  for (const ast::Expr* item : in.items) operands.push_back(LowerExpr(l, at, *item));
  return OnPresent(at, operands, [&](const std::vector<InstId>& v) {
    InstId any = at.b.ConstFlag(false);
    for (size_t i = 1; i < v.size(); ++i) any = at.b.Or(any, Compared(at, Op::CmpEq, v[0], v[i]));
    return in.negated ? at.b.Not(any) : any;
  });
}

InstId Lower(Lowering& l, Place& at, const ast::Between& between) {
  const InstId x = LowerExpr(l, at, *between.operand);
  const InstId low = LowerExpr(l, at, *between.low);
  const InstId high = LowerExpr(l, at, *between.high);
  return OnPresent(at, {x, low, high}, [&](const std::vector<InstId>& v) {
    const InstId inside = at.b.And(Compared(at, Op::CmpGe, v[0], v[1]), Compared(at, Op::CmpLe, v[0], v[2]));
    return between.negated ? at.b.Not(inside) : inside;
  });
}

InstId Lower(Lowering& l, Place& at, const ast::Within& within) {
  const InstId x = LowerExpr(l, at, *within.operand);
  const InstId start = LowerExpr(l, at, *within.start);
  return OnPresent(at, {x, start}, [&](const std::vector<InstId>& v) {
    const InstId end = ShiftByDuration(at, v[1], *within.duration, 1);
    return at.b.And(at.b.Add(Op::CmpGe, {v[0], v[1]}), at.b.Add(Op::CmpLe, {v[0], end}));
  });
}

InstId Lower(Lowering& l, Place& at, const ast::Not& node) {
  return at.b.Not(LowerExpr(l, at, *node.operand));
}
InstId Lower(Lowering& l, Place& at, const ast::And& node) {
  const InstId left = LowerExpr(l, at, *node.left);
  return at.b.And(left, LowerExpr(l, at, *node.right));
}
InstId Lower(Lowering& l, Place& at, const ast::Or& node) {
  const InstId left = LowerExpr(l, at, *node.left);
  return at.b.Or(left, LowerExpr(l, at, *node.right));
}

InstId Lower(Lowering& l, Place& at, const ast::If& node) {
  const InstId condition = LowerExpr(l, at, *node.condition);
  InstId a = LowerExpr(l, at, *node.then_value);
  InstId b = LowerExpr(l, at, *node.else_value);
  a = FitZero(at, a, at.b.TypeOf(b));
  b = FitZero(at, b, at.b.TypeOf(a));
  return OnPresent(at, {condition}, [&](const std::vector<InstId>& v) { return at.b.Select(v[0], a, b); });
}

// Refused by the checker; lowering never sees them.
InstId Lower(Lowering&, Place&, const ast::Timestamp&) {
  INCENT_UNREACHABLE("timestamp");
}
InstId Lower(Lowering&, Place&, const ast::Previous&) {
  INCENT_UNREACHABLE("previous");
}
InstId Lower(Lowering&, Place&, const ast::ByKey&) {
  INCENT_UNREACHABLE("by");
}
InstId Lower(Lowering&, Place&, const ast::Convert&) {
  INCENT_UNREACHABLE("converted to");
}

}  // namespace

InstId LowerExpr(Lowering& l, Place& at, const ast::Expr& expr) {
  const InstId inst = ast::Visit(expr, [&](const auto& node) {
    at.b.At(at.definition, expr.span);
    return Lower(l, at, node);
  });
  const Type* type = l.checked.types.Find(expr.id);
  const bool narrowed = type != nullptr && !type->IsError() && !type->optional && at.b.TypeOf(inst).optional;
  if (!narrowed) return inst;
  at.b.At(at.definition, expr.span);
  return at.b.Add(Op::Unwrap, {inst, at.b.Add(Op::Present, {inst})});
}

}  // namespace incent::lower
