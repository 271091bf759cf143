#include "compiler/embed/arrow_column.h"

#include <array>
#include <charconv>
#include <cstring>
#include <limits>

#include "compiler/embed/wide_decimal.h"
#include "runtime/value/date.h"
#include "runtime/value/int128.h"
#include "runtime/value/timestamp.h"

namespace incent::embed {
namespace {

using Words = diag::Bilingual;

// Buffers need not be aligned.
template <typename T>
T LoadAs(const void* buffer, int64_t at) {
  T value;
  std::memcpy(&value, static_cast<const char*>(buffer) + at * static_cast<int64_t>(sizeof(T)), sizeof(T));
  return value;
}

int64_t LoadSigned(const void* buffer, int bytes, int64_t at) {
  switch (bytes) {
    case 1:
      return LoadAs<int8_t>(buffer, at);
    case 2:
      return LoadAs<int16_t>(buffer, at);
    case 4:
      return LoadAs<int32_t>(buffer, at);
    default:
      return LoadAs<int64_t>(buffer, at);
  }
}

uint64_t LoadUnsigned(const void* buffer, int bytes, int64_t at) {
  switch (bytes) {
    case 1:
      return LoadAs<uint8_t>(buffer, at);
    case 2:
      return LoadAs<uint16_t>(buffer, at);
    case 4:
      return LoadAs<uint32_t>(buffer, at);
    default:
      return LoadAs<uint64_t>(buffer, at);
  }
}

bool BitAt(const void* buffer, int64_t at) {
  return (static_cast<const uint8_t*>(buffer)[at / 8] >> (at % 8) & 1) != 0;
}

int64_t OffsetAt(Storage storage, const ArrowArray& array, int64_t at) {
  return LoadSigned(array.buffers[1], storage == Storage::LargeText ? 8 : 4, at);
}

// Of a text in a view array: its bytes are here up to 12, else at `offset` of one of the buffers behind that
// of the views. The last buffer has the sizes of those.
struct TextView {
  int32_t length;
  int32_t prefix;
  int32_t buffer;
  int32_t offset;
};
constexpr int32_t kMaxInline = 12;
constexpr int64_t kBuffersOfViews = 3;  // validity, views and sizes, besides those of the texts

TextView ViewAt(const ArrowArray& array, int64_t at) {
  return LoadAs<TextView>(array.buffers[1], at);
}

std::string_view ViewedText(const ArrowArray& array, int64_t at) {
  const TextView view = ViewAt(array, at);
  const auto length = static_cast<size_t>(view.length);
  if (view.length > kMaxInline)
    return {static_cast<const char*>(array.buffers[2 + view.buffer]) + view.offset, length};
  return {static_cast<const char*>(array.buffers[1]) + at * static_cast<int64_t>(sizeof(TextView)) +
              sizeof view.length,
          length};
}

std::string_view TextIn(Storage storage, const ArrowArray& array, int64_t at) {
  if (storage == Storage::TextView) return ViewedText(array, at);
  const int64_t begin = OffsetAt(storage, array, at);
  const int64_t end = OffsetAt(storage, array, at + 1);
  if (begin == end) return {};
  return {static_cast<const char*>(array.buffers[2]) + begin, static_cast<size_t>(end - begin)};
}

bool IsNullAt(const ArrowArray& array, int64_t at) {
  return array.null_count != 0 && array.buffers[0] != nullptr && !BitAt(array.buffers[0], at);
}

std::optional<Words> FindFaultOfView(const ArrowArray& array, const TextView& view) {
  if (view.length < 0) return Words{"a text has a negative length", "有文本的长度为负"};
  if (view.length <= kMaxInline) return std::nullopt;
  if (view.buffer < 0 || view.buffer >= array.n_buffers - kBuffersOfViews)
    return Words{"a text lies in a buffer that is not there", "有文本位于不存在的缓冲区"};
  const void* const sizes = array.buffers[array.n_buffers - 1];
  if (sizes == nullptr || array.buffers[2 + view.buffer] == nullptr)
    return Words{"the buffer of its texts is missing", "缺少文本缓冲区"};
  const int64_t size = LoadAs<int64_t>(sizes, view.buffer);
  if (view.offset < 0 || view.offset > size - view.length)
    return Words{"a text lies outside of its buffer", "有文本超出缓冲区"};
  return std::nullopt;
}

// A view whose text is null means nothing.
std::optional<Words> FindFaultOfViews(const ArrowArray& array, int64_t begin, int64_t count) {
  for (int64_t at = begin; at < begin + count; ++at) {
    if (IsNullAt(array, at)) continue;
    if (std::optional<Words> fault = FindFaultOfView(array, ViewAt(array, at))) return fault;
  }
  return std::nullopt;
}

// Of texts at begin .. begin + count - 1 of the buffers, null or not.
std::optional<Words> FindFaultOfTexts(Storage storage, const ArrowArray& array, int64_t begin,
                                      int64_t count) {
  if (count == 0) return std::nullopt;
  if (storage == Storage::TextView) return FindFaultOfViews(array, begin, count);
  const int64_t first = OffsetAt(storage, array, begin);
  int64_t last = first;
  for (int64_t at = begin + 1; at <= begin + count; ++at) {
    const int64_t next = OffsetAt(storage, array, at);
    if (next < last) return Words{"offsets of texts descend", "文本的偏移量递减"};
    last = next;
  }
  if (first < 0) return Words{"an offset of a text is negative", "文本的偏移量为负"};
  if (last > first && array.buffers[2] == nullptr)
    return Words{"the buffer of its texts is missing", "缺少文本缓冲区"};
  return std::nullopt;
}

bool HasRightBuffers(const ArrowType& type, int64_t num_buffers) {
  if (type.storage == Storage::Null) return num_buffers == 0;
  if (type.is_dictionary || !IsText(type.storage)) return num_buffers == 2;
  constexpr int64_t kMax = std::numeric_limits<int32_t>::max();
  if (type.storage == Storage::TextView) return num_buffers >= kBuffersOfViews && num_buffers <= kMax;
  return num_buffers == 3;
}

}  // namespace

bool HasNulls(const ArrowArray& array, int64_t at, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    if (IsNullAt(array, at + i)) return true;
  }
  return false;
}

std::optional<Words> FindFaultOfShape(const ArrowType& type, const ArrowArray& array) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max() / 64;
  if (array.length < 0 || array.offset < 0 || array.length > kMax || array.offset > kMax)
    return Words{"its length or offset is out of range", "长度或偏移超出范围"};
  if (array.null_count < -1 || array.null_count > array.length)
    return Words{"its null count is out of range", "空值计数超出范围"};
  if (array.n_children != 0) return Words{"it has children", "它含有子数组"};
  if (!HasRightBuffers(type, array.n_buffers))
    return Words{"it has the wrong number of buffers", "缓冲区数量不对"};
  if (array.n_buffers > 0 && array.buffers == nullptr) return Words{"its buffers are missing", "缺少缓冲区"};
  if (type.storage == Storage::Null || array.length == 0) return std::nullopt;
  if (array.null_count > 0 && array.buffers[0] == nullptr)
    return Words{"it has nulls, but no validity bitmap", "有空值却没有有效位图"};
  if (array.buffers[1] == nullptr) return Words{"a buffer is missing", "缺少缓冲区"};
  return std::nullopt;
}

int64_t ArrowColumn::IndexAt(int64_t row) const {
  const int64_t at = begin_ + row;
  if (type_.is_index_signed) return LoadSigned(array_->buffers[1], type_.index_bytes, at);
  const uint64_t index = LoadUnsigned(array_->buffers[1], type_.index_bytes, at);
  constexpr uint64_t kMax = std::numeric_limits<int64_t>::max();
  return index > kMax ? -1 : static_cast<int64_t>(index);
}

std::optional<Words> ArrowColumn::FindFaultOfIndices() const {
  const ArrowArray* const values = array_->dictionary;
  if (values == nullptr) return Words{"its dictionary is missing", "缺少字典"};
  const ArrowType type{.storage = type_.storage};
  if (std::optional<Words> fault = FindFaultOfShape(type, *values)) return fault;
  if (std::optional<Words> fault = FindFaultOfTexts(type.storage, *values, values->offset, values->length))
    return fault;
  for (int64_t row = 0; row < count_; ++row) {
    if (IsNullAt(*array_, begin_ + row)) continue;
    const int64_t index = IndexAt(row);
    if (index < 0 || index >= values->length)
      return Words{"an index lies outside of the dictionary", "有下标超出字典范围"};
  }
  return std::nullopt;
}

std::optional<Words> ArrowColumn::FindFault() const {
  if (std::optional<Words> fault = FindFaultOfShape(type_, *array_)) return fault;
  if (begin_ - array_->offset > array_->length - count_)
    return Words{"it is shorter than the batch", "它比批次短"};
  if (count_ == 0) return std::nullopt;
  if (type_.is_dictionary) return FindFaultOfIndices();
  return is_text() ? FindFaultOfTexts(type_.storage, *array_, begin_, count_) : std::nullopt;
}

bool ArrowColumn::IsNull(int64_t row) const {
  if (type_.storage == Storage::Null || IsNullAt(*array_, begin_ + row)) return true;
  return type_.is_dictionary && IsNullAt(*array_->dictionary, array_->dictionary->offset + IndexAt(row));
}

std::string_view ArrowColumn::TextAt(int64_t row) const {
  if (!type_.is_dictionary) return TextIn(type_.storage, *array_, begin_ + row);
  const ArrowArray& values = *array_->dictionary;
  return TextIn(type_.storage, values, values.offset + IndexAt(row));
}

namespace {

template <typename T>
void AppendInteger(T value, std::string& text) {
  std::array<char, 24> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  text.append(digits.data(), end);
}

// Days outside of the calendar are no dates; what they are called goes to reports only.
void AppendDay(value::Day day, std::string& text) {
  if (value::InCalendar(day)) return value::AppendDate(day, text);
  text += "day ";
  AppendInteger(day, text);
}

}  // namespace

void ArrowColumn::AppendDecimal(int64_t at, std::string& text) const {
  const void* const buffer = array_->buffers[1];
  if (type_.bytes == 4 || type_.bytes == 8)
    return AppendWideDecimal(WideInteger::Of(LoadSigned(buffer, type_.bytes, at)), type_.scale, text);
  if (type_.bytes == 16)
    return AppendWideDecimal(WideInteger::Of(LoadAs<value::Int128>(buffer, at)), type_.scale, text);
  AppendWideDecimal(WideInteger::Of(LoadAs<std::array<uint64_t, 4>>(buffer, at)), type_.scale, text);
}

// What is less than a second is written out, and makes the cell no date: nothing is cut off.
void ArrowColumn::AppendMoment(int64_t at, std::string& text) const {
  constexpr int64_t kSecondsPerDay = 86'400;
  const int64_t count = LoadAs<int64_t>(array_->buffers[1], at);
  int64_t second = count / type_.per_second;
  int64_t rest = count % type_.per_second;
  if (rest < 0) {
    --second;
    rest += type_.per_second;
  }
  int64_t day = second / kSecondsPerDay;
  if (second % kSecondsPerDay < 0) --day;
  if (day < value::kFirstDay || day > value::kLastDay) {
    text += "moment ";
    return AppendInteger(count, text);
  }
  const bool is_midnight = rest == 0 && second % kSecondsPerDay == 0;
  if (is_midnight) return AppendDay(static_cast<value::Day>(day), text);
  text += value::TimestampToText(second);
  if (rest == 0) return;
  // The zeros in front of the rest are those by which `per_second` is longer than it.
  text += second % 60 == 0 ? ":00." : ".";
  std::string digits;
  AppendInteger(type_.per_second + rest, digits);
  text.append(digits, 1);
}

void ArrowColumn::AppendCell(int64_t row, std::string& text) const {
  const int64_t at = begin_ + row;
  const void* const buffer = array_->buffers[1];
  switch (type_.storage) {
    case Storage::Bool:
      text += BitAt(buffer, at) ? "true" : "false";
      return;
    case Storage::Signed:
      return AppendInteger(LoadSigned(buffer, type_.bytes, at), text);
    case Storage::Unsigned:
      return AppendInteger(LoadUnsigned(buffer, type_.bytes, at), text);
    case Storage::Decimal:
      return AppendDecimal(at, text);
    case Storage::Date:
      return type_.bytes == 4 ? AppendDay(LoadAs<int32_t>(buffer, at), text) : AppendMoment(at, text);
    case Storage::Moment:
      return AppendMoment(at, text);
    case Storage::Null:
    case Storage::Text:
    case Storage::LargeText:
    case Storage::TextView:
      return;
  }
}

}  // namespace incent::embed
