#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "compiler/syntax/draft_rules.h"

// Windows and periods as people say them.
namespace incent::syntax {
namespace {

using P = IncentParser;

struct Phrase {
  std::string_view written;
  std::string_view english;
  std::string_view chinese;
};
constexpr Phrase kPhrases[] = {{"ytd", "year to date", "年初至今"},
                               {"year-to-date", "year to date", "年初至今"},
                               {"yeartodate", "year to date", "年初至今"},
                               {"qtd", "quarter to date", "季初至今"},
                               {"quarter-to-date", "quarter to date", "季初至今"},
                               {"mtd", "month to date", "月初至今"},
                               {"month-to-date", "month to date", "月初至今"},
                               {"monthly", "month", "月"},
                               {"quarterly", "quarter", "季"},
                               {"yearly", "year", "年"},
                               {"annually", "year", "年"},
                               {"annual", "year", "年"},
                               {"按月", "month", "月"},
                               {"按季", "quarter", "季"},
                               {"按年", "year", "年"},
                               {"本月", "month", "月"},
                               {"当月", "month", "月"},
                               {"本季", "quarter", "季"},
                               {"本季度", "quarter", "季"},
                               {"当季", "quarter", "季"},
                               {"本年", "year", "年"},
                               {"今年", "year", "年"},
                               {"当年", "year", "年"},
                               {"全年", "year", "年"},
                               {"本年度", "year", "年"},
                               {"上月", "previous month", "上期 月"},
                               {"上个月", "previous month", "上期 月"},
                               {"上季", "previous quarter", "上期 季"},
                               {"上季度", "previous quarter", "上期 季"},
                               {"上个季度", "previous quarter", "上期 季"},
                               {"去年", "previous year", "上期 年"},
                               {"上年", "previous year", "上期 年"},
                               {"年累计", "year to date", "年初至今"},
                               {"本年累计", "year to date", "年初至今"},
                               {"全年累计", "year to date", "年初至今"},
                               {"年度累计", "year to date", "年初至今"},
                               {"季累计", "quarter to date", "季初至今"},
                               {"本季累计", "quarter to date", "季初至今"},
                               {"月累计", "month to date", "月初至今"},
                               {"本月累计", "month to date", "月初至今"},
                               {"累计", "year to date", "年初至今"}};

constexpr std::string_view kNow[] = {"the", "this", "current", "every", "each", "per", "本", "当", "每"};
constexpr std::string_view kBefore[] = {"last", "past", "previous", "prior", "preceding",
                                        "最近", "上",   "上一",     "上个"};
constexpr std::string_view kTrailing[] = {"trailing",  "rolling", "last", "past", "previous", "prior",
                                          "preceding", "上期",    "近",   "过去", "最近",     "前"};

template <size_t kSize>
bool IsAmong(const std::string_view (&words)[kSize], const std::string& word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

// A window as it was written, [first, end), and as it should be.
struct Window {
  size_t end = 0;
  std::string meant;
};

std::string UnitText(const DraftText& text, size_t index) {
  return std::string(text.Text(index));
}

// `近3个月`: one word to the lexer.
std::optional<std::string> TrailingInOneWord(const DraftText& text, const std::string& word) {
  for (const std::string_view start : kTrailing) {
    if (!word.starts_with(start)) continue;
    size_t digits = start.size();
    while (digits < word.size() && std::isdigit(static_cast<unsigned char>(word[digits])) != 0) ++digits;
    const std::string unit = word.substr(digits);
    if (digits == start.size() ||
        (unit != "个月" && unit != "月" && unit != "天" && unit != "周" && unit != "年")) {
      continue;
    }
    return text.Spell(P::LAST) + " " + word.substr(start.size(), digits - start.size()) + " " + unit;
  }
  return std::nullopt;
}

std::optional<Window> InOneWord(const DraftText& text, size_t index) {
  // Hyphens join words: `year-to-date`.
  std::string word = text.Lower(index);
  size_t end = index + 1;
  while (text.Is(end, P::MINUS) && text.Touches(end) && text.Touches(end + 1)) {
    word += "-" + text.Lower(end + 1);
    end += 2;
  }
  for (const Phrase& phrase : kPhrases) {
    if (phrase.written == word)
      return Window{end, std::string(text.is_chinese() ? phrase.chinese : phrase.english)};
  }
  const std::optional<std::string> trailing = TrailingInOneWord(text, word);
  if (trailing) return Window{end, *trailing};
  return std::nullopt;
}

std::optional<Window> InSeveralWords(const DraftText& text, size_t index) {
  size_t next = index;
  if (IsAmong(kNow, text.Lower(next))) {
    ++next;
    if (text.IsUnit(next)) return Window{next + 1, UnitText(text, next)};
    if (text.IsOneOf(next, {P::YEAR_TO_DATE, P::QUARTER_TO_DATE, P::MONTH_TO_DATE})) {
      return Window{next + 1, UnitText(text, next)};
    }
  }
  if (IsAmong(kBefore, text.Lower(next)) && text.IsUnit(next + 1) &&
      !(next == index && text.Is(next, P::PREVIOUS))) {
    return Window{next + 2, text.Spell(P::PREVIOUS) + " " + UnitText(text, next + 1)};
  }
  if (IsAmong(kTrailing, text.Lower(next)) && text.Is(next + 1, P::NUMBER) && text.IsUnit(next + 2) &&
      !(next == index && text.Is(next, P::LAST))) {
    return Window{next + 3, text.Spell(P::LAST) + " " + std::string(text.Text(next + 1)) + " " +
                                UnitText(text, next + 2)};
  }
  return std::nullopt;
}

constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                      "may",       "june",     "july",     "august",
                                                      "september", "october",  "november", "december"};

}  // namespace

bool MendWindow(DraftText& text, size_t index) {
  if (!text.Is(index, P::OVER) || index + 1 >= text.size()) return false;
  const size_t first = index + 1;
  std::optional<Window> window = InSeveralWords(text, first);
  if (!window) window = InOneWord(text, first);
  if (!window || window->meant == text.Source(first, window->end)) return false;
  Mend(text, first, window->end, Wording(text).Write(window->meant),
       text.diags().Report(text.SpanOf(first, window->end), kWindowWords, text.Source(first, window->end),
                           window->meant));
  return true;
}

// `year 2026`, `March 2026`.
bool MendPeriod(DraftText& text, size_t index) {
  if (!text.Is(index + 1, P::NUMBER) || text.Text(index + 1).size() != 4) return false;
  const std::string year(text.Text(index + 1));
  std::string meant;
  if (text.Is(index, P::YEARS)) meant = "FY" + year;
  for (size_t month = 0; month < kMonths.size() && text.Is(index, P::ID); ++month) {
    const std::string word = text.Lower(index);
    if (word != kMonths[month] && (word.size() != 3 || !kMonths[month].starts_with(word))) continue;
    meant = year + (month < 9 ? "-0" : "-") + std::to_string(month + 1);
  }
  if (meant.empty()) return false;
  Mend(
      text, index, index + 2, Wording(text).Write(meant),
      text.diags().Report(text.SpanOf(index, index + 2), kPeriodWords, text.Source(index, index + 2), meant));
  return true;
}

}  // namespace incent::syntax
