#include <algorithm>
#include <iterator>
#include <string>

#include "compiler/syntax/diagnostics.h"
#include "compiler/syntax/draft_rules.h"

// Signs and words of other languages.
namespace incent::syntax {
namespace {

using P = IncentParser;

// A word in place of one token.
bool WriteWord(DraftText& text, size_t first, size_t end, const std::string& meant) {
  Mend(text, first, end, Wording(text).Write(meant),
       text.diags().Report(text.SpanOf(first, end), kForeignWord, text.Source(first, end), meant));
  return true;
}

struct Signs {
  uint16_t first;
  uint16_t second;
  std::string_view meant;
};
constexpr Signs kSigns[] = {{P::EQ, P::GT, ">="},   {P::EQ, P::LT, "<="}, {P::LT, P::GT, "!="},
                            {P::EQEQ, P::EQ, "=="}, {P::NE, P::EQ, "!="}, {P::LE, P::GT, "<="}};

// A word between or before values.
struct Word {
  std::string_view written;
  uint16_t meant;
};
constexpr Word kWords[] = {
    {"and", P::AND},         {"or", P::OR},     {"not", P::NOT},   {"if", P::IF},
    {"then", P::THEN},       {"else", P::ELSE}, {"is", P::IS},     {"in", P::IN},
    {"between", P::BETWEEN}, {"over", P::OVER}, {"when", P::WHEN}, {"otherwise", P::OTHERWISE},
    {"并且", P::AND},        {"而且", P::AND},  {"和", P::AND},    {"与", P::AND},
    {"或者", P::OR},         {"那么", P::THEN}, {"若", P::IF},     {"假如", P::IF},
    {"如", P::IF},           {"若是", P::IF},   {"不然", P::ELSE}, {"其他", P::ELSE}};

// Words that begin a line of a plan.
constexpr Word kFirstWords[] = {
    {"let", P::LET},       {"pay", P::PAY},     {"plan", P::PLAN},           {"data", P::DATA},
    {"tiers", P::TIERS},   {"table", P::TABLE}, {"gate", P::GATE},           {"measure", P::MEASURE},
    {"credit", P::CREDIT}, {"param", P::PARAM}, {"effective", P::EFFECTIVE}, {"currency", P::CURRENCY},
    {"pays", P::PAYS},     {"round", P::ROUND}, {"test", P::TEST},           {"expect", P::EXPECT},
    {"given", P::GIVEN}};

template <size_t kSize>
uint16_t FindWord(const Word (&words)[kSize], const std::string& written) {
  const auto* found = std::find_if(std::begin(words), std::end(words),
                                   [&](const Word& word) { return word.written == written; });
  return found == std::end(words) ? uint16_t{0} : found->meant;
}

struct Currency {
  std::string_view written;
  std::string_view code;
};
constexpr Currency kCurrencies[] = {
    {"usd", "USD"},  {"dollar", "USD"}, {"dollars", "USD"}, {"bucks", "USD"},  {"eur", "EUR"},
    {"euro", "EUR"}, {"euros", "EUR"},  {"gbp", "GBP"},     {"pounds", "GBP"}, {"cny", "CNY"},
    {"rmb", "CNY"},  {"yuan", "CNY"},   {"人民币", "元"},   {"块", "元"},      {"块钱", "元"},
    {"圆", "元"},    {"元整", "元"},    {"美金", "美元"},   {"刀", "美元"}};

struct Suffix {
  std::string_view written;
  std::string_view meant;
};
constexpr Suffix kSuffixes[] = {{"k", "k"},       {"thousand", "k"}, {"m", "M"},  {"mm", "M"},   {"mio", "M"},
                                {"million", "M"}, {"millions", "M"}, {"千", "k"}, {"百万", "M"}, {"w", "万"}};

bool IsNullWord(const std::string& word) {
  static constexpr std::string_view kNulls[] = {"null", "none", "nil", "空", "空值"};
  return std::find(std::begin(kNulls), std::end(kNulls), word) != std::end(kNulls);
}

// Whether the file gives the name a meaning.
bool IsDeclared(const DraftText& text, size_t name) {
  for (size_t i = 1; i < text.size(); ++i) {
    if (text.Text(i) != text.Text(name)) continue;
    if (text.BeginsStatement(i - 1) || text.Is(i + 1, P::COLON)) return true;
  }
  return false;
}

}  // namespace

// `// ...` and `-- ...`: the rest of the line is no code.
bool MendComment(DraftText& text, size_t index) {
  const bool slashes = text.Is(index, P::SLASH) && text.Is(index + 1, P::SLASH);
  const bool hyphens = text.Is(index, P::MINUS) && text.Is(index + 1, P::MINUS) && !text.Touches(index) &&
                       !text.Touches(index + 2);
  if ((!slashes && !hyphens) || !text.Touches(index + 1)) return false;
  size_t end = index + 2;
  while (end < text.size() && !text.StartsLine(end)) ++end;
  const source::Span sign = text.SpanOf(index, index + 2);
  text.diags().Report(sign, kCommentSign, text.Source(index, index + 2)).Fix(sign, "#", kWrite, "#");
  text.Replace(index, end, Wording(text));
  return true;
}

bool MendSign(DraftText& text, size_t index) {
  if (text.Is(index, P::BARBAR)) {
    if (text.OwnerOf(text.Open(index)) == P::TABLE || !text.EndsValue(index - 1)) return false;
    return WriteWord(text, index, index + 1, text.Spell(P::OR));
  }
  if (!text.Touches(index + 1)) return false;
  for (const Signs& signs : kSigns) {
    if (!text.Is(index, signs.first) || !text.Is(index + 1, signs.second)) continue;
    return WriteWord(text, index, index + 2, std::string(signs.meant));
  }
  return false;
}

bool MendWord(DraftText& text, size_t index) {
  if (!text.IsOneOf(index, {P::ID, P::CURRENCY_CODE}) || text.Is(index - 1, P::DOT) ||
      text.IsOneOf(index + 1, {P::DOT, P::COLON, P::LPAREN, P::EQ})) {
    return false;
  }
  const uint16_t word = FindWord(kWords, text.Lower(index));
  if (word != 0 && text.BeginsValue(index + 1) &&
      (text.EndsValue(index - 1) || !text.BeginsStatement(index - 1))) {
    return WriteWord(text, index, index + 1, text.Spell(word));
  }
  const uint16_t first = FindWord(kFirstWords, text.Lower(index));
  if (first == 0 || !text.StartsLine(index) || text.EndsValue(index + 1) == text.Is(index + 1, P::EQ))
    return false;
  return WriteWord(text, index, index + 1, text.Spell(first));
}

bool MendPercent(DraftText& text, size_t index) {
  if (!text.Is(index, P::NUMBER) || !text.Is(index + 1, P::ID)) return false;
  const std::string word = text.Lower(index + 1);
  if (word != "percent" && word != "pct" && word != "percents") return false;
  const std::string meant = std::string(text.Text(index)) + "%";
  Mend(
      text, index, index + 2, Wording(text).Write(meant),
      text.diags().Report(text.SpanOf(index, index + 2), kForeignWord, text.Source(index, index + 2), meant));
  return true;
}

bool MendCurrency(DraftText& text, size_t index) {
  if (text.Is(index, P::CURRENCY_CODE) && text.Is(index + 1, P::NUMBER) && !text.Is(index - 1, P::NUMBER) &&
      !text.Is(index + 2, P::CURRENCY_CODE)) {
    Mend(text, index, index + 2, Wording(text).Keep(index + 1).Keep(index),
         text.diags().Report(text.SpanOf(index, index + 2), kCurrencyPlace, text.Source(index, index + 2)));
    return true;
  }
  if (!text.Is(index, P::NUMBER) || !text.Is(index + 1, P::ID)) return false;
  const std::string word = text.Lower(index + 1);
  for (const Currency& currency : kCurrencies) {
    if (currency.written != word) continue;
    Mend(text, index, index + 2, Wording(text).Keep(index).Write(currency.code),
         text.diags().Report(text.SpanOf(index, index + 2), kCurrencyPlace, text.Source(index, index + 2)));
    return true;
  }
  return false;
}

bool MendNumberSuffix(DraftText& text, size_t index) {
  if (!text.Is(index, P::NUMBER) || !text.Is(index + 1, P::ID)) return false;
  const std::string word = text.Lower(index + 1);
  for (const Suffix& suffix : kSuffixes) {
    if (suffix.written != word) continue;
    const std::string meant = std::string(text.Text(index)) + std::string(suffix.meant);
    Mend(text, index, index + 2, Wording(text).Write(meant),
         text.diags().Report(text.SpanOf(index, index + 2), kNumberSuffix, text.Source(index, index + 2),
                             meant));
    return true;
  }
  return false;
}

// `in ("a", "b")`, `in {"a"}`.
bool MendList(DraftText& text, size_t index) {
  if (!text.Is(index, P::IN) || !text.IsOneOf(index + 1, {P::LPAREN, P::LBRACE})) return false;
  const size_t close = text.Close(index + 1);
  if (close >= text.size() || close == index + 2) return false;
  const Wording meant = Wording(text).Write("[").Keep(index + 2, close).Write("]");
  Mend(text, index + 1, close + 1, meant,
       text.diags().Report(text.SpanOf(index + 1, close + 1), kForeignWord, text.Source(index + 1, close + 1),
                           meant.text()));
  return true;
}

// `between 1 and 5`.
bool MendBetween(DraftText& text, size_t index) {
  if (!text.Is(index, P::BETWEEN)) return false;
  size_t end = text.Find(index + 1, {P::RANGE, P::AND, P::TO, P::ID});
  while (end < text.size() && text.Is(end, P::ID) && text.Lower(end) != "和" && text.Lower(end) != "与" &&
         text.Lower(end) != "至" && text.Lower(end) != "到" && text.Lower(end) != "and") {
    end = text.Find(end + 1, {P::RANGE, P::AND, P::TO, P::ID});
  }
  if (end >= text.size() || text.Is(end, P::RANGE)) return false;
  const Wording meant = Wording(text).Keep(index, end).Write("..");
  Mend(text, index, end + 1, meant,
       text.diags().Report(text.SpanOf(end, end + 1), kForeignWord, text.Source(index, end + 1),
                           meant.text()));
  return true;
}

// `== null`, `is not null`.
bool MendNull(DraftText& text, size_t index) {
  size_t word = index + 1;
  bool absent = text.IsOneOf(index, {P::IS, P::EQEQ});
  if (!absent && !text.Is(index, P::NE)) return false;
  if (text.Is(index, P::IS) && text.Is(word, P::NOT)) {
    absent = false;
    ++word;
  }
  if (!text.IsOneOf(word, {P::ID, P::CURRENCY_CODE}) || !IsNullWord(text.Lower(word)) ||
      IsDeclared(text, word)) {
    return false;
  }
  const Wording meant = Wording(text).Write(P::IS).Write(absent ? P::ABSENT : P::PRESENT);
  Mend(text, index, word + 1, meant,
       text.diags().Report(text.SpanOf(index, word + 1), kForeignWord, text.Source(index, word + 1),
                           meant.text()));
  return true;
}

// `5% of sales`.
bool MendShareOf(DraftText& text, size_t index) {
  if (!text.Is(index, P::OF) || !text.IsOneOf(index - 1, {P::PERCENT, P::NUMBER}) ||
      !text.BeginsValue(index + 1)) {
    return false;
  }
  const size_t first = text.Is(index - 1, P::PERCENT) ? index - 2 : index - 1;
  const Wording meant = Wording(text).Keep(first, index).Write("*");
  Mend(text, first, index + 1, meant,
       text.diags().Report(text.SpanOf(first, index + 1), kForeignWord, text.Source(first, index + 1),
                           meant.text()));
  return true;
}

// `=` between two values, where a definition has its own already or needs none.
bool MendEqual(DraftText& text, size_t index) {
  if (!text.Is(index, P::EQ) || !text.EndsValue(index - 1) || !text.BeginsValue(index + 1)) return false;
  const size_t statement = text.StatementOf(index);
  bool is_second = false;
  if (statement < text.size()) {
    for (size_t i = statement; i < index; ++i) is_second |= text.Is(i, P::EQ);
    is_second |= text.IsOneOf(statement, {P::EXPECT, P::ASSERT, P::GUARDRAIL, P::BADGE});
  } else {
    is_second = text.OwnerOf(text.Open(index)) != 0 && text.OwnerOf(text.Open(index)) != P::PLAN;
  }
  is_second |= text.Is(text.Open(index), P::LPAREN) || text.Is(text.Open(index), P::LBRACK);
  if (!is_second) return false;
  Mend(text, index, index + 1, Wording(text).Write("=="),
       text.diags().Report(text.SpanOf(index, index + 1), kAssignForEqual));
  return true;
}

}  // namespace incent::syntax
