#include <algorithm>
#include <array>

#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"
#include "runtime/kernels/table.h"

namespace incent::check {
namespace {

using resolve::DefinitionKind;
using types::Kind;
using types::Type;

Facts Joined(Type type, const std::vector<Facts>& args) {
  Facts facts;
  facts.type = std::move(type);
  for (const Facts& arg : args) {
    if (arg.type.IsError()) return {};
    facts.type.optional |= arg.type.optional;
    facts.known_at = std::max(facts.known_at, arg.known_at);
    facts.shared |= arg.shared;
    facts.needs_date |= arg.needs_date;
    if (arg.additivity != Additivity::Constant) facts.additivity = Additivity::Ratio;
  }
  return facts;
}

std::vector<Facts> CheckArgs(Session& s, const Context& context, const ast::Call& call, size_t first = 0) {
  std::vector<Facts> facts;
  for (size_t i = first; i < call.args.size(); ++i) facts.push_back(CheckExpr(s, context, *call.args[i]));
  return facts;
}

bool CountIs(Session& s, const ast::Call& call, size_t low, size_t high) {
  if (call.args.size() >= low && call.args.size() <= high) return true;
  const std::string wanted =
      low == high ? std::to_string(low) : std::to_string(low) + "–" + std::to_string(high);
  s.diags.Report(call.span, kArgumentCount, call.callee.text, wanted);
  return false;
}

// min(a, b, …), max(a, b, …): all of one unit.
Facts CheckExtreme(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 2, 32)) return {};
  Facts result = CheckNumber(s, context, *call.args[0]);
  const ast::Expr* first = call.args[0];
  for (size_t i = 1; i < call.args.size(); ++i) {
    const Facts next = CheckNumber(s, context, *call.args[i]);
    const Type type = Unify(s, call.args[i]->span, result, next, *first, *call.args[i], kUnitsDiffer);
    const Additivity a = result.additivity;
    const Additivity b = next.additivity;
    result = Joined(type, {result, next});
    result.additivity =
        a == Additivity::Constant ? b : (b == Additivity::Constant || a == b ? a : Additivity::Ratio);
    if (type.IsError()) return {};
    if (IsZeroLiteral(*first)) first = call.args[i];
  }
  return result;
}

Facts CheckAbs(Session& s, const Context& context, const ast::Call& call) {
  return CountIs(s, call, 1, 1) ? CheckNumber(s, context, *call.args[0]) : Facts{};
}

// rounded(x, unit), floor, ceiling: the unit is a positive constant.
Facts CheckRounded(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 2, 2)) return {};
  Facts x = CheckNumber(s, context, *call.args[0]);
  const Facts unit = CheckNumber(s, context, *call.args[1]);
  if (x.type.IsError() || unit.type.IsError()) return {};
  const auto constant = EvaluateConstant(*call.args[1]);
  if (!constant) {
    s.diags.Report(call.args[1]->span, kNotConstant, diag::Bilingual{"the rounding unit", "舍入单位"});
    return {};
  }
  if (constant->mantissa <= 0) {
    s.diags.Report(call.args[1]->span, kRoundUnit);
    return {};
  }
  if (!constant->unit.IsPlain() && constant->unit != x.type.unit) {
    s.diags.Report(call.args[1]->span, kUnitsDiffer, TypeWords(x.type.Present()), TypeWords(unit.type));
    return {};
  }
  x.type.scale = constant->scale;
  return x;
}

bool Wants(Session& s, const ast::Call& call, size_t arg, const Facts& facts, Kind kind,
           diag::Bilingual words) {
  if (facts.type.IsError()) return false;
  if (facts.type.kind == kind) return true;
  s.diags.Report(call.args[arg]->span, kBadArgument, call.callee.text, words);
  return false;
}

// days_in(period[, start[, end]]): an absent start or end is open.
Facts CheckDaysIn(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 1, 3)) return {};
  std::vector<Facts> args = CheckArgs(s, context, call);
  bool ok = Wants(s, call, 0, args[0], Kind::Period, {"a period such as `month`", "期间，例如“月”"});
  for (size_t i = 1; i < args.size(); ++i) ok &= Wants(s, call, i, args[i], Kind::Date, {"a date", "日期"});
  if (!ok) return {};
  const auto* unit = call.args[0]->As<ast::Name>();
  const resolve::Symbol* symbol = unit != nullptr ? s.program.SymbolOf(unit->id) : nullptr;
  const bool written =
      call.args[0]->Is<ast::Period>() || (symbol != nullptr && symbol->kind == resolve::SymbolKind::Unit);
  if (!written) {
    s.diags.Report(call.args[0]->span, kBadArgument, call.callee.text,
                   diag::Bilingual{"a period such as `month`", "期间，例如“月”"});
    return {};
  }
  Facts facts = Joined(Type::Number(0), args);
  facts.type.optional = false;
  facts.additivity = Additivity::Ratio;
  return facts;
}

// month_start(), quarter_end(), …
Facts CheckPeriodEdge(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 0, 0)) return {};
  if (!context.grain.HasTime() && context.grain.kind != GrainKind::Line) {
    s.diags.Report(call.span, kNoTimeHere, call.callee.text + "()");
    return {};
  }
  Facts facts;
  facts.type = Type::Date();
  facts.additivity = Additivity::Ratio;
  return facts;
}

bool KeyFits(const Type& key, const Type& given) {
  if (key.kind == Kind::Period) return given.kind == Kind::Period;
  if (key.kind == Kind::Text || key.kind == Kind::OneOf)
    return given.kind == Kind::Text || given.kind == Kind::OneOf;
  if (key.kind == Kind::Number) return given.IsNumber() && given.unit == key.unit;
  return key.kind == given.kind && key.dataset == given.dataset;
}

Facts CheckLookup(Session& s, const Context& context, const ast::Call& call) {
  if (call.args.empty()) {
    static_cast<void>(CountIs(s, call, 2, 16));
    return {};
  }
  const auto* name = call.args[0]->As<ast::Name>();
  const int dataset = name != nullptr ? s.program.DatasetOf(name->id) : -1;
  if (dataset < 0) {
    const resolve::Symbol* symbol = name != nullptr ? s.program.SymbolOf(name->id) : nullptr;
    const bool silent = symbol != nullptr && symbol->kind == resolve::SymbolKind::Broken;
    if (!silent)
      s.diags.Report(call.args[0]->span, kBadArgument, call.callee.text,
                     diag::Bilingual{"the name of a dataset", "数据的名称"});
    return {};
  }
  const auto& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  std::vector<Type> keys;
  for (size_t i = 0; i < decl.fields.size(); ++i) {
    if (!decl.fields[i].is_key) continue;
    const Type* type = s.module.types.Find(decl.fields[i].id);
    keys.push_back(type != nullptr ? *type : Type::Error());
  }
  if (call.args.size() != keys.size() + 1) {
    s.diags.Report(call.span, kArgumentCount, call.callee.text, std::to_string(keys.size() + 1));
    return {};
  }
  std::vector<Facts> args = CheckArgs(s, context, call, 1);
  for (size_t i = 0; i < args.size(); ++i) {
    if (args[i].type.IsError() || keys[i].IsError()) return {};
    if (!KeyFits(keys[i], args[i].type)) {
      s.diags.Report(call.args[i + 1]->span, kTypeMismatch, TypeWords(keys[i]), TypeWords(args[i].type));
      return {};
    }
  }
  Facts facts = Joined(Type::Ref(dataset), args);
  facts.type.optional |= context.lookups_optional;
  return facts;
}

int TiersOf(Session& s, const ast::Expr& expr) {
  const auto* name = expr.As<ast::Name>();
  const int definition = name != nullptr ? s.program.DefinitionOf(name->id) : -1;
  return definition >= 0 && s.Definition(definition).kind == DefinitionKind::Tiers ? definition : -1;
}

Facts CheckPortion(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 3, 3)) return {};
  const int tiers = TiersOf(s, *call.args[0]);
  if (tiers < 0) {
    s.diags.Report(call.args[0]->span, kBadArgument, call.callee.text,
                   diag::Bilingual{"a tier table", "阶梯"});
    return {};
  }
  const Facts x = CheckNumber(s, context, *call.args[1]);
  const auto row = EvaluateConstant(*call.args[2]);
  const auto rows = static_cast<const ast::Tiers&>(*s.Definition(tiers).item).rows.size();
  const bool in_range =
      row && row->scale == 0 && row->mantissa >= 1 && row->mantissa <= static_cast<Int128>(rows);
  if (!in_range) {
    const std::string last = std::to_string(rows);
    s.diags.Report(call.args[2]->span, kBadArgument, call.callee.text,
                   diag::Bilingual{"a row number from 1 to " + last, "1 到 " + last + " 的行号"});
    return {};
  }
  if (CheckTierUse(s, context, tiers, *call.args[1], TierUse::Value, call.span).type.IsError()) return {};
  Facts facts = x;
  facts.additivity = Additivity::Ratio;
  return facts;
}

// allot(total, weight, everyone() | members(path)).
Facts CheckAllot(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 3, 3)) return {};
  const Facts total = CheckPresent(s, context, *call.args[0]);
  const Facts weight = CheckPresent(s, context, *call.args[1]);
  if (total.type.IsError() || weight.type.IsError()) return {};
  if (!total.type.IsNumber() || !weight.type.IsNumber()) {
    s.diags.Report(call.span, kBadArgument, call.callee.text,
                   diag::Bilingual{"a number or amount", "数或金额"});
    return {};
  }
  const auto* group = call.args[2]->As<ast::Call>();
  const resolve::Symbol* symbol = group != nullptr ? s.program.SymbolOf(group->callee.id) : nullptr;
  if (symbol == nullptr || symbol->kind != resolve::SymbolKind::Group) {
    s.diags.Report(call.args[2]->span, kBadArgument, call.callee.text,
                   diag::Bilingual{"`everyone()` or `members(…)`", "“全员()”或“成员(…)”"});
    return {};
  }
  if (static_cast<resolve::GroupWord>(symbol->index) == resolve::GroupWord::Under) {
    Refuse(s, call.args[2]->span, Refused::Under);
    return {};
  }
  if (context.grain.kind != GrainKind::PersonPeriod && context.grain.kind != GrainKind::Person) {
    s.diags.Report(call.span, kNoTimeHere, call.callee.text);
    return {};
  }
  const Context person =
      At(s, context.plan, context.definition, {GrainKind::Person, value::Granule::Month, -1});
  for (const ast::Expr* arg : group->args) CheckExpr(s, person, *arg);
  Facts facts = Joined(total.type, {total, weight});
  facts.shared = false;
  facts.additivity = Additivity::Flow;
  return facts;
}

// A library function that is a kernel: arguments by their declared types.
Facts CheckKernel(Session& s, const Context& context, const ast::Call& call, const ast::Fn& fn) {
  const kernels::Kernel* kernel = kernels::FindKernel(fn.name.text);
  if (kernel == nullptr) {
    s.diags.Report(call.callee.span, kUnknownLibrary, fn.name.text);
    return {};
  }
  if (!CountIs(s, call, fn.params.size(), fn.params.size())) return {};
  const std::vector<Facts> args = CheckArgs(s, context, call);
  bool ok = true;
  std::vector<int> scales;
  for (size_t i = 0; i < args.size(); ++i) {
    const std::string type = fn.params[i].type.name.empty() ? "" : fn.params[i].type.name[0].text;
    ok &= type == "date" ? Wants(s, call, i, args[i], Kind::Date, {"a date", "日期"})
                         : Wants(s, call, i, args[i], Kind::Number, {"a number", "数"});
    scales.push_back(args[i].type.scale);
  }
  if (!ok) return {};
  const bool date = !fn.result.name.empty() && fn.result.name[0].text == "date";
  return Joined(date ? Type::Date() : Type::Number(kernels::ResultScaleOf(*kernel, scales)), args);
}

struct Special {
  std::string_view name;
  Facts (*check)(Session&, const Context&, const ast::Call&);
};

// Functions whose meaning needs more than their arguments' values.
constexpr std::array<Special, 18> kSpecials = {{{"min", CheckExtreme},
                                                {"max", CheckExtreme},
                                                {"abs", CheckAbs},
                                                {"rounded", CheckRounded},
                                                {"floor", CheckRounded},
                                                {"ceiling", CheckRounded},
                                                {"days_in", CheckDaysIn},
                                                {"month_start", CheckPeriodEdge},
                                                {"month_end", CheckPeriodEdge},
                                                {"quarter_start", CheckPeriodEdge},
                                                {"quarter_end", CheckPeriodEdge},
                                                {"half_year_start", CheckPeriodEdge},
                                                {"half_year_end", CheckPeriodEdge},
                                                {"year_start", CheckPeriodEdge},
                                                {"year_end", CheckPeriodEdge},
                                                {"lookup", CheckLookup},
                                                {"portion", CheckPortion},
                                                {"allot", CheckAllot}}};

Facts CheckFunction(Session& s, const Context& context, const ast::Call& call, int function) {
  const ast::Fn& fn = *s.program.functions[static_cast<size_t>(function)].decl;
  if (!fn.is_extern) {
    Refuse(s, call.span, Refused::UserFunction);
    return {};
  }
  for (const Special& special : kSpecials) {
    if (special.name == fn.name.text) return special.check(s, context, call);
  }
  return CheckKernel(s, context, call, fn);
}

Facts CheckTierCall(Session& s, const Context& context, const ast::Call& call, int tiers) {
  if (!CountIs(s, call, 1, 1)) return {};
  return CheckTierUse(s, context, tiers, *call.args[0], TierUse::Value, call.span);
}

}  // namespace

Facts CheckCall(Session& s, const Context& context, const ast::Call& call) {
  const resolve::Symbol* symbol = s.program.SymbolOf(call.callee.id);
  if (symbol == nullptr) return {};
  switch (symbol->kind) {
    case resolve::SymbolKind::Function:
      return CheckFunction(s, context, call, symbol->index);
    case resolve::SymbolKind::Definition: {
      if (s.Definition(symbol->index).kind == DefinitionKind::Tiers)
        return CheckTierCall(s, context, call, symbol->index);
      if (context.in_test) return CheckProbe(s, context, symbol->index, call.args, call.span);
      s.diags.Report(call.span, kOnlyInTests);
      return {};
    }
    case resolve::SymbolKind::Broken:
      CheckArgs(s, context, call);
      return {};
    default:
      s.diags.Report(call.callee.span, kNotAValue, call.callee.text,
                     diag::Bilingual{"no function", "不是函数"});
      return {};
  }
}

}  // namespace incent::check
