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

void AppendLine(std::string& doc, std::string_view line, bool first) {
  if (!first) doc += '\n';
  doc += line;
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

std::string_view Builder::Text(antlr4::Token& token) const {
  const size_t index = token.getTokenIndex();
  const bool is_mended =
      index < parsed_.checked.tokens.size() && !parsed_.checked.tokens[index].meant.empty();
  return is_mended ? std::string_view(parsed_.checked.tokens[index].meant)
                   : parsed_.source.Text(SpanOf(token));
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
  // Each round takes one blank that ends a line, and the comment before it.
  while (token - all.begin() >= 2 && NumLineEnds(*(token - 1)) == 1 && IsDoc(*(token - 2))) {
    token -= 2;
    if (token != all.begin() && NumLineEnds(*(token - 1)) == 0) break;  // it explains the code before it
    lines.push_back(DocText(TextOf(*token)));
  }
  std::string doc;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line)
    AppendLine(doc, *line, line == lines.rbegin());
  return doc;
}

// The `##` lines between the head of the file and its first statement, if a blank line follows them.
std::string Builder::FileDoc(uint32_t first_statement) const {
  std::string doc;
  bool found = false;
  for (const Token& token : parsed_.buffer.tokens) {
    if (token.begin >= first_statement) break;
    if (IsDoc(token)) {
      AppendLine(doc, DocText(TextOf(token)), !found);
      found = true;
    } else if (found && NumLineEnds(token) != 1) {
      return NumLineEnds(token) > 1 ? doc : "";
    }
  }
  return "";
}

std::string_view Builder::TextOf(const Token& token) const {
  return parsed_.source.Text(token.SpanIn(parsed_.source.id));
}

size_t Builder::NumLineEnds(const Token& token) const {
  const std::string_view text = TextOf(token);
  return IsBlank(token) ? static_cast<size_t>(std::count(text.begin(), text.end(), '\n')) : 0;
}

ast::File Builder::BuildFile(P::FileContext& ctx) {
  file_.source = parsed_.source.id;
  uint32_t first_statement = static_cast<uint32_t>(parsed_.source.text.size());
  for (P::TopItemContext* item : ctx.topItem()) {
    if (item->useDecl() == nullptr) first_statement = std::min(first_statement, SpanOf(*item).begin);
  }
  file_.doc = FileDoc(first_statement);
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
