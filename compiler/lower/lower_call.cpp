#include <array>

#include "compiler/lower/lowering.h"
#include "runtime/kernels/table.h"

namespace incent::lower {
namespace {

using types::Type;

InstId Arg(Lowering& l, Place& at, const ast::Call& call, size_t i) {
  return LowerExpr(l, at, *call.args[i]);
}

// min and max of two or more.
InstId LowerExtreme(Lowering& l, Place& at, const ast::Call& call, Op op) {
  InstId result = Arg(l, at, call, 0);
  for (size_t i = 1; i < call.args.size(); ++i) {
    const InstId next = Arg(l, at, call, i);
    result = at.b.Add(op, {FitZero(at, result, at.b.TypeOf(next)), FitZero(at, next, at.b.TypeOf(result))});
  }
  return result;
}
InstId LowerMin(Lowering& l, Place& at, const ast::Call& call) {
  return LowerExtreme(l, at, call, Op::Min);
}
InstId LowerMax(Lowering& l, Place& at, const ast::Call& call) {
  return LowerExtreme(l, at, call, Op::Max);
}
InstId LowerAbs(Lowering& l, Place& at, const ast::Call& call) {
  return at.b.Add(Op::Abs, {Arg(l, at, call, 0)});
}

InstId RoundTo(Lowering& l, Place& at, const ast::Call& call, value::RoundingMode mode) {
  const auto unit = check::EvaluateConstant(*call.args[1]);
  return at.b.Round(Arg(l, at, call, 0), unit->mantissa, unit->scale, mode);
}
InstId LowerRounded(Lowering& l, Place& at, const ast::Call& call) {
  return RoundTo(l, at, call, l.facts().round ? l.facts().round->mode : value::RoundingMode::HalfUp);
}
InstId LowerFloor(Lowering& l, Place& at, const ast::Call& call) {
  return RoundTo(l, at, call, value::RoundingMode::Floor);
}
InstId LowerCeiling(Lowering& l, Place& at, const ast::Call& call) {
  return RoundTo(l, at, call, value::RoundingMode::Ceiling);
}

// First and last day of a period that is a unit word or a written period.
std::pair<InstId, InstId> PeriodDays(Lowering& l, Place& at, const ast::Expr& period) {
  if (const auto* written = period.As<ast::Period>()) {
    const auto parsed = value::ParsePeriod(written->text);
    return {at.b.ConstDate(value::PeriodStart(parsed->granule, parsed->period)),
            at.b.ConstDate(value::PeriodEnd(parsed->granule, parsed->period))};
  }
  const resolve::Symbol* symbol = l.program.SymbolOf(static_cast<const ast::Name&>(period).id);
  const auto granule = check::GranuleOf(static_cast<ast::Unit>(symbol->index));
  return {PeriodEdge(at, Op::PeriodStart, granule), PeriodEdge(at, Op::PeriodEnd, granule)};
}

InstId LowerDaysIn(Lowering& l, Place& at, const ast::Call& call) {
  const auto [first, last] = PeriodDays(l, at, *call.args[0]);
  std::vector<InstId> operands = {first, last};
  for (size_t i = 1; i < call.args.size(); ++i) operands.push_back(Arg(l, at, call, i));
  ir::Attributes attributes;
  attributes.name = "days_in";
  // A period has a day at least, an overlap may have none.
  const ir::Range range{call.args.size() == 1 ? 1 : 0, 366};
  return at.b.AddTyped(Op::Call, operands, attributes, Type::Number(0), range, "days_in");
}

template <Op op, value::Granule granule>
InstId LowerEdge(Lowering&, Place& at, const ast::Call&) {
  return PeriodEdge(at, op, granule);
}

InstId LowerLookup(Lowering& l, Place& at, const ast::Call& call) {
  ir::Attributes attributes;
  attributes.dataset = l.program.DatasetOf(static_cast<const ast::Name&>(*call.args[0]).id);
  std::vector<InstId> keys;
  for (size_t i = 1; i < call.args.size(); ++i) keys.push_back(Arg(l, at, call, i));
  const InstId row = at.b.Add(Op::Lookup, keys, attributes);
  return at.lookups_optional ? row : at.b.Add(Op::Demand, {row});
}

InstId LowerPortionCall(Lowering& l, Place& at, const ast::Call& call) {
  const int tiers = l.program.DefinitionOf(static_cast<const ast::Name&>(*call.args[0]).id);
  const InstId x = Arg(l, at, call, 1);
  const int row = static_cast<int>(check::EvaluateConstant(*call.args[2])->mantissa);
  return LowerPortion(l, at, tiers, x, row);
}

InstId LowerAllot(Lowering& l, Place& at, const ast::Call& call) {
  const InstId total = Arg(l, at, call, 0);
  const InstId weight = Arg(l, at, call, 1);
  const auto rule = check::RuleFor(l.facts().round.value_or(check::RoundRule{}), at.b.TypeOf(total).unit);
  ir::Attributes attributes;
  attributes.group = LowerGroup(l, at.definition, call.args[2]);
  attributes.unit = rule.unit;
  attributes.unit_scale = rule.scale;
  return at.b.Add(Op::SplitGroup, {total, weight}, attributes);
}

// A kernel of the library.
InstId LowerKernel(Lowering& l, Place& at, const ast::Call& call, const ast::Fn& fn) {
  std::vector<InstId> operands;
  std::vector<int> scales;
  bool optional = false;
  for (size_t i = 0; i < call.args.size(); ++i) {
    operands.push_back(Arg(l, at, call, i));
    scales.push_back(at.b.TypeOf(operands.back()).scale);
    optional |= at.b.TypeOf(operands.back()).optional;
  }
  const kernels::Kernel* kernel = kernels::FindKernel(fn.name.text);
  const bool date = !fn.result.name.empty() && fn.result.name[0].text == "date";
  Type type = date ? Type::Date() : Type::Number(kernels::ResultScaleOf(*kernel, scales));
  type.optional = optional;
  ir::Attributes attributes;
  attributes.name = fn.name.text;
  return at.b.AddTyped(Op::Call, operands, attributes, type, {}, fn.name.text);
}

struct Special {
  std::string_view name;
  InstId (*lower)(Lowering&, Place&, const ast::Call&);
};

using value::Granule;
constexpr std::array<Special, 18> kSpecials = {{
    {"min", LowerMin},
    {"max", LowerMax},
    {"abs", LowerAbs},
    {"rounded", LowerRounded},
    {"floor", LowerFloor},
    {"ceiling", LowerCeiling},
    {"days_in", LowerDaysIn},
    {"month_start", LowerEdge<Op::PeriodStart, Granule::Month>},
    {"month_end", LowerEdge<Op::PeriodEnd, Granule::Month>},
    {"quarter_start", LowerEdge<Op::PeriodStart, Granule::Quarter>},
    {"quarter_end", LowerEdge<Op::PeriodEnd, Granule::Quarter>},
    {"half_year_start", LowerEdge<Op::PeriodStart, Granule::HalfYear>},
    {"half_year_end", LowerEdge<Op::PeriodEnd, Granule::HalfYear>},
    {"year_start", LowerEdge<Op::PeriodStart, Granule::Year>},
    {"year_end", LowerEdge<Op::PeriodEnd, Granule::Year>},
    {"lookup", LowerLookup},
    {"portion", LowerPortionCall},
    {"allot", LowerAllot},
}};

}  // namespace

InstId LowerCall(Lowering& l, Place& at, const ast::Call& call) {
  const resolve::Symbol* symbol = l.program.SymbolOf(call.callee.id);
  const bool tiers_call =
      symbol->kind == resolve::SymbolKind::Definition && l.Definition(symbol->index).item->Is<ast::Tiers>();
  if (symbol->kind == resolve::SymbolKind::Definition && !tiers_call)
    return LowerProbe(l, at, symbol->index, call.args);
  if (tiers_call) {
    const InstId x = Arg(l, at, call, 0);
    return LowerTiers(l, at, symbol->index, x, TierUse::Value);
  }
  const ast::Fn& fn = *l.program.functions[static_cast<size_t>(symbol->index)].decl;
  for (const Special& special : kSpecials) {
    if (special.name == fn.name.text) return special.lower(l, at, call);
  }
  return LowerKernel(l, at, call, fn);
}

}  // namespace incent::lower
