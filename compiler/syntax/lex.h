#pragma once

#include <string_view>

#include "compiler/syntax/token_buffer.h"

namespace incent::syntax {

// Cuts `text` into tokens. Never fails: what is no token becomes UNKNOWN or UNCLOSED_... Bytes that
// are not UTF-8 are each an UNKNOWN token.
TokenBuffer Lex(std::string_view text);

}  // namespace incent::syntax
