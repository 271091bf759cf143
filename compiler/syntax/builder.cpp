#include "compiler/syntax/builder.h"

#include <algorithm>

namespace incent::syntax {
namespace {

// The text of a `##` comment without its mark and one blank.
std::string_view DocText(std::string_view comment) {
  comment.remove_prefix(2);
  if (comment.starts_with(" ")) comment.remove_prefix(1);
  while (comment.ends_with(" ") || comment.ends_with("\t")) comment.remove_suffix(1);
  return comment;
}

size_t CountLineEnds(std::string_view blank) {
  return static_cast<size_t>(std::count(blank.begin(), blank.end(), '\n'));
}

}  // namespace

void Builder::Place(ast::Node& node, source::Span span) {
  node.id = {parsed_.source.id.value, file_.num_nodes++};
  node.span = span;
}

source::Span Builder::SpanOf(antlr4::Token& token) const {
  // A supposed token has no place of its own.
  if (token.getTokenIndex() >= parsed_.checked.tokens.size()) {
    const auto size = static_cast<uint32_t>(parsed_.source.text.size());
    return {parsed_.source.id, size, size};
  }
  return parsed_.checked.tokens[token.getTokenIndex()].SpanIn(parsed_.source.id);
}

source::Span Builder::SpanOf(Ctx& ctx) const {
  const source::Span start = SpanOf(*ctx.start);
  if (ctx.stop == nullptr) return {start.file, start.begin, start.begin};
  const source::Span stop = SpanOf(*ctx.stop);
  return {start.file, start.begin, std::max(start.begin, stop.end)};
}

bool Builder::IsRepaired(antlr4::Token& token) const {
  const size_t index = token.getTokenIndex();
  return index < parsed_.checked.tokens.size() && parsed_.checked.tokens[index].repaired;
}

// The `##` lines right above a statement, each on a line of its own.
std::string Builder::DocBefore(Ctx& ctx) const {
  const std::vector<Token>& all = parsed_.buffer.tokens;
  const auto by_place = [](const Token& token, uint32_t offset) { return token.begin < offset; };
  auto token = std::lower_bound(all.begin(), all.end(), SpanOf(ctx).begin, by_place);

  std::vector<std::string_view> lines;
  while (token != all.begin()) {
    --token;
    const std::string_view text = parsed_.source.Text(token->SpanIn(parsed_.source.id));
    if (IsBlank(*token) && CountLineEnds(text) <= 1) continue;
    if (!IsDoc(*token)) break;
    const bool own_line = token == all.begin() || IsBlank(*(token - 1));
    if (!own_line) break;
    lines.push_back(DocText(text));
    // A comment after code belongs to that code: its blank holds no line end.
    if (token != all.begin() && token - 1 != all.begin()) {
      const std::string_view blank = parsed_.source.Text((token - 1)->SpanIn(parsed_.source.id));
      if (CountLineEnds(blank) == 0) {
        lines.pop_back();
        break;
      }
    }
  }
  std::string doc;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    if (line != lines.rbegin()) doc += '\n';
    doc += *line;
  }
  return doc;
}

// The first block of `##` lines, if a blank line or the end of the file follows.
std::string Builder::FileDoc() const {
  std::string doc;
  bool found = false;
  for (const Token& token : parsed_.buffer.tokens) {
    const std::string_view text = parsed_.source.Text(token.SpanIn(parsed_.source.id));
    if (IsDoc(token)) {
      if (found) doc += '\n';
      doc += DocText(text);
      found = true;
    } else if (found) {
      if (!IsBlank(token)) return "";
      if (CountLineEnds(text) > 1) return doc;
    }
  }
  return doc;
}

ast::File Builder::BuildFile(P::FileContext& ctx) {
  file_.source = parsed_.source.id;
  file_.doc = FileDoc();
  if (P::HeaderContext* header = ctx.header(); header != nullptr && header->NUMBER() != nullptr) {
    file_.language_version = Text(*header->NUMBER());
    if (file_.language_version != "1.0") {
      diags_.Report(SpanOf(*header->NUMBER()), kUnknownVersion, file_.language_version);
    }
  }
  for (P::TopItemContext* item : ctx.topItem()) {
    if (P::UseDeclContext* use = item->useDecl(); use != nullptr && !IsBroken(*item)) {
      file_.uses.push_back(Build(*use));
    } else if (const ast::Item* built = Build(*item)) {
      file_.items.push_back(built);
    }
  }
  return std::move(file_);
}

}  // namespace incent::syntax
