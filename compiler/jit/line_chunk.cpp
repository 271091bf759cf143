#include "compiler/jit/line_chunk.h"

namespace incent::jit {

const interp::Day* LineChunk::days() const {
  if (days_ == nullptr) days_ = lines_->ReadDays(first, count, day_room_);
  return days_;
}

LineReader::LineReader(const LineSource& lines, size_t range) : lines_(lines) {
  chunk_.range = range;
  chunk_.lines_ = &lines;
  chunk_.day_room_ = days_.data();
}

const LineChunk& LineReader::Read(size_t first, size_t count) {
  chunk_.first = first;
  chunk_.count = count;
  chunk_.people = lines_.ReadPeople(first, count, people_.data());
  chunk_.days_ = nullptr;
  chunk_.first_day = lines_.first_day();
  chunk_.last_day = lines_.last_day();
  if (lines_.days_ascend() && count > 0) {
    // Read to, or where they lie.
    chunk_.first_day = *lines_.ReadDays(first, 1, days_.data());
    chunk_.last_day = *lines_.ReadDays(first + count - 1, 1, days_.data());
  }
  return chunk_;
}

}  // namespace incent::jit
