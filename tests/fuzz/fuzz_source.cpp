#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "compiler/ast/equal.h"
#include "compiler/ast/print.h"
#include "compiler/diag/render.h"
#include "compiler/syntax/parse.h"

namespace {

using namespace incent;

// The words of a file with tokens are its whole text, a byte order mark apart.
void CheckTokens(const syntax::ParsedFile& parsed, const source::SourceFile& source) {
  if (parsed.tokens.tokens.empty()) return;
  uint32_t end = 0;
  for (const syntax::Token& token : parsed.tokens.tokens) {
    if (token.begin != end || token.end <= token.begin) std::abort();
    end = token.end;
  }
  if (end != source.text.size()) std::abort();
}

// A text without errors is read the same after it was printed, in either language.
void CheckRoundTrip(const ast::File& tree) {
  for (const ast::Words words : {ast::Words::English, ast::Words::Chinese}) {
    source::SourceSet sources;
    const source::FileId id = sources.Add("printed.incent", ast::Print(tree, words));
    diag::Diagnostics diags;
    const syntax::ParsedFile again = syntax::Parse(sources.file(id), diags);
    // Written out, numbers and indentation may pass the limit for files.
    if (diags.has_errors() && diags.entries().front().kind->code.starts_with("E05")) continue;
    if (diags.has_errors() || !ast::Equal(tree, again.tree)) std::abort();
  }
}

}  // namespace

// Any bytes: a tree, messages that can be shown, and no output that a terminal would obey.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  source::SourceSet sources;
  const source::FileId id =
      sources.Add("plan.incent", std::string(reinterpret_cast<const char*>(data), size));
  diag::Diagnostics diags;
  const syntax::ParsedFile parsed = syntax::Parse(sources.file(id), diags);
  CheckTokens(parsed, sources.file(id));
  for (const char c : diag::RenderText(diags, sources, {})) {
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n') std::abort();
  }
  (void)diag::RenderJson(diags, sources, diag::Language::Chinese);
  if (!diags.has_errors()) CheckRoundTrip(parsed.tree);
  return 0;
}
