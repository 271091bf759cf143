#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

// The deals of the benchmark's task, always the same for the same size: amounts of which 2 % are negative and
// a quarter are whole, so that ties in rounding occur.
namespace incent::bench {

enum class RowOrder : uint8_t { Random, ByDate };

struct Deal {
  int32_t rep = 0;
  int32_t day = 0;      // of the year, from 0
  int32_t product = 0;  // 0..15
  int32_t payment_days = 0;
  int64_t amount = 0;  // cents
};

class DealGenerator {
 public:
  DealGenerator(size_t num_deals, int num_reps, RowOrder order)
      : num_deals_(num_deals), num_reps_(num_reps), order_(order) {}

  Deal Next() {
    const uint64_t a = Random();
    const uint64_t b = Random();
    Deal deal;
    deal.rep = static_cast<int32_t>(a % static_cast<uint64_t>(num_reps_));
    deal.day = order_ == RowOrder::ByDate
                   ? static_cast<int32_t>(static_cast<unsigned __int128>(made_) * 365 / num_deals_)
                   : static_cast<int32_t>((a >> 32) % 365);
    deal.product = static_cast<int32_t>(b & 15);
    deal.payment_days = static_cast<int32_t>((b >> 8) % 120);
    int64_t amount = 5000 + static_cast<int64_t>((b >> 16) % (1ULL << 18)) +
                     static_cast<int64_t>((b >> 40) & 0xff) * static_cast<int64_t>((b >> 48) & 0xff) * 12;
    if ((a >> 50) % 50 == 0) amount = -amount / 2;
    if ((a >> 56) % 4 == 0) amount -= amount % 100;
    deal.amount = amount;
    ++made_;
    return deal;
  }

 private:
  // splitmix64
  uint64_t Random() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  const size_t num_deals_;
  const int num_reps_;
  const RowOrder order_;
  uint64_t state_ = 12345;
  size_t made_ = 0;
};

// Keys of a fixed length: their order is that of the rows.
inline std::string KeyText(char letter, size_t number) {
  const std::string digits = std::to_string(number);
  return letter + std::string(9 - std::min<size_t>(9, digits.size()), '0') + digits;
}

// 1,000 deals a rep, at least one rep.
inline int NumReps(size_t num_deals) {
  return static_cast<int>(std::max<size_t>(1, num_deals / 1000));
}

}  // namespace incent::bench
