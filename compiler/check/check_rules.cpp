#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Parameters, exceptions and clawbacks.
namespace incent::check {
namespace {

using types::Kind;
using types::Type;

Type ParamType(Session& s, const ast::TypeRef& ref) {
  if (ref.kind == ast::TypeRefKind::OneOf) return Type::Text();
  const Type type = ref.kind == ast::TypeRefKind::Money ? MoneyType(s, ref) : SimpleType(s, ref);
  switch (type.kind) {
    case Kind::AnyMoney:
      Refuse(s, ref.span, Refused::CurrencyPerRow);
      return Type::Error();
    case Kind::Timestamp:
      Refuse(s, ref.span, Refused::Timestamp);
      return Type::Error();
    case Kind::Period:
    case Kind::Ref:
      s.diags.Report(ref.span, kParamType);
      return Type::Error();
    default:
      return type;
  }
}

bool IsLiteral(const ast::Expr& expr) {
  return expr.Is<ast::String>() || expr.Is<ast::Bool>() || expr.Is<ast::Date>() ||
         EvaluateConstant(expr).has_value();
}

// One value of a parameter, against its type.
void CheckParamValue(Session& s, const Context& context, const ast::Param& param, const ast::Expr& expr,
                     Type& type) {
  if (type.IsError()) return;
  if (!IsLiteral(expr)) {
    const auto* name = expr.As<ast::Name>();
    if (name != nullptr && s.program.IsBroken(name->id)) return;
    s.diags.Report(expr.span, kNotConstant, diag::Bilingual{"the value of a parameter", "参数的值"});
    return;
  }
  const Facts value = CheckExpr(s, context, expr);
  if (value.type.IsError()) return;
  if (!FitsType(type, value, expr)) {
    ReportType(s, expr, TypeWords(type), value.type);
  } else if (const auto* text = expr.As<ast::String>();
             text != nullptr && param.type.kind == ast::TypeRefKind::OneOf) {
    CheckLabelIn(s, *text, param.type.values, param.name.text);
  }
  if (value.type.IsNumber()) type.scale = std::max(type.scale, value.type.scale);
}

// All values are kept at the scale of the longest.
void CheckParamRange(Session& s, const ast::Param& param, const Type& type) {
  if (!type.IsNumber()) return;
  for (const ast::ParamValue& step : param.values) {
    const auto constant = EvaluateConstant(*step.value);
    value::Int128 mantissa = 0;
    const bool fits = !constant || value::Rescale(constant->mantissa, constant->scale, type.scale, &mantissa);
    if (!fits) s.diags.Report(step.value->span, kTooManyDigits);
  }
}

// Of all values, whatever the date.
Range ParamRange(const ast::Param& param) {
  std::optional<Range> range;
  for (const ast::ParamValue& step : param.values) {
    const auto constant = EvaluateConstant(*step.value);
    if (!constant) return {};
    const Range next = Range::Only(constant->mantissa, constant->scale);
    range = range ? Either(*range, next) : next;
  }
  return range.value_or(Range{});
}

}  // namespace

void CheckParam(Session& s, int definition, const ast::Param& param) {
  DefinitionFacts& own = s.FactsOf(definition);
  own.natural = Grain{};
  Type type = ParamType(s, param.type);
  const Context context = At(s, s.Definition(definition).plan, definition, Grain{});
  std::string previous;
  for (const ast::ParamValue& step : param.values) {
    if (!previous.empty() && step.from->text <= previous) s.diags.Report(step.from->span, kParamOrder);
    previous = step.from->text;
    CheckParamValue(s, context, param, *step.value, type);
  }
  CheckParamRange(s, param, type);
  const Facts value = Facts::Of(type).Within(ParamRange(param));
  own.facts = Facts::Join(type, Adding::Choice, {Decides(value), Contributes(Facts::OfDate())});
}

void CheckException(Session& s, int definition, const ast::Exception& exception) {
  const int target = s.program.DefinitionOf(exception.overrides.id);
  if (exception.from != nullptr && exception.until != nullptr &&
      exception.until->text < exception.from->text) {
    s.diags.Report(exception.until->span, kEmptyRange);
  }
  if (target < 0) return;
  if (s.Definition(target).plan != s.Definition(definition).plan) {
    Refuse(s, exception.overrides.span, Refused::OverrideOutside);
  }
  const auto& target_let = static_cast<const ast::Let&>(*s.Definition(target).item);
  if (target_let.value == nullptr) Refuse(s, exception.overrides.span, Refused::OverrideBlock);
  for (const ast::Ident& name : exception.before) {
    const int other = s.program.DefinitionOf(name.id);
    if (other < 0) continue;
    const auto& rule = static_cast<const ast::Exception&>(*s.Definition(other).item);
    const bool same = s.program.DefinitionOf(rule.overrides.id) == target && other != definition;
    if (!same) s.diags.Report(name.span, kBeforeUnknown, name.text, exception.overrides.text);
  }
}

void CheckOverride(Session& s, int definition, const ast::Exception& exception, DefinitionFacts& target) {
  const Grain grain = target.grain ? *target.grain : *target.natural;
  const int plan = s.Definition(definition).plan;
  Context context = At(s, plan, definition, grain);
  context.has_date |= !target.grain;
  const bool dated = exception.from != nullptr || exception.until != nullptr;
  if (dated && !context.has_date) {
    s.diags.Report(exception.name.span, kNoTimeHere, diag::Bilingual{"`from … until`", "“自 … 止于”"});
  } else if (dated && grain.HasTime()) {
    CheckSteady(s, plan, definition, grain.granule, exception.name.span);
  }
  const Facts condition = CheckFlag(s, context, *exception.when);
  const Facts value = CheckExpr(s, Assuming(s, context, *exception.when), *exception.value);
  if (value.type.IsError() || target.facts.type.IsError()) return;
  Facts& facts = target.facts;
  if (!FitsType(facts.type, value, *exception.value)) {
    ReportType(s, *exception.value, TypeWords(facts.type), value.type);
    return;
  }
  if (value.type.optional && !facts.type.optional) ReportAbsent(s, *exception.value);
  const Facts date = dated && !target.grain ? Facts::OfDate() : Facts::Of(Type::Flag());
  const Facts before = facts;
  facts = Facts::Join(before.type, Adding::Choice,
                      {Decides(before), Decides(value.Present()), Contributes(condition), Contributes(date)});
}

namespace {

// The one credit whose lines all named pays are paid per; nullopt after a report.
// True if parts of the payout may be paid later, or to somebody else.
bool IsInParts(const ast::Pay& pay) {
  return std::any_of(pay.clauses.begin(), pay.clauses.end(), [](const ast::PayClause& clause) {
    return clause.kind == ast::PayClauseKind::To || clause.kind == ast::PayClauseKind::SpreadOver;
  });
}

std::optional<Grain> ClawbackGrain(Session& s, const ast::Clawback& clawback) {
  std::optional<Grain> grain;
  for (const ast::Ident& name : clawback.of) {
    const int pay = s.program.DefinitionOf(name.id);
    if (pay < 0 || s.FactsOf(pay).facts.type.IsError()) return std::nullopt;
    const auto& own = s.FactsOf(pay).grain;
    if (!own || own->kind != GrainKind::Line) {
      s.diags.Report(name.span, kClawbackOf, name.text);
      return std::nullopt;
    }
    const auto* item = s.Definition(pay).item->As<ast::Pay>();
    if (item != nullptr && IsInParts(*item)) {
      Refuse(s, name.span, Refused::ClawbackOfParts);
      return std::nullopt;
    }
    if (grain && !(*grain == *own)) {
      s.diags.Report(name.span, kTwoLines, s.Definition(grain->index).name(),
                     s.Definition(own->index).name());
      return std::nullopt;
    }
    grain = own;
  }
  return grain;
}

// The pays of one clawback are added up.
Facts AmountPaid(Session& s, const ast::Clawback& clawback) {
  Facts sum = s.FactsOf(s.program.DefinitionOf(clawback.of[0].id)).facts;
  for (const ast::Ident& name : clawback.of) {
    const Facts& paid = s.FactsOf(s.program.DefinitionOf(name.id)).facts;
    if (paid.type.unit != sum.type.unit) {
      s.diags.Report(name.span, kUnitsDiffer, TypeWords(sum.type), TypeWords(paid.type));
      return {};
    }
    sum = Facts::Join(sum.type, Adding::Sum, {Decides(sum), Decides(paid)});
  }
  return sum;
}

bool ClawbackComplete(Session& s, const ast::Clawback& clawback) {
  const auto missing = [&](bool absent, diag::Bilingual what) {
    if (absent) s.diags.Report(clawback.name.span, kClawbackNeeds, clawback.name.text, what);
    return absent;
  };
  bool bad = missing(clawback.when == nullptr, {"when it applies (`when`)", "何时追回（“当”）"});
  bad |= missing(clawback.on == nullptr, {"on which date (`on`)", "记在哪一天（“日期”）"});
  bad |= missing(clawback.recover == nullptr, {"how much (`recover`)", "扣回多少（“扣回”）"});
  return !bad;
}

}  // namespace

void CheckClawback(Session& s, int definition, const ast::Clawback& clawback) {
  if (clawback.recompute) {
    Refuse(s, clawback.span, Refused::Recompute);
    return;
  }
  const auto grain = ClawbackGrain(s, clawback);
  if (!grain || !ClawbackComplete(s, clawback)) return;
  Context context = At(s, s.Definition(definition).plan, definition, *grain);
  const Facts condition = CheckFlag(s, context, *clawback.when);
  context = Assuming(s, context, *clawback.when);
  const Facts date = CheckDate(s, context, *clawback.on, Presence::Needed);
  const Facts recover = CheckNumber(s, context, *clawback.recover, Presence::Needed);
  if (!recover.type.IsError() && !recover.type.unit.IsPlain()) {
    ReportType(s, *clawback.recover, TypeWords(Type::Number(2)), recover.type);
    return;
  }
  const Facts paid = AmountPaid(s, clawback);
  if (condition.type.IsError() || date.type.IsError() || recover.type.IsError()) return;
  DefinitionFacts& own = s.FactsOf(definition);
  own.grain = grain;
  own.facts = Facts::Join(paid.type, Adding::Sum,
                          {Decides(paid), Contributes(recover), Contributes(condition), Contributes(date)});
  if (!paid.type.IsError())
    CheckCausal(s, s.Definition(definition).plan, *grain, own.facts, clawback.when->span);
}

}  // namespace incent::check
