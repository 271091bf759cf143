#include "runtime/io/json_line.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace incent::io {
namespace {

constexpr std::string_view kObject = "a JSON object";
constexpr std::string_view kMembers = "members as \"name\": value, with commas between";
constexpr std::string_view kScalar = "a text in quotes, a number, true, false or null";
constexpr std::string_view kNesting = "no nested values";
constexpr std::string_view kClosingBrace = "a closing brace at the end";
constexpr std::string_view kClosingQuote = "a closing quote";
constexpr std::string_view kControls = "control characters escaped";
constexpr std::string_view kEscapes = "known escapes, surrogates in pairs";
constexpr std::string_view kOneObject = "one object per line";

bool IsBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// How many bytes at the front of a string stand for themselves: up to a quote, a backslash or a control
// character, by eights.
size_t PlainLength(std::string_view text) {
  constexpr uint64_t kOnes = 0x0101010101010101;
  constexpr uint64_t kHigh = 0x8080808080808080;
  // The lowest bit that is set is the first such byte; those above it may be wrong.
  const auto is_zero = [](uint64_t word) { return (word - kOnes) & ~word & kHigh; };
  size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const uint64_t found = is_zero(word ^ (kOnes * '"')) | is_zero(word ^ (kOnes * '\\')) |
                           ((word - kOnes * 0x20) & ~word & kHigh);
    if (found != 0) return at + static_cast<size_t>(std::countr_zero(found)) / 8;
  }
  while (at < text.size() && text[at] != '"' && text[at] != '\\' &&
         static_cast<unsigned char>(text[at]) >= 0x20)
    ++at;
  return at;
}

// The length of the number at the front; 0 if there is none.
size_t NumberLength(std::string_view text) {
  size_t at = 0;
  const auto take = [&](char c) {
    const bool is_there = at < text.size() && text[at] == c;
    at += is_there ? 1 : 0;
    return is_there;
  };
  const auto take_digits = [&] {
    const size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at > begin;
  };
  take('-');
  if (!take('0') && !take_digits()) return 0;
  if (take('.') && !take_digits()) return 0;
  if (!take('e') && !take('E')) return at;
  if (!take('+')) take('-');
  return take_digits() ? at : 0;
}

// The four hex digits of \uXXXX; -1 if they are none.
int TakeHex(std::string_view* raw) {
  if (raw->size() < 4) return -1;
  int unit = 0;
  for (const char c : raw->substr(0, 4)) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    const size_t digit = kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c);
    if (digit == std::string_view::npos) return -1;
    unit = unit * 16 + static_cast<int>(digit);
  }
  raw->remove_prefix(4);
  return unit;
}

void AppendUtf8(int code_point, std::string* text) {
  const auto append = [text](int byte) { text->push_back(static_cast<char>(byte)); };
  const auto append_low = [&](int shift) { append(0x80 | ((code_point >> shift) & 0x3f)); };
  if (code_point < 0x80) return append(code_point);
  if (code_point < 0x800) {
    append(0xc0 | (code_point >> 6));
  } else if (code_point < 0x10000) {
    append(0xe0 | (code_point >> 12));
    append_low(6);
  } else {
    append(0xf0 | (code_point >> 18));
    append_low(12);
    append_low(6);
  }
  append_low(0);
}

// What follows \u, a second unit with its own \u included; -1 if it is no character.
int TakeCodePoint(std::string_view* raw) {
  const int unit = TakeHex(raw);
  if (unit < 0xd800 || unit > 0xdfff) return unit;
  if (unit > 0xdbff || !raw->starts_with("\\u")) return -1;
  raw->remove_prefix(2);
  const int low = TakeHex(raw);
  if (low < 0xdc00 || low > 0xdfff) return -1;
  return 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
}

}  // namespace

void JsonLine::Begin(std::string_view line) {
  rest_ = line;
  is_first_ = true;
  unescaped_.clear();
  // No escape is shorter than what it stands for.
  unescaped_.reserve(line.size());
}

JsonLine::Step JsonLine::Fault(std::string_view expected) {
  expected_ = expected;
  return Step::Fault;
}

void JsonLine::SkipBlanks() {
  while (!rest_.empty() && IsBlank(rest_.front())) rest_.remove_prefix(1);
}

bool JsonLine::Take(char c) {
  SkipBlanks();
  if (rest_.empty() || rest_.front() != c) return false;
  rest_.remove_prefix(1);
  return true;
}

// Appends what the escape at the front of `raw` stands for.
bool JsonLine::TakeEscape(std::string_view* raw) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
  if (raw->size() < 2) return false;
  const char letter = (*raw)[1];
  raw->remove_prefix(2);
  if (letter == 'u') {
    const int code_point = TakeCodePoint(raw);
    if (code_point >= 0) AppendUtf8(code_point, &unescaped_);
    return code_point >= 0;
  }
  const size_t place = kLetters.find(letter);
  if (place == std::string_view::npos) return false;
  unescaped_.push_back(kMeant[place]);
  return true;
}

// A string whose opening quote has been taken. False, with `expected_` set, if it is none.
bool JsonLine::TakeString(std::string_view* text) {
  size_t length = PlainLength(rest_);
  const size_t begin = unescaped_.size();
  const bool has_escapes = length < rest_.size() && rest_[length] == '\\';
  const std::string_view plain = rest_.substr(0, length);
  while (length < rest_.size() && rest_[length] == '\\') {
    unescaped_.append(rest_.substr(0, length));
    rest_.remove_prefix(length);
    if (!TakeEscape(&rest_)) {
      expected_ = kEscapes;
      return false;
    }
    length = PlainLength(rest_);
  }
  if (length == rest_.size() || rest_[length] != '"') {
    expected_ = length == rest_.size() ? kClosingQuote : kControls;
    return false;
  }
  if (has_escapes) unescaped_.append(rest_.substr(0, length));
  *text = has_escapes ? std::string_view(unescaped_).substr(begin) : plain;
  rest_.remove_prefix(length + 1);
  return true;
}

// Sets the cell. False, with `expected_` set, if there is no scalar.
bool JsonLine::TakeScalar() {
  cell_ = Cell();
  if (Take('"')) {
    cell_.form = CellForm::Quoted;
    return TakeString(&cell_.text);
  }
  size_t length = NumberLength(rest_);
  const auto ends = [&] {
    return length == rest_.size() || rest_[length] == ',' || rest_[length] == '}' || IsBlank(rest_[length]);
  };
  const bool is_number = length > 0 && ends();
  while (!ends()) ++length;
  const std::string_view token = rest_.substr(0, length);
  rest_.remove_prefix(length);
  if (token == "null") return true;
  cell_ = {.text = token, .form = CellForm::Bare};
  if (is_number || token == "true" || token == "false") return true;
  expected_ = token.starts_with('[') || token.starts_with('{') ? kNesting : kScalar;
  return false;
}

JsonLine::Step JsonLine::Next() {
  if (is_first_ && !Take('{')) return Fault(kObject);
  if (Take('}')) {
    SkipBlanks();
    return rest_.empty() ? Step::End : Fault(kOneObject);
  }
  if (!is_first_ && !Take(',')) return Fault(rest_.empty() ? kClosingBrace : kMembers);
  is_first_ = false;
  if (!Take('"')) return Fault(rest_.empty() ? kClosingBrace : kMembers);
  if (!TakeString(&name_)) return Step::Fault;
  if (!Take(':')) return Fault(rest_.empty() ? kClosingBrace : kMembers);
  SkipBlanks();
  if (rest_.empty()) return Fault(kClosingBrace);
  return TakeScalar() ? Step::Member : Step::Fault;
}

}  // namespace incent::io
