#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/check_tokens.h"
#include "grammar/IncentParser.h"

namespace incent::syntax {

class Wording;

// The tokens of a text as rules about first drafts look at them (drafts.h), and as they mend them.
class DraftText {
 public:
  using P = IncentParser;

  DraftText(CheckedTokens& checked, const source::SourceFile& source, diag::Diagnostics& diags);

  size_t size() const { return checked_.tokens.size(); }
  // 0, which is no token, beyond either end.
  uint16_t Type(size_t index) const { return index < size() ? checked_.tokens[index].type : 0; }
  bool Is(size_t index, uint16_t type) const { return Type(index) == type; }
  bool IsOneOf(size_t index, std::initializer_list<uint16_t> types) const;
  // As it was written, or as an earlier rule mended it.
  std::string_view Text(size_t index) const;
  // In small letters.
  std::string Lower(size_t index) const;
  bool Touches(size_t index) const;  // no blank between the token and the one before
  bool StartsLine(size_t index) const;
  // Something before the token was reported and left out.
  bool FollowsGap(size_t index) const { return index < size() && checked_.tokens[index].after_gap; }

  bool IsName(size_t index) const;     // an identifier, in backquotes or not
  bool IsUnit(size_t index) const;     // `month`, `years`, ...
  bool EndsValue(size_t index) const;  // something that a value can end with
  bool BeginsValue(size_t index) const;
  bool BeginsStatement(size_t index) const;
  bool IsOperator(size_t index) const;  // between two values

  // The innermost bracket that is open before the token; size() outside of all.
  size_t Open(size_t index) const { return index < size() ? open_[index] : size(); }
  // The partner of an opening bracket; size() if it has none.
  size_t Close(size_t open) const { return open < size() ? close_[open] : size(); }
  // The keyword of the statement whose block a brace opens, or 0.
  uint16_t OwnerOf(size_t brace) const;
  // The keyword of the statement that the token stands in; size() if there is none.
  size_t StatementOf(size_t index) const;
  // From `index` on, the first token of one of `types` outside of brackets that open after it, before the
  // statement ends; size() if there is none.
  size_t Find(size_t index, std::initializer_list<uint16_t> types) const;
  // Behind the last token of the statement that `index` is in.
  size_t StatementEnd(size_t index) const;

  // Whether keywords of the text are Chinese.
  bool is_chinese() const { return is_chinese_; }
  // A keyword in the language of the text.
  std::string Spell(uint16_t type) const;

  source::Span SpanOf(size_t first, size_t end) const;
  std::string Source(size_t first, size_t end) const;
  diag::Diagnostics& diags() { return diags_; }
  // Puts the tokens of a wording in the place of [first, end).
  void Replace(size_t first, size_t end, const Wording& wording);

 private:
  void FindBrackets();

  CheckedTokens& checked_;
  const source::SourceFile& source_;
  diag::Diagnostics& diags_;
  bool is_chinese_ = false;
  std::vector<size_t> open_;
  std::vector<size_t> close_;
};

// What should stand in the place of tokens: some of them as they are, and words of our own.
class Wording {
 public:
  explicit Wording(const DraftText& text) : draft_(text) {}

  Wording& Keep(size_t first, size_t end);
  Wording& Keep(size_t index) { return Keep(index, index + 1); }
  Wording& Write(std::string_view words);
  Wording& Write(uint16_t keyword) { return Write(draft_.Spell(keyword)); }
  Wording& Add(const Wording& part);

  const std::string& text() const { return text_; }

 private:
  friend class DraftText;
  struct Piece {
    size_t first = 0;
    size_t end = 0;  // equal: `words` instead
    std::string words;
  };

  void Append(const std::string& words);

  const DraftText& draft_;
  std::vector<Piece> pieces_;
  std::string text_;
};

}  // namespace incent::syntax
