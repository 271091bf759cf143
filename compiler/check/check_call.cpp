#include <algorithm>
#include <array>

#include "compiler/ast/print.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"
#include "runtime/kernels/table.h"

namespace incent::check {
namespace {

using resolve::DefinitionKind;
using types::Kind;
using types::Type;

// All arguments have one part in the result.
Facts Joined(Type type, Adding adding, Operand (*part)(const Facts&), const std::vector<Facts>& args) {
  std::vector<Operand> operands;
  for (const Facts& arg : args) operands.push_back(part(arg));
  return Facts::Join(std::move(type), adding, operands);
}

std::vector<Facts> CheckArgs(Session& s, const Context& context, const ast::Call& call, size_t first = 0) {
  std::vector<Facts> facts;
  for (size_t i = first; i < call.args.size(); ++i) facts.push_back(CheckExpr(s, context, *call.args[i]));
  return facts;
}

// min(a, b, …), max(a, b, …): all of one unit.
Facts CheckExtreme(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 2, 32)) return {};
  Facts result = CheckNumber(s, context, *call.args[0]);
  const ast::Expr* first = call.args[0];
  const int function = s.program.SymbolOf(call.callee.id)->index;
  const bool smaller = s.program.functions[static_cast<size_t>(function)].name() == "min";
  for (size_t i = 1; i < call.args.size(); ++i) {
    const Facts next = CheckNumber(s, context, *call.args[i]);
    const Type type = Unify(s, call.args[i]->span, result, next, *first, *call.args[i], kUnitsDiffer);
    const Range range =
        smaller ? SmallerOf(result.range(), next.range()) : LargerOf(result.range(), next.range());
    result = Facts::Join(type, Adding::Choice, {Decides(result), Decides(next)}).Within(range);
    if (type.IsError()) return {};
    if (IsZeroLiteral(*first)) first = call.args[i];
  }
  return result;
}

Facts CheckAbs(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 1, 1)) return {};
  const Facts operand = CheckNumber(s, context, *call.args[0]);
  return operand.Within(Absolute(operand.range()));
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
  return x.Within(RoundedTo(x.range(), {constant->mantissa, constant->scale}));
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
  for (Facts& arg : args) arg = arg.Present();
  // A period always has days, but a part of it may have none.
  constexpr int kDaysOfYear = 366;
  return Joined(Type::Number(0), Adding::Derived, Decides, args)
      .As(Additivity::Ratio)
      .Within(Range::Between(args.size() == 1 ? 1 : 0, kDaysOfYear));
}

// month_start(), quarter_end(), …
template <value::Granule granule>
Facts CheckPeriodEdge(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 0, 0)) return {};
  if (!context.grain.HasTime() && context.grain.kind != GrainKind::Line) {
    s.diags.Report(call.span, kNoTimeHere, Quoted(call.callee.text + "()"));
    return {};
  }
  if (context.grain.HasTime() && !value::Nests(context.grain.granule, granule)) {
    s.diags.Report(call.span, kWindowFiner, UnitWords(granule), GrainWords(s, context.grain));
    return {};
  }
  return Facts::Of(Type::Date(), Additivity::Ratio);
}

bool KeyFits(const Type& key, const Type& given) {
  if (key.kind == Kind::Period) return given.kind == Kind::Period;
  if (key.kind == Kind::Text || key.kind == Kind::OneOf)
    return given.kind == Kind::Text || given.kind == Kind::OneOf;
  if (key.kind == Kind::Number) return given.IsNumber() && given.unit == key.unit;
  return key.kind == given.kind && key.dataset == given.dataset;
}

// The dataset that the first argument names; -1 after a report.
int DatasetArgument(Session& s, const ast::Call& call) {
  const auto* name = call.args[0]->As<ast::Name>();
  const int dataset = name != nullptr ? s.program.DatasetOf(name->id) : -1;
  if (dataset >= 0 || (name != nullptr && s.program.IsBroken(name->id))) return dataset;
  s.diags.Report(call.args[0]->span, kBadArgument, call.callee.text,
                 diag::Bilingual{"the name of a dataset", "数据的名称"});
  return -1;
}

Facts CheckLookup(Session& s, const Context& context, const ast::Call& call) {
  if (!CountIs(s, call, 2, 32)) return {};
  const int dataset = DatasetArgument(s, call);
  if (dataset < 0) return {};
  const auto& decl = *s.program.datasets[static_cast<size_t>(dataset)].decl;
  std::vector<Type> keys;
  for (size_t i = 0; i < decl.fields.size(); ++i) {
    if (!decl.fields[i].is_key) continue;
    const Type* type = s.module.types.Find(decl.fields[i].id);
    keys.push_back(type != nullptr ? *type : Type::Error());
  }
  if (!CountIs(s, call, keys.size() + 1, keys.size() + 1)) return {};
  std::vector<Facts> args = CheckArgs(s, context, call, 1);
  for (size_t i = 0; i < args.size(); ++i) {
    if (args[i].type.IsError() || keys[i].IsError()) return {};
    if (!KeyFits(keys[i], args[i].type)) {
      ReportType(s, *call.args[i + 1], TypeWords(keys[i]), args[i].type.Present());
      return {};
    }
  }
  if (context.lookups_optional && context.default_of == DefaultOf::Arithmetic)
    s.diags.Report(call.span, kOneDefaultForTwo, s.program.datasets[static_cast<size_t>(dataset)].name());
  Type row = Type::Ref(dataset);
  row.optional = context.lookups_optional;
  return Joined(row, Adding::Derived, Contributes, args);
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
  if (static_cast<const ast::Tiers&>(*s.Definition(tiers).item).mode != ast::TierMode::Marginal) {
    s.diags.Report(call.args[0]->span, kBadArgument, call.callee.text,
                   diag::Bilingual{"a marginal tier table", "超额累进的阶梯"});
    return {};
  }
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
  return CheckTierUse(s, context, tiers, *call.args[1], TierUse::Portion, call.span);
}

// The group of `allot`; nullopt after a report.
std::optional<Facts> CheckAllotGroup(Session& s, const Context& context, const ast::Call& call) {
  const auto* group = call.args[2]->As<ast::Call>();
  if (group != nullptr && s.program.IsBroken(group->callee.id)) return std::nullopt;
  const resolve::Symbol* symbol = group != nullptr ? s.program.SymbolOf(group->callee.id) : nullptr;
  if (symbol != nullptr && symbol->kind == resolve::SymbolKind::Group) return CheckGroup(s, context, *group);
  s.diags.Report(call.args[2]->span, kBadArgument, call.callee.text,
                 diag::Bilingual{"`everyone()` or `members(…)`", "“全员()”或“成员(…)”"});
  return std::nullopt;
}

// One amount is divided, so that the members must not each name another. False after a report.
bool CheckAllotTotal(Session& s, const Context& context, const ast::Call& call) {
  const auto& group = static_cast<const ast::Call&>(*call.args[2]);
  const ast::Expr* own = FindOwnValue(s, context.plan, *call.args[0], group);
  if (own == nullptr) return true;
  s.diags.Report(call.args[0]->span, kAllotTotalIsOwn, ast::Print(*own)).Note(kDivideOneTotal);
  return false;
}

// allot(total, weight, everyone() | members(path)).
Facts CheckAllot(Session& s, const Context& context, const ast::Call& call) {
  if (call.args.size() == 4) {
    Refuse(s, call.args[3]->span, Refused::AllotUnit);
    return {};
  }
  if (!CountIs(s, call, 3, 3)) return {};
  const Facts total = CheckNumber(s, context, *call.args[0], Presence::Needed);
  const Facts weight = CheckNumber(s, context, *call.args[1], Presence::Needed);
  const auto group = CheckAllotGroup(s, context, call);
  if (total.type.IsError() || weight.type.IsError() || !group) return {};
  if (!CheckAllotTotal(s, context, call)) return {};
  if (context.grain.kind != GrainKind::PersonPeriod && context.grain.kind != GrainKind::Person) {
    Refuse(s, call.span, Refused::AllotAtLine);
    return {};
  }
  return Joined(total.type, Adding::Choice, Decides, {total, weight, *group}).Own().As(Additivity::Flow);
}

// Parts of a date are never zero.
Range RangeOfFunction(std::string_view name) {
  constexpr std::pair<std::string_view, int> kLargest[] = {
      {"year_of", 9999}, {"quarter_of", 4}, {"month_of", 12}, {"day_of", 31}};
  for (const auto& [function, largest] : kLargest) {
    if (function == name) return Range::Between(1, largest);
  }
  return {};
}

// A library function that is a kernel: arguments by their declared types.
Facts CheckKernel(Session& s, const Context& context, const ast::Call& call, const ast::Fn& fn) {
  const kernels::Kernel* kernel = kernels::FindKernel(fn.name.text);
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
  return Joined(date ? Type::Date() : Type::Number(kernels::ResultScaleOf(*kernel, scales)), Adding::Derived,
                Decides, args)
      .Within(RangeOfFunction(fn.name.text));
}

struct Special {
  std::string_view name;
  Facts (*check)(Session&, const Context&, const ast::Call&);
};

using value::Granule;

// Functions whose meaning needs more than their arguments' values.
constexpr std::array<Special, 18> kSpecials = {{
    {"min", CheckExtreme},
    {"max", CheckExtreme},
    {"abs", CheckAbs},
    {"rounded", CheckRounded},
    {"floor", CheckRounded},
    {"ceiling", CheckRounded},
    {"days_in", CheckDaysIn},
    {"month_start", CheckPeriodEdge<Granule::Month>},
    {"month_end", CheckPeriodEdge<Granule::Month>},
    {"quarter_start", CheckPeriodEdge<Granule::Quarter>},
    {"quarter_end", CheckPeriodEdge<Granule::Quarter>},
    {"half_year_start", CheckPeriodEdge<Granule::HalfYear>},
    {"half_year_end", CheckPeriodEdge<Granule::HalfYear>},
    {"year_start", CheckPeriodEdge<Granule::Year>},
    {"year_end", CheckPeriodEdge<Granule::Year>},
    {"lookup", CheckLookup},
    {"portion", CheckPortion},
    {"allot", CheckAllot},
}};

// Functions of the language that this version refuses.
constexpr std::array<std::pair<std::string_view, Refused>, 8> kRefusedFunctions = {{
    {"reached", Refused::Reached},
    {"distinct", Refused::Distinct},
    {"award", Refused::Award},
    {"bucket", Refused::Bucket},
    {"days_when", Refused::DaysWhen},
    {"change", Refused::Change},
    {"error", Refused::ErrorOf},
    {"rival", Refused::Rival},
}};

const Special* FindSpecial(std::string_view name) {
  const auto it =
      std::find_if(kSpecials.begin(), kSpecials.end(), [&](const Special& s) { return s.name == name; });
  return it != kSpecials.end() ? &*it : nullptr;
}

std::optional<Refused> FindRefused(std::string_view name) {
  for (const auto& [function, refused] : kRefusedFunctions) {
    if (function == name) return refused;
  }
  return std::nullopt;
}

Facts CheckFunction(Session& s, const Context& context, const ast::Call& call, int function) {
  const ast::Fn& fn = *s.program.functions[static_cast<size_t>(function)].decl;
  if (!fn.is_extern) return {};  // refused where it is declared
  if (const auto refused = FindRefused(fn.name.text)) {
    Refuse(s, call.callee.span, *refused);
    return {};
  }
  if (const Special* special = FindSpecial(fn.name.text)) return special->check(s, context, call);
  return kernels::FindKernel(fn.name.text) != nullptr ? CheckKernel(s, context, call, fn) : Facts{};
}

Facts CheckTierCall(Session& s, const Context& context, const ast::Call& call, int tiers) {
  if (!CountIs(s, call, 1, 1)) return {};
  return CheckTierUse(s, context, tiers, *call.args[0], TierUse::Value, call.span);
}

}  // namespace

bool CountIs(Session& s, const ast::Call& call, size_t low, size_t high) {
  if (call.args.size() >= low && call.args.size() <= high) return true;
  const std::string count =
      low == high ? std::to_string(low) : std::to_string(low) + "–" + std::to_string(high);
  s.diags.Report(call.span, kArgumentCount, call.callee.text,
                 diag::Bilingual{count + (high == 1 ? " argument" : " arguments"), " " + count + " 个参数"});
  return false;
}

Facts CheckCall(Session& s, const Context& context, const ast::Call& call) {
  const resolve::Symbol* symbol = s.program.SymbolOf(call.callee.id);
  if (symbol == nullptr) return {};
  switch (symbol->kind) {
    case resolve::SymbolKind::Function:
      return CheckFunction(s, context, call, symbol->index);
    case resolve::SymbolKind::Definition: {
      if (s.Definition(symbol->index).kind == DefinitionKind::Tiers) {
        return CheckTierCall(s, context, call, symbol->index);
      }
      if (context.given != nullptr) return CheckProbe(s, context, symbol->index, call);
      s.diags.Report(call.span, kOnlyInTests);
      return {};
    }
    case resolve::SymbolKind::Broken:
      CheckArgs(s, context, call);
      return {};
    default:
      s.diags.Report(call.callee.span, kNotAFunction, call.callee.text, SymbolWords(s.program, *symbol));
      return {};
  }
}

void CheckFunctions(Session& s) {
  for (const resolve::Function& function : s.program.functions) {
    const ast::Fn& fn = *function.decl;
    const bool known = FindSpecial(fn.name.text) != nullptr || FindRefused(fn.name.text) ||
                       kernels::FindKernel(fn.name.text) != nullptr;
    if (!fn.is_extern) {
      Refuse(s, fn.name.span, Refused::UserFunction);
    } else if (!known) {
      s.diags.Report(fn.name.span, kUnknownLibrary, fn.name.text);
    }
  }
}

}  // namespace incent::check
