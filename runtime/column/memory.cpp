#include "runtime/column/table.h"

// Bytes on the heap, as the containers of libstdc++ allocate them.
namespace incent::column {
namespace {

// What a text has outside its own 32 bytes: nothing while it fits inside them.
size_t OutlineBytes(const std::string& text) {
  constexpr size_t kInline = 15;
  return text.capacity() > kInline ? text.capacity() + 1 : 0;
}

size_t TextBytes(const std::vector<std::string>& texts) {
  size_t bytes = texts.capacity() * sizeof(std::string);
  for (const std::string& text : texts) bytes += OutlineBytes(text);
  return bytes;
}

}  // namespace

size_t Column::MemoryBytes() const {
  return cells_.MemoryBytes() + states_.capacity() + granules.capacity() + dictionary.MemoryBytes();
}

size_t MemoryBytes(const Table& table) {
  size_t bytes = table.lines.capacity() * sizeof(int32_t) + table.files.capacity() * sizeof(uint16_t) +
                 TextBytes(table.file_names) + table.rows_of_texts.capacity() * sizeof(int32_t) +
                 table.keys.MemoryBytes() + table.key_index.MemoryBytes();
  for (const Column& column : table.columns) bytes += sizeof(Column) + column.MemoryBytes();
  return bytes;
}

}  // namespace incent::column
