#pragma once

#include <pthread.h>

#include <functional>

namespace incent::thread {

// A thread that does `work`, if the system has room for one: it may limit processes, memory or the number of
// threads. std::thread would throw. Ends with its work; the destructor waits for that.
class Thread {
 public:
  Thread() = default;
  explicit Thread(std::function<void()> work);
  Thread(Thread&& other) noexcept;
  Thread& operator=(Thread&& other) noexcept;
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  ~Thread() { Join(); }

  // Whether there is a thread, until it is joined.
  bool is_running() const { return is_running_; }
  // Waits for the end of the work. No thread has none.
  void Join();
  // Only while it is running.
  pthread_t handle() const { return handle_; }

 private:
  pthread_t handle_{};
  bool is_running_ = false;
};

}  // namespace incent::thread
