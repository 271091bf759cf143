#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_set.h"

namespace incent::syntax {

// A word, sign, blank or comment of a file. `type` is the lexer's number; tests below tell what it is.
struct Token {
  uint16_t type = 0;
  uint32_t begin = 0;  // bytes
  uint32_t end = 0;

  source::Span SpanIn(source::FileId file) const { return {file, begin, end}; }
};

// All tokens of a file in order, blanks and comments included: together they are the whole text
// (without a byte order mark).
struct TokenBuffer {
  std::vector<Token> tokens;
};

bool IsBlank(const Token& token);
bool IsComment(const Token& token);  // `#` and `##`
bool IsDoc(const Token& token);      // `##`
bool IsKeyword(const Token& token);

// How a keyword is written, for example "capped at" or 封顶; empty for other tokens.
std::string_view KeywordSpelling(uint16_t type, diag::Language language);

}  // namespace incent::syntax
