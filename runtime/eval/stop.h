#pragma once

#include <atomic>
#include <chrono>
#include <optional>

namespace incent::eval {

// Why a run ends before its end. Asked at short intervals by all threads of the run, and told by any thread.
class Stop {
 public:
  using Clock = std::chrono::steady_clock;

  Stop() = default;
  // The run has time until then.
  explicit Stop(Clock::time_point deadline) : deadline_(deadline) {}
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  // Safe in a signal handler.
  void Request() { requested_.store(true, std::memory_order_relaxed); }
  // Not while a run asks.
  void SetDeadline(std::optional<Clock::time_point> deadline) { deadline_ = deadline; }

  bool IsRequested() const { return requested_.load(std::memory_order_relaxed); }
  bool IsLate() const { return deadline_ && Clock::now() >= *deadline_; }
  bool IsDue() const { return IsRequested() || IsLate(); }

 private:
  std::atomic<bool> requested_ = false;
  std::optional<Clock::time_point> deadline_;
};

inline bool IsDue(const Stop* stop) {
  return stop != nullptr && stop->IsDue();
}

}  // namespace incent::eval
