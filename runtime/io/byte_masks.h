#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Where the bytes lie that split a CSV file, for 64 bytes at once: bit i of a mask is byte i.
namespace incent::io {

inline constexpr size_t kMaskBytes = 64;

struct ByteMasks {
  uint64_t commas = 0;
  uint64_t quotes = 0;
  uint64_t line_feeds = 0;
  uint64_t returns = 0;

  friend bool operator==(const ByteMasks&, const ByteMasks&) = default;
};

// For any machine: eight bytes at once in a word.
inline ByteMasks PortableMasksOf(const char* bytes) {
  const auto equal_to = [](uint64_t word, char c) {
    constexpr uint64_t kOnes = 0x0101010101010101;
    constexpr uint64_t kLow = 0x7f7f7f7f7f7f7f7f;
    const uint64_t other = word ^ (kOnes * static_cast<unsigned char>(c));
    const uint64_t zero_bytes = ~(((other & kLow) + kLow) | other | kLow);  // 0x80 where it is c
    return (zero_bytes >> 7) * 0x0102040810204080 >> 56;
  };
  ByteMasks masks;
  for (size_t i = 0; i < kMaskBytes; i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes + i, sizeof word);
    masks.commas |= equal_to(word, ',') << i;
    masks.quotes |= equal_to(word, '"') << i;
    masks.line_feeds |= equal_to(word, '\n') << i;
    masks.returns |= equal_to(word, '\r') << i;
  }
  return masks;
}

#if defined(__SSE2__)

inline ByteMasks MasksOf(const char* bytes) {
  ByteMasks masks;
  for (size_t i = 0; i < kMaskBytes; i += 16) {
    const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + i));
    const auto equal_to = [part, i](char c) {
      const int mask = _mm_movemask_epi8(_mm_cmpeq_epi8(part, _mm_set1_epi8(c)));
      return static_cast<uint64_t>(static_cast<uint32_t>(mask)) << i;
    };
    masks.commas |= equal_to(',');
    masks.quotes |= equal_to('"');
    masks.line_feeds |= equal_to('\n');
    masks.returns |= equal_to('\r');
  }
  return masks;
}

#else

inline ByteMasks MasksOf(const char* bytes) {
  return PortableMasksOf(bytes);
}

#endif

}  // namespace incent::io
