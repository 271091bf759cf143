#pragma once

#include <string>

#include "compiler/source/source_set.h"
#include "compiler/syntax/token_buffer.h"

namespace incent::cli {

// One line for each token but blanks: place, kind, the English spelling of keywords, the text.
std::string TokensText(const syntax::TokenBuffer& tokens, const source::SourceFile& file);

}  // namespace incent::cli
