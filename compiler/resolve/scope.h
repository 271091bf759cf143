#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/resolve/program.h"

namespace incent::resolve {

// Names visible at one place: those of a plan, then those of all files.
class Scope {
 public:
  explicit Scope(const Scope* outer = nullptr) : outer_(outer) {}

  // False if the name is taken in this scope already; `first` is then the earlier declaration.
  bool Declare(const std::string& name, Symbol symbol, source::Span span);
  std::optional<Symbol> Find(const std::string& name) const;
  std::optional<source::Span> SpanOf(const std::string& name) const;
  // The visible names of which `fits` is true, for "did you mean".
  std::vector<std::string> Names(const std::function<bool(const Symbol&)>& fits) const;

 private:
  struct Entry {
    Symbol symbol;
    source::Span span;
  };
  const Scope* outer_;
  std::map<std::string, Entry> entries_;
};

// What the language itself gives a meaning: calendar units, groups, currencies.
std::optional<Symbol> FindLanguageName(const std::string& name);

}  // namespace incent::resolve
