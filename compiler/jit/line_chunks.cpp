#include "compiler/jit/line_chunks.h"

#include <algorithm>
#include <span>

#include "compiler/numbers/plan.h"

namespace incent::jit {

namespace {

// Fewer lines are not worth a range of their own.
constexpr size_t kRangeLines = 4096;

}  // namespace

LineRanges::LineRanges(size_t num_lines, const base::Workers& workers, size_t least)
    : num_lines_(num_lines),
      num_ranges_(std::clamp<size_t>(num_lines / std::min(kRangeLines, least), 1,
                                     static_cast<size_t>(workers.size()))) {}

interp::RowRange LineRanges::operator[](size_t range) const {
  const size_t per_range = num_lines_ / num_ranges_ + 1;
  return {std::min(num_lines_, range * per_range), std::min(num_lines_, (range + 1) * per_range)};
}

LineChunks::LineChunks(const LineSource& lines, base::Workers& workers)
    : lines_(lines), workers_(workers), ranges_(lines.size(), workers) {}

void LineChunks::ForEach(const std::function<void(const LineChunk& chunk)>& work) const {
  [[maybe_unused]] const bool done = workers_.For(ranges_.size(), 1, [&](int, size_t range, size_t) {
    LineReader reader(lines_, range);
    const auto [begin, end] = ranges_[range];
    for (size_t first = begin; first < end; first += kChunkLines) {
      work(reader.Read(first, std::min(kChunkLines, end - first)));
    }
    return true;
  });
}

bool SumsFit(const ir::Range& values, size_t num_lines) {
  const value::Int128 largest = numbers::Magnitude(values);
  return largest <= INT64_MAX && largest * static_cast<value::Int128>(num_lines) <= INT64_MAX;
}

bool SumsFit(const eval::LaneColumn& column) {
  if (column.Narrow() == nullptr) return false;
  const std::span<const int64_t> values(column.Narrow(), column.size());
  const auto [low, high] = std::minmax_element(values.begin(), values.end());
  return values.empty() || SumsFit({*low, *high}, values.size());
}

}  // namespace incent::jit
