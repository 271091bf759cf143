#include "compiler/syntax/draft_text.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "compiler/syntax/lex.h"
#include "compiler/syntax/written_language.h"

namespace incent::syntax {
namespace {

using P = IncentParser;

bool IsOpener(uint16_t type) {
  return type == P::LBRACE || type == P::LPAREN || type == P::LBRACK;
}
bool IsCloser(uint16_t type) {
  return type == P::RBRACE || type == P::RPAREN || type == P::RBRACK;
}

uint16_t CloserOf(uint16_t opener) {
  if (opener == P::LBRACE) return P::RBRACE;
  return opener == P::LPAREN ? P::RPAREN : P::RBRACK;
}

// Keywords that begin a statement and nothing else.
bool IsStatementKeyword(uint16_t type) {
  static constexpr uint16_t kKeywords[] = {
      P::EFFECTIVE, P::PAYS,    P::AMENDMENT, P::OVERLAY, P::LET,       P::MEASURE,   P::GATE,
      P::CARRY,     P::PARAM,   P::TIERS,     P::TABLE,   P::PAY,       P::EXCEPTION, P::CLAWBACK,
      P::DRAW,      P::CONTEST, P::SCORECARD, P::ASSERT,  P::GUARDRAIL, P::PROPERTY,  P::DATA,
      P::PLAN,      P::TEST,    P::USE,       P::GIVEN,   P::EXPECT,    P::FN,        P::EXTERN};
  return std::find(std::begin(kKeywords), std::end(kKeywords), type) != std::end(kKeywords);
}

// Those that may also be names or clauses, so that only the first of a line begins a statement.
bool IsSoftStatementKeyword(uint16_t type) {
  return type == P::CREDIT || type == P::BADGE || type == P::CURRENCY || type == P::VERSION ||
         type == P::ROUND || type == P::CALENDAR;
}

}  // namespace

bool IsWrittenInChinese(const source::SourceFile& source) {
  // The head is enough, and a data file that was taken for a plan may be long.
  constexpr size_t kHead = 4096;
  const std::string_view head = std::string_view(source.text).substr(0, kHead);
  for (const Token& token : Lex(head).tokens) {
    if (IsStatementKeyword(token.type) || token.type == P::INCENT) return (head[token.begin] & 0x80) != 0;
  }
  return false;
}

DraftText::DraftText(CheckedTokens& checked, const source::SourceFile& source, diag::Diagnostics& diags)
    : checked_(checked), source_(source), diags_(diags) {
  is_chinese_ = IsWrittenInChinese(source);
  FindBrackets();
}

bool DraftText::IsOneOf(size_t index, std::initializer_list<uint16_t> types) const {
  return std::find(types.begin(), types.end(), Type(index)) != types.end() && index < size();
}

std::string_view DraftText::Text(size_t index) const {
  if (index >= size()) return {};
  const ParserToken& token = checked_.tokens[index];
  return token.meant.empty() ? source_.Text(token.SpanIn(source_.id)) : std::string_view(token.meant);
}

std::string DraftText::Lower(size_t index) const {
  std::string text(Text(index));
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool DraftText::Touches(size_t index) const {
  return index > 0 && index < size() && checked_.tokens[index - 1].end == checked_.tokens[index].begin;
}

bool DraftText::StartsLine(size_t index) const {
  return index == 0 || index >= size() ||
         source_.lines.LineAt(checked_.tokens[index].begin) !=
             source_.lines.LineAt(checked_.tokens[index - 1].begin);
}

bool DraftText::IsName(size_t index) const {
  return IsOneOf(index, {P::ID, P::QUOTED_ID});
}

bool DraftText::IsUnit(size_t index) const {
  return IsOneOf(index, {P::DAYS, P::WEEKS, P::HALF_MONTHS, P::MONTHS, P::QUARTERS, P::HALF_YEARS, P::YEARS});
}

bool DraftText::EndsValue(size_t index) const {
  return IsName(index) || IsUnit(index) ||
         IsOneOf(index, {P::NUMBER, P::PERCENT, P::CURRENCY_CODE, P::STRING, P::DATE, P::PERIOD, P::TIMESTAMP,
                         P::TRUE, P::FALSE, P::RPAREN, P::RBRACK, P::POINTS, P::TIMES_X, P::PRESENT,
                         P::ABSENT, P::YEAR_TO_DATE, P::QUARTER_TO_DATE, P::MONTH_TO_DATE, P::ALL_TIME});
}

bool DraftText::BeginsValue(size_t index) const {
  return IsName(index) ||
         IsOneOf(index, {P::NUMBER, P::CURRENCY_CODE, P::STRING, P::DATE, P::PERIOD, P::TIMESTAMP, P::TRUE,
                         P::FALSE, P::LPAREN, P::MINUS, P::NOT, P::IF, P::SUM_OF, P::COUNT_OF, P::AVERAGE_OF,
                         P::HIGHEST_OF, P::LOWEST_OF, P::LATEST_OF, P::EARLIEST_OF});
}

bool DraftText::IsOperator(size_t index) const {
  return IsOneOf(index, {P::STAR, P::SLASH, P::PLUS, P::MINUS, P::LT, P::LE, P::GT, P::GE, P::EQEQ, P::NE,
                         P::AND, P::OR, P::OTHERWISE, P::IS, P::IN, P::NOT, P::BETWEEN, P::OVER, P::PERCENT});
}

bool DraftText::BeginsStatement(size_t index) const {
  if (IsStatementKeyword(Type(index))) return true;
  return IsSoftStatementKeyword(Type(index)) && (StartsLine(index) || Is(index - 1, P::LBRACE));
}

void DraftText::FindBrackets() {
  close_.assign(size(), size());
  std::vector<size_t> stack;
  for (size_t i = 0; i < size(); ++i) {
    // No statement stands in parentheses, and a brace closes a block whatever is open in it.
    const bool ends_parentheses = Is(i, P::RBRACE) || (IsStatementKeyword(Type(i)) && StartsLine(i));
    while (ends_parentheses && !stack.empty() && !Is(stack.back(), P::LBRACE)) stack.pop_back();
    if (IsOpener(Type(i))) stack.push_back(i);
    if (!IsCloser(Type(i)) || stack.empty() || CloserOf(Type(stack.back())) != Type(i)) continue;
    close_[stack.back()] = i;
    stack.pop_back();
  }
  open_.assign(size(), size());
  for (size_t i = 0; i < size(); ++i) {
    while (!stack.empty() && close_[stack.back()] <= i) stack.pop_back();
    open_[i] = stack.empty() ? size() : stack.back();
    if (IsOpener(Type(i)) && (close_[i] < size() || Is(i, P::LBRACE))) stack.push_back(i);
  }
}

size_t DraftText::StatementOf(size_t index) const {
  for (size_t i = index; i-- > 0;) {
    if (IsStatementKeyword(Type(i)) || IsSoftStatementKeyword(Type(i))) return i;
    if (Type(i) == P::LBRACE || Type(i) == P::RBRACE) break;
  }
  return size();
}

uint16_t DraftText::OwnerOf(size_t brace) const {
  if (!Is(brace, P::LBRACE)) return 0;
  const size_t keyword = StatementOf(brace);
  return keyword < size() ? Type(keyword) : uint16_t{0};
}

size_t DraftText::StatementEnd(size_t index) const {
  for (size_t i = index; i < size(); ++i) {
    if (IsOpener(Type(i)) && close_[i] < size()) {
      i = close_[i];
      continue;
    }
    if (Is(i, P::RBRACE) || (i > index && BeginsStatement(i))) return i;
  }
  return size();
}

size_t DraftText::Find(size_t index, std::initializer_list<uint16_t> types) const {
  const size_t end = StatementEnd(index);
  for (size_t i = index; i < end; ++i) {
    if (IsOneOf(i, types)) return i;
    if (IsCloser(Type(i))) break;
    if (IsOpener(Type(i)) && close_[i] < size()) i = close_[i];
  }
  return size();
}

std::string DraftText::Spell(uint16_t type) const {
  return std::string(KeywordSpelling(type, is_chinese_ ? diag::Language::Chinese : diag::Language::English));
}

source::Span DraftText::SpanOf(size_t first, size_t end) const {
  if (first >= end) {
    const uint32_t place = first > 0 ? checked_.tokens[first - 1].end : 0;
    return {source_.id, place, place};
  }
  return {source_.id, checked_.tokens[first].begin, checked_.tokens[end - 1].end};
}

std::string DraftText::Source(size_t first, size_t end) const {
  return first < end ? std::string(source_.Text(SpanOf(first, end))) : std::string();
}

void DraftText::Replace(size_t first, size_t end, const Wording& wording) {
  std::vector<ParserToken> tokens(checked_.tokens.begin(),
                                  checked_.tokens.begin() + static_cast<ssize_t>(first));
  const source::Span place = SpanOf(first, end);
  for (const Wording::Piece& piece : wording.pieces_) {
    for (size_t i = piece.first; i < piece.end; ++i) tokens.push_back(checked_.tokens[i]);
    if (piece.first != piece.end) continue;
    for (const Token& token : Lex(piece.words).tokens) {
      if (IsBlank(token)) continue;
      ParserToken mended{{token.type, place.begin, place.end}, true, false, {}};
      mended.meant = piece.words.substr(token.begin, token.end - token.begin);
      tokens.push_back(std::move(mended));
    }
  }
  tokens.insert(tokens.end(), checked_.tokens.begin() + static_cast<ssize_t>(end), checked_.tokens.end());
  checked_.tokens = std::move(tokens);
  FindBrackets();
}

Wording& Wording::Keep(size_t first, size_t end) {
  if (first >= end) return *this;
  pieces_.push_back({first, end, {}});
  Append(draft_.Source(first, end));
  return *this;
}

Wording& Wording::Write(std::string_view words) {
  pieces_.push_back({0, 0, std::string(words)});
  Append(std::string(words));
  return *this;
}

Wording& Wording::Add(const Wording& part) {
  pieces_.insert(pieces_.end(), part.pieces_.begin(), part.pieces_.end());
  Append(part.text_);
  return *this;
}

void Wording::Append(const std::string& words) {
  constexpr std::string_view kClings = ",).%";
  const bool apart = !text_.empty() && !words.empty() && text_.back() != '(' && text_.back() != '[' &&
                     kClings.find(words.front()) == std::string_view::npos && words.front() != ']';
  if (apart) text_ += ' ';
  text_ += words;
}

}  // namespace incent::syntax
