#include <fmt/format.h>

#include <algorithm>
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
  bool is_seen = false;   // in this file, by any reader of it
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
  std::unique_ptr<RecordReader> Resume(std::unique_ptr<ByteSource> source, int64_t line) const override;
  bool Absorb(const RecordReader& resumed) override;
  std::vector<size_t> NeverSeen() const override;
  uint64_t position() const override { return buffer_.position(); }
  int64_t next_line() const override { return line_ + 1; }

 private:
  bool FindLine();
  ReadStatus Reject(RejectReason reason, std::string detail);
  ReadStatus RejectTooLong();
  ReadStatus RejectJson(std::string_view expected);
  ReadStatus TakeObject();
  ReadStatus TakeMember();
  Name* FindName(std::string_view name);

  ReadLimits limits_;
  InputBuffer buffer_;
  std::string_view line_text_;
  using Names = std::unordered_map<std::string, Name, TextHash, std::equal_to<>>;
  Names names_;  // in NFC
  // The names of the last line in their order, in which they mostly stand again. Entries never move.
  std::vector<Names::value_type*> order_;
  size_t num_members_ = 0;  // of this line, so far
  JsonLine object_;         // holds the texts of the row's cells that had escapes
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

std::unique_ptr<RecordReader> JsonlReader::Resume(std::unique_ptr<ByteSource> source, int64_t line) const {
  auto reader = std::make_unique<JsonlReader>(std::move(source), limits_);
  reader->line_ = line - 1;
  reader->names_ = names_;
  reader->extra_columns_ = extra_columns_;
  reader->row_.resize(row_.size());
  return reader;
}

bool JsonlReader::Absorb(const RecordReader& resumed) {
  const auto& other = static_cast<const JsonlReader&>(resumed);
  const auto is_new = [&](const auto& name) { return !names_.contains(name.first); };
  const auto num_new = static_cast<size_t>(std::ranges::count_if(other.names_, is_new));
  if (num_new > 0 && names_.size() + num_new > limits_.max_columns) return false;
  for (const auto& [name, entry] : other.names_)
    names_.try_emplace(name).first->second.is_seen |= entry.is_seen;
  extra_columns_.insert(other.extra_columns_.begin(), other.extra_columns_.end());
  return true;
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

std::vector<size_t> JsonlReader::NeverSeen() const {
  std::vector<size_t> places;
  for (const auto& [name, entry] : names_) {
    if (entry.place != kUnwanted && !entry.is_seen) places.push_back(static_cast<size_t>(entry.place));
  }
  std::ranges::sort(places);
  return places;
}

// The name's entry, whatever form of Unicode it is written in; null if the file has more different names
// than a header may have columns.
Name* JsonlReader::FindName(std::string_view name) {
  const size_t place = num_members_++;
  if (place < order_.size() && order_[place]->first == name) return &order_[place]->second;
  auto found = names_.find(name);
  if (found == names_.end()) {
    std::string normal = ToNfc(name);
    found = names_.find(normal);
    if (found == names_.end()) {
      if (names_.size() >= limits_.max_columns) return nullptr;
      extra_columns_.insert(PrintableText(normal, kMaxShownBytes));
      found = names_.try_emplace(std::move(normal)).first;
    }
  }
  if (place == order_.size()) order_.push_back(nullptr);
  order_[place] = &*found;
  return &found->second;
}

ReadStatus JsonlReader::RejectJson(std::string_view expected) {
  const bool has_nul = line_text_.find('\0') != std::string_view::npos;
  return Reject(has_nul ? RejectReason::NulByte : RejectReason::BadJson, std::string(expected));
}

ReadStatus JsonlReader::TakeMember() {
  if (object_.name().size() > limits_.max_cell_bytes) {
    return Reject(RejectReason::CellTooLong,
                  fmt::format("at most {} bytes per name", limits_.max_cell_bytes));
  }
  Name* name = FindName(object_.name());
  if (name == nullptr) {
    return Reject(RejectReason::TooManyColumns,
                  fmt::format("at most {} different member names", limits_.max_columns));
  }
  if (name->last_line == line_) return RejectJson("each member name once");
  name->last_line = line_;
  name->is_seen = true;
  if (name->place != kUnwanted) row_[static_cast<size_t>(name->place)] = object_.cell();
  return ReadStatus::Row;
}

// The line is one object of scalars. Nothing nests, so there is no depth to limit.
ReadStatus JsonlReader::TakeObject() {
  row_.assign(row_.size(), Cell{});
  if (!IsValidUtf8(line_text_)) return Reject(RejectReason::BadEncoding, "UTF-8");
  object_.Begin(line_text_);
  num_members_ = 0;
  JsonLine::Step step = object_.Next();
  for (; step == JsonLine::Step::Member; step = object_.Next()) {
    if (TakeMember() == ReadStatus::Problem) return ReadStatus::Problem;
  }
  return step == JsonLine::Step::End ? ReadStatus::Row : RejectJson(object_.expected());
}

ReadStatus JsonlReader::Next() {
  if (buffer_.unread().empty()) buffer_.Grow();
  if (buffer_.unread().empty()) return buffer_.error_number() != 0 ? ReadStatus::Failed : ReadStatus::End;
  ++line_;
  if (!FindLine()) return RejectTooLong();
  // A last line cut short by a failure of the source is no line.
  if (buffer_.error_number() != 0 && line_text_.size() == buffer_.unread().size()) return ReadStatus::Failed;
  buffer_.Consume(std::min(line_text_.size() + 1, buffer_.unread().size()));
  if (line_text_.empty() || line_text_ == "\r") return ReadStatus::Blank;
  return TakeObject();
}

}  // namespace

std::unique_ptr<RecordReader> MakeJsonlReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits) {
  return std::make_unique<JsonlReader>(std::move(source), limits);
}

}  // namespace incent::io
