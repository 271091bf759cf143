#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/column/table.h"

namespace incent::io {

// Collects rejects in bounded memory: counts them all and keeps the first ones in report order,
// which is dataset, file, line, column. What is kept does not depend on the order of adding.
class RejectLog {
 public:
  explicit RejectLog(size_t max_stored) : max_stored_(max_stored) {}

  void Add(column::Reject reject);
  // Everything of another log.
  void AddAll(RejectLog other);
  int64_t total() const { return total_; }
  // The kept rejects in report order. Leaves the log empty.
  std::vector<column::Reject> TakeSorted();

 private:
  void Store(column::Reject reject);

  size_t max_stored_;
  int64_t total_ = 0;
  std::vector<column::Reject> stored_;
};

}  // namespace incent::io
