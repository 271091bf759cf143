#include "runtime/io/sha256.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

// SHA-256 on the x86 SHA extensions: hashing must not cost more than reading. The instructions
// keep the state as (A,B,E,F) and (C,D,G,H), highest lane first.
namespace incent::io {

#if defined(__x86_64__)

bool HasShaInstructions() {
  unsigned a = 0, b = 0, c = 0, d = 0;
  if (!__builtin_cpu_supports("sse4.1") || !__builtin_cpu_supports("ssse3")) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & (1u << 29)) != 0;
}

namespace {

#define INCENT_SHA __attribute__((target("sha,sse4.1,ssse3")))

// Four rounds with the message words `w`.
INCENT_SHA inline void FourRounds(__m128i w, size_t round, __m128i* abef, __m128i* cdgh) {
  const auto* constants = reinterpret_cast<const __m128i*>(kSha256Rounds.data() + round);
  const __m128i wk = _mm_add_epi32(w, _mm_loadu_si128(constants));
  *cdgh = _mm_sha256rnds2_epu32(*cdgh, *abef, wk);
  *abef = _mm_sha256rnds2_epu32(*abef, *cdgh, _mm_shuffle_epi32(wk, 0x0e));
}

// The next four message words from the last sixteen, oldest first.
INCENT_SHA inline __m128i NextWords(__m128i w0, __m128i w1, __m128i w2, __m128i w3) {
  const __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w0, w1), _mm_alignr_epi8(w3, w2, 4));
  return _mm_sha256msg2_epu32(sum, w3);
}

INCENT_SHA inline void CompressOne(const uint8_t* block, __m128i* abef, __m128i* cdgh) {
  const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
  const auto* words = reinterpret_cast<const __m128i*>(block);
  __m128i w[4];
  for (size_t i = 0; i < 4; ++i) w[i] = _mm_shuffle_epi8(_mm_loadu_si128(words + i), big_endian);
  const __m128i abef_before = *abef, cdgh_before = *cdgh;
  for (size_t i = 0; i < 16; ++i) {
    if (i >= 4) w[i % 4] = NextWords(w[i % 4], w[(i + 1) % 4], w[(i + 2) % 4], w[(i + 3) % 4]);
    FourRounds(w[i % 4], 4 * i, abef, cdgh);
  }
  *abef = _mm_add_epi32(*abef, abef_before);
  *cdgh = _mm_add_epi32(*cdgh, cdgh_before);
}

}  // namespace

INCENT_SHA void CompressShaInstructions(uint32_t* state, const uint8_t* blocks, size_t num_blocks) {
  auto* halves = reinterpret_cast<__m128i*>(state);
  const __m128i cdab = _mm_shuffle_epi32(_mm_loadu_si128(halves), 0xb1);
  const __m128i efgh = _mm_shuffle_epi32(_mm_loadu_si128(halves + 1), 0x1b);
  __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
  __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
  for (size_t i = 0; i < num_blocks; ++i) CompressOne(blocks + 64 * i, &abef, &cdgh);
  const __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
  const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
  _mm_storeu_si128(halves, _mm_blend_epi16(feba, dchg, 0xf0));
  _mm_storeu_si128(halves + 1, _mm_alignr_epi8(dchg, feba, 8));
}

#undef INCENT_SHA

#else

bool HasShaInstructions() {
  return false;
}

void CompressShaInstructions(uint32_t* state, const uint8_t* blocks, size_t num_blocks) {
  CompressPortable(state, blocks, num_blocks);
}

#endif

}  // namespace incent::io
