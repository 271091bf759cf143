#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/syntax/diagnostics.h"
#include "compiler/syntax/draft_rules.h"
#include "compiler/syntax/near_words.h"

// Heads and settings.
namespace incent::syntax {
namespace {

using P = IncentParser;

bool IsAmong(const std::string& word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Bilingual Quoted(const DraftText& text, size_t index) {
  const std::string word(text.Text(index));
  return {"`" + word + "`", "“" + word + "”"};
}

// Whether a statement could begin here.
bool IsStatementPlace(const DraftText& text, size_t index) {
  const size_t open = text.Open(index);
  const bool among_statements = open >= text.size() || text.OwnerOf(open) == P::PLAN;
  return among_statements && (text.StartsLine(index) || text.IsOneOf(index - 1, {P::LBRACE, P::RBRACE}));
}

// Behind a name and a label that may follow it.
size_t BehindName(const DraftText& text, size_t keyword) {
  return keyword + 2 + (text.Is(keyword + 2, P::STRING) ? 1 : 0);
}

// The grain that ends a `pays` statement of the text, such as `monthly`.
std::string GrainOfPays(const DraftText& text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!text.Is(i, P::PAYS)) continue;
    if (text.IsOneOf(i + 1, {P::MONTHLY, P::QUARTERLY, P::YEARLY})) return std::string(text.Text(i + 1));
    if (text.Is(i + 1, P::PER) && text.IsUnit(i + 2)) return text.Source(i + 1, i + 3);
  }
  return text.Spell(P::MONTHLY);
}

// `monthly` for `month`, `per week` for `week`.
std::string GrainOf(const DraftText& text, size_t unit) {
  if (text.Is(unit, P::MONTHS)) return text.Spell(P::MONTHLY);
  if (text.Is(unit, P::QUARTERS)) return text.Spell(P::QUARTERLY);
  if (text.Is(unit, P::YEARS)) return text.Spell(P::YEARLY);
  return text.Spell(P::PER) + " " + std::string(text.Text(unit));
}

}  // namespace

// `var x = 5%`, `x = 5%`.
bool MendNamedValue(DraftText& text, size_t index) {
  if (!IsStatementPlace(text, index)) return false;
  // `x`, the word for times, is a name like any other.
  const auto is_name = [&](size_t i) { return text.IsName(i) || text.Is(i, P::TIMES_X); };
  const bool bare = is_name(index) && text.Is(index + 1, P::EQ) && !text.BeginsStatement(index - 1);
  const bool has_word =
      is_name(index + 1) && text.Is(index + 2, P::EQ) &&
      (text.Is(index, P::SET) ||
       IsAmong(text.Lower(index), {"var", "const", "define", "def", "val", "constant", "variable", "变量",
                                   "常量", "定义", "令", "定", "设定"}));
  if (!bare && !has_word) return false;
  const size_t name = bare ? index : index + 1;
  const Wording meant = Wording(text).Write(P::LET).Keep(name, name + 2);
  const std::string shown = meant.text() + " …";
  Mend(text, index, name + 2, meant, text.diags().Report(text.SpanOf(index, name + 2), kNamedValue, shown));
  return true;
}

// `param x = 5%`.
bool MendParameter(DraftText& text, size_t index) {
  if (!text.Is(index, P::PARAM)) return false;
  const size_t sign = text.Find(index + 2, {P::EQ, P::COLON, P::LBRACE});
  size_t value = sign + 1;
  if (text.Is(sign, P::COLON)) {
    const size_t equals = text.Find(sign + 1, {P::EQ, P::LBRACE});
    if (text.Is(equals, P::EQ)) {
      value = equals + 1;
    } else if (!text.IsOneOf(sign + 1, {P::NUMBER, P::LPAREN})) {
      return false;
    }
  } else if (!text.Is(sign, P::EQ)) {
    return false;
  }
  const Wording meant = Wording(text).Write(P::LET).Keep(index + 1, sign).Write("=");
  Mend(text, index, value, meant, text.diags().Report(text.SpanOf(index, value), kUndatedParameter));
  return true;
}

// `gate g monthly: c`, `let x := 5%`, `let x == 5%`.
bool MendDefinitionSign(DraftText& text, size_t index) {
  if (!text.IsOneOf(index, {P::LET, P::MEASURE, P::GATE, P::PAY}) || text.Is(index + 1, P::COLON))
    return false;
  const size_t sign = text.Find(index + 1, {P::EQ, P::COLON, P::LBRACE, P::EQEQ});
  if (!text.IsOneOf(sign, {P::COLON, P::EQEQ})) return false;
  const bool before_block = text.Is(sign + 1, P::LBRACE);
  const size_t end = sign + (text.Is(sign + 1, P::EQ) ? 2 : 1);
  const Bilingual what = Quoted(text, index);
  const source::Span span = text.SpanOf(sign, end);
  const std::string written = text.Source(sign, end);
  Mend(text, sign, end, before_block ? Wording(text) : Wording(text).Write("="),
       text.diags().Report(span, kDefinitionSign, what, written));
  return true;
}

// `every month`, `for each sales`, `annually`.
bool MendGrain(DraftText& text, size_t index) {
  if (!text.IsOneOf(index, {P::LET, P::MEASURE, P::GATE, P::PAY, P::PAYS, P::BADGE})) return false;
  const size_t first = text.Is(index, P::PAYS) ? index + 1 : BehindName(text, index);
  size_t next = first;
  if (text.Is(next, P::FOR)) ++next;
  if (IsAmong(text.Lower(next), {"each", "every", "a", "每个"})) ++next;
  std::string meant;
  size_t end = next + 1;
  if (text.IsUnit(next) && !text.Is(first, P::PER)) {
    meant = GrainOf(text, next);
  } else if (next > first && text.IsName(next)) {
    meant = text.Spell(P::PER) + " " + std::string(text.Text(next));
  } else if (IsAmong(text.Lower(first), {"annually", "annual", "每年", "年度"})) {
    meant = text.Spell(P::YEARLY);
  } else if (IsAmong(text.Lower(first), {"每月", "月度", "每个月"})) {
    meant = text.Spell(P::MONTHLY);
  } else if (IsAmong(text.Lower(first), {"每季", "每季度", "季度的"})) {
    meant = text.Spell(P::QUARTERLY);
  } else {
    return false;
  }
  const std::string written = text.Source(first, end);
  Mend(text, first, end, Wording(text).Write(meant),
       text.diags().Report(text.SpanOf(first, end), kGrainWords, written, meant));
  return true;
}

// `pay c = ...`.
bool MendNoGrain(DraftText& text, size_t index) {
  if (!text.Is(index, P::PAY)) return false;
  const size_t sign = BehindName(text, index);
  // A name may have swallowed the grain: 提成按月.
  if (!text.IsOneOf(sign, {P::EQ, P::LBRACE}) || CutAtKeywords(text.Text(index + 1))) return false;
  const Bilingual what = Quoted(text, index + 1);
  Mend(text, sign, sign, Wording(text).Write(GrainOfPays(text)),
       text.diags().Report(text.SpanOf(index, sign), kNoGrain, what));
  return true;
}

// `effective from 2026-01-01 to 2026-12-31`, `effective 2026`.
bool MendEffective(DraftText& text, size_t index) {
  if (!text.Is(index, P::EFFECTIVE)) return false;
  size_t first = index + 1;
  if (text.IsOneOf(first, {P::FROM, P::COLON, P::EQ})) ++first;
  if (IsAmong(text.Lower(first), {"on", "从"})) ++first;
  Wording meant(text);
  meant.Keep(index);
  size_t end = first + 1;
  if (text.Is(first, P::NUMBER) && text.Text(first).size() == 4) {
    const std::string year(text.Text(first));
    meant.Write(year + "-01-01").Write(P::UNTIL).Write(year + "-12-31");
  } else if (text.Is(first, P::PERIOD) && text.Text(first).starts_with("FY")) {
    const std::string year(text.Text(first).substr(2));
    meant.Write(year + "-01-01").Write(P::UNTIL).Write(year + "-12-31");
  } else if (text.Is(first, P::DATE)) {
    meant.Keep(first);
    const bool joins = text.IsOneOf(end, {P::TO, P::MINUS, P::RANGE, P::COMMA}) ||
                       IsAmong(text.Lower(end), {"through", "till", "thru", "ends", "至", "到", "直到"});
    if (joins && text.Is(end + 1, P::DATE)) {
      meant.Write(P::UNTIL).Keep(end + 1);
      end += 2;
    } else if (first == index + 1) {
      return false;
    }
  } else {
    return false;
  }
  Mend(text, index, end, meant, text.diags().Report(text.SpanOf(index, end), kEffectiveDates));
  return true;
}

// `round to 0.01 USD half up`, `round 0.01 USD`.
bool MendRounding(DraftText& text, size_t index) {
  if (!text.Is(index, P::ROUND)) return false;
  size_t unit = index + 1;
  if (text.Is(unit, P::TO) || IsAmong(text.Lower(unit), {"by", "到", "至"})) ++unit;
  if (!text.Is(unit, P::NUMBER)) return false;
  size_t end = unit + 1;
  if (text.Is(end, P::CURRENCY_CODE)) ++end;
  const bool has_mode =
      text.IsOneOf(end, {P::HALF_UP, P::HALF_EVEN, P::HALF_DOWN, P::ROUND_UP, P::ROUND_DOWN});
  if (unit == index + 1 && (has_mode || text.IsOperator(end))) return false;
  Wording meant(text);
  meant.Keep(index).Keep(unit, end);
  if (!has_mode) meant.Write(P::HALF_UP);
  Mend(text, index, end, meant, text.diags().Report(text.SpanOf(index, end), kRounding));
  return true;
}

// `tiers t { ... }`.
bool MendTierMode(DraftText& text, size_t index) {
  if (!text.Is(index, P::TIERS)) return false;
  const size_t next = BehindName(text, index);
  if (!text.IsOneOf(next, {P::LBRACE, P::RELATIVE_TO})) return false;
  diag::EntryBuilder entry = text.diags().Report(text.SpanOf(index, next), kTierMode);
  const source::Span place = text.SpanOf(next, next);
  Mend(text, next, next, Wording(text).Write(P::MARGINAL), entry);
  for (const uint16_t mode : {uint16_t{P::RETROACTIVE}, uint16_t{P::INTERPOLATED}}) {
    entry.Fix(place, " " + text.Spell(mode), kInsert, text.Spell(mode));
  }
  return true;
}

// `let rest = 5%` and all its uses.
bool MendReservedName(DraftText& text, size_t index) {
  if (!text.IsOneOf(index, {P::LET, P::MEASURE, P::GATE, P::PARAM, P::PAY, P::TIERS, P::TABLE, P::CARRY}))
    return false;
  const size_t name = index + 1;
  const std::string word(text.Text(name));
  const bool is_word = text.Spell(text.Type(name)) == word && !text.IsName(name);
  if (!is_word || text.IsOneOf(name, {P::EQ, P::COLON, P::LBRACE}) || text.StartsLine(name) ||
      !(text.IsOneOf(name + 1, {P::EQ, P::STRING, P::COLON, P::MONTHLY, P::QUARTERLY, P::YEARLY, P::PER,
                                P::MARGINAL, P::RETROACTIVE, P::INTERPOLATED}))) {
    return false;
  }
  // Words that may be names as they stand are no fault.
  static constexpr uint16_t kSoft[] = {
      P::ALIAS,  P::AMOUNT,   P::BADGE, P::CALENDAR,    P::CREDIT,    P::CURRENCY, P::DIGITS,
      P::KEY,    P::METRIC,   P::ON,    P::POINTS,      P::PRIZE,     P::SCORE,    P::SHARE,
      P::SOURCE, P::TIMES_X,  P::TYPE,  P::VERSION,     P::WEIGHT,    P::DAYS,     P::WEEKS,
      P::MONTHS, P::QUARTERS, P::YEARS, P::HALF_MONTHS, P::HALF_YEARS};
  if (std::find(std::begin(kSoft), std::end(kSoft), text.Type(name)) != std::end(kSoft)) return false;
  Wording meant(text);
  size_t from = name;
  size_t end = name;
  for (size_t i = name; i < text.size(); ++i) {
    const bool is_use = text.IsOperator(i - 1) ||
                        text.IsOneOf(i - 1, {P::EQ, P::LPAREN, P::COMMA, P::AMOUNT, P::WHEN, P::APPLY});
    if (text.Text(i) != word || (i != name && !is_use)) continue;
    meant.Keep(from, i).Write("`" + word + "`");
    from = i + 1;
    end = i + 1;
  }
  const source::Span span = text.SpanOf(name, name + 1);
  text.diags().Report(span, kKeywordAsName, word).Fix(text.SpanOf(name, end), meant.text(), kQuoteName);
  text.Replace(name, end, meant);
  return true;
}

}  // namespace incent::syntax
