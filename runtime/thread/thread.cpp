#include "runtime/thread/thread.h"

#include <memory>
#include <utility>

namespace incent::thread {
namespace {

using Work = std::function<void()>;

void* Run(void* work) {
  const std::unique_ptr<Work> owned(static_cast<Work*>(work));
  (*owned)();
  return nullptr;
}

}  // namespace

Thread::Thread(Work work) {
  auto owned = std::make_unique<Work>(std::move(work));
  Work* const given = owned.release();
  is_running_ = pthread_create(&handle_, nullptr, Run, given) == 0;
  if (!is_running_) owned.reset(given);  // no thread has it
}

Thread::Thread(Thread&& other) noexcept
    : handle_(other.handle_), is_running_(std::exchange(other.is_running_, false)) {}

Thread& Thread::operator=(Thread&& other) noexcept {
  Join();
  handle_ = other.handle_;
  is_running_ = std::exchange(other.is_running_, false);
  return *this;
}

void Thread::Join() {
  if (std::exchange(is_running_, false)) pthread_join(handle_, nullptr);
}

}  // namespace incent::thread
