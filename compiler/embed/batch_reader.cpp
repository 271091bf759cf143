#include "compiler/embed/batch_reader.h"

#include <algorithm>
#include <utility>

#include "compiler/base/check.h"
#include "runtime/io/utf8.h"

namespace incent::embed {
namespace {

// A block of plain rows has no more, unless its last row is long.
constexpr size_t kPlainBytes = size_t{1} << 20;
// Longer cells are left to Next, which copies no texts.
constexpr size_t kMaxPlainCell = size_t{1} << 16;

}  // namespace

void BatchReader::SetRows(std::vector<ArrowColumn> columns, int64_t num_rows) {
  columns_ = std::move(columns);
  num_rows_ = num_rows;
  next_ = 0;
}

io::Header BatchReader::ReadHeader(const std::vector<std::string>& wanted) {
  std::vector<std::string> names;
  for (const std::string& name : names_) names.push_back(io::IsValidUtf8(name) ? io::ToNfc(name) : name);
  is_wanted_.assign(names.size(), 0);
  io::Header header;
  for (const std::string& name : wanted) {
    const auto first = std::find(names.begin(), names.end(), name);
    const bool is_found = first != names.end();
    const bool is_repeated = is_found && std::find(first + 1, names.end(), name) != names.end();
    const auto place = static_cast<size_t>(first - names.begin());
    header.columns.push_back(is_repeated ? io::ColumnState::Repeated
                             : is_found  ? io::ColumnState::Found
                                         : io::ColumnState::Missing);
    header.places.push_back(is_found ? static_cast<int>(place) + 1 : 0);
    places_.push_back(header.columns.back() == io::ColumnState::Found ? place : names.size());
    if (header.columns.back() == io::ColumnState::Found) is_wanted_[place] = 1;
  }
  row_.resize(wanted.size());
  scratch_.resize(wanted.size());
  return header;
}

io::Cell BatchReader::CellAt(const ArrowColumn& column, std::string& scratch) const {
  if (column.IsNull(next_)) return {};
  if (column.is_text()) return {.text = column.TextAt(next_), .form = io::CellForm::Quoted};
  scratch.clear();
  column.AppendCell(next_, scratch);
  return {.text = scratch, .form = io::CellForm::Bare};
}

io::ReadStatus BatchReader::Next() {
  if (next_ == num_rows_) return io::ReadStatus::End;
  for (size_t i = 0; i < places_.size(); ++i) {
    if (places_[i] == names_.size()) continue;
    row_[i] = CellAt(columns_[places_[i]], scratch_[i]);
    row_[i].column = static_cast<int>(places_[i]) + 1;
  }
  line_ = next_line();
  ++next_;
  ++num_read_;
  return io::ReadStatus::Row;
}

// Appends a row to `bytes_` and its ends to `plain_`; false, and nothing is appended, if a cell is too long.
bool BatchReader::AppendPlainRow(int64_t row) {
  const size_t num_bytes = bytes_.size();
  const size_t num_ends = plain_.ends.size();
  for (size_t i = 0; i < columns_.size(); ++i) {
    const bool is_null = is_wanted_[i] == 0 || columns_[i].IsNull(row);
    if (!is_null && columns_[i].is_text()) {
      const std::string_view text = columns_[i].TextAt(row);
      if (text.size() > kMaxPlainCell) {
        bytes_.resize(num_bytes);
        plain_.ends.resize(num_ends);
        return false;
      }
      bytes_.append(1, '"').append(text).append(1, '"');
    } else if (!is_null) {
      columns_[i].AppendCell(row, bytes_);
    }
    plain_.ends.push_back(static_cast<uint32_t>(bytes_.size()));
    bytes_ += ',';
  }
  return true;
}

const io::PlainRows& BatchReader::NextPlain(size_t max_rows, uint64_t end) {
  const auto left = static_cast<uint64_t>(num_rows_ - next_);
  const uint64_t count = std::min(
      {left, uint64_t{io::PlainRows::kMaxRows}, uint64_t{max_rows}, end > num_read_ ? end - num_read_ : 0});
  bytes_.clear();
  plain_.ends.resize(1);
  plain_.num_rows = 0;
  plain_.num_columns = columns_.size();
  plain_.first_line = next_line();
  while (plain_.num_rows < count && bytes_.size() < kPlainBytes &&
         AppendPlainRow(next_ + static_cast<int64_t>(plain_.num_rows))) {
    ++plain_.num_rows;
  }
  bytes_.reserve(bytes_.size() + io::PlainRows::kReadableBehind);
  plain_.bytes = bytes_.data();
  next_ += static_cast<int64_t>(plain_.num_rows);
  num_read_ += plain_.num_rows;
  return plain_;
}

std::unique_ptr<io::RecordReader> BatchReader::Resume(std::unique_ptr<io::ByteSource>, int64_t) const {
  INCENT_UNREACHABLE("batches are not read in pieces");
}

}  // namespace incent::embed
