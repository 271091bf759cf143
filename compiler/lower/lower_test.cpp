#include "compiler/lower/lower.h"

namespace incent::lower {
namespace {

const Grain kUnit{GrainKind::Company, value::Granule::Month, -1};

// The period of a probe, in the grain of what is asked for where that is coarser than a written day.
value::ParsedPeriod ProbePeriod(const Lowering& l, int definition, const ast::Expr& arg) {
  const auto& grain = l.FactsOf(definition).grain;
  if (const auto* period = arg.As<ast::Period>()) return *value::ParsePeriod(period->text);
  const value::Day day = *value::ParseDate(static_cast<const ast::Date&>(arg).text);
  const value::Granule granule = grain && grain->HasTime() ? grain->granule : value::Granule::Day;
  return {granule, value::PeriodOf(granule, day)};
}

// The lines of a credit as an output that can be asked for.
OutputId CreditOutput(Lowering& l, int definition) {
  const auto it = l.values.find(definition);
  if (it != l.values.end()) return it->second;
  const Grain grain = check::LineOf(definition);
  const std::string& name = l.Definition(definition).name();
  StageBuilder b(l.module, name, ir::StageClass::Fold, DomainOf(l, grain));
  b.stage().definition = definition;
  b.At(definition, l.Definition(definition).item->span);
  const OutputId output = b.Publish(b.Add(Op::LineAmount, {}), name);
  b.Finish();
  return l.values[definition] = output;
}

LoweredExpectation LowerExpect(Lowering& l, Place& at, const ast::Expr& expr, size_t number) {
  const std::string name = "expect." + std::to_string(number);
  LoweredExpectation result;
  result.span = expr.span;
  if (const auto* compare = expr.As<ast::Compare>()) {
    const InstId actual = LowerExpr(l, at, *compare->left);
    const InstId expected = LowerExpr(l, at, *compare->right);
    result.actual = at.b.Publish(actual, name + ".actual");
    result.expected = at.b.Publish(expected, name + ".expected");
  }
  result.passed = at.b.Publish(LowerExpr(l, at, expr), name);
  return result;
}

}  // namespace

InstId LowerProbe(Lowering& l, Place& at, int definition, const std::vector<const ast::Expr*>& args) {
  ir::Attributes attributes;
  attributes.key = static_cast<const ast::String&>(*args[0]).value;
  if (args.size() > 1) {
    if (const auto* key = args[1]->As<ast::String>()) {
      attributes.row_key = key->value;
    } else {
      attributes.period = ProbePeriod(l, definition, *args[1]);
    }
  }
  const auto& def = l.Definition(definition);
  const bool floating = !l.FactsOf(definition).grain;
  if (floating) {
    // A constant: worked out here, at the end of the period where it depends on the date.
    Place dated = at;
    const auto day = attributes.period
                         ? value::PeriodEnd(attributes.period->granule, attributes.period->period)
                         : value::kLastDay;
    dated.date = at.b.ConstDate(std::min(day, value::kLastDay));
    return UseDefinition(l, dated, definition);
  }
  if (const auto it = l.components.find(definition); it != l.components.end()) {
    attributes.component = it->second;
  } else if (def.kind == resolve::DefinitionKind::Credit) {
    attributes.output = CreditOutput(l, definition);
  } else if (def.kind == resolve::DefinitionKind::Table) {
    attributes.output = EnsureTable(l, definition, 0);
  } else {
    attributes.output = EnsureValue(l, definition);
  }
  return at.b.Add(Op::Probe, {}, attributes, def.name());
}

LoweredTest LowerTest(const Lowering& plan, const ast::Test& test) {
  Lowering l = plan;
  // A test may ask for a value of any line that it gives.
  l.module.history.open_before = true;
  l.module.history.open_after = true;
  StageBuilder b(l.module, "test", ir::StageClass::Map, DomainOf(l, kUnit));
  b.At(l.PlanDefinition(), test.span);
  Place at{b, kUnit, l.PlanDefinition(), false, std::nullopt, std::nullopt};
  LoweredTest result;
  for (const ast::TestStep& step : test.steps) {
    if (step.kind != ast::TestStepKind::Expect) continue;
    result.expectations.push_back(LowerExpect(l, at, *step.value, result.expectations.size() + 1));
  }
  b.Finish();
  result.module = std::move(l.module);
  return result;
}

}  // namespace incent::lower
