#pragma once

#include <csignal>

#include "runtime/thread/thread.h"

namespace incent::cli {

// Ends the process cleanly when it is asked to stop.
//
// SIGINT, SIGTERM and SIGHUP are taken by a thread of their own, which removes the temporary files and
// ends the process with 128 + the signal's number (130, 143, 129); where no thread can be made a handler does
// it, so `clean_up` must be safe there. SIGPIPE and SIGXFSZ are ignored: writing then fails with EPIPE or
// EFBIG, and files are still finished. Create it before any other thread; signals that were ignored by
// whoever started us stay ignored.
class InterruptionWatch {
 public:
  explicit InterruptionWatch(void (*clean_up)());
  InterruptionWatch(const InterruptionWatch&) = delete;
  InterruptionWatch& operator=(const InterruptionWatch&) = delete;
  ~InterruptionWatch();

 private:
  void Wait(void (*clean_up)()) const;

  sigset_t signals_{};
  thread::Thread thread_;
};

}  // namespace incent::cli
