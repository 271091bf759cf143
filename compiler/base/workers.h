#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <vector>

#include "runtime/thread/thread.h"

namespace incent::base {

// Threads that share out the rows of one run. The caller's thread is worker 0; with one worker there are no
// others. Where the system has no room for so many there are fewer.
class Workers {
 public:
  explicit Workers(int num_threads);
  ~Workers();
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  int size() const { return static_cast<int>(threads_.size()) + 1; }

  // Calls `work(worker, begin, end)` until all of 0 .. count - 1 is done, in pieces of at most `piece`.
  // Which worker does which piece is left open, so nothing may depend on it. A piece that returns false
  // ends the whole; then false is returned.
  using Work = std::function<bool(int worker, size_t begin, size_t end)>;
  [[nodiscard]] bool For(size_t count, size_t piece, const Work& work);

 private:
  void Serve(int worker);
  void Take(int worker);

  std::vector<thread::Thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable done_;
  uint64_t round_ = 0;
  int busy_ = 0;
  bool stop_ = false;

  // Of the current round.
  const Work* work_ = nullptr;
  size_t count_ = 0;
  size_t piece_ = 1;
  size_t next_ = 0;
  bool ok_ = true;
};

}  // namespace incent::base
