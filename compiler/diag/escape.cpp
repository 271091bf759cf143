#include <fmt/format.h>
#include <utf8proc.h>

#include "compiler/diag/render.h"
#include "compiler/source/line_map.h"

namespace incent::diag {
namespace {

// Categories that have no shape of their own, or that change how their neighbours are shown.
bool IsInvisible(char32_t character) {
  if (character == '\t') return false;
  // Variation selectors are marks for utf8proc, but invisible.
  if ((character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0100 && character <= 0xE01EF))
    return true;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
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

}  // namespace

std::string EscapeControls(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const source::CodePoint next = source::DecodeFirst(text);
    if (!next.valid) {
      result += fmt::format("\\x{{{:02x}}}", static_cast<unsigned char>(text.front()));
    } else if (IsInvisible(next.value)) {
      result += fmt::format("\\u{{{:x}}}", static_cast<uint32_t>(next.value));
    } else {
      result += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  return result;
}

}  // namespace incent::diag
