#include "compiler/jit/line_chunks.h"

#include <algorithm>
#include <array>

namespace incent::jit {

namespace {

// Fewer lines are not worth a range of their own.
constexpr size_t kRangeLines = 4096;

}  // namespace

LineChunks::LineChunks(const LineSource& lines, Workers& workers)
    : lines_(lines),
      workers_(workers),
      num_ranges_(std::clamp<size_t>(lines.size() / kRangeLines, 1, static_cast<size_t>(workers.size()))) {}

void LineChunks::ForEach(const std::function<void(const LineChunk& chunk)>& work) const {
  const size_t per_range = lines_.size() / num_ranges_ + 1;
  [[maybe_unused]] const bool done = workers_.For(num_ranges_, 1, [&](int, size_t range, size_t) {
    std::array<int32_t, kChunkLines> people;
    std::array<interp::Day, kChunkLines> days;
    const size_t end = std::min(lines_.size(), (range + 1) * per_range);
    for (size_t first = std::min(lines_.size(), range * per_range); first < end; first += kChunkLines) {
      const size_t count = std::min(kChunkLines, end - first);
      lines_.ReadPeople(first, count, people.data());
      lines_.ReadDays(first, count, days.data());
      work({range, first, count, people.data(), days.data()});
    }
    return true;
  });
}

bool SumsFit(const eval::LaneColumn& column) {
  if (column.Narrow() == nullptr) return false;
  uint64_t largest = 0;
  for (const int64_t value : column.narrow()) {
    const auto bits = static_cast<uint64_t>(value);
    largest = std::max(largest, value < 0 ? 0 - bits : bits);
  }
  return value::UInt128{largest} * column.size() <= INT64_MAX;
}

}  // namespace incent::jit
