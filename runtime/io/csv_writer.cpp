#include "runtime/io/csv_writer.h"

namespace incent::io {
namespace {

// Besides what RFC 4180 demands: an empty text, and one that looks like a byte order mark, which
// would be lost at the front of a file.
bool NeedsQuotes(std::string_view text) {
  // Without a way out of the loop, so that many are looked at together.
  bool has_special = false;
  for (const char c : text) has_special |= c == ',' || c == '"' || c == '\r' || c == '\n';
  return has_special || text.empty() || text.starts_with("\xef\xbb\xbf");
}

}  // namespace

void AppendCsvText(std::string_view text, std::string& record) {
  if (!NeedsQuotes(text)) {
    record += text;
    return;
  }
  record.push_back('"');
  for (const char c : text) {
    record.push_back(c);
    if (c == '"') record.push_back(c);
  }
  record.push_back('"');
}

void CsvLine::StartCell() {
  if (is_first_) {
    line_.clear();
  } else {
    line_.push_back(',');
  }
  is_first_ = false;
}

CsvLine& CsvLine::Text(std::string_view text) {
  StartCell();
  AppendCsvText(text, line_);
  return *this;
}

CsvLine& CsvLine::Integer(int64_t number) {
  return Bare(std::to_string(number));
}

CsvLine& CsvLine::Bare(std::string_view text) {
  StartCell();
  line_.append(text);
  return *this;
}

CsvLine& CsvLine::Absent() {
  return Bare({});
}

std::string_view CsvLine::End() {
  if (is_first_) line_.clear();
  is_first_ = true;
  line_.push_back('\n');
  return line_;
}

}  // namespace incent::io
