#pragma once

#include <string>
#include <string_view>

// Text as the engine holds it: valid UTF-8 in normalisation form C.
namespace incent::io {

// As the Unicode standard defines it: no overlong forms, surrogates or values past U+10FFFF.
bool IsValidUtf8(std::string_view text);

// A quick look at what is common: true only if `text` is valid, in NFC, and without NUL.
bool IsSurelyNfc(std::string_view text);

// `text`, which must be valid, in NFC.
std::string ToNfc(std::string_view text);

// At most `max_bytes` of `text`, cut between characters, for reports: bytes that are not UTF-8
// and control characters are written as \xNN.
std::string PrintableText(std::string_view text, size_t max_bytes);

}  // namespace incent::io
