#pragma once

#include <malloc.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <fstream>
#include <string>

namespace incent::bench {

// Bytes in memory at most, so far. Of the whole process: it never falls.
inline int64_t PeakBytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return int64_t{usage.ru_maxrss} * 1024;
}

// By how many bytes `work` raises what this process has in memory at the most, all that is free given back
// before; -1 if the system does not tell.
template <typename Work>
int64_t RaisedBy(Work work) {
  const auto status = [](const char* key) {
    std::ifstream file("/proc/self/status");
    int64_t kib = -1;
    for (std::string word; file >> word;) {
      if (word == key) file >> kib;
    }
    return kib;
  };
  malloc_trim(0);
  std::ofstream clear("/proc/self/clear_refs");
  clear << 5 << std::flush;  // the peak starts anew
  const int64_t before = status("VmRSS:");
  work();
  const int64_t peak = status("VmHWM:");
  return !clear || before < 0 || peak < 0 ? -1 : (peak - before) * 1024;
}

// How far `work` raises the peak of a process that does nothing else; -1 if it cannot be measured. The
// first measurement is `prepare`, which builds what `work` takes as given.
struct Peaks {
  int64_t prepare = -1;
  int64_t work = -1;
};

template <typename Prepare, typename Work>
Peaks MeasurePeaks(Prepare prepare, Work work) {
  malloc_trim(0);  // what was freed before would be used again without being counted
  int ends[2] = {-1, -1};
  Peaks peaks;
  if (pipe(ends) != 0) return peaks;
  const pid_t child = fork();
  if (child == 0) {
    const int64_t start = PeakBytes();
    const auto given = prepare();
    peaks.prepare = PeakBytes() - start;
    work(given);
    peaks.work = PeakBytes() - start;
    const bool is_sent = write(ends[1], &peaks, sizeof peaks) == static_cast<ssize_t>(sizeof peaks);
    _exit(is_sent ? 0 : 1);
  }
  close(ends[1]);
  if (read(ends[0], &peaks, sizeof peaks) != static_cast<ssize_t>(sizeof peaks)) peaks = {};
  close(ends[0]);
  if (child > 0) waitpid(child, nullptr, 0);
  return peaks;
}

}  // namespace incent::bench
