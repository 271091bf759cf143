#include "runtime/io/csv_split.h"

#include <algorithm>
#include <array>

namespace incent::io {
namespace {

constexpr std::array<bool, 256> MakeBareCellEnds() {
  std::array<bool, 256> ends{};
  for (const unsigned char c : {',', '"', '\r', '\n'}) ends[c] = true;
  return ends;
}
constexpr std::array<bool, 256> kEndsBareCell = MakeBareCellEnds();

}  // namespace

CsvSplit CsvSplitter::SplitBareCell(std::string_view bytes) {
  const size_t begin = at_;
  size_t at = at_;
  while (at < bytes.size() && !kEndsBareCell[static_cast<unsigned char>(bytes[at])]) ++at;
  at_ = at;
  if (at < bytes.size() && bytes[at] == '"') return CsvSplit::BadQuote;
  cells_.push_back({.begin = begin, .length = at - begin});
  return CsvSplit::Record;
}

CsvSplit CsvSplitter::SplitQuotedCell(std::string_view bytes) {
  CsvCell cell{.begin = at_ + 1, .is_quoted = true};
  at_ = cell.begin;
  while (true) {
    const size_t quote = std::min(bytes.find('"', at_), bytes.size());
    num_line_feeds_ += std::count(bytes.begin() + static_cast<std::ptrdiff_t>(at_),
                                  bytes.begin() + static_cast<std::ptrdiff_t>(quote), '\n');
    at_ = quote;
    if (at_ == bytes.size()) return CsvSplit::OpenQuote;
    ++at_;
    if (at_ == bytes.size() || bytes[at_] != '"') break;
    cell.has_escapes = true;
    ++at_;
  }
  cell.length = at_ - 1 - cell.begin;
  if (at_ < bytes.size() && (bytes[at_] == '"' || !kEndsBareCell[static_cast<unsigned char>(bytes[at_])])) {
    return CsvSplit::BadQuote;
  }
  cells_.push_back(cell);
  return CsvSplit::Record;
}

// At a line end, or at the end of the bytes.
CsvSplit CsvSplitter::EndRecord(std::string_view bytes, bool is_all) {
  record_bytes_ = at_;
  if (at_ == bytes.size()) return is_all ? CsvSplit::Record : CsvSplit::NeedMore;
  if (bytes[at_] == '\r') {
    if (at_ + 1 == bytes.size() && !is_all) return CsvSplit::NeedMore;
    if (at_ + 1 == bytes.size() || bytes[at_ + 1] != '\n') return CsvSplit::LoneReturn;
    ++at_;
  }
  ++at_;
  ++num_line_feeds_;
  return CsvSplit::Record;
}

CsvSplit CsvSplitter::Split(std::string_view bytes, bool is_all) {
  cells_.clear();
  at_ = 0;
  num_line_feeds_ = 0;
  while (true) {
    const bool is_quoted = at_ < bytes.size() && bytes[at_] == '"';
    const CsvSplit cell = is_quoted ? SplitQuotedCell(bytes) : SplitBareCell(bytes);
    if (cell == CsvSplit::OpenQuote && !is_all) return CsvSplit::NeedMore;
    if (cell != CsvSplit::Record) return cell;
    if (at_ == bytes.size() || bytes[at_] != ',') return EndRecord(bytes, is_all);
    ++at_;
  }
}

}  // namespace incent::io
