#include "compiler/resolve/scope.h"

#include <array>
#include <utility>

namespace incent::resolve {

bool Scope::Declare(const std::string& name, Symbol symbol, source::Span span) {
  return entries_.emplace(name, Entry{symbol, span}).second;
}

std::optional<Symbol> Scope::Find(const std::string& name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->outer_) {
    if (const auto it = scope->entries_.find(name); it != scope->entries_.end()) return it->second.symbol;
  }
  return std::nullopt;
}

std::optional<source::Span> Scope::SpanOf(const std::string& name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->outer_) {
    if (const auto it = scope->entries_.find(name); it != scope->entries_.end()) return it->second.span;
  }
  return std::nullopt;
}

std::vector<std::string> Scope::Names(const std::function<bool(const Symbol&)>& fits) const {
  std::vector<std::string> names;
  for (const Scope* scope = this; scope != nullptr; scope = scope->outer_) {
    for (const auto& [name, entry] : scope->entries_) {
      if (entry.symbol.kind != SymbolKind::Broken && fits(entry.symbol)) names.push_back(name);
    }
  }
  return names;
}

std::optional<Symbol> FindLanguageName(const std::string& name) {
  using ast::Unit;
  static constexpr std::array<std::pair<std::string_view, Unit>, 16> kUnits = {
      {{"day", Unit::Day},
       {"days", Unit::Day},
       {"week", Unit::Week},
       {"weeks", Unit::Week},
       {"half month", Unit::HalfMonth},
       {"half months", Unit::HalfMonth},
       {"month", Unit::Month},
       {"months", Unit::Month},
       {"quarter", Unit::Quarter},
       {"quarters", Unit::Quarter},
       {"half year", Unit::HalfYear},
       {"half years", Unit::HalfYear},
       {"year", Unit::Year},
       {"years", Unit::Year},
       {"half_month", Unit::HalfMonth},
       {"half_year", Unit::HalfYear}}};
  for (const auto& [word, unit] : kUnits) {
    if (word == name) return Symbol{SymbolKind::Unit, static_cast<int>(unit)};
  }
  if (name == "everyone" || name == "全员")
    return Symbol{SymbolKind::Group, static_cast<int>(GroupWord::Everyone)};
  if (name == "members" || name == "成员")
    return Symbol{SymbolKind::Group, static_cast<int>(GroupWord::Members)};
  if (name == "under" || name == "下属") return Symbol{SymbolKind::Group, static_cast<int>(GroupWord::Under)};
  const bool three_capitals =
      name.size() == 3 && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
  if (three_capitals) return Symbol{SymbolKind::Currency, -1};
  return std::nullopt;
}

}  // namespace incent::resolve
