#pragma once

#include <cstddef>
#include <cstdint>

// Loops over plain arrays, compiled for several processors: each run takes the widest vectors that there are.
namespace incent::jit {

// The same integers with more bytes.
void Widen(const int8_t* from, size_t count, int32_t* to);
void Widen(const int16_t* from, size_t count, int32_t* to);
void Widen(const int32_t* from, size_t count, int32_t* to);
void Widen(const int64_t* from, size_t count, int32_t* to);  // which must fit
void Widen(const int8_t* from, size_t count, int64_t* to);
void Widen(const int16_t* from, size_t count, int64_t* to);
void Widen(const int32_t* from, size_t count, int64_t* to);
void Widen(const int64_t* from, size_t count, int64_t* to);

// The entry of a table at each index.
void Look(const int32_t* table, const int8_t* indices, size_t count, int32_t* to);
void Look(const int32_t* table, const int16_t* indices, size_t count, int32_t* to);
void Look(const int32_t* table, const int32_t* indices, size_t count, int32_t* to);
void Look(const int32_t* table, const int64_t* indices, size_t count, int32_t* to);

// people[i] * width + column[days[i] - first_day]: below 2^32.
void Index(const int32_t* people, uint32_t width, const int32_t* days, int32_t first_day,
           const int32_t* column, size_t count, uint32_t* to);

// Of at most 2^12 values.
__int128 Sum(const int64_t* values, size_t count);

}  // namespace incent::jit
