#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/token_buffer.h"

namespace incent::syntax {

// A token for the parser.
struct ParserToken : Token {
  bool repaired = false;   // stands for a mistake that was reported: its value is not judged again
  bool after_gap = false;  // follows something that was reported and left out: no wonder if it does not fit
  std::string meant = {};  // what was meant, where the text says something else; empty: as written
};

// Tokens without blanks and comments, with the slips of the pen mended.
struct CheckedTokens {
  std::vector<ParserToken> tokens;

  // An unclosed text swallows the rest of its line; what the parser says after it is not to be trusted.
  uint32_t trusted_until = std::numeric_limits<uint32_t>::max();
};

// Reports what is wrong with single words - unknown characters, unclosed texts, 1,000, $5, 2026/1/5,
// ＡＢ１, over-long names - each with a fix where there is one, and mends it, so that the parser does
// not report the same mistake again.
CheckedTokens CheckTokens(const std::vector<Token>& tokens, const source::SourceFile& source,
                          diag::Diagnostics& diags);

}  // namespace incent::syntax
