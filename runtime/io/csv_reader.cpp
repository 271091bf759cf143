#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "runtime/io/byte_order_mark.h"
#include "runtime/io/csv_scan.h"
#include "runtime/io/csv_split.h"
#include "runtime/io/input_buffer.h"
#include "runtime/io/record_reader.h"
#include "runtime/io/utf8.h"

// Reading goes on, after a row that cannot be split, at the physical line behind the one on which
// that row started. So a stray quote costs its own line only, however many lines it seems to
// enclose, and every line is either read or reported.
namespace incent::io {
namespace {

using column::RejectReason;

class CsvReader final : public RecordReader {
 public:
  CsvReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits)
      : limits_(limits), buffer_(std::move(source), limits.chunk_bytes) {}

  Header ReadHeader(const std::vector<std::string>& wanted) override;
  ReadStatus Next() override;
  const PlainRows& NextPlain(size_t max_rows, uint64_t end) override;
  int error_number() const override { return buffer_.error_number(); }
  std::unique_ptr<RecordReader> Resume(std::unique_ptr<ByteSource> source, int64_t line) const override;
  uint64_t position() const override { return buffer_.position(); }
  int64_t next_line() const override { return next_line_; }

 private:
  ReadStatus NextRecord();
  CsvSplit SplitUnread();
  ReadStatus Accept();
  ReadStatus Reject(RejectReason reason, int column, std::string detail);
  ReadStatus RejectSplit(CsvSplit fault);
  ReadStatus RejectTooLong();
  std::string FirstLine();
  std::string CellText(const CsvCell& cell);
  void FindColumns(const std::vector<std::string>& wanted, Header* header);
  void TakeCells();

  ReadLimits limits_;
  InputBuffer buffer_;
  CsvSplitter splitter_;
  std::optional<CsvScanner> scanner_;  // of the rows, once the header is read
  std::string_view record_;
  int64_t next_line_ = 1;
  size_t num_columns_ = 0;
  std::vector<int> places_;
  std::string unescaped_;
};

// The first physical line of the unread bytes, or what a report shows of it.
std::string CsvReader::FirstLine() {
  const auto shown = [&] { return buffer_.unread().substr(0, kMaxShownBytes); };
  while (shown().size() < kMaxShownBytes && shown().find('\n') == std::string_view::npos && buffer_.Grow()) {
  }
  std::string_view line = shown().substr(0, shown().find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return PrintableText(line, kMaxShownBytes);
}

// Reports the row that starts at the unread bytes and leaves its first line.
ReadStatus CsvReader::Reject(RejectReason reason, int column, std::string detail) {
  problem_ = {
      .reason = reason, .line = line_, .column = column, .text = FirstLine(), .detail = std::move(detail)};
  buffer_.SkipLine();
  ++next_line_;
  return buffer_.error_number() != 0 ? ReadStatus::Failed : ReadStatus::Problem;
}

ReadStatus CsvReader::RejectTooLong() {
  const size_t most = limits_.max_row_bytes;
  const bool has_line_ends = buffer_.unread().substr(0, most).find('\n') != std::string_view::npos;
  return Reject(RejectReason::RowTooLong, 0,
                fmt::format("at most {} bytes per row{}", most,
                            has_line_ends ? "; a closing quote may be missing" : ""));
}

ReadStatus CsvReader::RejectSplit(CsvSplit fault) {
  if (fault == CsvSplit::LoneReturn) {
    return Reject(RejectReason::BadLineEnd, 0, "lines end in LF or CR LF, not in CR alone");
  }
  return Reject(RejectReason::BadQuoting, splitter_.last_column(),
                fault == CsvSplit::OpenQuote ? "a closing quote"
                                             : "quotes around the whole cell, and quotes inside it doubled");
}

// Splits the record at the unread bytes, reading as far as that needs and the row limit allows.
CsvSplit CsvReader::SplitUnread() {
  // The longest row, its line end, and nothing more: what is longer is too long already.
  const size_t most = limits_.max_row_bytes + 2;
  while (true) {
    const std::string_view unread = buffer_.unread();
    const bool is_all = buffer_.at_end() && buffer_.error_number() == 0 && unread.size() < most;
    record_ = unread.substr(0, most);
    const CsvSplit split = splitter_.Split(record_, is_all);
    if (split != CsvSplit::NeedMore || unread.size() >= most || buffer_.error_number() != 0) return split;
    buffer_.Grow();
  }
}

ReadStatus CsvReader::Accept() {
  buffer_.Consume(splitter_.num_bytes());
  // The last record of a file may have no line end; nobody asks for a line after it.
  next_line_ += splitter_.num_line_feeds();
  return ReadStatus::Row;
}

ReadStatus CsvReader::NextRecord() {
  if (buffer_.unread().empty()) buffer_.Grow();
  if (buffer_.unread().empty()) return buffer_.error_number() != 0 ? ReadStatus::Failed : ReadStatus::End;
  line_ = next_line_;
  const CsvSplit split = SplitUnread();
  if (split == CsvSplit::NeedMore && buffer_.error_number() != 0) return ReadStatus::Failed;
  if (split == CsvSplit::NeedMore) return RejectTooLong();
  if (split != CsvSplit::Record) return RejectSplit(split);
  if (splitter_.record_bytes() > limits_.max_row_bytes) return RejectTooLong();
  return Accept();
}

std::string CsvReader::CellText(const CsvCell& cell) {
  const std::string_view text = record_.substr(cell.begin, cell.length);
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    result.push_back(text[i]);
    if (cell.is_quoted && text[i] == '"') ++i;
  }
  return result;
}

void CsvReader::FindColumns(const std::vector<std::string>& wanted, Header* header) {
  std::unordered_map<std::string, int> first_places;
  std::set<std::string> repeated;
  int place = 0;
  for (const CsvCell& cell : splitter_.cells()) {
    const std::string name = ToNfc(CellText(cell));
    if (!first_places.try_emplace(name, ++place).second) repeated.insert(name);
    extra_columns_.insert(name);
  }
  for (const std::string& name : wanted) {
    const auto found = first_places.find(name);
    const bool is_missing = found == first_places.end();
    header->columns.push_back(is_missing                ? ColumnState::Missing
                              : repeated.contains(name) ? ColumnState::Repeated
                                                        : ColumnState::Found);
    header->places.push_back(is_missing ? 0 : found->second);
    extra_columns_.erase(name);
  }
}

Header CsvReader::ReadHeader(const std::vector<std::string>& wanted) {
  Header header;
  header.problem = SkipByteOrderMark(&buffer_);
  if (header.problem) return header;
  ReadStatus status = NextRecord();
  while (status == ReadStatus::Row && splitter_.record_bytes() == 0) status = NextRecord();
  if (status == ReadStatus::Problem) header.problem = problem_;
  if (status == ReadStatus::Row && !IsValidUtf8(record_.substr(0, splitter_.record_bytes()))) {
    header.problem = RowProblem{.reason = RejectReason::BadEncoding, .line = line_, .detail = "UTF-8"};
  }
  if (header.problem) return header;
  // An empty file has no header, and so none of the columns.
  if (status == ReadStatus::Row) num_columns_ = splitter_.cells().size();
  if (num_columns_ > limits_.max_columns) {
    header.problem = RowProblem{.reason = RejectReason::TooManyColumns,
                                .line = line_,
                                .detail = fmt::format("at most {} columns", limits_.max_columns)};
    return header;
  }
  FindColumns(wanted, &header);
  places_ = header.places;
  // A cell that is too long is in a row that is as long. The scanner takes a line without a character for a
  // row of one empty cell, so rows of one cell are not for it.
  if (num_columns_ > 1)
    scanner_.emplace(num_columns_, std::min(limits_.max_row_bytes, limits_.max_cell_bytes));
  row_.resize(wanted.size());
  return header;
}

// Fills the row from the record; only doubled quotes make a copy necessary.
void CsvReader::TakeCells() {
  unescaped_.clear();
  unescaped_.reserve(splitter_.record_bytes());
  for (size_t i = 0; i < row_.size(); ++i) {
    if (places_[i] == 0) continue;
    const CsvCell& cell = splitter_.cells()[static_cast<size_t>(places_[i]) - 1];
    std::string_view text = record_.substr(cell.begin, cell.length);
    if (cell.has_escapes) {
      const size_t begin = unescaped_.size();
      unescaped_ += CellText(cell);
      text = std::string_view(unescaped_).substr(begin);
    }
    const CellForm bare = text.empty() ? CellForm::Absent : CellForm::Bare;
    row_[i] = {.text = text, .form = cell.is_quoted ? CellForm::Quoted : bare, .column = places_[i]};
  }
}

ReadStatus CsvReader::Next() {
  const ReadStatus status = NextRecord();
  if (status != ReadStatus::Row) return status;
  if (splitter_.record_bytes() == 0) return ReadStatus::Blank;
  const size_t num_cells = splitter_.cells().size();
  if (num_cells != num_columns_) {
    std::string_view line = record_.substr(0, splitter_.record_bytes());
    problem_ = {.reason = RejectReason::RaggedRow,
                .line = line_,
                .text = PrintableText(line.substr(0, line.find('\n')), kMaxShownBytes),
                .detail = fmt::format("{} cells as in the header, not {}", num_columns_, num_cells)};
    if (next_line_ > line_ + 1) problem_.detail += fmt::format(" (lines {} to {})", line_, next_line_ - 1);
    return ReadStatus::Problem;
  }
  TakeCells();
  return ReadStatus::Row;
}

std::unique_ptr<RecordReader> CsvReader::Resume(std::unique_ptr<ByteSource> source, int64_t line) const {
  auto reader = std::make_unique<CsvReader>(std::move(source), limits_);
  reader->next_line_ = line;
  reader->num_columns_ = num_columns_;
  reader->places_ = places_;
  reader->scanner_ = scanner_;
  reader->row_.resize(row_.size());
  return reader;
}

const PlainRows& CsvReader::NextPlain(size_t max_rows, uint64_t end) {
  if (!scanner_) return plain_;
  const auto scan = [&] {
    const uint64_t most = std::max(end, buffer_.position()) - buffer_.position();
    return scanner_->Scan(buffer_.unread().substr(0, most), max_rows, &plain_);
  };
  size_t num_bytes = scan();
  if (num_bytes == 0 && scanner_->wants_more() && buffer_.position() < end && buffer_.Grow())
    num_bytes = scan();
  buffer_.Consume(num_bytes);
  plain_.first_line = next_line_;
  next_line_ += static_cast<int64_t>(plain_.num_rows);
  return plain_;
}

}  // namespace

std::unique_ptr<RecordReader> MakeCsvReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits) {
  return std::make_unique<CsvReader>(std::move(source), limits);
}

}  // namespace incent::io
