#include <deque>

#include "compiler/ast/visit.h"
#include "compiler/lower/lowering.h"

namespace incent::lower {
namespace {

using resolve::DefinitionKind;

// One value of a parameter, at the scale of all.
ir::Literal ParamLiteral(const ast::Expr& expr, const types::Type& type) {
  ir::Literal literal;
  if (const auto* text = expr.As<ast::String>()) literal.text = text->value;
  if (const auto* flag = expr.As<ast::Bool>()) literal.number = flag->value;
  if (const auto* date = expr.As<ast::Date>()) literal.number = *value::ParseDate(date->text);
  if (const auto constant = check::EvaluateConstant(expr)) {
    const bool fits = value::Rescale(constant->mantissa, constant->scale, type.scale, &literal.number);
    INCENT_CHECK(fits, "the value of a parameter at its own scale");
  }
  return literal;
}

// A parameter at the date of the place; where there is none, it has one value only.
InstId LowerParam(Lowering& l, Place& at, int definition) {
  const auto& param = static_cast<const ast::Param&>(*l.Definition(definition).item);
  const types::Type type = l.FactsOf(definition).facts.type;
  ir::Attributes attributes;
  if (!HasDate(at)) {
    attributes.literal = ParamLiteral(*param.values[0].value, type);
    return at.b.AddTyped(Op::Const, {}, attributes, type, {}, param.name.text);
  }
  for (const ast::ParamValue& step : param.values) {
    attributes.steps.push_back({*value::ParseDate(step.from->text), ParamLiteral(*step.value, type)});
  }
  attributes.subject = definition;
  return at.b.AddTyped(Op::Param, {DateOf(l, at)}, attributes, type, {}, param.name.text);
}

InstId LowerCreditAmount(Place& at) {
  return at.b.Add(Op::LineAmount, {});
}

// The value of a definition that has no stage of its own.
InstId LowerFloating(Lowering& l, Place& at, int definition) {
  const auto& let = static_cast<const ast::Let&>(*l.Definition(definition).item);
  const InlineKey key = at.KeyOf(&let, 0);
  if (const auto it = at.inlined->find(key); it != at.inlined->end()) return it->second;
  Place inner = at;
  inner.definition = definition;
  inner.lookups_optional = false;
  const size_t before = at.b.stage().insts.size();
  const InstId value = ApplyExceptions(l, inner, definition, LowerExpr(l, inner, *let.value));
  // What stood here before has come without the name, and what has no operands says itself what it is.
  if (value >= before && !at.b[value].operands.empty()) at.b.Name(value, definition);
  at.inlined->emplace(key, value);
  return value;
}

// When an exception applies, by its dates and its condition.
InstId ExceptionCondition(Lowering& l, Place& at, const ast::Exception& exception) {
  InstId condition = at.b.ConstFlag(true);
  if (exception.from != nullptr) {
    condition = at.b.Add(Op::CmpGe, {DateOf(l, at), at.b.ConstDate(*value::ParseDate(exception.from->text))});
  }
  if (exception.until != nullptr) {
    const InstId end = at.b.ConstDate(*value::ParseDate(exception.until->text));
    condition = at.b.And(condition, at.b.Add(Op::CmpLe, {DateOf(l, at), end}));
  }
  return at.b.And(condition, LowerExpr(l, at, *exception.when));
}

// Pairs (winner, loser) by position among `exceptions`, as written: a pair stands after all pairs that beat
// its winner, so that one pass over them finds all that is beaten by way of others.
std::vector<std::pair<int, int>> PriorityPairs(const Lowering& l, const std::vector<int>& exceptions) {
  std::map<int, int> positions;
  for (size_t i = 0; i < exceptions.size(); ++i) positions[exceptions[i]] = static_cast<int>(i);
  std::vector<std::vector<int>> losers(exceptions.size());
  std::vector<int> num_winners(exceptions.size());
  for (size_t i = 0; i < exceptions.size(); ++i) {
    const auto& rule = static_cast<const ast::Exception&>(*l.Definition(exceptions[i]).item);
    for (const ast::Ident& name : rule.before) {
      const int loser = positions.at(l.program.DefinitionOf(name.id));
      losers[i].push_back(loser);
      ++num_winners[static_cast<size_t>(loser)];
    }
  }
  std::vector<std::pair<int, int>> pairs;
  std::deque<int> unbeaten;
  for (size_t i = 0; i < exceptions.size(); ++i) {
    if (num_winners[i] == 0) unbeaten.push_back(static_cast<int>(i));
  }
  for (; !unbeaten.empty(); unbeaten.pop_front()) {
    const int winner = unbeaten.front();
    for (const int loser : losers[static_cast<size_t>(winner)]) {
      pairs.emplace_back(winner, loser);
      if (--num_winners[static_cast<size_t>(loser)] == 0) unbeaten.push_back(loser);
    }
  }
  return pairs;
}

InstId LowerLetBody(Lowering& l, Place& at, int definition) {
  const auto& let = static_cast<const ast::Let&>(*l.Definition(definition).item);
  if (let.value == nullptr) return LowerClauses(l, at, let.clauses, std::nullopt).value;
  InstId value = LowerExpr(l, at, *let.value);
  at.b.stage().steps.push_back({"=", let.value->span, value});
  return value;
}

OutputId LowerLet(Lowering& l, int definition) {
  const auto& let = static_cast<const ast::Let&>(*l.Definition(definition).item);
  const Grain grain = *l.FactsOf(definition).grain;
  const ir::Domain domain = DomainOf(l, grain);
  StageBuilder b(l.module, let.name.text, ClassOf(grain), domain);
  b.stage().definition = definition;
  b.At(definition, let.span);
  Place at{b, grain, definition, false, std::nullopt, std::nullopt};
  InstId value = LowerLetBody(l, at, definition);
  value = ApplyExceptions(l, at, definition, value);
  // Lines that are not the first of their window have no value of their own: amounts are zero there,
  // conditions false, all else is absent.
  if (l.FactsOf(definition).first_only) {
    const InstId first = FirstInWindow(l, at, *let.grain);
    const types::Type type = b.TypeOf(value);
    const bool has_zero = type.IsNumber() || type.kind == types::Kind::Flag;
    value = has_zero ? Masked(at, first, value) : b.Select(first, value, b.ConstNull(type.Optional()));
  }
  const OutputId output = b.Publish(value, let.name.text, definition);
  b.Finish();
  return output;
}

}  // namespace

InstId ApplyExceptions(Lowering& l, Place& at, int definition, InstId value) {
  std::vector<int> exceptions;
  for (const int exception : l.Definition(definition).exceptions) {
    if (l.Definition(exception).plan == l.plan) exceptions.push_back(exception);
  }
  if (exceptions.empty()) return value;
  std::vector<InstId> operands;
  ir::Attributes attributes;
  attributes.before = PriorityPairs(l, exceptions);
  for (const int exception : exceptions) {
    const auto& rule = static_cast<const ast::Exception&>(*l.Definition(exception).item);
    Place inner = at;
    inner.definition = exception;
    operands.push_back(ExceptionCondition(l, inner, rule));
    operands.push_back(FitZero(inner, LowerExpr(l, inner, *rule.value), at.b.TypeOf(value)));
    attributes.choices.push_back(exception);
  }
  operands.push_back(value);
  at.b.At(definition, l.Definition(definition).item->name.span);
  const InstId picked = at.b.Add(Op::Pick, operands, attributes, l.Definition(definition).name() + ".rule");
  at.b.stage().steps.push_back({"exception", l.Definition(definition).item->name.span, picked});
  return picked;
}

bool NamesRecipient(const Lowering& l, const Place& at, int dataset) {
  return at.recipient && dataset == l.people() &&
         !(at.grain.kind == GrainKind::Row && at.grain.index == dataset);
}

InstId LowerRow(Lowering& l, Place& at, int dataset) {
  if (NamesRecipient(l, at, dataset)) return *at.recipient;
  const bool row =
      at.grain.kind == GrainKind::Row || (at.grain.kind == GrainKind::Line && dataset != l.people());
  return at.b.Add(row ? Op::Row : Op::Self, {});
}

InstId UseDefinition(Lowering& l, Place& at, int definition) {
  switch (l.Definition(definition).kind) {
    case DefinitionKind::Param:
      return LowerParam(l, at, definition);
    case DefinitionKind::Table:
      return LowerTable(l, at, definition, 0);
    case DefinitionKind::Credit:
      return LowerCreditAmount(at);
    default:
      break;
  }
  if (!l.FactsOf(definition).grain) return LowerFloating(l, at, definition);
  return at.b.Read(EnsureValue(l, definition), l.Definition(definition).name());
}

OutputId EnsureValue(Lowering& l, int definition) {
  if (const auto it = l.values.find(definition); it != l.values.end()) return it->second;
  const ast::Item& item = *l.Definition(definition).item;
  const OutputId output = ast::Visit(
      item,
      ast::Overloaded{[&](const ast::Let&) { return LowerLet(l, definition); },
                      [&](const ast::Pay& pay) { return LowerPay(l, definition, pay); },
                      [&](const ast::Badge& badge) { return LowerBadge(l, definition, badge); },
                      [&](const ast::Clawback& clawback) { return LowerClawback(l, definition, clawback); },
                      [](const auto&) -> OutputId { INCENT_UNREACHABLE("a definition without a value"); }});
  l.values[definition] = output;
  return output;
}

}  // namespace incent::lower
