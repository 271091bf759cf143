#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "runtime/value/int128.h"

namespace incent::embed {

// An integer of 256 bits, as Arrow decimals may have.
struct WideInteger {
  bool is_negative = false;
  std::array<uint64_t, 4> magnitude{};  // the lowest bits first

  static WideInteger Of(value::Int128 value);
  // Two's complement, the lowest bits first.
  static WideInteger Of(std::array<uint64_t, 4> bits);
};

// `number` * 10^-scale as plain text, without zeros at the end of its fraction; `scale` from -76 to 76.
void AppendWideDecimal(const WideInteger& number, int scale, std::string& text);

}  // namespace incent::embed
