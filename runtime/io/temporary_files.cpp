#include "runtime/io/temporary_files.h"

#include <dirent.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <climits>
#include <cstring>
#include <string_view>

namespace incent::io {
namespace {

// The number of the next temporary file of this process.
std::atomic<int64_t>& NextNumber() {
  static std::atomic<int64_t> next{0};
  return next;
}

enum SlotState : int { kFree, kBusy, kLive };

struct Slot {
  std::atomic<int> state{kFree};
  pid_t owner = 0;  // a forked child must not remove its parent's files
  std::array<char, PATH_MAX> path{};
};

// A signal handler may not allocate or lock, and can reach nothing but static memory.
constinit std::array<Slot, 32> live_files;
static_assert(std::atomic<int>::is_always_lock_free, "handlers may only use lock-free atomics");

std::string Prefix(const std::string& name) {
  return "." + name + ".tmp-";
}

// Takes a number off the front of `text`.
bool TakeNumber(std::string_view* text, int64_t* number) {
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (error != std::errc() || *number < 0) return false;
  text->remove_prefix(static_cast<size_t>(end - text->data()));
  return true;
}

// `suffix` is "PID-N". Only a process that surely is gone has left its file behind. Its number may
// be ours by now, as it often is in containers; then we have not got as far as N yet.
bool IsLeftBehind(std::string_view suffix) {
  int64_t process = 0;
  int64_t number = 0;
  if (!TakeNumber(&suffix, &process) || !suffix.starts_with('-')) return false;
  suffix.remove_prefix(1);
  if (!TakeNumber(&suffix, &number) || !suffix.empty() || process == 0 || process > INT_MAX) return false;
  if (process == getpid()) return number >= NextNumber().load();
  return kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

}  // namespace

std::string NewTemporaryName(const std::string& name) {
  return Prefix(name) + std::to_string(getpid()) + "-" + std::to_string(NextNumber().fetch_add(1));
}

void SweepTemporaryFiles(const std::string& folder, const std::string& name) {
  DIR* listing = opendir(folder.c_str());
  if (listing == nullptr) return;
  const std::string prefix = Prefix(name);
  while (const dirent* entry = readdir(listing)) {
    const std::string_view found = entry->d_name;
    if (!found.starts_with(prefix) || !IsLeftBehind(found.substr(prefix.size()))) continue;
    unlinkat(dirfd(listing), entry->d_name, 0);
  }
  closedir(listing);
}

int RememberTemporaryFile(const std::string& path) {
  if (path.size() >= PATH_MAX) return -1;
  for (size_t i = 0; i < live_files.size(); ++i) {
    Slot& slot = live_files[i];
    int expected = kFree;
    if (!slot.state.compare_exchange_strong(expected, kBusy)) continue;
    slot.owner = getpid();
    std::memcpy(slot.path.data(), path.c_str(), path.size() + 1);
    slot.state.store(kLive);
    return static_cast<int>(i);
  }
  return -1;
}

void ForgetTemporaryFile(int slot) {
  if (slot >= 0) live_files[static_cast<size_t>(slot)].state.store(kFree);
}

void RemoveLiveTemporaryFiles() {
  const int errno_before = errno;
  for (const Slot& slot : live_files) {
    if (slot.state.load() == kLive && slot.owner == getpid()) unlink(slot.path.data());
  }
  errno = errno_before;
}

}  // namespace incent::io
