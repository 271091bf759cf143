#pragma once

#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/token_buffer.h"

namespace incent::syntax {

// Checks, before a parser recurses over them, that the tokens (without blanks and comments) cannot
// exhaust the stack of the parser or of a later stage. Returns false if they could.
[[nodiscard]] bool CheckLimits(const std::vector<Token>& tokens, source::FileId file,
                               diag::Diagnostics& diags);

}  // namespace incent::syntax
