#pragma once

#include <array>

#include "compiler/jit/line_source.h"

namespace incent::jit {

// At most so many lines are in a chunk: its values stay in the second-level cache.
inline constexpr size_t kChunkLines = 1024;

// Lines first .. first + count - 1 of one range, with who they belong to and when.
class LineChunk {
 public:
  size_t range = 0;
  size_t first = 0;
  size_t count = 0;
  const int32_t* people = nullptr;
  // No line lies outside; the same where all lines are known to be of one day.
  interp::Day first_day = 0;
  interp::Day last_day = 0;

  // By line; read when first asked for.
  const interp::Day* days() const;

 private:
  friend class LineReader;

  const LineSource* lines_ = nullptr;
  interp::Day* day_room_ = nullptr;
  mutable const interp::Day* days_ = nullptr;
};

// Reads chunks, one at a time. One thread at a time.
class LineReader {
 public:
  LineReader(const LineSource& lines, size_t range);

  // Valid until the next one is read.
  const LineChunk& Read(size_t first, size_t count);

 private:
  const LineSource& lines_;
  LineChunk chunk_;
  std::array<int32_t, kChunkLines> people_;
  std::array<interp::Day, kChunkLines> days_;
};

}  // namespace incent::jit
