#pragma once

#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"

namespace incent::syntax {

// True for characters that cannot be seen or that reorder their neighbours: controls except tab, CR
// and LF, bidi marks, zero-width and variation characters, tags. Such characters are errors anywhere.
bool IsForbiddenCharacter(char32_t character);

// Checks the bytes of a file before it is cut into tokens: size, encoding, forbidden characters.
// Returns false if there is no point in reading on.
[[nodiscard]] bool CheckText(const source::SourceFile& source, diag::Diagnostics& diags);

}  // namespace incent::syntax
