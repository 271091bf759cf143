#include "compiler/base/workers.h"

#include <algorithm>
#include <utility>

namespace incent::base {

Workers::Workers(int num_threads) {
  for (int worker = 1; worker < num_threads; ++worker) {
    thread::Thread thread([this, worker] { Serve(worker); });
    if (!thread.is_running()) return;
    threads_.push_back(std::move(thread));
  }
}

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_all();
  for (thread::Thread& thread : threads_) thread.Join();
}

void Workers::Take(int worker) {
  while (true) {
    size_t begin = 0;
    size_t end = 0;
    {
      const std::lock_guard lock(mutex_);
      if (!ok_ || next_ >= count_) return;
      begin = next_;
      end = std::min(count_, begin + piece_);
      next_ = end;
    }
    if ((*work_)(worker, begin, end)) continue;
    const std::lock_guard lock(mutex_);
    ok_ = false;
    return;
  }
}

void Workers::Serve(int worker) {
  uint64_t served = 0;
  while (true) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [&] { return stop_ || round_ != served; });
      if (stop_) return;
      served = round_;
    }
    Take(worker);
    const std::lock_guard lock(mutex_);
    if (--busy_ == 0) done_.notify_one();
  }
}

bool Workers::For(size_t count, size_t piece, const Work& work) {
  if (threads_.empty() || count <= piece) {
    for (size_t begin = 0; begin < count; begin += piece) {
      if (!work(0, begin, std::min(count, begin + piece))) return false;
    }
    return true;
  }
  {
    const std::lock_guard lock(mutex_);
    work_ = &work;
    count_ = count;
    piece_ = piece;
    next_ = 0;
    ok_ = true;
    busy_ = static_cast<int>(threads_.size());
    ++round_;
  }
  wake_.notify_all();
  Take(0);
  std::unique_lock lock(mutex_);
  done_.wait(lock, [&] { return busy_ == 0; });
  return ok_;
}

}  // namespace incent::base
