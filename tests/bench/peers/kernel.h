#pragma once

#include <array>
#include <cstdint>
#include <cstring>

#ifdef __AVX2__
#include <immintrin.h>
#endif

#include "tests/bench/peers/task.h"

// A deal's commission from the rep's earlier amounts, eight deals at a time, as one would write it by hand:
// once with exact integers in the lanes of doubles, once with amounts of money in doubles.
namespace incent::bench {

using DoubleVector = double __attribute__((vector_size(64)));
using IntVector = int64_t __attribute__((vector_size(64)));
using ShortVector = int16_t __attribute__((vector_size(16)));
using ByteVector = uint8_t __attribute__((vector_size(8)));
inline constexpr size_t kLanes = 8;

// Memory that need not be aligned.
template <typename Vector, typename T>
Vector LoadVector(const T* from) {
  Vector vector;
  std::memcpy(&vector, from, sizeof vector);
  return vector;
}
template <typename Vector, typename T>
void StoreVector(const Vector& vector, T* to) {
  std::memcpy(to, &vector, sizeof vector);
}

inline DoubleVector Splat(double value) {
  return DoubleVector{} + value;
}

// Either half of a vector.
#ifdef __AVX2__
inline __m256d Half(const DoubleVector& vector, size_t half) {
  return _mm256_loadu_pd(reinterpret_cast<const double*>(&vector) + 4 * half);
}
inline DoubleVector Join(__m256d low, __m256d high) {
  DoubleVector joined;
  _mm256_storeu_pd(reinterpret_cast<double*>(&joined), low);
  _mm256_storeu_pd(reinterpret_cast<double*>(&joined) + 4, high);
  return joined;
}
#endif

// Whole numbers below 2^51. Processors without AVX-512 DQ convert 64-bit integers one at a time; added to
// kShiftBits, an integer is the low bits of a double.
#ifndef __AVX512DQ__
inline constexpr double kShift = 6755399441055744.0;  // 2^52 + 2^51
inline constexpr int64_t kShiftBits = 0x4338000000000000;
#endif
inline DoubleVector ToDoubles(IntVector integers) {
#ifdef __AVX512DQ__
  return __builtin_convertvector(integers, DoubleVector);
#else
  return (DoubleVector)(integers + kShiftBits) - kShift;
#endif
}

// Truncated.
inline IntVector ToIntegers(DoubleVector doubles) {
#if defined(__AVX2__) && !defined(__AVX512DQ__)
  constexpr int kTowardZero = _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC;
  const DoubleVector whole =
      Join(_mm256_round_pd(Half(doubles, 0), kTowardZero), _mm256_round_pd(Half(doubles, 1), kTowardZero));
  return (IntVector)(whole + kShift) - kShiftBits;
#else
  return __builtin_convertvector(doubles, IntVector);
#endif
}

// table[at], each lane.
inline DoubleVector LookUp(const std::array<double, kNumProducts>& table, const uint8_t* at) {
#ifdef __AVX512F__
  const IntVector index = __builtin_convertvector(LoadVector<ByteVector>(at), IntVector);
  return (DoubleVector)_mm512_permutex2var_pd(_mm512_loadu_pd(table.data()), (__m512i)index,
                                              _mm512_loadu_pd(table.data() + kLanes));
#elif defined(__AVX2__)
  const __m256i index = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(at)));
  const auto gather = [&](__m128i lanes) {
    const __m256d none = _mm256_setzero_pd();
    const __m256d all = _mm256_cmp_pd(none, none, _CMP_EQ_OQ);
    return _mm256_mask_i32gather_pd(none, table.data(), lanes, all, 8);
  };
  return Join(gather(_mm256_castsi256_si128(index)), gather(_mm256_extracti128_si256(index, 1)));
#else
  DoubleVector values{};
  for (size_t lane = 0; lane < kLanes; ++lane) values[lane] = table[at[lane]];
  return values;
#endif
}

inline DoubleVector LookUpPayment(const int16_t* payment_days, const std::array<double, 4>& factors) {
  const IntVector days = __builtin_convertvector(LoadVector<ShortVector>(payment_days), IntVector);
  DoubleVector factor = Splat(factors[3]);
  factor = days <= 90 ? Splat(factors[2]) : factor;
  factor = days <= 60 ? Splat(factors[1]) : factor;
  return days <= 30 ? Splat(factors[0]) : factor;
}

// `sign`'s sign, `magnitude`'s value; magnitude > 0.
inline DoubleVector CopySign(double magnitude, DoubleVector sign) {
  const IntVector sign_bit = (IntVector)sign & INT64_MIN;
  return (DoubleVector)(sign_bit | (IntVector)Splat(magnitude));
}

// rate * y + offset of y's tier.
struct TierTable {
  std::array<double, kNumTiers> start;
  std::array<double, kNumTiers> rate;
  std::array<double, kNumTiers> offset;

  DoubleVector At(DoubleVector y) const {
    DoubleVector r = Splat(rate[0]);
    DoubleVector o = Splat(0);
    for (size_t t = 1; t < kNumTiers; ++t) {
      const IntVector reached = y >= Splat(start[t]);
      r = reached ? Splat(rate[t]) : r;
      o = reached ? Splat(offset[t]) : o;
    }
    return y * r + o;
  }
};

// Cents. All intermediate results are whole numbers below 2^53, and what is rounded is below 2^50: there one
// multiplication and one addition round half away from zero without an error.
struct ExactKernel {
  using Amount = int64_t;
  static constexpr const char* kName = "exact";

  TierTable tiers{};
  std::array<double, kNumProducts> product{};
  std::array<double, 4> payment{110, 100, 85, 60};
  Amount cap = kMonthlyCap;

  ExactKernel() {
    for (size_t t = 0; t < kNumTiers; ++t) {
      tiers.start[t] = static_cast<double>(kTierStart[t]);
      tiers.rate[t] = static_cast<double>(kTierRate[t]);
      tiers.offset[t] = static_cast<double>(TierOffset(static_cast<int>(t)));
    }
    for (size_t p = 0; p < kNumProducts; ++p) product[p] = static_cast<double>(kProductFactor[p]);
  }

  static Amount FromCents(int64_t cents) { return cents; }
  static int64_t ToCents(Amount amount) { return amount; }

  void Compute(const Amount* earlier, const Amount* amount, const uint8_t* products, const int16_t* days,
               Amount* commission) const {
    constexpr double kUnit = kCommissionUnit;
    const DoubleVector y = ToDoubles(LoadVector<IntVector>(earlier));
    const DoubleVector a = ToDoubles(LoadVector<IntVector>(amount));
    const DoubleVector increase = tiers.At(y + a) - tiers.At(y);
    const DoubleVector x = increase * (LookUp(product, products) * LookUpPayment(days, payment));
    const DoubleVector rounded = x * (1 / kUnit) + CopySign(0.5 + 0.25 / kUnit, x);
    StoreVector(ToIntegers(rounded), commission);
  }
};

// Units of money. What a program without exact numbers does, as fast as it can: amounts such as 0.1 are not
// doubles, so some deals are off by a cent.
struct InexactKernel {
  using Amount = double;
  static constexpr const char* kName = "inexact";

  TierTable tiers{};
  std::array<double, kNumProducts> product{};
  std::array<double, 4> payment{1.10, 1.00, 0.85, 0.60};
  Amount cap = kMonthlyCap / 100.0;

  InexactKernel() {
    for (size_t t = 0; t < kNumTiers; ++t) {
      tiers.start[t] = static_cast<double>(kTierStart[t]) / 100;
      tiers.rate[t] = static_cast<double>(kTierRate[t]) / 10'000;
      tiers.offset[t] = static_cast<double>(TierOffset(static_cast<int>(t))) / 1'000'000;
    }
    for (size_t p = 0; p < kNumProducts; ++p) product[p] = static_cast<double>(kProductFactor[p]) / 100;
  }

  static Amount FromCents(int64_t cents) { return static_cast<double>(cents) / 100; }
  static int64_t ToCents(Amount amount) {
    return static_cast<int64_t>(amount * 100 + (amount < 0 ? -0.5 : 0.5));
  }

  void Compute(const Amount* earlier, const Amount* amount, const uint8_t* products, const int16_t* days,
               Amount* commission) const {
    const auto y = LoadVector<DoubleVector>(earlier);
    const auto a = LoadVector<DoubleVector>(amount);
    const DoubleVector increase = tiers.At(y + a) - tiers.At(y);
    const DoubleVector x = increase * (LookUp(product, products) * LookUpPayment(days, payment));
    const DoubleVector rounded = x * 100.0 + CopySign(0.5, x);
    StoreVector(ToDoubles(ToIntegers(rounded)) / 100.0, commission);
  }
};

}  // namespace incent::bench
