#include "compiler/pipeline/near_key.h"

#include <algorithm>
#include <array>

namespace incent::pipeline {
namespace {

// A range of characters, and how far away each one's plain form is.
struct Shift {
  char32_t first;
  char32_t last;
  int32_t by;
};

// Capitals of Latin, Greek and Cyrillic, and what is as wide as a Chinese character.
constexpr std::array kShifts = {
    Shift{'A', 'Z', 0x20},          Shift{0x00C0, 0x00D6, 0x20},          Shift{0x00D8, 0x00DE, 0x20},
    Shift{0x0391, 0x03A9, 0x20},    Shift{0x0400, 0x040F, 0x50},          Shift{0x0410, 0x042F, 0x20},
    Shift{0xFF01, 0xFF20, -0xFEE0}, Shift{0xFF21, 0xFF3A, 0x20 - 0xFEE0}, Shift{0xFF3B, 0xFF5E, -0xFEE0}};

bool IsBlank(char32_t c) {
  return c == ' ' || c == '\t' || c == 0x00A0 || c == 0x3000 || c == 0xFEFF;
}

char32_t Plain(char32_t c) {
  for (const Shift& shift : kShifts) {
    if (c >= shift.first && c <= shift.last) return static_cast<char32_t>(static_cast<int32_t>(c) + shift.by);
  }
  return c;
}

// Keys are valid UTF-8.
std::u32string Folded(std::string_view text) {
  std::u32string folded;
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (size_t k = 1; k < size && i + k < text.size(); ++k)
      c = (c << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    i += size;
    if (!IsBlank(c)) folded += Plain(c);
  }
  return folded;
}

// One character more, less or another, or two that have changed places.
bool IsOneApart(std::u32string_view a, std::u32string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto begin = static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  a.remove_prefix(begin);
  b.remove_prefix(begin);
  if (a.size() < b.size()) return a == b.substr(1);
  const bool is_swapped = a.size() >= 2 && a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2);
  return !a.empty() && (a.substr(1) == b.substr(1) || is_swapped);
}

}  // namespace

std::optional<std::string> NearKey(std::string_view text, const column::Table& table) {
  const std::u32string wanted = Folded(text);
  std::optional<std::string> same;
  std::optional<std::string> near;
  int num_same = 0;
  int num_near = 0;
  for (int32_t row = 0; row < table.num_rows; ++row) {
    const std::string_view key = table.KeyOf(row);
    if (key.empty() || table.RowOfKey(key) != row) continue;
    // Blanks take bytes, characters up to four.
    if (key.size() > 4 * text.size() + 16 || text.size() > 4 * key.size() + 16) continue;
    const std::u32string folded = Folded(key);
    if (folded == wanted) {
      ++num_same;
      same = std::string(key);
    } else if (IsOneApart(folded, wanted)) {
      ++num_near;
      near = std::string(key);
    }
  }
  if (num_same > 0) return num_same == 1 ? same : std::nullopt;
  return num_near == 1 ? near : std::nullopt;
}

}  // namespace incent::pipeline
