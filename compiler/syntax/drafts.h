#pragma once

#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/check_tokens.h"

namespace incent::syntax {

// Which of the rules about first drafts are tried. No text of the language has what the sure ones look for;
// the others are for texts that do not parse.
enum class DraftRules : uint8_t { Sure, All };

// People begin with what they know: spreadsheets, contracts, other languages. Finds such forms, reports each
// with what to write in its place, and mends the tokens as if that had been written, so that neither the
// parser nor the checker stumbles over the same mistake again. True if something was mended.
bool MendDrafts(DraftRules rules, CheckedTokens& checked, const source::SourceFile& source,
                diag::Diagnostics& diags);

}  // namespace incent::syntax
