#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

// Numbers of up to 16 characters, eight of them at once.
namespace incent::io {

namespace short_number {

// Digits with at most one point among them.
struct Digits {
  bool is_good = false;
  uint64_t mantissa = 0;
  int num_digits = 0;
  int num_behind_point = -1;  // -1: no point
};

// `word` holds 1 to 8 characters, the first one lowest; what is above them does not matter.
inline Digits Read(uint64_t word, int num_characters) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  Digits digits{.num_digits = num_characters};
  word ^= kOnes * '0';
  if (num_characters < 8) word &= (uint64_t{1} << (8 * num_characters)) - 1;
  const uint64_t other = word ^ (kOnes * ('.' ^ '0'));
  // The lowest bit is that of the first point.
  const uint64_t points = (other - kOnes) & ~other & kHigh;
  if (points != 0) {
    const int at = std::countr_zero(points) / 8;
    const uint64_t before = (uint64_t{1} << (8 * at)) - 1;
    word = (word & before) | ((word >> 8) & ~before);
    digits.num_behind_point = --digits.num_digits - at;
    if (digits.num_digits == 0) return digits;
  }
  if ((((word + kOnes * (0x7f - 9)) | word) & kHigh) != 0) return digits;
  // The last digit highest, zeros below: tens, then hundreds, then all.
  word <<= 8 * (8 - digits.num_digits);
  word = word * 10 + (word >> 8);
  constexpr uint64_t kEveryOther = 0x000000ff000000ff;
  digits.mantissa = ((word & kEveryOther) * (100 + (uint64_t{1'000'000} << 32)) +
                     ((word >> 16) & kEveryOther) * (1 + (uint64_t{10'000} << 32))) >>
                    32;
  digits.is_good = true;
  return digits;
}

inline constexpr std::array<int64_t, 19> kPowers = [] {
  std::array<int64_t, 19> powers{1};
  for (size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

inline uint64_t Load(const char* bytes) {
  uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  return word;
}

}  // namespace short_number

// Reads `-?[0-9]+(\.[0-9]+)?` to a mantissa at `scale`. False: it is not of this form, or longer than 16
// characters without the sign, or has more digits behind the point, or no room in 64 bits; ParseDecimal
// knows. Up to 8 bytes behind `text` are read.
[[nodiscard]] inline bool ReadShortNumber(std::string_view text, int scale, int64_t* mantissa) {
  using short_number::Digits;
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  if (text.empty() || text.size() > 16) return false;
  const int size = static_cast<int>(text.size());
  const char* const bytes = &text.front();
  Digits all;
  if (size <= 8) {
    all = short_number::Read(short_number::Load(bytes), size);
    if (!all.is_good) return false;
  } else {
    const Digits front = short_number::Read(short_number::Load(bytes), size - 8);
    const Digits back = short_number::Read(short_number::Load(bytes + size - 8), 8);
    if (!front.is_good || !back.is_good) return false;
    if (front.num_behind_point >= 0 && back.num_behind_point >= 0) return false;
    const auto power = static_cast<uint64_t>(short_number::kPowers[static_cast<size_t>(back.num_digits)]);
    all.mantissa = front.mantissa * power + back.mantissa;
    all.num_digits = front.num_digits + back.num_digits;
    all.num_behind_point =
        front.num_behind_point >= 0 ? front.num_behind_point + back.num_digits : back.num_behind_point;
  }
  const int fraction = all.num_behind_point < 0 ? 0 : all.num_behind_point;
  const int missing = scale - fraction;
  if (all.num_behind_point == 0 || fraction == all.num_digits) return false;
  if (missing < 0 || all.num_digits + missing > 18) return false;
  const auto value = static_cast<int64_t>(all.mantissa) * short_number::kPowers[static_cast<size_t>(missing)];
  *mantissa = is_negative ? -value : value;
  return true;
}

}  // namespace incent::io
