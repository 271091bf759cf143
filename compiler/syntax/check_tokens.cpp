#include "compiler/syntax/check_tokens.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "compiler/ast/date_spelling.h"
#include "compiler/base/limits.h"
#include "compiler/diag/render.h"
#include "compiler/source/line_map.h"
#include "compiler/syntax/check_text.h"
#include "compiler/syntax/diagnostics.h"
#include "grammar/IncentLexer.h"

namespace incent::syntax {
namespace {

constexpr char32_t kFullWidthFirst = 0xFF01;  // ！, 33 in ASCII
constexpr char32_t kFullWidthLast = 0xFF5E;   // ～, 126 in ASCII

// A sign that people write, and the word of the language for it; none: it has no place in a plan.
struct Hint {
  std::string_view written;
  std::string_view meant;
  uint16_t type = 0;
};
constexpr Hint kHints[] = {{"&&", "and", IncentLexer::AND},
                           {"&", "and", IncentLexer::AND},
                           {"＆", "and", IncentLexer::AND},
                           {"!", "not", IncentLexer::NOT},
                           {"！", "not", IncentLexer::NOT},
                           {";", ""},
                           {"；", ""},
                           {"。", ""}};

struct Sign {
  std::string_view sign;
  std::string_view code;
};
constexpr Sign kCurrencySigns[] = {{"$", "USD"}, {"＄", "USD"}, {"¥", "CNY"}, {"￥", "CNY"},
                                   {"€", "EUR"}, {"£", "GBP"},  {"￡", "GBP"}};

std::string_view CurrencyOf(std::string_view sign) {
  for (const Sign& known : kCurrencySigns) {
    if (known.sign == sign) return known.code;
  }
  return {};
}

bool IsQuote(std::string_view text) {
  return text == "'" || text == "‘" || text == "’" || text == "＇";
}

bool IsDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// `text` with full-width letters, digits and signs as ASCII; nullopt if there are none.
std::optional<std::string> HalfWidth(std::string_view text) {
  std::string result;
  bool changed = false;
  while (!text.empty()) {
    const source::CodePoint next = source::DecodeFirst(text);
    if (next.value >= kFullWidthFirst && next.value <= kFullWidthLast) {
      result += static_cast<char>(next.value - kFullWidthFirst + '!');
      changed = true;
    } else {
      result += text.substr(0, next.length);
    }
    text.remove_prefix(next.length);
  }
  if (!changed) return std::nullopt;
  return result;
}

size_t CountCodePoints(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// Goes over the tokens once. Each Take... looks at the tokens from `next_` on and either reports and
// consumes some of them, or returns false.
class TokenChecker {
 public:
  TokenChecker(const std::vector<Token>& tokens, const source::SourceFile& source, diag::Diagnostics& diags)
      : tokens_(tokens), source_(source), diags_(diags) {}

  CheckedTokens Run() {
    result_.tokens.reserve(tokens_.size());
    while (next_ < tokens_.size()) {
      if (TakeDate() || TakeThousands() || TakeFullWidth() || TakeUnclosed() || TakeUnknown()) continue;
      CheckLength(tokens_[next_]);
      Push({tokens_[next_]});
      ++next_;
    }
    return std::move(result_);
  }

 private:
  std::string_view Text(size_t index) const { return Text(tokens_[index].begin, tokens_[index].end); }
  std::string_view Text(uint32_t begin, uint32_t end) const {
    return std::string_view(source_.text).substr(begin, end - begin);
  }
  source::Span SpanOf(size_t first, size_t last) const {
    return {source_.id, tokens_[first].begin, tokens_[last].end};
  }
  bool Touches(size_t index) const {  // no blank between the token and the one before
    return index < tokens_.size() && index > 0 && tokens_[index - 1].end == tokens_[index].begin;
  }
  bool Is(size_t index, uint16_t type) const { return index < tokens_.size() && tokens_[index].type == type; }

  void Push(ParserToken token) {
    token.after_gap = std::exchange(gap_, false);
    result_.tokens.push_back(token);
  }

  // Replaces the tokens up to `last` by one.
  void Merge(size_t last, uint16_t type, std::string meant = {}) {
    Push({{type, tokens_[next_].begin, tokens_[last].end}, true, false, std::move(meant)});
    next_ = last + 1;
  }

  bool TakeDate() {
    if (!Is(next_, IncentLexer::NUMBER) && !Is(next_, IncentLexer::PERIOD)) return false;
    size_t last = next_;
    // The longest spelling, 2026-1-5, has five tokens.
    while (last < next_ + 4 && Touches(last + 1) && ContinuesDate(last + 1)) ++last;
    for (; last > next_; --last) {
      const source::Span span = SpanOf(next_, last);
      const std::vector<std::string> readings = ast::ReadingsOfDate(Text(span.begin, span.end));
      if (readings.empty()) continue;
      diag::EntryBuilder entry = diags_.Report(span, kDateSpelling, Text(span.begin, span.end));
      for (const std::string& date : readings) entry.Fix(span, date, kWrite, date);
      const std::string& first = readings.front();
      Merge(last, first.size() == 10 ? IncentLexer::DATE : IncentLexer::PERIOD, first);
      return true;
    }
    return false;
  }

  bool ContinuesDate(size_t index) const {
    switch (tokens_[index].type) {
      case IncentLexer::NUMBER:
      case IncentLexer::MINUS:
      case IncentLexer::SLASH:
      case IncentLexer::DOT:
        return true;
      case IncentLexer::ID:
        return Text(index).starts_with("年");
      default:
        return false;
    }
  }

  // 1,000 or 12,345,678.90: groups of three digits without blanks. A full-width comma brings its own
  // blank and separates list items.
  bool TakeThousands() {
    if (!Is(next_, IncentLexer::NUMBER) || !IsDigits(Text(next_)) || Text(next_).size() > 3) return false;
    size_t last = next_;
    while (Is(last + 1, IncentLexer::COMMA) && Text(last + 1) == "," && Touches(last + 1) &&
           Is(last + 2, IncentLexer::NUMBER) && Touches(last + 2) && Text(last + 2).size() >= 3 &&
           IsDigits(Text(last + 2).substr(0, 3)) &&
           (Text(last + 2).size() == 3 || !IsDigits(Text(last + 2).substr(3, 1)))) {
      last += 2;
    }
    if (last == next_) return false;
    std::string number(Text(next_));
    std::string list(Text(next_));
    for (size_t i = next_ + 2; i <= last; i += 2) {
      number += "_" + std::string(Text(i));
      list += ", " + std::string(Text(i));
    }
    const source::Span span = SpanOf(next_, last);
    diag::EntryBuilder entry = diags_.Report(span, kThousandsComma, Text(span.begin, span.end));
    entry.Fix(span, number, kWrite, number);
    // Only in brackets could it be a list.
    if (next_ > 0 && (Is(next_ - 1, IncentLexer::LPAREN) || Is(next_ - 1, IncentLexer::LBRACK))) {
      entry.Fix(span, list, kWrite, list);
    }
    Merge(last, IncentLexer::NUMBER, number);
    return true;
  }

  bool TakeFullWidth() {
    const auto is_part = [&](size_t index) {
      return Is(index, IncentLexer::ID) || Is(index, IncentLexer::NUMBER) || Is(index, IncentLexer::UNKNOWN);
    };
    if (!is_part(next_)) return false;
    size_t last = next_;
    while (is_part(last + 1) && Touches(last + 1) && HalfWidth(Text(last + 1))) ++last;
    const source::Span span = SpanOf(next_, last);
    const std::optional<std::string> half = HalfWidth(Text(span.begin, span.end));
    const auto is_word = [](char c) {
      return (c & 0x80) != 0 || std::isalnum(static_cast<unsigned char>(c)) != 0;
    };
    if (!half || !is_word(half->front())) return false;
    diags_.Report(span, kFullWidth, Text(span.begin, span.end)).Fix(span, *half, kWrite, *half);
    const bool is_number = std::isdigit(static_cast<unsigned char>(half->front())) != 0;
    Merge(last, is_number ? IncentLexer::NUMBER : IncentLexer::ID, *half);
    return true;
  }

  bool TakeUnclosed() {
    const Token& token = tokens_[next_];
    if (token.type != IncentLexer::UNCLOSED_STRING && token.type != IncentLexer::UNCLOSED_ID) return false;
    const bool is_string = token.type == IncentLexer::UNCLOSED_STRING;
    if (is_string) {
      diags_.Report(SpanOf(next_, next_), kUnclosedString);
    } else {
      diags_.Report(SpanOf(next_, next_), kUnclosedName);
    }
    result_.trusted_until = std::min(result_.trusted_until, token.begin);
    Merge(next_, is_string ? IncentLexer::STRING : IncentLexer::QUOTED_ID);
    return true;
  }

  bool TakeUnknown() {
    if (!Is(next_, IncentLexer::UNKNOWN)) return false;
    if (IsForbiddenCharacter(source::DecodeFirst(Text(next_)).value)) {  // reported by CheckText
      ++next_;
      return true;
    }
    return TakeQuoted() || TakeCurrencySign() || TakeOtherSign();
  }

  // 'text': single quotation marks.
  bool TakeQuoted() {
    if (!IsQuote(Text(next_))) return false;
    const uint32_t line = source_.lines.LineAt(tokens_[next_].begin);
    for (size_t i = next_ + 1; i < tokens_.size() && source_.lines.LineAt(tokens_[i].begin) == line; ++i) {
      if (tokens_[i].type != IncentLexer::UNKNOWN || !IsQuote(Text(i))) continue;
      const std::string text = "\"" + std::string(Text(tokens_[next_].end, tokens_[i].begin)) + "\"";
      diags_.Report(SpanOf(next_, i), kUnknownCharacter, Text(next_))
          .Fix(SpanOf(next_, i), text, kWrite, text);
      Merge(i, IncentLexer::STRING, text);
      return true;
    }
    return false;
  }

  bool TakeCurrencySign() {
    const std::string_view code = CurrencyOf(Text(next_));
    if (code.empty()) return false;
    diag::EntryBuilder entry = diags_.Report(SpanOf(next_, next_), kCurrencySign, Text(next_));
    if (Is(next_ + 1, IncentLexer::NUMBER)) {
      std::string amount(Text(next_ + 1));
      // With more to come of the number, as in $1,000, only the author knows where it ends.
      if (!Is(next_ + 2, IncentLexer::COMMA)) {
        amount += " " + std::string(code);
        entry.Fix(SpanOf(next_, next_ + 1), amount, kWrite, amount);
        const source::Span sign = SpanOf(next_, next_);
        ++next_;
        Push({tokens_[next_]});
        Push({{IncentLexer::CURRENCY_CODE, sign.begin, sign.end}, true, false, std::string(code)});
      }
    } else if (next_ > 0 && Is(next_ - 1, IncentLexer::NUMBER)) {
      const std::string amount = std::string(Text(next_ - 1)) + " " + std::string(code);
      entry.Fix(SpanOf(next_ - 1, next_), amount, kWrite, amount);
      Merge(next_, IncentLexer::CURRENCY_CODE, std::string(code));
      return true;
    }
    ++next_;
    return true;
  }

  bool TakeOtherSign() {
    size_t last = next_;
    while (Is(last + 1, IncentLexer::UNKNOWN) && Touches(last + 1) && Text(last + 1) == Text(next_)) ++last;
    const source::Span span = SpanOf(next_, last);
    // A run of one sign may be long in a file that is no plan.
    const std::string_view shown = span.end - span.begin > 8 ? Text(next_) : Text(span.begin, span.end);
    diag::EntryBuilder entry = diags_.Report(span, kUnknownCharacter, diag::EscapeControls(shown));
    const auto* hint = std::find_if(std::begin(kHints), std::end(kHints),
                                    [&](const Hint& known) { return known.written == shown; });
    if (hint != std::end(kHints) && !hint->meant.empty()) {
      entry.Fix(span, SetApart(hint->meant, last), kWrite, hint->meant);
      Merge(last, hint->type);
      return true;
    }
    if (hint != std::end(kHints)) entry.Fix(span, "", kRemove);
    gap_ = true;
    next_ = last + 1;
    return true;
  }

  // A word in place of the signs up to `last`, with blanks where it would touch its neighbours.
  std::string SetApart(std::string_view word, size_t last) const {
    const auto is_blank = [&](size_t at) {
      return std::isspace(static_cast<unsigned char>(source_.text[at])) != 0;
    };
    const uint32_t begin = tokens_[next_].begin;
    const uint32_t end = tokens_[last].end;
    std::string text(word);
    if (begin > 0 && !is_blank(begin - 1)) text.insert(0, " ");
    if (end < source_.text.size() && !is_blank(end)) text += " ";
    return text;
  }

  void CheckLength(const Token& token) {
    const uint32_t length = token.end - token.begin;
    if (token.type == IncentLexer::STRING && length > base::kMaxStringBytes) {
      diags_.Report(token.SpanIn(source_.id), kStringTooLong, base::kMaxStringBytes);
    }
    if ((token.type == IncentLexer::ID || token.type == IncentLexer::QUOTED_ID) &&
        length > base::kMaxNameLength &&
        CountCodePoints(Text(token.begin, token.end)) >
            base::kMaxNameLength + (token.type == IncentLexer::QUOTED_ID ? 2 : 0)) {
      diags_.Report(token.SpanIn(source_.id), kNameTooLong, base::kMaxNameLength);
    }
  }

  const std::vector<Token>& tokens_;
  const source::SourceFile& source_;
  diag::Diagnostics& diags_;
  CheckedTokens result_;
  size_t next_ = 0;
  bool gap_ = false;  // something was left out since the last token
};

}  // namespace

CheckedTokens CheckTokens(const std::vector<Token>& tokens, const source::SourceFile& source,
                          diag::Diagnostics& diags) {
  return TokenChecker(tokens, source, diags).Run();
}

}  // namespace incent::syntax
