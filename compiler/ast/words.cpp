#include "compiler/ast/words.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/source/line_map.h"

namespace incent::ast {
namespace {

struct Spelling {
  std::string_view english;
  std::string_view chinese;
};
constexpr Spelling kSpellings[] = {
#define INCENT_KEYWORD(token, english, chinese) {english, chinese},
#include "compiler/ast/keywords.def"
};

// Second spellings, and first words of phrases that an unlucky neighbour would complete: a name
// `output` after `on`, `sum` before `of`.
constexpr std::string_view kOtherWords[] = {
    "逐笔",    "每",     "个月",    "季度",     "元",     "美元",     "欧元",     "港元",    "output",
    "sum",     "count",  "average", "highest",  "lowest", "latest",   "earliest", "half",    "away",
    "toward",  "adding", "going",   "multiply", "at",     "prorated", "spread",   "capped",  "rank",
    "missing", "never",  "counted", "all",      "one",    "relative", "shares",   "collect", "converted"};

// Words that mean the same as a name and as a keyword (grammar rule softKeyword).
constexpr Word kSoftWords[] = {Word::ALIAS,    Word::AMOUNT, Word::BADGE, Word::CALENDAR, Word::CREDIT,
                               Word::CURRENCY, Word::DIGITS, Word::KEY,   Word::METRIC,   Word::POINTS,
                               Word::PRIZE,    Word::SCORE,  Word::SHARE, Word::SOURCE,   Word::TYPE,
                               Word::VERSION,  Word::WEIGHT};
constexpr std::string_view kUnitNames[] = {"day",    "days",    "week",     "weeks", "month",
                                           "months", "quarter", "quarters", "year",  "years"};

template <typename List>
bool Contains(const List& list, std::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool IsLanguageWord(std::string_view name) {
  const bool is_keyword = std::any_of(
      std::begin(kSpellings), std::end(kSpellings),
      [&](const Spelling& spelling) { return spelling.english == name || spelling.chinese == name; });
  return is_keyword || Contains(kOtherWords, name) || Contains(kUnitNames, name);
}

bool IsSoft(std::string_view name) {
  return Contains(kUnitNames, name) ||
         std::any_of(std::begin(kSoftWords), std::end(kSoftWords), [&](Word word) {
           return Spell(word, Words::English) == name || Spell(word, Words::Chinese) == name;
         });
}

bool IsCapital(char c) {
  return c >= 'A' && c <= 'Z';
}
bool IsDigit(char32_t c) {
  return c >= '0' && c <= '9';
}

// Letters that every version of Unicode since 3.0 knows; names with others are put in backquotes.
bool IsLetter(char32_t c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= 0xC0 && c <= 0x17F && c != 0xD7 && c != 0xF7) || (c >= 0x3041 && c <= 0x3094) ||
         (c >= 0x30A1 && c <= 0x30FA) || (c >= 0x3400 && c <= 0x4DB5) || (c >= 0x4E00 && c <= 0x9FA5);
}

bool LooksLikeName(std::string_view name) {
  for (std::string_view rest = name; !rest.empty();) {
    const source::CodePoint next = source::DecodeFirst(rest);
    const bool first = rest.size() == name.size();
    if (!IsLetter(next.value) && (first || !IsDigit(next.value))) return false;
    rest.remove_prefix(next.length);
  }
  return !name.empty();
}

// Q1, FY2026 are tokens of their own, and so is CNY where only plain names stand.
bool LooksLikeLiteral(std::string_view name, NamePlace place) {
  if (name.size() == 2 && name[0] == 'Q' && name[1] >= '1' && name[1] <= '4')
    return place != NamePlace::Member;
  if (name.size() == 6 && name.starts_with("FY")) {
    return std::all_of(name.begin() + 2, name.end(),
                       [](char c) { return IsDigit(static_cast<char32_t>(c)); });
  }
  const bool is_code = name.size() == 3 && std::all_of(name.begin(), name.end(), IsCapital);
  return is_code && place == NamePlace::Plain;
}

}  // namespace

std::string_view Spell(Word word, Words words) {
  const Spelling& spelling = kSpellings[static_cast<size_t>(word)];
  return words == Words::Chinese ? spelling.chinese : spelling.english;
}

std::string SpellName(std::string_view name, NamePlace place) {
  bool taken = place != NamePlace::Member && IsLanguageWord(name);
  if (place == NamePlace::Value && IsSoft(name)) taken = false;
  if (!taken && LooksLikeName(name) && !LooksLikeLiteral(name, place)) return std::string(name);
  return fmt::format("`{}`", name);
}

std::string SpellString(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\t':
        result += "\\t";
        break;
      case '\r':
        result += "\\u{d}";
        break;
      default:
        result += c;
    }
  }
  return result + "\"";
}

}  // namespace incent::ast
