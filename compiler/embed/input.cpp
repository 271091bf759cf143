#include "compiler/embed/input.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "runtime/io/references.h"
#include "runtime/io/utf8.h"

namespace incent::embed {
namespace {

using column::FieldSchema;
using diag::Bilingual;

// Between two looks at whether to stop.
constexpr uint64_t kRowsAtOnce = uint64_t{64} * 1024;

Fault BadBatch(const std::string& dataset, const Bilingual& what) {
  return {INCENT_BAD_BATCH,
          {fmt::format("a batch of `{}` cannot be read: {}", dataset, what.english),
           fmt::format("“{}”的批次无法读取：{}", dataset, what.chinese)}};
}

Fault BadColumn(const std::string& dataset, const std::string& column, const Bilingual& what) {
  return {INCENT_BAD_BATCH,
          {fmt::format("column `{}` of a batch of `{}` cannot be read: {}", column, dataset, what.english),
           fmt::format("“{}”批次的列“{}”无法读取：{}", dataset, column, what.chinese)}};
}

Fault BadSchema(const std::string& dataset, const Bilingual& what) {
  return {INCENT_BAD_SCHEMA,
          {fmt::format("the schema of `{}` cannot be used: {}", dataset, what.english),
           fmt::format("“{}”的模式无法使用：{}", dataset, what.chinese)}};
}

bool IsNeeded(const FieldSchema& field) {
  return field.in_use || field.is_key;
}

std::string NormalName(const char* name) {
  const std::string text = name == nullptr ? "" : name;
  return io::IsValidUtf8(text) ? io::ToNfc(text) : text;
}

// A struct whose columns are there.
std::optional<Bilingual> FindFaultOfStruct(const ArrowSchema& schema) {
  if (schema.format == nullptr || std::string_view(schema.format) != "+s")
    return Bilingual{"it is not a struct of columns", "它不是由列组成的结构"};
  if (schema.n_children < 0 || (schema.n_children > 0 && schema.children == nullptr))
    return Bilingual{"its columns are missing", "缺少列"};
  if (schema.n_children > static_cast<int64_t>(io::ReadLimits{}.max_columns))
    return Bilingual{"it has too many columns", "列太多"};
  for (int64_t i = 0; i < schema.n_children; ++i) {
    if (schema.children[i] == nullptr) return Bilingual{"a column is missing", "缺少列"};
  }
  return std::nullopt;
}

std::optional<Bilingual> FindFaultOfStruct(const ArrowArray& array, size_t num_columns) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max() / 64;
  if (array.length < 0 || array.offset < 0 || array.length > kMax || array.offset > kMax)
    return Bilingual{"its length or offset is out of range", "长度或偏移超出范围"};
  if (array.n_children != static_cast<int64_t>(num_columns) || (num_columns > 0 && array.children == nullptr))
    return Bilingual{"it has not as many columns as its schema", "列数与模式不符"};
  for (size_t i = 0; i < num_columns; ++i) {
    if (array.children[i] == nullptr) return Bilingual{"a column is missing", "缺少列"};
  }
  // Some producers give no buffer at all for a struct without nulls.
  const bool has_validity = array.n_buffers >= 1 && array.buffers != nullptr;
  if (array.null_count > 0 && (!has_validity || array.buffers[0] == nullptr))
    return Bilingual{"it has nulls, but no validity bitmap", "有空值却没有有效位图"};
  if (has_validity && HasNulls(array, array.offset, array.length))
    return Bilingual{"a row of it is null", "有整行为空"};
  return std::nullopt;
}

}  // namespace

Input::Input(const std::vector<column::DatasetSchema>& schemas, const InputLimits& limits)
    : schemas_(schemas), limits_(limits), rejects_(limits.max_kept_rejects) {
  load_.data.tables.resize(schemas.size());
  load_.counts.resize(schemas.size());
  for (size_t i = 0; i < schemas.size(); ++i) {
    parts_.emplace_back().table = std::make_unique<io::TableReader>(
        schemas, i, io::ReadLimits{}, &load_.data.tables[i], &load_.counts[i], &rejects_);
  }
}

bool Input::IsRead(size_t dataset, const std::string& name) const {
  const std::vector<FieldSchema>& fields = schemas_[dataset].fields;
  return std::any_of(fields.begin(), fields.end(), [&](const FieldSchema& field) {
    return IsNeeded(field) && io::ToNfc(field.header) == name;
  });
}

std::optional<Fault> Input::CheckType(size_t dataset, const std::string& name,
                                      const std::optional<ArrowType>& type, const ArrowSchema& schema) const {
  for (const FieldSchema& field : schemas_[dataset].fields) {
    if (!IsNeeded(field) || io::ToNfc(field.header) != name) continue;
    const FieldSchema* const key = io::ReferencedKey(schemas_, field);
    if (type && Takes(field, key, *type)) continue;
    const std::string_view format = schema.format == nullptr ? "" : schema.format;
    const Bilingual why = WhyRefused(format);
    const std::string shown = io::PrintableText(format, 40);
    return BadSchema(schemas_[dataset].name,
                     {fmt::format("column `{}` has the format \"{}\", which its field does not take{}{}",
                                  name, shown, why.english.empty() ? "" : "; ", why.english),
                      fmt::format("列“{}”的格式是“{}”，该字段不接受{}{}", name, shown,
                                  why.chinese.empty() ? "" : "；", why.chinese)});
  }
  return std::nullopt;
}

std::optional<Fault> Input::FindColumns(size_t dataset, const ArrowSchema& schema, Part* columns) const {
  if (const std::optional<Bilingual> fault = FindFaultOfStruct(schema))
    return BadSchema(schemas_[dataset].name, *fault);
  for (int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& child = *schema.children[i];
    columns->names.push_back(NormalName(child.name));
    columns->types.emplace_back();
    if (!IsRead(dataset, columns->names.back())) continue;
    columns->types.back() = ParseArrowType(child);
    if (std::optional<Fault> fault = CheckType(dataset, columns->names.back(), columns->types.back(), child))
      return fault;
  }
  return std::nullopt;
}

std::optional<Fault> Input::Begin(size_t dataset, const ArrowSchema& schema) {
  Part& part = parts_[dataset];
  Part columns;
  if (std::optional<Fault> fault = FindColumns(dataset, schema, &columns)) return fault;
  if (part.reader == nullptr) {
    part.names = std::move(columns.names);
    part.types = std::move(columns.types);
    part.reader = std::make_unique<BatchReader>(part.names);
    part.has_rows = part.table->BeginFile(schemas_[dataset].name, part.reader.get());
  } else if (part.names != columns.names || part.types != columns.types) {
    return BadSchema(schemas_[dataset].name,
                     {"it is not that of the batch before", "与前一个批次的模式不同"});
  }
  return std::nullopt;
}

std::optional<Fault> Input::CheckRoom(const ArrowArray& array) const {
  if (limits_.max_rows > 0 && array.length > limits_.max_rows - num_rows_) {
    return Fault{INCENT_TOO_MANY_ROWS,
                 {fmt::format("there are more than {} rows, the limit of the session", limits_.max_rows),
                  fmt::format("行数超过会话上限 {}", limits_.max_rows)}};
  }
  return std::nullopt;
}

size_t Input::MemoryBytes() const {
  size_t bytes = 0;
  for (const column::Table& table : load_.data.tables) bytes += column::MemoryBytes(table);
  return bytes;
}

std::optional<Fault> Input::CheckMemory() const {
  if (limits_.max_memory_bytes == 0) return std::nullopt;
  const auto bytes = static_cast<int64_t>(MemoryBytes());
  if (bytes <= limits_.max_memory_bytes) return std::nullopt;
  return Fault{
      INCENT_TOO_MUCH_MEMORY,
      {fmt::format("the rows take {} bytes, and the session may use {}", bytes, limits_.max_memory_bytes),
       fmt::format("数据占用 {} 字节，会话上限为 {} 字节", bytes, limits_.max_memory_bytes)}};
}

std::optional<Fault> Input::SetRows(size_t dataset, const ArrowArray& array) {
  Part& part = parts_[dataset];
  const std::string& name = schemas_[dataset].name;
  if (const std::optional<Bilingual> fault = FindFaultOfStruct(array, part.names.size()))
    return BadBatch(name, *fault);
  std::vector<ArrowColumn> columns(part.names.size());
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!part.types[i]) continue;
    columns[i] = ArrowColumn(*part.types[i], *array.children[i], array.offset, array.length);
    if (const std::optional<Bilingual> fault = columns[i].FindFault())
      return BadColumn(name, part.names[i], *fault);
  }
  part.reader->SetRows(std::move(columns), array.length);
  return std::nullopt;
}

std::optional<Fault> Input::Add(size_t dataset, const ArrowSchema& schema, const ArrowArray& array,
                                const eval::Stop& stop) {
  if (std::optional<Fault> fault = Begin(dataset, schema)) return fault;
  if (std::optional<Fault> fault = SetRows(dataset, array)) return fault;
  if (std::optional<Fault> fault = CheckRoom(array)) return fault;
  Part& part = parts_[dataset];
  num_rows_ += array.length;
  if (!part.has_rows) {
    load_.counts[dataset].num_left_out += array.length;
    return std::nullopt;
  }
  const uint64_t end = part.reader->position() + static_cast<uint64_t>(array.length);
  bool fits = true;
  while (fits && part.reader->position() < end) {
    if (stop.IsRequested()) return Fault{INCENT_CANCELLED, {"cancelled", "已取消"}};
    fits = part.table->ReadRows(part.reader.get(), part.reader->position() + kRowsAtOnce);
  }
  if (!fits) {
    const std::string& name = schemas_[dataset].name;
    return Fault{INCENT_TOO_MANY_ROWS,
                 {fmt::format("`{}` has more rows than a table can hold", name),
                  fmt::format("“{}”的行数超过一张表的上限", name)}};
  }
  part.reader->SetRows({}, 0);  // the batch goes away
  return CheckMemory();
}

std::optional<Fault> Input::Finish() {
  for (size_t i = 0; i < schemas_.size(); ++i) {
    Part& part = parts_[i];
    if (part.reader == nullptr && schemas_[i].in_use) {
      return Fault{INCENT_MISSING_DATASET,
                   {fmt::format("the plan reads `{}`, and no batch of it was given", schemas_[i].name),
                    fmt::format("方案要读取“{}”，但没有给出它的批次", schemas_[i].name)}};
    }
    if (part.reader != nullptr && part.has_rows) part.table->EndFile(*part.reader);
  }
  for (size_t i = 0; i < schemas_.size(); ++i) load_.data.tables[i].AddLeftOutRows(schemas_[i]);
  for (size_t i = 0; i < schemas_.size(); ++i) {
    io::ResolveReferences(schemas_, i, parts_[i].table->places(), &load_.data, &load_.counts[i], &rejects_);
  }
  load_.total_rejects = rejects_.total();
  load_.rejects = rejects_.TakeSorted();
  return std::nullopt;
}

}  // namespace incent::embed
