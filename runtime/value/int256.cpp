#include "runtime/value/int256.h"

#include <array>
#include <bit>

namespace incent::value {
namespace {

// Little-endian 64-bit limbs; one more than a number needs, for the normalising shift.
using Limbs = std::array<uint64_t, 5>;

Limbs ToLimbs(UInt256 n) {
  return {static_cast<uint64_t>(n.low), static_cast<uint64_t>(n.low >> 64), static_cast<uint64_t>(n.high),
          static_cast<uint64_t>(n.high >> 64), 0};
}

UInt256 FromLimbs(const Limbs& limbs) {
  return {(UInt128{limbs[3]} << 64) | limbs[2], (UInt128{limbs[1]} << 64) | limbs[0]};
}

int CountLimbs(const Limbs& limbs) {
  int count = 4;
  while (count > 0 && limbs[count - 1] == 0) --count;
  return count;
}

void ShiftLeft(Limbs& limbs, int bits) {
  if (bits == 0) return;
  for (int i = 4; i > 0; --i) limbs[i] = (limbs[i] << bits) | (limbs[i - 1] >> (64 - bits));
  limbs[0] <<= bits;
}

void ShiftRight(Limbs& limbs, int bits) {
  if (bits == 0) return;
  for (int i = 0; i < 4; ++i) limbs[i] = (limbs[i] >> bits) | (limbs[i + 1] << (64 - bits));
  limbs[4] >>= bits;
}

QuotientRemainder DivideByLimb(const Limbs& dividend, uint64_t divisor) {
  Limbs quotient{};
  UInt128 remainder = 0;
  for (int i = 3; i >= 0; --i) {
    const UInt128 part = (remainder << 64) | dividend[i];
    quotient[i] = static_cast<uint64_t>(part / divisor);
    remainder = part - UInt128{quotient[i]} * divisor;
  }
  return {FromLimbs(quotient), remainder};
}

// The next quotient limb, at most one too large: Knuth's estimate from the two leading limbs.
uint64_t EstimateLimb(const Limbs& u, int top, uint64_t v1, uint64_t v2) {
  const UInt128 leading = (UInt128{u[top]} << 64) | u[top - 1];
  UInt128 estimate = leading / v1;
  UInt128 rest = leading - estimate * v1;
  while ((estimate >> 64) != 0 || estimate * v2 > ((rest << 64) | u[top - 2])) {
    --estimate;
    rest += v1;
    if ((rest >> 64) != 0) break;
  }
  return static_cast<uint64_t>(estimate);
}

// u[j .. j+n] -= limb * v; true if that went below zero.
bool SubtractMultiple(Limbs& u, int j, const Limbs& v, int n, uint64_t limb) {
  UInt128 carry = 0;
  uint64_t borrow = 0;
  for (int i = 0; i <= n; ++i) {
    const UInt128 product = UInt128{limb} * (i < n ? v[i] : 0) + carry;
    carry = product >> 64;
    const UInt128 difference = UInt128{u[j + i]} - static_cast<uint64_t>(product) - borrow;
    u[j + i] = static_cast<uint64_t>(difference);
    borrow = static_cast<uint64_t>(difference >> 64) != 0 ? 1 : 0;
  }
  return borrow != 0;
}

void AddBack(Limbs& u, int j, const Limbs& v, int n) {
  uint64_t carry = 0;
  for (int i = 0; i < n; ++i) {
    const UInt128 sum = UInt128{u[j + i]} + v[i] + carry;
    u[j + i] = static_cast<uint64_t>(sum);
    carry = static_cast<uint64_t>(sum >> 64);
  }
  u[j + n] += carry;
}

// Knuth, The Art of Computer Programming, volume 2, algorithm D, for divisors of n >= 2 limbs.
QuotientRemainder DivideLong(Limbs u, Limbs v, int n) {
  const int shift = std::countl_zero(v[n - 1]);
  ShiftLeft(u, shift);
  ShiftLeft(v, shift);
  Limbs quotient{};
  for (int j = 4 - n; j >= 0; --j) {
    uint64_t limb = EstimateLimb(u, j + n, v[n - 1], v[n - 2]);
    if (SubtractMultiple(u, j, v, n, limb)) {
      --limb;
      AddBack(u, j, v, n);
    }
    quotient[j] = limb;
  }
  ShiftRight(u, shift);
  return {FromLimbs(quotient), FromLimbs(u)};
}

}  // namespace

QuotientRemainder DivideWide(UInt256 dividend, UInt256 divisor) {
  if (dividend.high == 0 && divisor.high == 0) {
    const UInt128 quotient = DivideNarrow(dividend.low, divisor.low);
    return {quotient, dividend.low - quotient * divisor.low};  // `%` would divide a second time
  }
  if (dividend < divisor) return {UInt256(), dividend};
  const Limbs v = ToLimbs(divisor);
  const int n = CountLimbs(v);
  return n == 1 ? DivideByLimb(ToLimbs(dividend), v[0]) : DivideLong(ToLimbs(dividend), v, n);
}

bool ToMantissa(bool negative, UInt256 magnitude, Int128* out) {
  if (magnitude.high != 0 || magnitude.low > static_cast<UInt128>(kMaxMantissa)) return false;
  const auto m = static_cast<Int128>(magnitude.low);
  *out = negative ? -m : m;
  return true;
}

bool ToMantissa(UInt256 signed_value, Int128* out) {
  return IsNegative(signed_value) ? ToMantissa(true, Negated(signed_value), out)
                                  : ToMantissa(false, signed_value, out);
}

}  // namespace incent::value
