#include "compiler/ir/line_reader.h"

namespace incent::ir {
namespace {

int HexDigit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

}  // namespace

LineReader::LineReader(std::string_view text) {
  for (size_t at = 0; at < text.size() && ok();) {
    if (text[at] == ' ') {
      ++at;
    } else if (text[at] == '"') {
      at = ReadQuoted(text, at + 1);
    } else if (IsWordByte(text[at])) {
      const size_t begin = at;
      while (at < text.size() && IsWordByte(text[at])) ++at;
      tokens_.push_back({TokenKind::Word, std::string(text.substr(begin, at - begin))});
    } else {
      tokens_.push_back({TokenKind::Mark, std::string(1, text[at++])});
    }
  }
}

// From behind the opening quote to behind the closing one.
size_t LineReader::ReadQuoted(std::string_view text, size_t at) {
  std::string value;
  for (; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] != '\\') {
      value += text[at];
      continue;
    }
    const char escape = ++at < text.size() ? text[at] : '\0';
    if (escape == 'n') {
      value += '\n';
    } else if (escape == '"' || escape == '\\') {
      value += escape;
    } else if (escape == 'x' && at + 2 < text.size() && HexDigit(text[at + 1]) >= 0 &&
               HexDigit(text[at + 2]) >= 0) {
      value += static_cast<char>(HexDigit(text[at + 1]) * 16 + HexDigit(text[at + 2]));
      at += 2;
    } else {
      Fail("unknown escape in a text");
      return text.size();
    }
  }
  if (at == text.size()) Fail("a text is not closed");
  tokens_.push_back({TokenKind::Quoted, std::move(value)});
  return at + 1;
}

void LineReader::Fail(std::string problem) {
  if (ok()) problem_ = std::move(problem);
}

const LineReader::Item* LineReader::Next(TokenKind kind) {
  if (!ok() || AtEnd() || tokens_[next_].kind != kind) return nullptr;
  return &tokens_[next_++];
}

bool LineReader::IsMark(size_t index, char mark) const {
  return tokens_[index].kind == TokenKind::Mark && tokens_[index].text[0] == mark;
}

std::string LineReader::Word() {
  const Item* item = Next(TokenKind::Word);
  if (item == nullptr) Fail("a word is missing");
  return item != nullptr ? item->text : std::string();
}

std::string LineReader::QuotedText() {
  const Item* item = Next(TokenKind::Quoted);
  if (item == nullptr) Fail("a quoted text is missing");
  return item != nullptr ? item->text : std::string();
}

std::string LineReader::Text() {
  const Item* item = Next(TokenKind::Quoted);
  return item != nullptr ? item->text : Word();
}

bool LineReader::TryWord(std::string_view word) {
  const bool here = ok() && !AtEnd() && tokens_[next_].kind == TokenKind::Word && tokens_[next_].text == word;
  if (here) ++next_;
  return here;
}

bool LineReader::TryMark(char mark) {
  const bool here = ok() && !AtEnd() && IsMark(next_, mark);
  if (here) ++next_;
  return here;
}

void LineReader::Expect(char mark) {
  if (!TryMark(mark)) Fail(std::string("`") + mark + "` is missing");
}

Int128 LineReader::Integer() {
  const auto number = IntegerFromText(Word());
  if (!number) Fail("a whole number is missing");
  return number.value_or(0);
}

int LineReader::Count() {
  const Int128 number = Integer();
  if (number != static_cast<int>(number)) Fail("the number is too large");
  return ok() ? static_cast<int>(number) : 0;
}

value::Day LineReader::Date() {
  const auto day = value::ParseDate(Word());
  if (!day) Fail("a date is missing");
  return day.value_or(0);
}

types::Type LineReader::Type() {
  auto type = types::TypeFromText(Text());
  const bool good = type && type->scale >= 0 && type->scale <= value::kMaxScale;
  if (!good) Fail("a type is missing");
  return good ? *std::move(type) : types::Type::Error();
}

Range LineReader::OptionalRange() {
  Range range;
  if (!TryMark('[')) return range;
  range.low = Integer();
  Expect(',');
  range.high = Integer();
  Expect(']');
  return range;
}

std::optional<size_t> LineReader::Find(char mark) const {
  for (size_t i = next_; i < tokens_.size(); ++i) {
    if (IsMark(i, mark)) return i;
  }
  return std::nullopt;
}

}  // namespace incent::ir
