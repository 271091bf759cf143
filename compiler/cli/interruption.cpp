#include "compiler/cli/interruption.h"

#include <pthread.h>
#include <unistd.h>

namespace incent::cli {
namespace {

// Wakes the watching thread when the process ends by itself.
constexpr int kFinished = SIGUSR2;

bool IsIgnored(int signal) {
  struct sigaction action{};
  return sigaction(signal, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

// What a handler can reach.
void (*clean_up_in_handler)() = nullptr;

void EndBySignal(int signal) {
  clean_up_in_handler();
  _exit(128 + signal);
}

// The signals of the set as they come to any thread.
void TakeByHandler(const sigset_t& signals, void (*clean_up)()) {
  clean_up_in_handler = clean_up;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (sigismember(&signals, signal) == 1) std::signal(signal, EndBySignal);
  }
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

}  // namespace

InterruptionWatch::InterruptionWatch(void (*clean_up)()) {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  sigemptyset(&signals_);
  sigaddset(&signals_, kFinished);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
    if (!IsIgnored(signal)) sigaddset(&signals_, signal);
  }
  // Threads inherit the mask, so no other thread is ever interrupted.
  pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
  thread_ = thread::Thread([this, clean_up] { Wait(clean_up); });
  if (!thread_.is_running()) TakeByHandler(signals_, clean_up);
}

void InterruptionWatch::Wait(void (*clean_up)()) const {
  int signal = 0;
  while (sigwait(&signals_, &signal) != 0) {
  }
  if (signal == kFinished) return;
  clean_up();
  _exit(128 + signal);
}

InterruptionWatch::~InterruptionWatch() {
  if (thread_.is_running()) pthread_kill(thread_.handle(), kFinished);
  thread_.Join();
}

}  // namespace incent::cli
