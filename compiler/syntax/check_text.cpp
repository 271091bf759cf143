#include "compiler/syntax/check_text.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "compiler/base/limits.h"
#include "compiler/source/line_map.h"
#include "compiler/syntax/diagnostics.h"

namespace incent::syntax {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Default_Ignorable_Code_Point of Unicode 15 outside the category Cf, and the line separators.
constexpr Range kIgnorable[] = {
    {0x034F, 0x034F}, {0x115F, 0x1160}, {0x17B4, 0x17B5},   {0x180B, 0x180F},
    {0x2028, 0x2029}, {0x2065, 0x2065}, {0x3164, 0x3164},   {0xFE00, 0xFE0F},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFF8}, {0xE0000, 0xE0FFF},
};

// The text without the byte order mark that some editors put first.
uint32_t ByteOrderMark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
}

bool CheckEncoding(const source::SourceFile& source, diag::Diagnostics& diags) {
  const std::string_view text = source.text;
  size_t num_invalid = 0;
  uint32_t first_invalid = 0;
  for (uint32_t offset = 0; offset < text.size();) {
    const source::CodePoint next = source::DecodeFirst(text.substr(offset, 4));
    if (!next.valid && num_invalid++ == 0) first_invalid = offset;
    offset += next.length;
  }
  if (num_invalid == 0) return true;
  diags.Report({source.id, first_invalid, first_invalid + 1}, kNotUtf8, num_invalid);
  return false;
}

}  // namespace

bool IsForbiddenCharacter(char32_t character) {
  if (character < 0x7F)
    return character < 0x20 && character != '\t' && character != '\n' && character != '\r';
  for (const Range& range : kIgnorable) {
    if (character >= range.first && character <= range.last) return true;
  }
  const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(character));
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF;
}

bool CheckText(const source::SourceFile& source, diag::Diagnostics& diags) {
  const std::string_view text = source.text;
  if (text.size() > base::kMaxFileBytes) {
    diags.Report({source.id, 0, 0}, kFileTooLarge, text.size(), base::kMaxFileBytes);
    return false;
  }
  if (!CheckEncoding(source, diags)) return false;

  for (uint32_t offset = ByteOrderMark(text); offset < text.size();) {
    const source::CodePoint next = source::DecodeFirst(text.substr(offset, 4));
    if (IsForbiddenCharacter(next.value)) {
      const source::Span span{source.id, offset, offset + next.length};
      diags.Report(span, kInvisibleCharacter, fmt::format("U+{:04X}", static_cast<uint32_t>(next.value)))
          .Fix(span, "", kRemove);
    }
    offset += next.length;
  }
  return true;
}

}  // namespace incent::syntax
