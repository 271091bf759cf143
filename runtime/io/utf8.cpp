#include "runtime/io/utf8.h"

#include <simdjson.h>
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>

namespace incent::io {
namespace {

const utf8proc_uint8_t* BytesOf(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// Every ASCII text is in NFC.
bool IsAscii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<signed char>(c) >= 0; });
}

void AppendHexEscape(char c, std::string* text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  text->append("\\x");
  text->push_back(kDigits[byte >> 4]);
  text->push_back(kDigits[byte & 15]);
}

bool IsControl(utf8proc_int32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7f && code_point < 0xa0);
}

}  // namespace

bool IsValidUtf8(std::string_view text) {
  return simdjson::validate_utf8(text);
}

std::string ToNfc(std::string_view text) {
  if (IsAscii(text)) return std::string(text);
  utf8proc_uint8_t* normal = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(BytesOf(text), static_cast<utf8proc_ssize_t>(text.size()), &normal,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  // Valid text cannot fail, except for memory, and then the text as written is the best there is.
  if (length < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(normal), static_cast<size_t>(length));
  std::free(normal);
  return result;
}

std::string PrintableText(std::string_view text, size_t max_bytes) {
  std::string printable;
  while (!text.empty()) {
    utf8proc_int32_t code_point = 0;
    const utf8proc_ssize_t valid =
        utf8proc_iterate(BytesOf(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
    const size_t length = valid <= 0 ? 1 : static_cast<size_t>(valid);
    std::string piece(text.substr(0, length));
    if (valid <= 0 || IsControl(code_point)) {
      piece.clear();
      for (const char c : text.substr(0, length)) AppendHexEscape(c, &piece);
    }
    if (printable.size() + piece.size() > max_bytes) break;
    printable += piece;
    text.remove_prefix(length);
  }
  return printable;
}

}  // namespace incent::io
