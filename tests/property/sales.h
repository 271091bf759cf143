#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "runtime/value/date.h"

// Generated people and deals, and the CSV files that they are to a plan.
namespace incent::property {

class Random {
 public:
  explicit Random(uint64_t seed) : engine_(seed) {}

  int64_t Below(int64_t n) { return static_cast<int64_t>(engine_() % static_cast<uint64_t>(n)); }
  bool OneIn(int64_t n) { return Below(n) == 0; }

  template <typename T>
  const T& Of(const std::vector<T>& choices) {
    return choices[static_cast<size_t>(Below(static_cast<int64_t>(choices.size())))];
  }

  // Fisher-Yates: std::shuffle differs between libraries, and a seed must mean one thing.
  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i)
      std::swap(items[i - 1], items[static_cast<size_t>(Below(static_cast<int64_t>(i)))]);
  }

 private:
  std::mt19937_64 engine_;
};

struct Rep {
  std::string key;
  std::string team;
  std::string role;
  std::string left_on;  // empty: still there
  int64_t quota = 0;    // cents, above zero
};

struct Deal {
  std::string key;
  std::string rep;
  std::string helper;        // empty: none
  std::string product;       // "core", "cloud"
  int64_t amount = 0;        // cents, not negative
  int64_t net = 0;           // cents, of either sign
  value::Day won_on = 0;     // kNotWon: an empty cell
  value::Day cancelled = 0;  // kNotWon: never
  std::string bad_amount;    // not empty: stands in the cells of `amount` and `net`
};
inline constexpr value::Day kNotWon = -1'000'000;

struct Sales {
  std::vector<Rep> reps;
  std::vector<Deal> deals;
};

struct SalesOptions {
  int num_reps = 5;
  int num_deals = 60;
  bool dirty = false;  // some rows cannot be used
};

// Few days with many deals, month ends, dates outside the plan's year, amounts of one cent and on the
// bounds of Terms, people without deals. Keys in no order, some the beginning of others.
Sales MakeSales(uint64_t seed, const SalesOptions& options = {});

// One file: its header, and its rows, each with its line end.
struct Sheet {
  std::string header;
  std::vector<std::string> rows;

  std::string Text() const;
};

// By dataset: Rep, Deal, and the Customer and Payment of the example with cash. A superset of what each
// plan declares, so that one set of files serves all.
using Sheets = std::map<std::string, Sheet>;
Sheets SheetsOf(const Sales& sales);

}  // namespace incent::property
