#pragma once

#include "compiler/ast/file.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/token_buffer.h"

namespace incent::syntax {

struct ParsedFile {
  TokenBuffer tokens;  // empty if the file is too large or not UTF-8
  ast::File tree;
};

// Parses one file. Always returns a tree: statements with a syntax error are ast::Broken in it, all
// others are complete. Reports E01xx (syntax) and E05xx (limits). Never throws.
[[nodiscard]] ParsedFile Parse(const source::SourceFile& source, diag::Diagnostics& diags);

}  // namespace incent::syntax
