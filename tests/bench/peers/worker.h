#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <string>

// What every program of the comparison does: it loads the deals, says that it is ready, and then obeys one
// word a line: `run` computes everything once and answers how long that took, `totals` answers what it came
// to.
namespace incent::bench {

// Sums over the results of a run. Amounts in cents.
struct Totals {
  int64_t commission = 0;
  int64_t weighted = 0;  // commission * (number of the deal mod kWeights): it sees results in wrong places
  int64_t payout = 0;
  int64_t groups = 0;  // reps and months whose payout is not zero

  static constexpr int64_t kWeights = 1009;

  void AddDeal(size_t number, int64_t cents) {
    commission += cents;
    weighted += cents * (static_cast<int64_t>(number) % kWeights);
  }
  void AddPayout(int64_t cents) {
    payout += cents;
    groups += cents != 0 ? 1 : 0;
  }
};

inline void Print(const Totals& totals, std::FILE* out) {
  std::fprintf(out, "{\"commission\": %lld, \"weighted\": %lld, \"payout\": %lld, \"groups\": %lld}\n",
               static_cast<long long>(totals.commission), static_cast<long long>(totals.weighted),
               static_cast<long long>(totals.payout), static_cast<long long>(totals.groups));
}

template <typename Work>
int64_t Nanoseconds(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::nanoseconds(std::chrono::steady_clock::now() - start).count();
}

// What a program can tell beyond: by word, a function that gives an object as JSON.
using Answers = std::map<std::string, std::function<std::string()>>;

// `run` gives the nanoseconds it took.
template <typename Run, typename Sum>
void Serve(const std::string& version, Run run, Sum totals, const Answers& answers = {}) {
  std::printf("{\"version\": \"%s\"}\n", version.c_str());
  std::fflush(stdout);
  for (std::string word; std::getline(std::cin, word);) {
    if (word == "run") std::printf("{\"ns\": %lld}\n", static_cast<long long>(run()));
    if (word == "totals") Print(totals(), stdout);
    if (const auto at = answers.find(word); at != answers.end()) std::printf("%s\n", at->second().c_str());
    std::fflush(stdout);
  }
}

}  // namespace incent::bench
