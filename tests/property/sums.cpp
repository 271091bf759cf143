#include "tests/property/sums.h"

#include "runtime/value/decimal.h"

namespace incent::property {
namespace {

template <typename Key>
void Add(std::map<Key, int64_t>& sums, const Key& key, int64_t cents) {
  const auto [at, is_new] = sums.emplace(key, 0);
  at->second += cents;
  if (at->second == 0) sums.erase(at);
}

int64_t At(const Sums& sums, const Sums::key_type& key) {
  const auto found = sums.find(key);
  return found == sums.end() ? 0 : found->second;
}

}  // namespace

Sums SumBy(value::Granule granule, const Paid& paid, const std::string& component) {
  Sums sums;
  for (const Payout& payout : paid.payouts) {
    if (payout.component != component || !payout.credit) continue;
    Add(sums, {payout.participant, value::PeriodOf(granule, *payout.credit)}, payout.cents);
  }
  return sums;
}

RowSums SumByRow(const Paid& paid, const std::string& component) {
  RowSums sums;
  for (const Payout& payout : paid.payouts) {
    if (payout.component == component) Add(sums, payout.row, payout.cents);
  }
  return sums;
}

int64_t HalfUp(value::Int128 numerator, value::Int128 denominator) {
  const value::Int128 size = numerator < 0 ? -numerator : numerator;
  const value::Int128 rounded = (2 * size + denominator) / (2 * denominator);
  return static_cast<int64_t>(numerator < 0 ? -rounded : rounded);
}

bool IsIn2026(value::Day day) {
  return day != kNotWon && value::CivilFromDay(day).year == 2026;
}

std::string Difference(const Sums& one, const Sums& other, value::Granule granule) {
  Sums keys = one;
  keys.insert(other.begin(), other.end());
  for (const auto& [key, cents] : keys) {
    if (At(one, key) == At(other, key)) continue;
    return std::get<0>(key) + " " + value::PeriodToText(granule, std::get<1>(key)) + ": " +
           value::DecimalToText(At(one, key), 2) + " and " + value::DecimalToText(At(other, key), 2);
  }
  return "";
}

}  // namespace incent::property
