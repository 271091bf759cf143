#include "compiler/ast/visit.h"
#include "compiler/lower/lowering.h"

namespace incent::lower {
namespace {

using resolve::DefinitionKind;

// A parameter at the date of the place.
InstId LowerParam(Lowering& l, Place& at, int definition) {
  const auto& param = static_cast<const ast::Param&>(*l.Definition(definition).item);
  const types::Type type = l.FactsOf(definition).facts.type;
  ir::Attributes attributes;
  for (const ast::ParamValue& step : param.values) {
    ir::ParamStep lowered;
    lowered.from = *value::ParseDate(step.from->text);
    if (const auto* text = step.value->As<ast::String>()) lowered.value.text = text->value;
    if (const auto* flag = step.value->As<ast::Bool>()) lowered.value.number = flag->value;
    if (const auto* date = step.value->As<ast::Date>()) lowered.value.number = *value::ParseDate(date->text);
    if (const auto constant = check::EvaluateConstant(*step.value)) {
      const bool fits =
          value::Rescale(constant->mantissa, constant->scale, type.scale, &lowered.value.number);
      INCENT_CHECK(fits, "the value of a parameter at its own scale");
    }
    attributes.steps.push_back(std::move(lowered));
  }
  return at.b.AddTyped(Op::Param, {DateOf(l, at)}, attributes, type, {}, param.name.text);
}

InstId LowerCreditAmount(Place& at) {
  return at.b.Add(Op::LineAmount, {});
}

// The value of a definition that has no stage of its own.
InstId LowerFloating(Lowering& l, Place& at, int definition) {
  const auto& let = static_cast<const ast::Let&>(*l.Definition(definition).item);
  Place inner = at;
  inner.definition = definition;
  const InstId value = LowerExpr(l, inner, *let.value);
  return ApplyExceptions(l, inner, definition, value);
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

// Pairs (winner, loser) by position among `exceptions`, transitively closed.
std::vector<std::pair<int, int>> PriorityPairs(const Lowering& l, const std::vector<int>& exceptions) {
  const size_t n = exceptions.size();
  std::vector<std::vector<bool>> wins(n, std::vector<bool>(n, false));
  for (size_t i = 0; i < n; ++i) {
    const auto& rule = static_cast<const ast::Exception&>(*l.Definition(exceptions[i]).item);
    for (const ast::Ident& name : rule.before) {
      for (size_t j = 0; j < n; ++j)
        wins[i][j] = wins[i][j] || l.program.DefinitionOf(name.id) == exceptions[j];
    }
  }
  for (size_t k = 0; k < n; ++k) {
    for (size_t i = 0; i < n; ++i) {
      for (size_t j = 0; j < n; ++j) wins[i][j] = wins[i][j] || (wins[i][k] && wins[k][j]);
    }
  }
  std::vector<std::pair<int, int>> pairs;
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      if (wins[i][j] && i != j) pairs.emplace_back(static_cast<int>(i), static_cast<int>(j));
    }
  }
  return pairs;
}

InstId LowerLetBody(Lowering& l, Place& at, int definition) {
  const auto& let = static_cast<const ast::Let&>(*l.Definition(definition).item);
  if (let.value == nullptr) return LowerClauses(l, at, let.clauses, false, std::nullopt).value;
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
  // Lines that are not the first of their window have no value of their own.
  if (l.FactsOf(definition).first_only) value = Masked(at, FirstInWindow(at, *let.grain), value);
  const OutputId output = b.Publish(value, let.name.text);
  b.Finish();
  return output;
}

}  // namespace

InstId ApplyExceptions(Lowering& l, Place& at, int definition, InstId value) {
  const std::vector<int>& exceptions = l.Definition(definition).exceptions;
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

InstId LowerRow(Lowering& l, Place& at, int dataset) {
  if (at.recipient && dataset == l.people() &&
      !(at.grain.kind == GrainKind::Row && at.grain.index == dataset))
    return *at.recipient;
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
