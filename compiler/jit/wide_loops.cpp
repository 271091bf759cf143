#include "compiler/jit/wide_loops.h"

#include <algorithm>

#if defined(__SANITIZE_THREAD__)
#define INCENT_THREAD_SANITIZER
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define INCENT_THREAD_SANITIZER
#endif
#endif

// The sanitizer of threads cannot choose among clones: that happens before it has started.
#if defined(__x86_64__) && !defined(INCENT_THREAD_SANITIZER)
#define INCENT_EVERY_WIDTH __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define INCENT_EVERY_WIDTH
#endif

namespace incent::jit {

// Integers of 8 bits are numbers here, and macro arguments are types.
// NOLINTBEGIN(bugprone-signed-char-misuse, bugprone-macro-parentheses)
#define INCENT_WIDEN(From, To)                                            \
  INCENT_EVERY_WIDTH void Widen(const From* from, size_t count, To* to) { \
    for (size_t i = 0; i < count; ++i) to[i] = static_cast<To>(from[i]);  \
  }
INCENT_WIDEN(int8_t, int32_t)
INCENT_WIDEN(int16_t, int32_t)
INCENT_WIDEN(int32_t, int32_t)
INCENT_WIDEN(int64_t, int32_t)
INCENT_WIDEN(int8_t, int64_t)
INCENT_WIDEN(int16_t, int64_t)
INCENT_WIDEN(int32_t, int64_t)
INCENT_WIDEN(int64_t, int64_t)
#undef INCENT_WIDEN

#define INCENT_LOOK(From)                                                                              \
  INCENT_EVERY_WIDTH void Look(const int32_t* table, const From* indices, size_t count, int32_t* to) { \
    for (size_t i = 0; i < count; ++i) to[i] = table[indices[i]];                                      \
  }
INCENT_LOOK(int8_t)
INCENT_LOOK(int16_t)
INCENT_LOOK(int32_t)
INCENT_LOOK(int64_t)
#undef INCENT_LOOK

INCENT_EVERY_WIDTH void Index(const int32_t* people, uint32_t width, const int32_t* days, int32_t first_day,
                              const int32_t* column, size_t count, uint32_t* to) {
  for (size_t i = 0; i < count; ++i)
    to[i] = static_cast<uint32_t>(people[i]) * width + static_cast<uint32_t>(column[days[i] - first_day]);
}
// NOLINTEND(bugprone-signed-char-misuse, bugprone-macro-parentheses)

// Of the high and the low halves, which cannot overflow.
INCENT_EVERY_WIDTH __int128 Sum(const int64_t* values, size_t count) {
  int64_t high = 0;
  uint64_t low = 0;
  for (size_t i = 0; i < count; ++i) {
    high += values[i] >> 32;
    low += static_cast<uint32_t>(values[i]);
  }
  return (static_cast<__int128>(high) << 32) + low;
}

}  // namespace incent::jit
