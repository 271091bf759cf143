#include "compiler/cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>

namespace incent::cli {
namespace {

constexpr auto kDelay = std::chrono::seconds(1);
constexpr auto kInterval = std::chrono::milliseconds(200);

// The terminal is written directly: the line is no message, and may be lost.
void WriteToTerminal(const std::string& text) {
  [[maybe_unused]] const ssize_t ignored = write(2, text.data(), text.size());
}

}  // namespace

Progress::Progress(const Session& session) : language_(session.language) {
  if (session.err.is_terminal()) thread_ = thread::Thread([this] { Draw(); });
}

void Progress::Step(const Words& words) {
  const std::lock_guard lock(mutex_);
  step_ = words.In(language_);
}

void Progress::Draw() {
  std::unique_lock lock(mutex_);
  bool drawn = false;
  auto wait = std::chrono::milliseconds(kDelay);
  while (!changed_.wait_for(lock, wait, [this] { return finished_; })) {
    const auto elapsed = std::chrono::steady_clock::now() - start_;
    WriteToTerminal(fmt::format("\r\x1b[K{} {} s", step_,
                                std::chrono::duration_cast<std::chrono::seconds>(elapsed).count()));
    drawn = true;
    wait = kInterval;
  }
  if (drawn) WriteToTerminal("\r\x1b[K");
}

void Progress::Finish() {
  if (!thread_.is_running()) return;
  {
    const std::lock_guard lock(mutex_);
    finished_ = true;
  }
  changed_.notify_all();
  thread_.Join();
}

}  // namespace incent::cli
