#include "runtime/io/table_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "runtime/column/key_text.h"
#include "runtime/io/utf8.h"

namespace incent::io {
namespace {

using column::CellState;
using column::DatasetSchema;
using column::FieldKind;
using column::FieldSchema;
using column::Reject;
using column::RejectReason;

// The one key field of a dataset; null if it has none or several.
const FieldSchema* OnlyKeyField(const DatasetSchema& schema) {
  const FieldSchema* only = nullptr;
  for (const FieldSchema& field : schema.fields) {
    if (!field.is_key) continue;
    if (only != nullptr) return nullptr;
    only = &field;
  }
  return only;
}

}  // namespace

// The bound stops a circle of references.
const FieldSchema* ReferencedKey(const std::vector<DatasetSchema>& schemas, const FieldSchema& field) {
  const FieldSchema* key = &field;
  for (size_t i = 0; i < schemas.size() && key != nullptr && key->kind == FieldKind::Reference; ++i) {
    key = key->target < 0 ? nullptr : OnlyKeyField(schemas[static_cast<size_t>(key->target)]);
  }
  return key == nullptr || key->kind == FieldKind::Reference ? nullptr : key;
}

TableReader::TableReader(const std::vector<DatasetSchema>& schemas, size_t dataset, const ReadLimits& limits,
                         column::Table* table, DatasetCounts* counts, RejectLog* rejects)
    : schema_(schemas[dataset]), limits_(limits), table_(*table), counts_(*counts), rejects_(*rejects) {
  table_.columns.resize(schema_.fields.size());
  for (size_t i = 0; i < schema_.fields.size(); ++i) {
    const FieldSchema& field = schema_.fields[i];
    if (!field.in_use && !field.is_key) continue;
    fields_.push_back(i);
    types_.push_back({.field = &field,
                      .key = field.kind == FieldKind::Reference ? ReferencedKey(schemas, field) : nullptr,
                      .max_cell_bytes = limits.max_cell_bytes});
    decoders_.emplace_back(types_.back());
    headers_.push_back(ToNfc(field.header));
    has_key_ |= field.is_key;
  }
  cells_.resize(fields_.size());
  blocks_.resize(fields_.size());
  const FieldSchema* key = OnlyKeyField(schema_);
  if (key != nullptr && key->kind == FieldKind::Text) {
    table_.key_column = static_cast<int>(key - schema_.fields.data());
  }
}

void TableReader::Add(Reject reject) {
  reject.dataset = schema_.name;
  reject.file = table_.file_names.back();
  ++counts_.num_rejects;
  if (!reject.placed) ++counts_.num_unplaced;
  rejects_.Add(std::move(reject));
}

void TableReader::RejectRow(const RowProblem& problem) {
  Add({.reason = problem.reason,
       .line = problem.line,
       .column = problem.column,
       .text = problem.text,
       .detail = problem.detail,
       .placed = false});
}

void TableReader::RejectColumn(size_t field, RejectReason reason) {
  const std::string& header = types_[field].field->header;
  const bool is_missing = reason == RejectReason::MissingColumn;
  Add({.reason = reason,
       .field = types_[field].field->name,
       .column = places_.back()[fields_[field]],
       .detail = fmt::format("{} \"{}\"", is_missing ? "a column" : "one column", header),
       .placed = false});
}

// Reports what is wrong with the header; false if no row can be used. Rows without a wanted
// column still come, with bad cells, so that payouts are withheld and not taken for zero.
bool TableReader::AcceptHeader(const Header& header) {
  places_.emplace_back(schema_.fields.size(), 0);
  if (header.problem) {
    RejectRow(*header.problem);
    LeaveOut(header.problem->line);
    table_.lacks_file = true;
    return false;
  }
  states_ = header.columns;
  bool has_keys = true;
  for (size_t i = 0; i < fields_.size(); ++i) {
    places_.back()[fields_[i]] = header.places[i];
    if (states_[i] == ColumnState::Found) continue;
    const bool is_missing = states_[i] == ColumnState::Missing;
    RejectColumn(i, is_missing ? RejectReason::MissingColumn : RejectReason::DuplicateColumn);
    has_keys &= !types_[i].field->is_key;
  }
  // No row can be told from another: whatever there may be, one row stands for.
  if (!has_keys) LeaveOut(1);
  table_.lacks_file |= !has_keys;
  return has_keys;
}

namespace {

int32_t ShortLine(int64_t line) {
  return static_cast<int32_t>(std::min<int64_t>(line, std::numeric_limits<int32_t>::max()));
}

}  // namespace

// A row of which nothing is known.
void TableReader::LeaveOut(int64_t line) {
  table_.left_out.push_back(
      {.line = ShortLine(line), .file = static_cast<uint16_t>(table_.file_names.size() - 1), .cells = {}});
}

// The decoded row, whose key is not known.
void TableReader::LeaveOutCells(int64_t line) {
  LeaveOut(line);
  std::vector<column::LeftOutCell>& cells = table_.left_out.back().cells;
  cells.resize(schema_.fields.size());
  for (size_t i = 0; i < fields_.size(); ++i) {
    const FieldSchema& field = *types_[i].field;
    const bool has_text = field.is_key || field.kind == FieldKind::Text || field.kind == FieldKind::Reference;
    cells[fields_[i]] = {.state = cells_[i].state, .value = cells_[i].value, .granule = cells_[i].granule};
    if (has_text && cells_[i].state == CellState::Value)
      cells[fields_[i]].text = CellToKeyText(field, cells_[i], table_.columns[fields_[i]].dictionary);
  }
}

// Decodes the cells of a row; false if any is bad.
bool TableReader::DecodeRow(const std::vector<Cell>& row) {
  bool is_good = true;
  for (size_t i = 0; i < fields_.size(); ++i) {
    if (states_[i] == ColumnState::Found) {
      cells_[i] = DecodeCell(types_[i], row[i], &table_.columns[fields_[i]].dictionary);
    } else {
      cells_[i] = {.state = CellState::Bad};
    }
    is_good &= cells_[i].state != CellState::Bad;
  }
  return is_good;
}

std::string TableReader::RowKey() const {
  std::string key;
  bool is_first = true;
  for (size_t i = 0; i < fields_.size(); ++i) {
    if (!types_[i].field->is_key) continue;
    if (!is_first) key.push_back(kKeySeparator);
    is_first = false;
    key += CellToKeyText(*types_[i].field, cells_[i], table_.columns[fields_[i]].dictionary);
  }
  return key;
}

void TableReader::RejectCells(const std::vector<Cell>& row, int64_t line, const std::string& key,
                              bool is_placed) {
  for (size_t i = 0; i < fields_.size(); ++i) {
    // A column that is not there was reported with the header.
    if (cells_[i].state != CellState::Bad || states_[i] != ColumnState::Found) continue;
    const Cell& cell = row[i];
    Add({.reason = cells_[i].reason,
         .field = types_[i].field->name,
         .line = line,
         .column = cell.column,
         .key = PrintableText(column::KeyText(key), kMaxShownBytes),
         .text = PrintableText(cell.text, kMaxShownBytes),
         .detail = ExpectedText(types_[i], cell, cells_[i].reason),
         .placed = is_placed && types_[i].field->kind != FieldKind::Reference});
  }
}

std::string TableReader::PlaceOfRow(int row) const {
  const auto at = static_cast<size_t>(row);
  std::string place = fmt::format("line {}", table_.lines[at]);
  if (!table_.files.empty()) place += fmt::format(" of {}", table_.file_names[table_.files[at]]);
  return place;
}

// Enters the keys of the rows from `begin` on into the index. All rows with the same key are in
// error, the first one too: nobody can say which is right.
void TableReader::IndexKeys(int begin) {
  if (!has_key_) return;
  for (const int row : table_.IndexKeys(begin)) {
    const std::string_view key = table_.KeyOf(row);
    const int first = table_.RowOfKey(key);
    table_.row_errors[first] = value::ErrorCode::DuplicateKey;
    table_.row_errors[row] = value::ErrorCode::DuplicateKey;
    Add({.reason = RejectReason::DuplicateKey,
         .line = table_.lines[static_cast<size_t>(row)],
         .key = PrintableText(column::KeyText(key), kMaxShownBytes),
         .detail =
             fmt::format("each key once; {} and {} have the same", PlaceOfRow(first), PlaceOfRow(row))});
  }
}

// Everything of some rows but their cells and keys; they stand line by line.
void TableReader::AppendLines(int64_t first_line, size_t num_rows) {
  for (size_t i = 0; i < num_rows; ++i) {
    table_.lines.push_back(ShortLine(first_line + static_cast<int64_t>(i)));
  }
  if (!table_.files.empty() || table_.file_names.size() > 1) {
    table_.files.resize(table_.lines.size(), static_cast<uint16_t>(table_.file_names.size() - 1));
  }
  table_.num_rows += static_cast<int>(num_rows);
  counts_.num_rows += static_cast<int64_t>(num_rows);
}

void TableReader::AppendRow(int64_t line) {
  for (size_t i = 0; i < fields_.size(); ++i) {
    column::Column& column = table_.columns[fields_[i]];
    column.Append(cells_[i].value, cells_[i].state);
    if (types_[i].field->kind == FieldKind::Period) column.granules.push_back(cells_[i].granule);
  }
  if (has_key_ && table_.key_column < 0) table_.keys.Append(RowKey());
  AppendLines(line, 1);
}

void TableReader::ReadRow(const std::vector<Cell>& row, int64_t line) {
  const bool is_good = DecodeRow(row);
  bool is_placed = true;
  for (size_t i = 0; i < fields_.size(); ++i) {
    is_placed &= !types_[i].field->is_key || cells_[i].state == CellState::Value;
  }
  if (!is_good) RejectCells(row, line, is_placed ? RowKey() : std::string(), is_placed);
  if (!is_placed) {
    ++counts_.num_left_out;
    LeaveOutCells(line);
    return;
  }
  AppendRow(line);
}

// A row of which a cell is bad or too wide for a block.
void TableReader::ReadOdd(const PlainRows& rows, size_t row) {
  row_.clear();
  for (const size_t field : fields_) {
    const int place = places_.back()[field];
    const PlainRows::PlainCell cell = rows.CellAt(row, static_cast<size_t>(place) - 1);
    const CellForm bare = cell.text.empty() ? CellForm::Absent : CellForm::Bare;
    row_.push_back({.text = cell.text, .form = cell.is_quoted ? CellForm::Quoted : bare, .column = place});
  }
  ReadRow(row_, rows.first_line + static_cast<int64_t>(row));
}

void TableReader::AppendPlainKeys(size_t begin, size_t end) {
  for (size_t row = begin; row < end; ++row) {
    for (size_t i = 0; i < fields_.size(); ++i) {
      cells_[i] = {.value = blocks_[i].values[row], .granule = blocks_[i].granules[row]};
    }
    table_.keys.Append(RowKey());
  }
}

void TableReader::AppendPlain(const PlainRows& rows, size_t begin, size_t end) {
  for (size_t i = 0; i < fields_.size(); ++i) {
    column::Column& column = table_.columns[fields_[i]];
    const CellBlock& block = blocks_[i];
    const std::span states(block.states.data() + begin, block.has_states ? end - begin : 0);
    column.AppendAll({block.values.data() + begin, end - begin}, states);
    if (types_[i].field->kind != FieldKind::Period) continue;
    column.granules.insert(column.granules.end(), block.granules.data() + begin, block.granules.data() + end);
  }
  if (has_key_ && table_.key_column < 0) AppendPlainKeys(begin, end);
  AppendLines(rows.first_line + static_cast<int64_t>(begin), end - begin);
}

// The same as ReadRow for each row, but by columns, and with what is common to many rows done once.
void TableReader::ReadPlain(const PlainRows& rows) {
  is_odd_.assign(rows.num_rows, 0);
  for (size_t i = 0; i < fields_.size(); ++i) {
    const auto place = static_cast<size_t>(places_.back()[fields_[i]]);
    decoders_[i].Decode(rows, place - 1, &table_.columns[fields_[i]].dictionary, &blocks_[i], is_odd_);
  }
  size_t begin = 0;
  for (size_t row = 0; row < rows.num_rows; ++row) {
    if (is_odd_[row] == 0) continue;
    AppendPlain(rows, begin, row);
    ReadOdd(rows, row);
    begin = row + 1;
  }
  AppendPlain(rows, begin, rows.num_rows);
}

bool TableReader::ReadRows(RecordReader* reader, uint64_t end) {
  const bool has_all = std::ranges::count(states_, ColumnState::Found) == std::ssize(states_);
  while (reader->position() < end) {
    const auto room = static_cast<size_t>(limits_.max_rows - table_.num_rows);
    if (has_all && room > 0) {
      const PlainRows& rows = reader->NextPlain(room, end);
      ReadPlain(rows);
      if (rows.num_rows > 0) continue;
    }
    const ReadStatus status = reader->Next();
    if (status == ReadStatus::End || status == ReadStatus::Failed) return true;
    if (status == ReadStatus::Blank) continue;
    if (status == ReadStatus::Problem) {
      RejectRow(reader->problem());
      LeaveOut(reader->problem().line);
      ++counts_.num_left_out;
    } else if (table_.num_rows == limits_.max_rows) {
      return false;
    } else {
      ReadRow(reader->row(), reader->line());
    }
  }
  return true;
}

bool TableReader::BeginFile(const std::string& name, RecordReader* reader) {
  table_.file_names.push_back(name);
  // From the second file on every row names its file.
  if (table_.file_names.size() == 2) table_.files.assign(static_cast<size_t>(table_.num_rows), 0);
  first_row_of_file_ = table_.num_rows;
  return AcceptHeader(reader->ReadHeader(headers_)) && reader->error_number() == 0;
}

bool TableReader::ReadFile(const std::string& name, RecordReader* reader) {
  if (!BeginFile(name, reader)) return true;
  const bool fits = ReadRows(reader, std::numeric_limits<uint64_t>::max());
  EndFile(*reader);
  return fits;
}

// A member that no line of a file has is a column that is not there: with neither can be told what its cells
// would have been. Where a value is required, each row has said so already.
void TableReader::RejectNeverSeen(const RecordReader& reader) {
  if (table_.num_rows == first_row_of_file_) return;
  for (const size_t i : reader.NeverSeen()) {
    if (!types_[i].field->optional || types_[i].field->is_key) continue;
    RejectColumn(i, RejectReason::MissingColumn);
    column::Column& column = table_.columns[fields_[i]];
    for (auto row = static_cast<size_t>(first_row_of_file_); row < column.size(); ++row)
      column.Set(row, column.At(row), CellState::Bad);
  }
}

void TableReader::EndFile(const RecordReader& reader) {
  RejectNeverSeen(reader);
  IndexKeys(first_row_of_file_);
}

void TableReader::BeginPiece(const TableReader& whole) {
  table_.file_names = {whole.table_.file_names.back()};
  places_ = {whole.places_.back()};
  states_ = whole.states_;
}

// Texts have codes of their own in a piece. They come to the dictionary in the order in which they would
// have come from the rows.
void TableReader::AppendPieceColumn(size_t i, const column::Column& piece) {
  column::Column& column = table_.columns[fields_[i]];
  const bool has_texts =
      types_[i].field->kind == FieldKind::Text || types_[i].field->kind == FieldKind::Reference;
  if (!has_texts) return column.AppendAll(piece);
  const std::vector<int64_t> codes = column.dictionary.InternAll(piece.dictionary);
  CellBlock& block = blocks_[i];
  block.has_states = piece.States() != nullptr;
  for (size_t begin = 0; begin < piece.size(); begin += PlainRows::kMaxRows) {
    const size_t size = std::min(PlainRows::kMaxRows, piece.size() - begin);
    for (size_t k = 0; k < size; ++k) {
      const auto cell = static_cast<int64_t>(piece.At(begin + k));
      const CellState state = piece.StateAt(begin + k);
      block.states[k] = static_cast<uint8_t>(state);
      block.values[k] = state == CellState::Value ? codes[static_cast<size_t>(cell)] : cell;
    }
    column.AppendAll({block.values.data(), size}, {block.states.data(), block.has_states ? size : 0});
  }
}

void TableReader::AppendPiece(const column::Table& piece, const DatasetCounts& counts) {
  for (size_t i = 0; i < fields_.size(); ++i) AppendPieceColumn(i, piece.columns[fields_[i]]);
  table_.keys.AppendAll(piece.keys);
  table_.lines.insert(table_.lines.end(), piece.lines.begin(), piece.lines.end());
  if (table_.file_names.size() > 1) {
    table_.files.resize(table_.lines.size(), static_cast<uint16_t>(table_.file_names.size() - 1));
  }
  for (column::LeftOutRow row : piece.left_out) {
    row.file = static_cast<uint16_t>(table_.file_names.size() - 1);
    table_.left_out.push_back(std::move(row));
  }
  table_.num_rows += piece.num_rows;
  counts_.num_rows += counts.num_rows;
  counts_.num_left_out += counts.num_left_out;
  counts_.num_rejects += counts.num_rejects;
  counts_.num_unplaced += counts.num_unplaced;
}

}  // namespace incent::io
