#include "runtime/io/utf8.h"

#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace incent::io {
namespace {

const utf8proc_uint8_t* BytesOf(std::string_view text) {
  return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// How many bytes the character at the front has, if it is one of those that no form of normalisation
// changes and that nothing before or behind changes, and no NUL; else 0. These are all up to U+02FF and
// most of what Chinese is written with.
size_t InertLength(std::string_view text) {
  const auto byte = [text](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0; };
  const auto is_within = [&](size_t i, int low, int high) { return byte(i) >= low && byte(i) <= high; };
  if (is_within(0, 0x01, 0x7f)) return 1;
  if (is_within(0, 0xc2, 0xcb)) return is_within(1, 0x80, 0xbf) ? 2 : 0;
  const bool is_han = is_within(0, 0xe4, 0xe9) && is_within(1, 0x80, 0xbf) && is_within(2, 0x80, 0xbf);
  const bool is_punctuation = (byte(0) == 0xe3 && byte(1) == 0x80 && is_within(2, 0x80, 0xa9)) ||
                              (byte(0) == 0xe2 && byte(1) == 0x80 && is_within(2, 0x90, 0xbf));
  const bool is_full_width = byte(0) == 0xef && byte(1) == 0xbc && is_within(2, 0x80, 0xbf);
  return is_han || is_punctuation || is_full_width ? 3 : 0;
}

// The bytes at the front that are ASCII and not NUL: by eights, then one by one.
size_t AsciiLength(std::string_view text) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  size_t length = 0;
  for (; length + 8 <= text.size(); length += 8) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + length, sizeof word);
    if (((word | (word - kOnes)) & kHigh) != 0) break;
  }
  while (length < text.size() && static_cast<signed char>(text[length]) > 0) ++length;
  return length;
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
  while (true) {
    text.remove_prefix(AsciiLength(text));
    if (text.empty()) return true;
    size_t length = InertLength(text);
    if (length == 0) {
      utf8proc_int32_t code_point = 0;
      const utf8proc_ssize_t valid =
          utf8proc_iterate(BytesOf(text), static_cast<utf8proc_ssize_t>(text.size()), &code_point);
      if (valid <= 0) return false;
      length = static_cast<size_t>(valid);
    }
    text.remove_prefix(length);
  }
}

bool IsSurelyNfc(std::string_view text) {
  text.remove_prefix(AsciiLength(text));
  while (!text.empty()) {
    const size_t length = InertLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string ToNfc(std::string_view text) {
  if (IsSurelyNfc(text)) return std::string(text);
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
