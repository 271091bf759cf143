#pragma once

#include <string>
#include <string_view>

#include "compiler/ast/print.h"
#include "compiler/ast/walk.h"
#include "compiler/diag/render.h"
#include "compiler/syntax/parse.h"

namespace incent::syntax {

// A text, its tree and what was said about it.
struct Parsed {
  explicit Parsed(std::string text) : source(sources.file(sources.Add("plan.incent", std::move(text)))) {
    file = Parse(source, diags);
  }

  // The codes in the order of their places, separated by blanks.
  std::string Codes() const {
    std::string codes;
    for (const diag::Entry* entry : diags.Sorted()) {
      codes += (codes.empty() ? "" : " ") + std::string(entry->kind->code);
    }
    return codes;
  }
  std::string Text() const { return diag::RenderText(diags, sources, {}); }
  std::string ChineseText() const {
    return diag::RenderText(diags, sources, {.language = diag::Language::Chinese});
  }

  // The text with the first fix of every message applied.
  std::string Repaired() const {
    std::string text = source.text;
    const auto sorted = diags.Sorted();
    for (auto entry = sorted.rbegin(); entry != sorted.rend(); ++entry) {
      if ((*entry)->fixes.empty()) continue;
      const diag::Fix& fix = (*entry)->fixes.front();
      text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
    }
    return text;
  }

  const ast::Item* Item(std::string_view name) const {
    const ast::Item* found = nullptr;
    ast::WalkTree(file.tree, ast::Overloaded{[&](const ast::Item& item) {
                                               if (item.name.text == name) found = &item;
                                             },
                                             [](const ast::Node&) {}});
    return found;
  }

  source::SourceSet sources;
  diag::Diagnostics diags;
  const source::SourceFile& source;
  ParsedFile file;
};

// `statements` inside a plan that is otherwise complete.
inline std::string InPlan(std::string_view statements) {
  return "incent 1.0\nplan p for Rep {\n" + std::string(statements) + "\n}\n";
}

}  // namespace incent::syntax
