#pragma once

#include <random>

#include "runtime/value/decimal.h"

// Random mantissas that visit every width and its borders. Seeds are fixed in the tests.
namespace incent::test {

class RandomDecimal {
 public:
  explicit RandomDecimal(uint64_t seed) : engine_(seed) {}

  int Below(int n) { return static_cast<int>(engine_() % static_cast<uint64_t>(n)); }

  // A mantissa of up to `digits` digits: small, wide, all nines, a power of ten or a half.
  value::Int128 Mantissa(int digits = 38) {
    const int width = Below(digits + 1);
    const value::Int128 power = value::PowerOfTen(width);
    value::Int128 m = 0;
    switch (Below(5)) {
      case 0:
        m = power - 1;
        break;
      case 1:
        m = width < digits ? power : power / 2;
        break;
      case 2:
        m = power / 2;
        break;
      default:
        m = static_cast<value::Int128>(Bits() % static_cast<value::UInt128>(power));
    }
    return Below(2) == 0 ? m : -m;
  }

  value::Int128 NonZero(int digits = 38) {
    const value::Int128 m = Mantissa(digits);
    return m == 0 ? 1 : m;
  }

  int Scale() { return Below(value::kMaxScale + 1); }
  value::RoundingMode Mode() { return static_cast<value::RoundingMode>(Below(7)); }

 private:
  value::UInt128 Bits() {
    const value::UInt128 high = engine_();
    return (high << 64) | engine_();
  }

  std::mt19937_64 engine_;
};

}  // namespace incent::test
