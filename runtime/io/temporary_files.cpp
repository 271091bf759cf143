#include "runtime/io/temporary_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <cstring>
#include <ctime>
#include <string_view>

namespace incent::io {
namespace {

constexpr size_t kDigits = 16;

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

bool IsOurName(std::string_view name, std::string_view prefix) {
  return name.starts_with(prefix) && name.size() == prefix.size() + kDigits &&
         name.find_first_not_of("0123456789abcdef", prefix.size()) == std::string_view::npos;
}

// Of what a name of its own needs. Without the system's randomness, place and time must do.
uint64_t RandomNumber() {
  uint64_t number = 0;
  if (getrandom(&number, sizeof number, GRND_NONBLOCK) == sizeof number) return number;
  static std::atomic<uint64_t> next{0};
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  const auto process = static_cast<uint64_t>(getpid());
  return (static_cast<uint64_t>(now.tv_sec) << 32) ^ static_cast<uint64_t>(now.tv_nsec) ^ (process << 40) ^
         next++;
}

// Removes the file if nobody has it in use: the lock of a process that is gone is gone with it.
void RemoveIfLeftBehind(int folder, const char* name) {
  const int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return;
  struct stat status{};
  if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && flock(file, LOCK_EX | LOCK_NB) == 0)
    unlinkat(folder, name, 0);
  close(file);
}

}  // namespace

std::string NewTemporaryName(const std::string& name) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string temporary = Prefix(name);
  uint64_t number = RandomNumber();
  for (size_t i = 0; i < kDigits; ++i, number >>= 4) temporary.push_back(kHex[number & 15]);
  return temporary;
}

bool ClaimTemporaryFile(int descriptor, int* claim) {
  *claim = -1;
  if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) return errno != EWOULDBLOCK;
  struct stat status{};
  // A sweep may have come between making the file and locking it.
  if (fstat(descriptor, &status) != 0 || status.st_nlink == 0) return false;
  *claim = fcntl(descriptor, F_DUPFD_CLOEXEC, 0);
  return true;
}

void SweepTemporaryFiles(const std::string& folder, const std::string& name) {
  DIR* listing = opendir(folder.c_str());
  if (listing == nullptr) return;
  const std::string prefix = Prefix(name);
  while (const dirent* entry = readdir(listing)) {
    if (IsOurName(entry->d_name, prefix)) RemoveIfLeftBehind(dirfd(listing), entry->d_name);
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
