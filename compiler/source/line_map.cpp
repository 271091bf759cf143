#include "compiler/source/line_map.h"

#include <utf8proc.h>

#include <algorithm>

namespace incent::source {

LineMap::LineMap(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const bool lone_cr = text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n');
    if (text[i] == '\n' || lone_cr) starts_.push_back(static_cast<uint32_t>(i + 1));
  }
}

uint32_t LineMap::LineAt(uint32_t offset) const {
  const auto after = std::upper_bound(starts_.begin(), starts_.end(), offset);
  return static_cast<uint32_t>(after - starts_.begin());
}

std::string_view LineMap::LineText(std::string_view text, uint32_t line) const {
  const size_t begin = starts_[line - 1];
  size_t end = line < starts_.size() ? starts_[line] : text.size();
  while (end > begin && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return text.substr(begin, end - begin);
}

Position LineMap::PositionAt(std::string_view text, uint32_t offset) const {
  Position position;
  position.line = LineAt(offset);
  const uint32_t start = starts_[position.line - 1];
  position.bytes = offset - start + 1;

  std::string_view rest = text.substr(start, offset - start);
  while (!rest.empty()) {
    const CodePoint next = DecodeFirst(rest);
    rest.remove_prefix(next.length);
    position.utf16 += next.value >= 0x10000 ? 2 : 1;
    position.cells +=
        next.value == '\t' ? kTabWidth - (position.cells - 1) % kTabWidth : CellWidth(next.value);
  }
  return position;
}

CodePoint DecodeFirst(std::string_view text) {
  utf8proc_int32_t value = 0;
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  // Four bytes are enough for any character and keep the length in range of the C interface.
  const auto available = static_cast<utf8proc_ssize_t>(std::min<size_t>(text.size(), 4));
  const utf8proc_ssize_t length = utf8proc_iterate(bytes, available, &value);
  if (length <= 0) return {.value = 0xFFFD, .length = 1, .valid = false};
  return {.value = static_cast<char32_t>(value), .length = static_cast<uint32_t>(length), .valid = true};
}

uint32_t CellWidth(char32_t character) {
  if (character < 0x20 || character == 0x7F) return 0;
  if (character < 0x7F) return 1;
  const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(character));
  return static_cast<uint32_t>(std::clamp(width, 0, 2));
}

uint32_t CellWidth(std::string_view text) {
  uint32_t cells = 0;
  while (!text.empty()) {
    const CodePoint next = DecodeFirst(text);
    text.remove_prefix(next.length);
    cells += CellWidth(next.value);
  }
  return cells;
}

}  // namespace incent::source
