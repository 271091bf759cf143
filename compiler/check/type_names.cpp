#include <algorithm>
#include <array>

#include "compiler/ast/words.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/repairs.h"
#include "compiler/check/session.h"
#include "compiler/resolve/suggest.h"

// Types as written.
namespace incent::check {
namespace {

using types::Kind;
using types::Type;

constexpr std::array<std::string_view, 9> kBuiltin = {"text",      "number", "rate", "points",  "date",
                                                      "timestamp", "period", "flag", "currency"};

Type BuiltinType(std::string_view name) {
  if (name == "number") return Type::Number(6);
  if (name == "rate") return Type::Number(6, {}, true);
  if (name == "points") return Type::Number(0, types::Unit::Of("points"));
  if (name == "date") return Type::Date();
  if (name == "timestamp") return Type::Of(Kind::Timestamp);
  if (name == "period") return Type::PeriodOf(value::Granule::Month);
  if (name == "flag") return Type::Flag();
  return Type::Text();  // text, and codes of currencies
}

bool IsBuiltin(std::string_view name) {
  return std::find(kBuiltin.begin(), kBuiltin.end(), name) != kBuiltin.end();
}

}  // namespace

std::string CanonicalType(const resolve::Program& program, const ast::TypeRef& ref) {
  std::string name;
  for (const ast::Ident& part : ref.name) name += (name.empty() ? "" : ".") + part.text;
  const auto it = program.type_names.find(name);
  return it != program.type_names.end() ? it->second : name;
}

Type SimpleType(Session& s, const ast::TypeRef& ref) {
  const std::string name = CanonicalType(s.program, ref);
  if (IsBuiltin(name)) return BuiltinType(name);
  for (size_t i = 0; i < s.program.datasets.size(); ++i) {
    if (s.program.datasets[i].name() == name) return Type::Ref(static_cast<int>(i));
  }
  const auto known = [&] {
    std::vector<std::string> names(kBuiltin.begin(), kBuiltin.end());
    for (const resolve::Dataset& dataset : s.program.datasets) names.push_back(dataset.name());
    return names;
  };
  auto entry = s.diags.Report(ref.span, kBadType, name);
  if (RepairType(s.program, entry, name, ref.span)) return Type::Error();
  if (const auto suggestion = resolve::SuggestOneOf(s.diags, name, known)) {
    entry.Fix(ref.span, ast::SpellName(*suggestion, ast::NamePlace::Plain), kDidYouMean, *suggestion);
  }
  return Type::Error();
}

Type MoneyType(Session& s, const ast::TypeRef& ref) {
  if (ref.currency.empty()) return Type::Of(Kind::AnyMoney);
  if (types::IsCurrency(ref.currency))
    return Type::Number(types::MinorUnits(ref.currency), types::Unit::Of(ref.currency));
  s.diags.Report(ref.span, kUnknownCurrency, ref.currency);
  return Type::Error();
}

}  // namespace incent::check
