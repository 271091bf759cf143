#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>

#include "compiler/cli/session.h"
#include "compiler/cli/words.h"
#include "runtime/thread/thread.h"

namespace incent::cli {

// One line on the terminal that says what takes so long; nothing unless standard error is a terminal
// and the work takes more than a second.
class Progress {
 public:
  explicit Progress(const Session& session);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { Finish(); }

  void Step(const Words& words);
  // Takes the line away. Nothing else may be written to the terminal before.
  void Finish();

 private:
  void Draw();

  diag::Language language_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool finished_ = false;
  std::string step_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  thread::Thread thread_;
};

}  // namespace incent::cli
