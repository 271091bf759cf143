#pragma once

#include <algorithm>
#include <string>
#include <utility>

#include "runtime/value/decimal.h"

// Integers of any size, one decimal digit per character: the arithmetic of school, to test the
// fast kind against. Shares nothing with runtime/value but its types.
namespace incent::test {

class SlowInteger {
 public:
  SlowInteger() = default;
  SlowInteger(value::Int128 n) : negative_(n < 0) {  // NOLINT: as integers convert
    for (value::Int128 rest = n; rest != 0; rest /= 10) {
      const int digit = static_cast<int>(rest % 10);
      digits_.push_back(static_cast<char>(digit < 0 ? -digit : digit));
    }
  }

  static SlowInteger TenTo(int exponent) {
    SlowInteger power(1);
    power.digits_.insert(0, exponent, '\0');
    return power;
  }

  bool is_zero() const { return digits_.empty(); }
  bool is_negative() const { return negative_; }
  bool is_odd() const { return !is_zero() && digits_[0] % 2 != 0; }
  int num_digits() const { return static_cast<int>(digits_.size()); }

  SlowInteger Abs() const { return Make(digits_, false); }
  SlowInteger operator-() const { return Make(digits_, !negative_); }

  friend SlowInteger operator+(const SlowInteger& a, const SlowInteger& b) {
    if (a.negative_ == b.negative_) return Make(AddDigits(a.digits_, b.digits_), a.negative_);
    return LessDigits(a.digits_, b.digits_) ? Make(SubtractDigits(b.digits_, a.digits_), b.negative_)
                                            : Make(SubtractDigits(a.digits_, b.digits_), a.negative_);
  }
  friend SlowInteger operator-(const SlowInteger& a, const SlowInteger& b) { return a + -b; }

  friend SlowInteger operator*(const SlowInteger& a, const SlowInteger& b) {
    SlowInteger product;
    for (size_t i = 0; i < a.digits_.size(); ++i) {
      for (int n = 0; n < a.digits_[i]; ++n) {
        product = product + Make(std::string(i, '\0') + b.digits_, false);
      }
    }
    return Make(product.digits_, a.negative_ != b.negative_);
  }

  // Truncated toward zero; the remainder has the sign of `a`.
  friend std::pair<SlowInteger, SlowInteger> DivideTruncated(const SlowInteger& a, const SlowInteger& b) {
    std::string quotient(a.digits_.size(), '\0');
    std::string rest;
    for (size_t i = a.digits_.size(); i-- > 0;) {
      rest.insert(0, 1, a.digits_[i]);
      Trim(rest);
      for (; !LessDigits(rest, b.digits_); ++quotient[i]) rest = SubtractDigits(rest, b.digits_);
    }
    return {Make(quotient, a.negative_ != b.negative_), Make(rest, a.negative_)};
  }

  friend bool operator==(const SlowInteger& a, const SlowInteger& b) = default;
  friend bool operator<(const SlowInteger& a, const SlowInteger& b) { return (a - b).negative_; }

  std::string ToText() const {
    std::string text = is_zero() ? "0" : digits_;
    for (char& digit : text) digit = static_cast<char>(is_zero() ? '0' : digit + '0');
    if (negative_) text.push_back('-');
    std::reverse(text.begin(), text.end());
    return text;
  }

 private:
  static void Trim(std::string& digits) { digits.erase(digits.find_last_not_of('\0') + 1); }

  static SlowInteger Make(std::string digits, bool negative) {
    Trim(digits);
    SlowInteger n;
    n.negative_ = negative && !digits.empty();
    n.digits_ = std::move(digits);
    return n;
  }

  static bool LessDigits(const std::string& a, const std::string& b) {
    if (a.size() != b.size()) return a.size() < b.size();
    return std::lexicographical_compare(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  }

  static std::string AddDigits(const std::string& a, const std::string& b) {
    std::string sum;
    int carry = 0;
    for (size_t i = 0; i < std::max(a.size(), b.size()) || carry != 0; ++i) {
      carry += (i < a.size() ? a[i] : 0) + (i < b.size() ? b[i] : 0);
      sum.push_back(static_cast<char>(carry % 10));
      carry /= 10;
    }
    return sum;
  }

  static std::string SubtractDigits(std::string a, const std::string& b) {  // a >= b
    for (size_t i = 0; i < a.size(); ++i) {
      a[i] = static_cast<char>(a[i] - (i < b.size() ? b[i] : 0));
      if (a[i] >= 0) continue;
      a[i] = static_cast<char>(a[i] + 10);
      --a[i + 1];
    }
    Trim(a);
    return a;
  }

  bool negative_ = false;
  std::string digits_;  // values 0..9, least first, no leading zeros
};

// a / b rounded as the mode's name says, case by case.
inline SlowInteger SlowRound(const SlowInteger& a, const SlowInteger& b, value::RoundingMode mode) {
  using value::RoundingMode;
  auto [quotient, rest] = DivideTruncated(a, b);
  if (rest.is_zero()) return quotient;
  const bool negative = a.is_negative() != b.is_negative();
  const SlowInteger away = quotient + SlowInteger(negative ? -1 : 1);
  const SlowInteger twice = rest.Abs() + rest.Abs();
  const bool tie = twice == b.Abs();
  const SlowInteger nearest = twice < b.Abs() ? quotient : away;
  if (mode == RoundingMode::HalfUp) return nearest;
  if (mode == RoundingMode::HalfDown) return tie ? quotient : nearest;
  if (mode == RoundingMode::HalfEven) return tie ? (quotient.is_odd() ? away : quotient) : nearest;
  if (mode == RoundingMode::AwayFromZero) return away;
  if (mode == RoundingMode::Floor) return negative ? away : quotient;
  if (mode == RoundingMode::Ceiling) return negative ? quotient : away;
  return quotient;
}

}  // namespace incent::test
