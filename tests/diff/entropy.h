#pragma once

#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace incent::diff {

// Choices drawn from a seed. The same seed gives the same choices on every machine, so the standard library's
// distributions and shuffles, which differ, are not used; nor do two choices stand in one expression, where
// compilers differ in which they make first.
class Entropy {
 public:
  explicit Entropy(uint64_t seed) : engine_(seed) {}

  // 0 .. n - 1; n > 0.
  size_t Below(size_t n) { return static_cast<size_t>(engine_() % n); }
  int Between(int low, int high) {
    return low + static_cast<int>(Below(static_cast<size_t>(high - low + 1)));
  }
  bool OneIn(size_t n) { return Below(n) == 0; }
  uint64_t Word() { return engine_(); }

  template <typename T>
  const T& Of(const std::vector<T>& choices) {
    return choices[Below(choices.size())];
  }

  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[Below(i)]);
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace incent::diff
