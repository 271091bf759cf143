#pragma once

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/embed/incent.h"
#include "runtime/value/int128.h"

// Arrow batches as a producer gives them, which count how often they are released.
namespace incent::embed {

// How often release functions were called, and buffers that were still there when they were.
struct Releases {
  int schemas = 0;
  int arrays = 0;
  int streams = 0;
  int children = 0;  // of arrays, by their parents
};

// One column: a format and its buffers, which a test may spoil before they are given away.
struct GivenColumn {
  std::string name;
  std::string format;
  std::vector<std::vector<char>> buffers;  // an empty one is given as NULL
  int64_t length = 0;
  int64_t offset = 0;
  int64_t null_count = 0;
  std::shared_ptr<GivenColumn> dictionary;
};

template <typename T>
std::vector<char> BytesOf(const std::vector<T>& values) {
  std::vector<char> bytes(values.size() * sizeof(T));
  if (!bytes.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

template <typename T>
using Cells = std::vector<std::optional<T>>;

// The bitmap is left out where nothing is null, as producers do.
template <typename T>
void SetValidity(const Cells<T>& cells, GivenColumn* column) {
  std::vector<char> bits((cells.size() + 7) / 8);
  column->length = static_cast<int64_t>(cells.size());
  for (size_t i = 0; i < cells.size(); ++i) {
    if (cells[i]) {
      bits[i / 8] = static_cast<char>(bits[i / 8] | (1 << (i % 8)));
    } else {
      ++column->null_count;
    }
  }
  column->buffers.insert(column->buffers.begin(), column->null_count > 0 ? bits : std::vector<char>());
}

// Integers, dates and decimals of the C++ type that has their size.
template <typename T>
GivenColumn Fixed(const std::string& name, const std::string& format, const Cells<T>& cells) {
  GivenColumn column{.name = name, .format = format};
  std::vector<T> values;
  for (const auto& cell : cells) values.push_back(cell.value_or(T{}));
  column.buffers.push_back(BytesOf(values));
  SetValidity(cells, &column);
  return column;
}

template <typename Offset>
GivenColumn TextsOf(const std::string& name, const std::string& format, const Cells<std::string>& cells) {
  GivenColumn column{.name = name, .format = format};
  std::vector<Offset> offsets{0};
  std::string bytes;
  for (const auto& cell : cells) {
    bytes += cell.value_or("");
    offsets.push_back(static_cast<Offset>(bytes.size()));
  }
  column.buffers = {BytesOf(offsets), {bytes.begin(), bytes.end()}};
  SetValidity(cells, &column);
  return column;
}

inline GivenColumn Texts(const std::string& name, const Cells<std::string>& cells) {
  return TextsOf<int32_t>(name, "u", cells);
}

// Views as Polars gives them: up to 12 bytes in the view, else in buffers of at most `bytes_per_buffer`.
inline GivenColumn Views(const std::string& name, const Cells<std::string>& cells,
                         size_t bytes_per_buffer = 64) {
  GivenColumn column{.name = name, .format = "vu"};
  std::vector<char> views(cells.size() * 16);
  std::vector<std::vector<char>> texts;
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string text = cells[i].value_or("");
    const auto length = static_cast<int32_t>(text.size());
    char* const view = views.data() + i * 16;
    std::memcpy(view, &length, sizeof length);
    if (length <= 12) {
      if (length > 0) std::memcpy(view + 4, text.data(), text.size());
      continue;
    }
    if (texts.empty() || texts.back().size() + text.size() > bytes_per_buffer) texts.emplace_back();
    const int32_t place[] = {static_cast<int32_t>(texts.size() - 1),
                             static_cast<int32_t>(texts.back().size())};
    std::memcpy(view + 4, text.data(), 4);
    std::memcpy(view + 8, place, sizeof place);
    texts.back().insert(texts.back().end(), text.begin(), text.end());
  }
  std::vector<int64_t> sizes;
  column.buffers.push_back(views);
  for (const std::vector<char>& buffer : texts) {
    column.buffers.push_back(buffer);
    sizes.push_back(static_cast<int64_t>(buffer.size()));
  }
  column.buffers.push_back(BytesOf(sizes));
  SetValidity(cells, &column);
  return column;
}

inline GivenColumn Flags(const std::string& name, const Cells<bool>& cells) {
  GivenColumn column{.name = name, .format = "b"};
  std::vector<char> bits((cells.size() + 7) / 8);
  for (size_t i = 0; i < cells.size(); ++i)
    bits[i / 8] = static_cast<char>(bits[i / 8] | ((cells[i].value_or(false) ? 1 : 0) << (i % 8)));
  column.buffers.push_back(bits);
  SetValidity(cells, &column);
  return column;
}

// Dictionary of texts, indexed by `T`.
template <typename T>
GivenColumn Coded(const std::string& name, const std::string& format, const Cells<T>& codes,
                  const GivenColumn& texts) {
  GivenColumn column = Fixed<T>(name, format, codes);
  column.dictionary = std::make_shared<GivenColumn>(texts);
  return column;
}

// Gives the structures away; `releases` must outlive them.
void GiveSchema(const std::vector<GivenColumn>& columns, Releases* releases, ArrowSchema* out);
// `offset` and `length` of the struct; length -1: all rows of the first column.
struct Slice {
  int64_t offset = 0;
  int64_t length = -1;
};
void GiveArray(const std::vector<GivenColumn>& columns, Releases* releases, ArrowArray* out,
               Slice slice = {});

// A stream of batches of equal columns. After the last batch, or instead of batch `fails_at`, it ends, or
// fails with EIO.
struct GivenStream {
  std::vector<std::vector<GivenColumn>> batches;
  int fails_at = -1;
};
void GiveStream(const GivenStream& stream, Releases* releases, ArrowArrayStream* out);

}  // namespace incent::embed
