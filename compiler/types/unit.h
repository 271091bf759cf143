#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace incent::types {

// What a number counts: a product of currencies, `points` and declared units with small integer
// exponents. Plain numbers and rates have no factor at all.
//
//     CNY            {("CNY", 1)}
//     CNY per point  {("CNY", 1), ("points", -1)}
class Unit {
 public:
  Unit() = default;
  static Unit Of(std::string_view symbol);

  bool IsPlain() const { return factors_.empty(); }
  // One unit to the power 1: the only form a named value with a unit may have.
  bool IsSingle() const { return factors_.size() == 1 && factors_[0].second == 1; }
  // IsSingle() and an ISO 4217 code.
  bool IsMoney() const;
  // The symbol of IsSingle(), else "".
  std::string_view symbol() const {
    return IsSingle() ? std::string_view(factors_[0].first) : std::string_view();
  }
  // "", "CNY", "CNY^2", "CNY/points"; parsed back by Parse.
  std::string ToText() const;
  static std::optional<Unit> Parse(std::string_view text);

  // nullopt where an exponent would pass 2 in magnitude.
  friend std::optional<Unit> Multiply(const Unit& a, const Unit& b);
  friend std::optional<Unit> Divide(const Unit& a, const Unit& b);
  friend bool operator==(const Unit&, const Unit&) = default;

 private:
  std::vector<std::pair<std::string, int8_t>> factors_;  // sorted by symbol, exponents never 0
};

std::optional<Unit> Multiply(const Unit& a, const Unit& b);
std::optional<Unit> Divide(const Unit& a, const Unit& b);

// True for an ISO 4217 code, and its minor units (2 for CNY, 0 for JPY, 3 for KWD).
bool IsCurrency(std::string_view symbol);
int MinorUnits(std::string_view symbol);  // 0 for `points` and declared units

}  // namespace incent::types
