#pragma once

#include <random>

#include "tests/unit/interp/source_world.h"

namespace incent::interp {

// What a deal is made of, kept beside the tables so that a test can compute from it on its own.
struct RandomDeal {
  std::string key;
  int rep = 0;
  int helper = -1;  // has 40 % of the deal
  Day won = 0;
  int64_t cents = 0;
  bool bad = false;  // the amount cannot be read
  bool cloud = false;
};

struct RandomSales {
  int num_reps = 5;
  std::vector<std::string> teams;  // by rep; "-" none
  std::vector<RandomDeal> deals;

  static std::string RepKey(int rep) { return "r" + std::to_string(rep); }

  RandomSales(unsigned seed, int num_deals, int bad_percent) {
    std::mt19937 random(seed);
    const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
    for (int rep = 0; rep < num_reps; ++rep)
      teams.push_back(std::vector<std::string>{"-", "east", "west"}[static_cast<size_t>(pick(3))]);
    for (int i = 0; i < num_deals; ++i) {
      RandomDeal deal;
      // Keys in no order, some the beginning of others.
      deal.key = "d" + std::to_string(pick(1000)) + "-" + std::to_string(i);
      deal.rep = pick(num_reps);
      deal.helper = pick(3) == 0 ? (deal.rep + 1 + pick(num_reps - 1)) % num_reps : -1;
      deal.won = *value::ParseDate("2026-01-01") + pick(40) * 9;
      deal.cents = pick(3) == 0 ? -pick(500000) : pick(2000000);
      deal.bad = pick(100) < bad_percent;
      deal.cloud = pick(2) == 0;
      deals.push_back(deal);
    }
    if (num_deals > 0) std::shuffle(deals.begin(), deals.end(), random);
  }

  void Give(SourceWorld& sales) const {
    for (int rep = num_reps; rep-- > 0;) sales.Rep({RepKey(rep), teams[static_cast<size_t>(rep)], "0", "-"});
    for (const RandomDeal& deal : deals) {
      sales.Deal({deal.key, RepKey(deal.rep), value::DateToText(deal.won),
                  deal.bad ? "!" : value::DecimalToText(deal.cents, 2), deal.cloud ? "cloud" : "core",
                  deal.helper < 0 ? "-" : RepKey(deal.helper)});
    }
  }

  // One line as a test sees it: in no order, amounts at 4 digits.
  struct Line {
    int rep = 0;
    const RandomDeal* deal = nullptr;
    int64_t amount = 0;
    int64_t share = 0;  // percent
  };
  std::vector<Line> Lines() const {
    std::vector<Line> lines;
    for (const RandomDeal& deal : deals) {
      const int64_t share = deal.helper < 0 ? 100 : 60;
      lines.push_back({deal.rep, &deal, deal.cents * share, share});
      if (deal.helper >= 0) lines.push_back({deal.helper, &deal, deal.cents * 40, 40});
    }
    return lines;
  }
  // The order of one participant's lines.
  static bool Precedes(const Line& a, const Line& b) {
    return a.deal->won != b.deal->won ? a.deal->won < b.deal->won : a.deal->key < b.deal->key;
  }
  static bool Same(const Line& a, const Line& b) { return a.rep == b.rep && a.deal == b.deal; }
};

// The lines as the run has them: participant number, source row.
inline const RandomSales::Line& LineAt(const RunState& run, const std::vector<RandomSales::Line>& lines,
                                       size_t index) {
  const Lines& set = run.space.lines(0);
  const std::string_view key = eval::RowKey(run.input, kDeal, set.rows[index]);
  for (const RandomSales::Line& line : lines) {
    if (line.rep == set.people[index] && line.deal->key == key) return line;
  }
  throw std::logic_error("a line that nobody made");
}

}  // namespace incent::interp
