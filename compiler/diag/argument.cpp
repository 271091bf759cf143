#include "compiler/diag/diagnostic.h"

namespace incent::diag {
namespace {

std::string Cut(std::string_view text) {
  if (text.size() <= kMaxArgumentBytes) return std::string(text);
  size_t length = kMaxArgumentBytes;
  while (length > 0 && (text[length] & 0xC0) == 0x80) --length;  // not inside a character
  return std::string(text.substr(0, length)) + "…";
}

}  // namespace

Bilingual TextArgument(std::string_view text) {
  const std::string cut = Cut(text);
  return {cut, cut};
}

Bilingual ToArgument(const Bilingual& words) {
  return {Cut(words.english), Cut(words.chinese)};
}

}  // namespace incent::diag
