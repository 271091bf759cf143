#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// The benchmark's task (reference_task.incent) in whole numbers, for programs that know nothing of the
// engine.
//
// Per deal, in the order of (day, number) of its rep: with y the rep's earlier amounts and a the deal's,
// commission = (F(y + a) - F(y)) * product factor * payment factor, rounded half up to cents. Per rep and
// month: the sum of commissions, at most kMonthlyCap.
namespace incent::bench {

inline constexpr int kNumProducts = 16;
inline constexpr int kNumDays = 365;
inline constexpr int kNumMonths = 12;
inline constexpr int kNumTiers = 5;
// In cents; a tier ends where the next begins.
inline constexpr std::array<int64_t, kNumTiers> kTierStart = {0, 25'000'000, 50'000'000, 100'000'000,
                                                              200'000'000};
inline constexpr std::array<int64_t, kNumTiers> kTierRate = {200, 300, 450, 600, 800};  // 1/10,000
inline constexpr std::array<int64_t, kNumProducts> kProductFactor = {80,  85,  90,  95,  100, 100, 105, 110,
                                                                     112, 115, 118, 120, 122, 125, 75,  103};
inline constexpr int64_t kMonthlyCap = 1'200'000;        // cents
inline constexpr int64_t kCommissionUnit = 100'000'000;  // base * factor * factor, in parts of a cent
inline constexpr std::array<int, kNumMonths + 1> kMonthStart = {0,   31,  59,  90,  120, 151, 181,
                                                                212, 243, 273, 304, 334, 365};

// As many deals as the kernel alone is timed on, again and again: they stay in the nearest memory.
inline constexpr size_t kKernelDeals = 8192;

constexpr int64_t PaymentFactor(int days) {
  return days <= 30 ? 110 : days <= 60 ? 100 : days <= 90 ? 85 : 60;
}

// F(y) = kTierRate[t] * y + TierOffset(t) in tier t: 1/10,000 of a cent.
constexpr int64_t TierOffset(int tier) {
  int64_t offset = 0;
  for (int t = 1; t <= tier; ++t) {
    const auto at = static_cast<size_t>(t);
    offset += (kTierRate[at - 1] - kTierRate[at]) * kTierStart[at];
  }
  return offset;
}

constexpr int MonthOf(int day) {
  int month = 0;
  while (month + 1 < kNumMonths && day >= kMonthStart[static_cast<size_t>(month) + 1]) ++month;
  return month;
}

}  // namespace incent::bench
