#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace incent::source {

// A place as people and editors count it. All counts start at 1.
//
// `bytes` counts UTF-8 code units, `utf16` the code units of the Language Server Protocol, `cells`
// the columns of a terminal, where East Asian wide characters take 2, combining marks 0 and a tab
// goes to the next multiple of kTabWidth.
struct Position {
  uint32_t line = 1;
  uint32_t bytes = 1;
  uint32_t utf16 = 1;
  uint32_t cells = 1;
};

inline constexpr uint32_t kTabWidth = 4;

// Finds lines and columns in one text. Lines end at LF, CR LF or a lone CR.
class LineMap {
 public:
  LineMap() = default;
  explicit LineMap(std::string_view text);

  // `offset` may be at most text.size(); O(log lines + length of the line).
  Position PositionAt(std::string_view text, uint32_t offset) const;

  // The line (from 1) that holds `offset`.
  uint32_t LineAt(uint32_t offset) const;

  // The text of a line (from 1), without its line end.
  std::string_view LineText(std::string_view text, uint32_t line) const;

  // Where a line (from 1) starts, in bytes.
  uint32_t LineStart(uint32_t line) const { return starts_[line - 1]; }

  uint32_t num_lines() const { return static_cast<uint32_t>(starts_.size()); }

 private:
  std::vector<uint32_t> starts_ = {0};
};

// One decoded character. Bytes that are not UTF-8 decode one by one to U+FFFD.
struct CodePoint {
  char32_t value = 0;
  uint32_t length = 0;  // bytes
  bool valid = true;
};

// `text` must not be empty.
CodePoint DecodeFirst(std::string_view text);

// Terminal columns of a character: 0, 1 or 2. Controls and invisible characters count 0.
uint32_t CellWidth(char32_t character);

// Terminal columns of a whole text without tabs.
uint32_t CellWidth(std::string_view text);

}  // namespace incent::source
