#include "compiler/cli/dump_text.h"

#include <fmt/format.h>

#include "compiler/cli/text_table.h"

namespace incent::cli {
namespace {

std::string KindOf(const syntax::Token& token) {
  if (syntax::IsDoc(token)) return "doc";
  if (syntax::IsComment(token)) return "comment";
  if (syntax::IsKeyword(token)) {
    return fmt::format("keyword {}", syntax::KeywordSpelling(token.type, diag::Language::English));
  }
  return "token";
}

}  // namespace

std::string TokensText(const syntax::TokenBuffer& tokens, const source::SourceFile& file) {
  TextTable table({"place", "kind", "text"}, {Align::Left, Align::Left, Align::Left});
  for (const syntax::Token& token : tokens.tokens) {
    if (syntax::IsBlank(token)) continue;
    const source::Position place = file.PositionAt(token.begin);
    table.Add({fmt::format("{}:{}", place.line, place.bytes), KindOf(token),
               std::string(file.Text(token.SpanIn(file.id)))});
  }
  return table.Render();
}

}  // namespace incent::cli
