#include <algorithm>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"

// Parameters, exceptions and clawbacks.
namespace incent::check {
namespace {

using resolve::DefinitionKind;
using types::Kind;
using types::Type;

Type ParamType(Session& s, const ast::TypeRef& ref) {
  if (ref.kind == ast::TypeRefKind::Money) {
    if (ref.currency.empty()) {
      Refuse(s, ref.span, Refused::CurrencyPerRow);
      return Type::Error();
    }
    return Type::Number(types::MinorUnits(ref.currency), types::Unit::Of(ref.currency));
  }
  const std::string name = ref.name.size() == 1 ? ref.name[0].text : "";
  if (name == "rate") return Type::Number(6, {}, true);
  if (name == "number") return Type::Number(6);
  if (name == "points") return Type::Number(0, types::Unit::Of("points"));
  if (name == "date") return Type::Date();
  if (name == "flag") return Type::Flag();
  if (name == "text" || ref.kind == ast::TypeRefKind::OneOf) return Type::Text();
  s.diags.Report(ref.span, kBadType, name);
  return Type::Error();
}

bool IsLiteral(const ast::Expr& expr) {
  return expr.Is<ast::String>() || expr.Is<ast::Bool>() || expr.Is<ast::Date>() ||
         EvaluateConstant(expr).has_value();
}

}  // namespace

void CheckParam(Session& s, int definition, const ast::Param& param) {
  DefinitionFacts& own = s.FactsOf(definition);
  own.natural = Grain{};
  own.facts.type = ParamType(s, param.type);
  own.facts.additivity = Additivity::Constant;
  own.facts.needs_date = true;
  std::string previous;
  Context context = At(s, s.Definition(definition).plan, definition, Grain{});
  for (const ast::ParamValue& step : param.values) {
    if (!previous.empty() && step.from->text <= previous) s.diags.Report(step.from->span, kParamOrder);
    previous = step.from->text;
    const Facts value = CheckExpr(s, context, *step.value);
    if (value.type.IsError() || own.facts.type.IsError()) continue;
    if (!IsLiteral(*step.value)) {
      s.diags.Report(step.value->span, kNotConstant, diag::Bilingual{"the value of a parameter", "参数的值"});
      continue;
    }
    const bool fits =
        value.type.kind == own.facts.type.kind &&
        (!value.type.IsNumber() || value.type.unit == own.facts.type.unit || IsZeroLiteral(*step.value));
    if (!fits)
      s.diags.Report(step.value->span, kTypeMismatch, TypeWords(own.facts.type), TypeWords(value.type));
    if (value.type.IsNumber()) own.facts.type.scale = std::max(own.facts.type.scale, value.type.scale);
  }
}

void CheckException(Session& s, int definition, const ast::Exception& exception) {
  const int target = s.program.DefinitionOf(exception.overrides.id);
  if (target < 0) return;
  const DefinitionKind kind = s.Definition(target).kind;
  if (kind != DefinitionKind::Let && kind != DefinitionKind::Measure && kind != DefinitionKind::Gate) {
    s.diags.Report(exception.overrides.span, kExceptionTarget, exception.overrides.text, KindWords(kind));
    return;
  }
  for (const ast::Ident& name : exception.before) {
    const int other = s.program.DefinitionOf(name.id);
    if (other < 0) continue;
    const auto* rule = s.Definition(other).item->As<ast::Exception>();
    const bool same =
        rule != nullptr && s.program.DefinitionOf(rule->overrides.id) == target && other != definition;
    if (!same) s.diags.Report(name.span, kBeforeUnknown, name.text, exception.overrides.text);
  }
  if (exception.from != nullptr && exception.until != nullptr &&
      exception.until->text < exception.from->text) {
    s.diags.Report(exception.until->span, kEmptyRange);
  }
  CheckDefinition(s, target);
  const DefinitionFacts facts = s.FactsOf(target);
  const Grain grain = facts.grain ? *facts.grain : facts.natural.value_or(Grain{});
  Context context = At(s, s.Definition(definition).plan, definition, grain);
  const bool dated = exception.from != nullptr || exception.until != nullptr;
  if (dated && !context.has_date) s.diags.Report(exception.span, kNoTimeHere, std::string("from … until"));
  CheckFlag(s, context, *exception.when);
  const Facts value = CheckExpr(s, Assuming(context, *exception.when), *exception.value);
  if (value.type.IsError() || facts.facts.type.IsError()) return;
  const bool fits =
      value.type.kind == facts.facts.type.kind &&
      (!value.type.IsNumber() || value.type.unit == facts.facts.type.unit || IsZeroLiteral(*exception.value));
  if (!fits)
    s.diags.Report(exception.value->span, kTypeMismatch, TypeWords(facts.facts.type), TypeWords(value.type));
  if (value.type.optional && !facts.facts.type.optional)
    s.diags.Report(exception.value->span, kMustBePresent);
}

namespace {

// The one credit whose lines all named pays are paid per; nullopt after a report.
std::optional<Grain> ClawbackGrain(Session& s, const ast::Clawback& clawback) {
  std::optional<Grain> grain;
  for (const ast::Ident& name : clawback.of) {
    const int pay = s.program.DefinitionOf(name.id);
    if (pay < 0) return std::nullopt;
    if (s.Definition(pay).kind != DefinitionKind::Pay) {
      s.diags.Report(name.span, kNotAValue, name.text, KindWords(s.Definition(pay).kind));
      return std::nullopt;
    }
    CheckDefinition(s, pay);
    const auto& own = s.FactsOf(pay).grain;
    if (!own || own->kind != GrainKind::Line || (grain && !(*grain == *own))) {
      s.diags.Report(name.span, kClawbackOf, name.text);
      return std::nullopt;
    }
    grain = own;
  }
  return grain;
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
  const bool condition = !CheckFlag(s, context, *clawback.when).type.IsError();
  context = Assuming(context, *clawback.when);
  const Facts date = CheckPresent(s, context, *clawback.on);
  if (!date.type.IsError() && date.type.kind != Kind::Date) {
    s.diags.Report(clawback.on->span, kTypeMismatch, TypeWords(Type::Date()), TypeWords(date.type));
  }
  const Facts recover = CheckPresent(s, context, *clawback.recover);
  if (!recover.type.IsError() && (!recover.type.IsNumber() || !recover.type.unit.IsPlain())) {
    s.diags.Report(clawback.recover->span, kTypeMismatch, TypeWords(Type::Number(2)),
                   TypeWords(recover.type));
    return;
  }
  if (!condition || date.type.IsError() || recover.type.IsError()) return;
  DefinitionFacts& own = s.FactsOf(definition);
  own.grain = grain;
  own.facts = s.FactsOf(s.program.DefinitionOf(clawback.of[0].id)).facts;
  own.facts.additivity = Additivity::Flow;
}

}  // namespace incent::check
