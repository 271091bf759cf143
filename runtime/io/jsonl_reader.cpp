#include <fmt/format.h>

#include <unordered_map>

#include "runtime/io/byte_order_mark.h"
#include "runtime/io/input_buffer.h"
#include "runtime/io/json_line.h"
#include "runtime/io/record_reader.h"
#include "runtime/io/utf8.h"

namespace incent::io {
namespace {

using column::RejectReason;

constexpr int kUnwanted = -1;

// A member name seen in the file.
struct Name {
  int place = kUnwanted;  // in the row
  int64_t last_line = 0;  // where it was seen last: twice on one line is a fault
};

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

class JsonlReader final : public RecordReader {
 public:
  JsonlReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits)
      : limits_(limits), buffer_(std::move(source), limits.chunk_bytes) {}

  Header ReadHeader(const std::vector<std::string>& wanted) override;
  ReadStatus Next() override;
  int error_number() const override { return buffer_.error_number(); }

 private:
  bool FindLine();
  ReadStatus Reject(RejectReason reason, std::string detail);
  ReadStatus RejectTooLong();
  ReadStatus TakeMembers();
  Name* FindName(std::string_view name);

  ReadLimits limits_;
  InputBuffer buffer_;
  std::string_view line_text_;
  std::unordered_map<std::string, Name, TextHash, std::equal_to<>> names_;
  std::optional<JsonLine> parser_;  // kept: the row's cells may point into it
};

Header JsonlReader::ReadHeader(const std::vector<std::string>& wanted) {
  Header header;
  header.columns.assign(wanted.size(), ColumnState::Found);
  header.places.assign(wanted.size(), 0);
  for (size_t i = 0; i < wanted.size(); ++i) names_[wanted[i]].place = static_cast<int>(i);
  row_.resize(wanted.size());
  header.problem = SkipByteOrderMark(&buffer_);
  return header;
}

// Sets `line_text_` to the next line without its line feed; false if it is too long.
bool JsonlReader::FindLine() {
  size_t searched = 0;
  while (true) {
    const std::string_view unread = buffer_.unread();
    const size_t line_feed = unread.find('\n', searched);
    line_text_ = unread.substr(0, line_feed);
    if (line_text_.size() > limits_.max_row_bytes) return false;
    if (line_feed != std::string_view::npos || buffer_.at_end()) return true;
    searched = unread.size();
    buffer_.Grow();
  }
}

ReadStatus JsonlReader::Reject(RejectReason reason, std::string detail) {
  problem_ = {.reason = reason,
              .line = line_,
              .text = PrintableText(line_text_.substr(0, kMaxShownBytes), kMaxShownBytes),
              .detail = std::move(detail)};
  return ReadStatus::Problem;
}

ReadStatus JsonlReader::RejectTooLong() {
  // Cut at the limit: how much more is in memory depends on the chunks.
  line_text_ = line_text_.substr(0, limits_.max_row_bytes);
  Reject(RejectReason::RowTooLong, fmt::format("at most {} bytes per row", limits_.max_row_bytes));
  buffer_.SkipLine();
  return buffer_.error_number() != 0 ? ReadStatus::Failed : ReadStatus::Problem;
}

// The name's entry; null if the file has more different names than a header may have columns.
Name* JsonlReader::FindName(std::string_view name) {
  const auto found = names_.find(name);
  if (found != names_.end()) return &found->second;
  if (names_.size() >= limits_.max_columns) return nullptr;
  extra_columns_.insert(PrintableText(name, kMaxShownBytes));
  return &names_[std::string(name)];
}

ReadStatus JsonlReader::TakeMembers() {
  parser_.emplace(line_text_);
  row_.assign(row_.size(), Cell{});
  while (const std::optional<JsonMember> member = parser_->Next()) {
    if (member->name.size() > limits_.max_cell_bytes) {
      return Reject(RejectReason::CellTooLong,
                    fmt::format("at most {} bytes per name", limits_.max_cell_bytes));
    }
    Name* name = FindName(member->name);
    if (name == nullptr) {
      return Reject(RejectReason::TooManyColumns,
                    fmt::format("at most {} different member names", limits_.max_columns));
    }
    if (name->last_line == line_) return Reject(RejectReason::BadJson, "each member name once");
    name->last_line = line_;
    if (name->place != kUnwanted) {
      row_[static_cast<size_t>(name->place)] = {.text = member->text, .form = member->form};
    }
  }
  if (parser_->fault().empty()) return ReadStatus::Row;
  const bool has_nul = line_text_.find('\0') != std::string_view::npos;
  return Reject(has_nul ? RejectReason::NulByte : RejectReason::BadJson, std::string(parser_->fault()));
}

ReadStatus JsonlReader::Next() {
  if (buffer_.unread().empty()) buffer_.Grow();
  if (buffer_.unread().empty()) return buffer_.error_number() != 0 ? ReadStatus::Failed : ReadStatus::End;
  ++line_;
  if (!FindLine()) return RejectTooLong();
  // A last line cut short by a failure of the source is no line.
  if (buffer_.error_number() != 0 && line_text_.size() == buffer_.unread().size()) return ReadStatus::Failed;
  buffer_.Consume(std::min(line_text_.size() + 1, buffer_.unread().size()));
  return TakeMembers();
}

}  // namespace

std::unique_ptr<RecordReader> MakeJsonlReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits) {
  return std::make_unique<JsonlReader>(std::move(source), limits);
}

}  // namespace incent::io
