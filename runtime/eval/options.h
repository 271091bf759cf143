#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

namespace incent::eval {

struct Progress {
  int stage = 0;  // stages done
  int num_stages = 0;
  int64_t rows = 0;  // rows of domains evaluated so far
};

struct RunOptions {
  // Polled at least every 4 096 rows; a run that sees `true` gives an outcome with `cancelled` set.
  const std::atomic<bool>* cancel = nullptr;
  // Called after each stage, on the thread of the run.
  std::function<void(const Progress&)> progress;
};

}  // namespace incent::eval
