#include "runtime/value/escape.h"

#include <utf8proc.h>

#include <algorithm>

namespace incent::value {
namespace {

struct Character {
  utf8proc_int32_t value = 0;
  size_t length = 1;
  bool valid = false;
};

Character FirstOf(std::string_view text) {
  Character first;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  // Four bytes are enough for any character and keep the length in range of the C interface.
  const auto available = static_cast<utf8proc_ssize_t>(std::min<size_t>(text.size(), 4));
  const utf8proc_ssize_t length = utf8proc_iterate(bytes, available, &first.value);
  first.valid = length > 0;
  if (first.valid) first.length = static_cast<size_t>(length);
  return first;
}

// Categories that have no shape of their own, or that change how their neighbours are shown.
bool IsInvisible(utf8proc_int32_t character) {
  if (character == '\t') return false;
  // Variation selectors are marks for utf8proc, but invisible.
  if ((character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0100 && character <= 0xE01EF))
    return true;
  switch (utf8proc_category(character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    default:
      return false;
  }
}

std::string Hex(uint32_t number, size_t digits) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (; number > 0 || text.size() < digits; number >>= 4) text.insert(text.begin(), kDigits[number & 15]);
  return text;
}

void AppendUtf16(uint32_t character, std::string& json) {
  if (character < 0x10000) {
    json += "\\u" + Hex(character, 4);
    return;
  }
  const uint32_t offset = character - 0x10000;
  json += "\\u" + Hex(0xD800 + (offset >> 10), 4) + "\\u" + Hex(0xDC00 + (offset & 0x3FF), 4);
}

}  // namespace

std::string EscapeControls(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character next = FirstOf(text);
    if (!next.valid) {
      result += "\\x{" + Hex(static_cast<unsigned char>(text.front()), 2) + "}";
    } else if (IsInvisible(next.value)) {
      result += "\\u{" + Hex(static_cast<uint32_t>(next.value), 1) + "}";
    } else {
      result += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return result;
}

std::string EscapeJson(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  while (!json.empty()) {
    const Character next = FirstOf(json);
    // Between its texts a document has no such character but line ends.
    if (next.valid && next.value != '\n' && IsInvisible(next.value)) {
      AppendUtf16(static_cast<uint32_t>(next.value), result);
    } else {
      result += json.substr(0, next.length);
    }
    json.remove_prefix(next.length);
  }
  return result;
}

}  // namespace incent::value
