#include "runtime/io/json_line.h"

#include "runtime/io/utf8.h"

namespace incent::io {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// What each letter after a backslash stands for; 0: no such escape.
char SimpleEscape(char letter) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  const size_t at = kLetters.find(letter);
  return at == std::string_view::npos ? '\0' : kMeanings[at];
}

}  // namespace

JsonLine::JsonLine(std::string_view line) : line_(line) {
  if (line.find('\\') != std::string_view::npos) unescaped_.reserve(line.size());
}

bool JsonLine::Fail(std::string_view expected) {
  fault_ = expected;
  return false;
}

void JsonLine::SkipBlanks() {
  while (at_ < line_.size() && (line_[at_] == ' ' || line_[at_] == '\t' || line_[at_] == '\r')) ++at_;
}

bool JsonLine::Take(char c) {
  if (at_ == line_.size() || line_[at_] != c) return false;
  ++at_;
  return true;
}

bool JsonLine::TakeDigits() {
  const size_t begin = at_;
  while (at_ < line_.size() && IsDigit(line_[at_])) ++at_;
  return at_ > begin;
}

bool JsonLine::TakeNumber() {
  Take('-');
  // No leading zeros.
  if (!Take('0') && !TakeDigits()) return Fail("a value");
  if (Take('.') && !TakeDigits()) return Fail("digits after the point");
  if (!Take('e') && !Take('E')) return true;
  if (!Take('+')) Take('-');
  return TakeDigits() || Fail("digits of an exponent");
}

bool JsonLine::TakeHex(char32_t* unit) {
  constexpr std::string_view kDigits = "0123456789abcdef0123456789ABCDEF";
  *unit = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const size_t digit = at_ == line_.size() ? std::string_view::npos : kDigits.find(line_[at_]);
    if (digit == std::string_view::npos) return Fail("four hex digits");
    *unit = *unit * 16 + static_cast<char32_t>(digit % 16);
  }
  return true;
}

// Behind `\u`: one UTF-16 unit, or a pair of surrogates.
bool JsonLine::TakeUnicodeEscape() {
  char32_t unit = 0;
  if (!TakeHex(&unit)) return false;
  if (unit >= 0xd800 && unit <= 0xdfff) {
    char32_t low = 0;
    if (unit >= 0xdc00 || !Take('\\') || !Take('u')) return Fail("a pair of surrogates");
    if (!TakeHex(&low)) return false;
    if (low < 0xdc00 || low > 0xdfff) return Fail("a pair of surrogates");
    unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
  }
  AppendUtf8(unit, &unescaped_);
  return true;
}

// Behind a backslash.
bool JsonLine::TakeEscape() {
  if (Take('u')) return TakeUnicodeEscape();
  const char meaning = at_ == line_.size() ? '\0' : SimpleEscape(line_[at_]);
  if (meaning == '\0') return Fail("a known escape");
  ++at_;
  unescaped_.push_back(meaning);
  return true;
}

// Behind the opening quote. A string without escapes is a view of the line.
bool JsonLine::TakeString(std::string_view* text) {
  const size_t begin = at_;
  const size_t unescaped_begin = unescaped_.size();
  bool has_escapes = false;
  while (true) {
    if (at_ == line_.size()) return Fail("a closing quote");
    const char c = line_[at_++];
    if (c == '"') break;
    if (static_cast<unsigned char>(c) < 0x20) return Fail("control characters escaped");
    if (c == '\\') {
      if (!has_escapes) unescaped_.append(line_.substr(begin, at_ - 1 - begin));
      has_escapes = true;
      if (!TakeEscape()) return false;
    } else if (has_escapes) {
      unescaped_.push_back(c);
    }
  }
  *text = has_escapes ? std::string_view(unescaped_).substr(unescaped_begin)
                      : line_.substr(begin, at_ - 1 - begin);
  return true;
}

bool JsonLine::TakeWord(std::string_view word) {
  if (!line_.substr(at_).starts_with(word)) return false;
  at_ += word.size();
  return true;
}

bool JsonLine::TakeValue(JsonMember* member) {
  if (Take('"')) {
    member->form = CellForm::Quoted;
    return TakeString(&member->text);
  }
  if (at_ < line_.size() && (line_[at_] == '{' || line_[at_] == '[')) return Fail("no nested values");
  if (TakeWord("null")) return true;
  const size_t begin = at_;
  if (!TakeWord("true") && !TakeWord("false") && !TakeNumber()) return false;
  member->form = CellForm::Bare;
  member->text = line_.substr(begin, at_ - begin);
  return true;
}

// Behind the closing brace.
bool JsonLine::TakeEnd() {
  SkipBlanks();
  return at_ == line_.size() || Fail("one object per line");
}

std::optional<JsonMember> JsonLine::Next() {
  SkipBlanks();
  if (is_first_) {
    if (!Take('{')) {
      Fail("a JSON object");
      return std::nullopt;
    }
    SkipBlanks();
  }
  if (Take('}')) {
    TakeEnd();
    return std::nullopt;
  }
  JsonMember member;
  bool ok = is_first_ || Take(',') || Fail("a comma or a closing brace");
  is_first_ = false;
  if (ok) SkipBlanks();
  ok = ok && (Take('"') || Fail("a member name in quotes")) && TakeString(&member.name);
  if (ok) SkipBlanks();
  ok = ok && (Take(':') || Fail("a colon"));
  if (ok) SkipBlanks();
  if (!ok || !TakeValue(&member)) return std::nullopt;
  return member;
}

}  // namespace incent::io
