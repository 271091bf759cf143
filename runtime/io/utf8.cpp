#include "runtime/io/utf8.h"

#include <utf8proc.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace incent::io {
namespace {

// Length in bytes of the ASCII prefix, found eight bytes at a time.
size_t AsciiPrefix(std::string_view text) {
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof(word));
    if ((word & 0x8080808080808080u) != 0) break;
  }
  while (at < text.size() && static_cast<signed char>(text[at]) >= 0) ++at;
  return at;
}

// The length and the allowed second byte of a sequence, from its first byte (Unicode table 3-7).
struct Sequence {
  size_t length = 0;  // 0: no first byte
  unsigned char low = 0x80;
  unsigned char high = 0xbf;
};

Sequence SequenceOf(unsigned char first) {
  if (first < 0x80) return {.length = 1};
  if (first < 0xc2) return {};
  if (first < 0xe0) return {.length = 2};
  if (first == 0xe0) return {.length = 3, .low = 0xa0};
  if (first == 0xed) return {.length = 3, .high = 0x9f};
  if (first < 0xf0) return {.length = 3};
  if (first == 0xf0) return {.length = 4, .low = 0x90};
  if (first == 0xf4) return {.length = 4, .high = 0x8f};
  return {.length = first < 0xf4 ? size_t{4} : size_t{0}};
}

// Length of the valid sequence at the front of `text`; 0 if there is none.
size_t ValidSequence(std::string_view text) {
  const Sequence sequence = SequenceOf(static_cast<unsigned char>(text.front()));
  if (sequence.length > text.size()) return 0;
  for (size_t i = 1; i < sequence.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const unsigned char low = i == 1 ? sequence.low : 0x80;
    const unsigned char high = i == 1 ? sequence.high : 0xbf;
    if (byte < low || byte > high) return 0;
  }
  return sequence.length;
}

// The code point of a valid sequence of two or more bytes.
char32_t Decode(std::string_view sequence) {
  char32_t code_point = static_cast<unsigned char>(sequence[0]) & (0xffu >> (sequence.size() + 1));
  for (const char c : sequence.substr(1))
    code_point = code_point << 6 | (static_cast<unsigned char>(c) & 0x3f);
  return code_point;
}

// Code points that normalisation leaves alone whatever stands before them. The ranges are fixed:
// Unicode never changes the normalisation of an assigned character.
bool IsInertInNfc(char32_t c) {
  if (c < 0x300) return true;
  if (c >= 0x3000 && c <= 0x9fff) return c != 0x3099 && c != 0x309a && !(c >= 0x302a && c <= 0x302f);
  return (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xff00 && c <= 0xffef);
}

void AppendHexEscape(char c, std::string* text) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  text->append("\\x");
  text->push_back(kDigits[byte >> 4]);
  text->push_back(kDigits[byte & 15]);
}

bool IsControl(std::string_view sequence) {
  const auto byte = static_cast<unsigned char>(sequence[0]);
  const bool is_c1 = sequence.size() == 2 && byte == 0xc2 && static_cast<unsigned char>(sequence[1]) < 0xa0;
  return byte < 0x20 || byte == 0x7f || is_c1;
}

}  // namespace

bool IsAscii(std::string_view text) {
  return AsciiPrefix(text) == text.size();
}

bool IsValidUtf8(std::string_view text) {
  text.remove_prefix(AsciiPrefix(text));
  while (!text.empty()) {
    const size_t length = ValidSequence(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool IsPlainlyNfc(std::string_view text) {
  text.remove_prefix(AsciiPrefix(text));
  while (!text.empty()) {
    const size_t length = SequenceOf(static_cast<unsigned char>(text.front())).length;
    if (length > 1 && !IsInertInNfc(Decode(text.substr(0, length)))) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string ToNfc(std::string_view text) {
  if (IsPlainlyNfc(text)) return std::string(text);
  utf8proc_uint8_t* normal = nullptr;
  const utf8proc_ssize_t length = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
      &normal, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  // Valid text cannot fail, except for memory, and then the text as written is the best there is.
  if (length < 0) return std::string(text);
  std::string result(reinterpret_cast<const char*>(normal), static_cast<size_t>(length));
  std::free(normal);
  return result;
}

std::string PrintableText(std::string_view text, size_t max_bytes) {
  std::string printable;
  while (!text.empty()) {
    const size_t valid = ValidSequence(text);
    const size_t length = valid == 0 ? 1 : valid;
    std::string piece(text.substr(0, length));
    if (valid == 0 || IsControl(piece)) {
      piece.clear();
      for (const char c : text.substr(0, length)) AppendHexEscape(c, &piece);
    }
    if (printable.size() + piece.size() > max_bytes) break;
    printable += piece;
    text.remove_prefix(length);
  }
  return printable;
}

void AppendUtf8(char32_t code_point, std::string* text) {
  const auto tail = [&](int shift) {
    text->push_back(static_cast<char>(0x80 | (code_point >> shift & 0x3f)));
  };
  if (code_point < 0x80) {
    text->push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    text->push_back(static_cast<char>(0xc0 | code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    text->push_back(static_cast<char>(0xe0 | code_point >> 12));
    tail(6);
    tail(0);
  } else {
    text->push_back(static_cast<char>(0xf0 | code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace incent::io
