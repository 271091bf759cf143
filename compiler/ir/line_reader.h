#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/ir/text_words.h"

namespace incent::ir {

// Reads one line of the text form word by word. After the first mistake all reads give empty values, so
// callers need not look at each; `problem()` keeps the first.
class LineReader {
 public:
  explicit LineReader(std::string_view text);

  bool ok() const { return problem_.empty(); }
  const std::string& problem() const { return problem_; }
  void Fail(std::string problem);
  bool AtEnd() const { return next_ == tokens_.size(); }

  // A bare word or a quoted text.
  std::string Text();
  // A bare word only.
  std::string Word();
  std::string QuotedText();
  bool TryWord(std::string_view word);
  bool TryMark(char mark);
  void Expect(char mark);
  Int128 Integer();
  // A number that fits `int`.
  int Count();
  value::Day Date();
  types::Type Type();
  Range OptionalRange();  // " [lo,hi]", or the full range
  // "none", a name that `lookup` knows, or "#index" of any list.
  template <typename Lookup>
  int Reference(Lookup lookup);
  template <typename Enum>
  Enum OneOf();
  // "{item, item}", each read by `read`; "{}" is empty.
  template <typename Read>
  void List(Read read);

  // Where the mark stands outside of quotes, from the next token on; for looking ahead.
  std::optional<size_t> Find(char mark) const;
  size_t position() const { return next_; }
  void Seek(size_t position) { next_ = position; }

 private:
  enum class TokenKind { Word, Quoted, Mark };
  struct Item {
    TokenKind kind;
    std::string text;
  };

  size_t ReadQuoted(std::string_view text, size_t at);
  const Item* Next(TokenKind kind);
  bool IsMark(size_t index, char mark) const;

  std::vector<Item> tokens_;
  size_t next_ = 0;
  std::string problem_;
};

template <typename Enum>
Enum LineReader::OneOf() {
  const std::string word = Word();
  const auto value = FromWord<Enum>(word);
  if (!value) Fail("unknown word `" + word + "`");
  return value.value_or(Enum{});
}

template <typename Lookup>
int LineReader::Reference(Lookup lookup) {
  if (TryMark('#')) return Count();
  if (TryWord("none")) return kNone;
  const std::string name = Text();
  const std::optional<int> index = ok() ? lookup(name) : kNone;
  if (!index) Fail("unknown name `" + name + "`");
  return index.value_or(kNone);
}

template <typename Read>
void LineReader::List(Read read) {
  Expect('{');
  if (TryMark('}')) return;
  do {
    read();
  } while (ok() && TryMark(','));
  Expect('}');
}

// Finds a named thing in a list of the module; nullopt if there is none.
template <typename T>
std::optional<int> IndexOf(const std::vector<T>& list, std::string_view name) {
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i].name == name) return static_cast<int>(i);
  }
  return std::nullopt;
}
template <typename T>
int ReadReference(LineReader& line, const std::vector<T>& list) {
  return line.Reference([&list](std::string_view name) { return IndexOf(list, name); });
}

}  // namespace incent::ir
