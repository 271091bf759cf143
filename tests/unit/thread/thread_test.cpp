#include "runtime/thread/thread.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <utility>
#include <vector>

namespace incent::thread {
namespace {

TEST(ThreadTest, ItsWorkIsDoneWhenItIsJoined) {
  std::atomic<int> sum = 0;
  std::vector<Thread> threads;
  for (int i = 1; i <= 10; ++i) threads.emplace_back([&sum, i] { sum += i; });
  for (Thread& thread : threads) EXPECT_TRUE(thread.is_running());
  threads.clear();
  EXPECT_EQ(sum, 55);
}

TEST(ThreadTest, MovingHandsTheThreadOn) {
  std::atomic<int> count = 0;
  Thread first([&count] { ++count; });
  Thread second(std::move(first));
  EXPECT_TRUE(second.is_running());
  second = Thread([&count] { ++count; });
  second.Join();
  EXPECT_FALSE(second.is_running());
  EXPECT_EQ(count, 2);
}

// In a process of its own, whose user may have no process more. Root always may, so it becomes somebody else.
TEST(ThreadTest, WithoutRoomThereIsNoThread) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const rlimit nothing{.rlim_cur = 0, .rlim_max = 0};
    if (setrlimit(RLIMIT_NPROC, &nothing) != 0) _exit(2);
    if (geteuid() == 0 && setresuid(65'534, 65'534, 65'534) != 0) _exit(3);
    bool is_run = false;
    Thread thread([&is_run] { is_run = true; });
    const bool was_running = thread.is_running();
    thread.Join();
    _exit(was_running || is_run ? 1 : 0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
}

}  // namespace
}  // namespace incent::thread
