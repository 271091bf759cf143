#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <unordered_map>

#include "runtime/io/byte_order_mark.h"
#include "runtime/io/input_buffer.h"
#include "runtime/io/record_reader.h"
#include "runtime/io/utf8.h"

namespace incent::io {
namespace {

namespace json = simdjson::ondemand;
using column::RejectReason;

static_assert(InputBuffer::kReadableBehind >= simdjson::SIMDJSON_PADDING);

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

// What is expected where simdjson finds a fault; empty: it found none.
std::string_view Expected(simdjson::error_code error) {
  switch (error) {
    case simdjson::SUCCESS:
      return {};
    case simdjson::EMPTY:
    case simdjson::INCORRECT_TYPE:
      return "a JSON object";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
      return "a closing brace at the end";
    case simdjson::UNCLOSED_STRING:
      return "a closing quote";
    case simdjson::UNESCAPED_CHARS:
      return "control characters escaped";
    case simdjson::STRING_ERROR:
      return "known escapes, surrogates in pairs";
    default:
      return "members as \"name\": value, with commas between";
  }
}

// Whether `token` is a number of RFC 8259. simdjson would tell, but by making it a double, and
// refuses what has no room there.
bool IsNumber(std::string_view token) {
  const auto take = [&token](std::string_view any_of) {
    if (token.empty() || any_of.find(token.front()) == std::string_view::npos) return false;
    token.remove_prefix(1);
    return true;
  };
  const auto take_digits = [&token] {
    const size_t length = std::min(token.find_first_not_of("0123456789"), token.size());
    token.remove_prefix(length);
    return length > 0;
  };
  take("-");
  if (!take("0") && !take_digits()) return false;
  if (take(".") && !take_digits()) return false;
  if (take("eE")) {
    take("+-");
    if (!take_digits()) return false;
  }
  return token.empty();
}

// A scalar without quotes as it is written, so that no digit can be lost.
std::string_view TokenOf(json::value value) {
  std::string_view token = value.raw_json_token();  // up to what follows it
  while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\r')) {
    token.remove_suffix(1);
  }
  return token;
}

// Sets text and form of the cell. What was expected instead of the value; empty if it is a scalar.
std::string_view TakeScalar(json::value value, Cell* cell) {
  constexpr std::string_view kExpected = "a text in quotes, a number, true, false or null";
  json::json_type type{};
  if (value.type().get(type) != simdjson::SUCCESS) return kExpected;
  if (type == json::json_type::object || type == json::json_type::array) return "no nested values";
  if (type == json::json_type::string) {
    cell->form = CellForm::Quoted;
    return Expected(value.get_string().get(cell->text));
  }
  const std::string_view token = TokenOf(value);
  if (token == "null") return {};
  if (token != "true" && token != "false" && !IsNumber(token)) return kExpected;
  *cell = {.text = token, .form = CellForm::Bare};
  return {};
}

class JsonlReader final : public RecordReader {
 public:
  JsonlReader(std::unique_ptr<ByteSource> source, const ReadLimits& limits)
      : limits_(limits), buffer_(std::move(source), limits.chunk_bytes) {}

  Header ReadHeader(const std::vector<std::string>& wanted) override;
  ReadStatus Next() override;
  int error_number() const override { return buffer_.error_number(); }
  std::unique_ptr<RecordReader> Resume(std::unique_ptr<ByteSource> source, int64_t line) const override;
  bool Absorb(const RecordReader& resumed) override;
  uint64_t position() const override { return buffer_.position(); }
  int64_t next_line() const override { return line_ + 1; }

 private:
  bool FindLine();
  ReadStatus Reject(RejectReason reason, std::string detail);
  ReadStatus RejectTooLong();
  ReadStatus RejectJson(std::string_view expected);
  ReadStatus TakeObject();
  ReadStatus TakeMember(json::field* member);
  Name* FindName(std::string_view name);

  ReadLimits limits_;
  InputBuffer buffer_;
  std::string_view line_text_;
  std::unordered_map<std::string, Name, TextHash, std::equal_to<>> names_;
  json::parser parser_;  // holds the texts of the row's cells that had escapes
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
  for (const auto& [name, entry] : other.names_) names_.try_emplace(name);
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

// The name's entry; null if the file has more different names than a header may have columns.
Name* JsonlReader::FindName(std::string_view name) {
  const auto found = names_.find(name);
  if (found != names_.end()) return &found->second;
  if (names_.size() >= limits_.max_columns) return nullptr;
  extra_columns_.insert(PrintableText(name, kMaxShownBytes));
  return &names_[std::string(name)];
}

ReadStatus JsonlReader::RejectJson(std::string_view expected) {
  const bool has_nul = line_text_.find('\0') != std::string_view::npos;
  return Reject(has_nul ? RejectReason::NulByte : RejectReason::BadJson, std::string(expected));
}

ReadStatus JsonlReader::TakeMember(json::field* member) {
  std::string_view text;
  if (const auto error = member->unescaped_key().get(text)) return RejectJson(Expected(error));
  Cell cell;
  const std::string_view expected = TakeScalar(member->value(), &cell);
  if (!expected.empty()) return RejectJson(expected);
  if (text.size() > limits_.max_cell_bytes) {
    return Reject(RejectReason::CellTooLong,
                  fmt::format("at most {} bytes per name", limits_.max_cell_bytes));
  }
  Name* name = FindName(text);
  if (name == nullptr) {
    return Reject(RejectReason::TooManyColumns,
                  fmt::format("at most {} different member names", limits_.max_columns));
  }
  if (name->last_line == line_) return RejectJson("each member name once");
  name->last_line = line_;
  if (name->place != kUnwanted) row_[static_cast<size_t>(name->place)] = cell;
  return ReadStatus::Row;
}

// The line is one object of scalars. Nothing nests, so there is no depth to limit.
ReadStatus JsonlReader::TakeObject() {
  row_.assign(row_.size(), Cell{});
  json::document document;
  json::object object;
  auto error =
      parser_.iterate(line_text_.data(), line_text_.size(), line_text_.size() + InputBuffer::kReadableBehind)
          .get(document);
  if (error == simdjson::UTF8_ERROR) return Reject(RejectReason::BadEncoding, "UTF-8");
  if (error == simdjson::SUCCESS) error = document.get_object().get(object);
  if (error != simdjson::SUCCESS) return RejectJson(Expected(error));
  for (auto result : object) {
    json::field member;
    error = std::move(result).get(member);
    if (error != simdjson::SUCCESS) return RejectJson(Expected(error));
    if (TakeMember(&member) == ReadStatus::Problem) return ReadStatus::Problem;
  }
  const bool is_all = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
  return is_all ? ReadStatus::Row : RejectJson("one object per line");
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
