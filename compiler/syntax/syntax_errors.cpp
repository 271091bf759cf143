#include "compiler/syntax/syntax_errors.h"

#include <algorithm>
#include <string>
#include <utility>

#include "compiler/syntax/describe.h"
#include "compiler/syntax/diagnostics.h"
#include "compiler/syntax/near_words.h"
#include "grammar/IncentParser.h"

namespace incent::syntax {

using antlr4::misc::IntervalSet;

struct SyntaxErrors::Place {
  size_t index;  // of the found token in checked_.tokens; their size at the end of the file
  size_t type;
  const IntervalSet& expected;
  const antlr4::atn::ATN& atn;

  bool Expects(size_t wanted) const { return expected.contains(wanted); }
};

namespace {

bool IsOpener(uint16_t type) {
  return type == IncentParser::LBRACE || type == IncentParser::LPAREN || type == IncentParser::LBRACK;
}

uint16_t CloserOf(uint16_t opener) {
  if (opener == IncentParser::LBRACE) return IncentParser::RBRACE;
  return opener == IncentParser::LPAREN ? IncentParser::RPAREN : IncentParser::RBRACK;
}

bool IsCloser(size_t type) {
  return type == IncentParser::RBRACE || type == IncentParser::RPAREN || type == IncentParser::RBRACK;
}

bool IsWord(size_t type) {
  return !KeywordSpelling(static_cast<uint16_t>(type), diag::Language::English).empty();
}

bool CanBeName(const antlr4::atn::ATN& atn, size_t type) {
  return atn.nextTokens(atn.ruleToStartState[IncentParser::RuleName]).contains(type);
}

bool StartsItem(const antlr4::atn::ATN& atn, size_t type) {
  return atn.nextTokens(atn.ruleToStartState[IncentParser::RuleTopItem]).contains(type);
}

}  // namespace

SyntaxErrors::Verdict SyntaxErrors::Report(antlr4::Parser& parser, const antlr4::Token& found,
                                           const IntervalSet& expected) {
  // The search for the best message is linear in the text: it must not be repeated without end.
  ++num_reported_;
  if (has_given_up()) return Verdict::Wrong;
  const size_t index = std::min(found.getTokenIndex(), checked_.tokens.size());
  if (index > 0 && checked_.tokens[index - 1].end > checked_.trusted_until) return Verdict::Wrong;
  if (index < checked_.tokens.size() &&
      (checked_.tokens[index].after_gap || checked_.tokens[index].begin >= checked_.trusted_until)) {
    return Verdict::Wrong;
  }
  const Place place{index, found.getType(), expected, parser.getATN()};
  if (ReportKeywordAsName(place)) return Verdict::MeantAsName;
  if (!ReportUnclosed(place) && !ReportOutsidePlan(place) && !ReportUnopened(place) &&
      !ReportAssignment(place) && !ReportQuestionMark(place) && !ReportListOfLabels(place) &&
      !ReportEmptyCell(place) && !ReportRunTogether(place) && !ReportMisspelled(place) &&
      !ReportIncomplete(place)) {
    ReportUnexpected(place);
  }
  return Verdict::Wrong;
}

// A bracket is unclosed, rather than the found token wrong, if that token starts or ends something else.
bool SyntaxErrors::ReportUnclosed(const Place& place) {
  const std::optional<size_t> open = OpenBracketBefore(place.index);
  if (!open) return false;
  const uint16_t opener = checked_.tokens[*open].type;
  const uint16_t closer = CloserOf(opener);
  const bool ends_elsewhere = place.type == antlr4::Token::EOF || IsCloser(place.type) ||
                              (IsWord(place.type) && !CanBeName(place.atn, place.type));
  if (place.Expects(closer) && place.type != closer && ends_elsewhere) {
    ReportUnclosed(*open, place.index);
    return true;
  }
  // Inside a dataset the keyword of the next statement was taken for a field, which needs a colon.
  if (opener == IncentParser::LBRACE && place.Expects(IncentParser::COLON) && place.index > *open + 1 &&
      StartsLine(place.index - 1) && StartsItem(place.atn, checked_.tokens[place.index - 1].type)) {
    ReportUnclosed(*open, place.index - 1);
    return true;
  }
  return false;
}

void SyntaxErrors::ReportUnclosed(size_t open, size_t next) {
  const uint16_t opener = checked_.tokens[open].type;
  const uint32_t end_before = checked_.tokens[next - 1].end;
  const std::string mark(opener == IncentParser::LBRACE ? " }" : opener == IncentParser::LPAREN ? ")" : "]");
  diags_.Report(SpanOf(open), kUnclosed, Text(open))
      .Note(SpanOf(next), kEndsBefore)
      .Fix({source_.id, end_before, end_before}, mark, kInsert, mark);
}

bool SyntaxErrors::ReportUnopened(const Place& place) {
  if (!IsCloser(place.type)) return false;
  const std::optional<size_t> open = OpenBracketBefore(place.index);
  if (open && CloserOf(checked_.tokens[*open].type) == place.type) return false;
  diags_.Report(SpanOf(place.index), kUnopened, Text(place.index)).Fix(SpanOf(place.index), "", kRemove);
  return true;
}

bool SyntaxErrors::ReportOutsidePlan(const Place& place) {
  if (!place.Expects(antlr4::Token::EOF)) return false;
  if (is_outside_plan_ && place.type == IncentParser::RBRACE) return true;
  const IntervalSet& statements =
      place.atn.nextTokens(place.atn.ruleToStartState[IncentParser::RulePlanItem]);
  if (!statements.contains(place.type) || StartsItem(place.atn, place.type)) return false;
  if (std::exchange(is_outside_plan_, true)) return true;

  diag::EntryBuilder entry = diags_.Report(SpanOf(place.index), kOutsidePlan, Text(place.index));
  for (size_t i = place.index; i-- > 0;) {
    if (checked_.tokens[i].type != IncentParser::RBRACE) continue;
    entry.Note(SpanOf(i), kBlockEndsHere);
    break;
  }
  return true;
}

bool SyntaxErrors::ReportAssignment(const Place& place) {
  if (place.type != IncentParser::EQ || !place.Expects(IncentParser::EQEQ)) return false;
  diags_.Report(SpanOf(place.index), kAssignForEqual).Fix(SpanOf(place.index), "==", kWrite, "==");
  return true;
}

// `date?`, as other languages have it.
bool SyntaxErrors::ReportQuestionMark(const Place& place) {
  if (place.type != IncentParser::QUESTION || !place.Expects(IncentParser::OPTIONAL)) return false;
  const diag::Bilingual word = Spelling(IncentParser::OPTIONAL);
  diags_.Report(SpanOf(place.index), kQuestionMark)
      .Fix(SpanOf(place.index), " " + word.english, kWrite, word.english);
  return true;
}

// `one_of(new, renewal)`, or another word that was meant for a type: what follows looks like bounds.
bool SyntaxErrors::ReportListOfLabels(const Place& place) {
  if (place.type != IncentParser::COMMA || !place.Expects(IncentParser::RANGE) || place.index < 3)
    return false;
  const size_t word = place.index - 3;
  if (checked_.tokens[word].type != IncentParser::ID ||
      checked_.tokens[word + 1].type != IncentParser::LPAREN)
    return false;
  std::string written;
  size_t end = word + 2;
  for (; end < checked_.tokens.size() && checked_.tokens[end].type != IncentParser::RPAREN; ++end) {
    const uint16_t type = checked_.tokens[end].type;
    if (type == IncentParser::COMMA) continue;
    if (type != IncentParser::ID && type != IncentParser::STRING) return false;
    const std::string text(Text(end));
    written += (written.empty() ? " " : ", ") + (type == IncentParser::ID ? "\"" + text + "\"" : text);
  }
  if (end >= checked_.tokens.size()) return false;
  written = Spelling(IncentParser::ONE_OF).english + written;
  source::Span span = SpanOf(word);
  span.end = SpanOf(end).end;
  diags_.Report(span, kListOfLabels).Fix(span, written, kWrite, written);
  return true;
}

// `| "r1" |   |`: nothing between two bars. At the end of a row, the bar found is that of the next row.
bool SyntaxErrors::ReportEmptyCell(const Place& place) {
  if (place.type != IncentParser::BAR || !place.Expects(IncentParser::NUMBER) || place.index < 2)
    return false;
  const size_t close = StartsLine(place.index) ? place.index - 1 : place.index;
  if (checked_.tokens[close].type != IncentParser::BAR ||
      checked_.tokens[close - 1].type != IncentParser::BAR)
    return false;
  const source::Span cell{source_.id, SpanOf(close - 1).end, SpanOf(close).begin};
  diags_.Report(cell, kEmptyCell).Fix(cell, " - ", kWrite, "-");
  return true;
}

bool SyntaxErrors::ReportRunTogether(const Place& place) {
  const auto try_token = [&](size_t index, bool must_be_expected) {
    if (index >= checked_.tokens.size() || checked_.tokens[index].type != IncentParser::ID) return false;
    const std::optional<CutName> cut = CutAtKeywords(Text(index));
    if (!cut) return false;
    const bool fits = std::any_of(cut->keywords.begin(), cut->keywords.end(),
                                  [&](uint16_t keyword) { return place.Expects(keyword); });
    if (must_be_expected && !fits) return false;
    diags_.Report(SpanOf(index), kRunTogether, Text(index)).Fix(SpanOf(index), cut->text, kWrite, cut->text);
    return true;
  };
  return try_token(place.index, false) || (place.index > 0 && try_token(place.index - 1, true));
}

bool SyntaxErrors::ReportMisspelled(const Place& place) {
  if (place.type != IncentParser::ID) return false;
  const std::string_view word = Text(place.index);
  // A phrase of two words, one of them misspelled: `caped at`.
  std::string_view phrase;
  if (place.index + 1 < checked_.tokens.size()) {
    const uint32_t end = checked_.tokens[place.index + 1].end;
    phrase =
        std::string_view(source_.text).substr(SpanOf(place.index).begin, end - SpanOf(place.index).begin);
  }
  for (ssize_t type : place.expected.toList()) {
    if (type <= 0) continue;
    const diag::Bilingual meant = Spelling(static_cast<size_t>(type));
    const bool is_phrase = meant.english.find(' ') != std::string::npos;
    const bool near_english = IsNear(is_phrase ? phrase : word, meant.english);
    if (!near_english && !IsNear(word, meant.chinese)) continue;
    source::Span span = SpanOf(place.index);
    if (near_english && is_phrase) span.end = SpanOf(place.index + 1).end;
    const std::string& spelling = near_english ? meant.english : meant.chinese;
    diags_
        .Report(span, kMisspelled, source_.Text(span),
                diag::Bilingual("`" + spelling + "`", "“" + spelling + "”"))
        .Fix(span, spelling, kWrite, spelling);
    return true;
  }
  return false;
}

bool SyntaxErrors::ReportKeywordAsName(const Place& place) {
  if (!IsWord(place.type) || !place.Expects(IncentParser::ID) || place.Expects(IncentParser::NUMBER))
    return false;
  // On a new line the word more likely starts the next statement, and a name is missing.
  if (StartsLine(place.index)) return false;
  const std::string quoted = "`" + std::string(Text(place.index)) + "`";
  diags_.Report(SpanOf(place.index), kKeywordAsName, Text(place.index))
      .Fix(SpanOf(place.index), quoted, kQuoteName);
  return true;
}

// The next statement begins on a new line, so what is wrong is at the end of the one before.
bool SyntaxErrors::ReportIncomplete(const Place& place) {
  const bool ends_statement = place.type == antlr4::Token::EOF || IsCloser(place.type) ||
                              (IsWord(place.type) && !CanBeName(place.atn, place.type));
  if (place.index == 0 || !ends_statement || !StartsLine(place.index)) return false;
  const uint32_t end_before = checked_.tokens[place.index - 1].end;
  diags_.Report({source_.id, end_before, end_before}, kIncomplete,
                DescribeExpected(place.expected, place.atn), DescribeFound(place.type, Text(place.index)));
  return true;
}

bool SyntaxErrors::StartsLine(size_t index) const {
  return index == 0 || index >= checked_.tokens.size() ||
         source_.lines.LineAt(SpanOf(index).begin) != source_.lines.LineAt(SpanOf(index - 1).begin);
}

void SyntaxErrors::ReportUnexpected(const Place& place) {
  diag::EntryBuilder entry =
      diags_.Report(SpanOf(place.index), kUnexpected, DescribeFound(place.type, Text(place.index)),
                    DescribeExpected(place.expected, place.atn));
  if (place.expected.size() != 1 || place.index == 0) return;
  const diag::Bilingual missing = Spelling(static_cast<size_t>(place.expected.getMinElement()));
  if (missing.english.empty()) return;
  const uint32_t end_before = checked_.tokens[place.index - 1].end;
  entry.Fix({source_.id, end_before, end_before}, " " + missing.english, kInsert, missing.english);
}

std::string_view SyntaxErrors::Text(size_t index) const {
  return index < checked_.tokens.size() ? source_.Text(SpanOf(index)) : std::string_view();
}

source::Span SyntaxErrors::SpanOf(size_t index) const {
  if (index < checked_.tokens.size()) return checked_.tokens[index].SpanIn(source_.id);
  // The end of the file is shown after the last word: blank lines at the end say nothing.
  const uint32_t end = checked_.tokens.empty() ? 0 : checked_.tokens.back().end;
  return {source_.id, end, end};
}

std::optional<size_t> SyntaxErrors::OpenBracketBefore(size_t index) const {
  size_t closed = 0;
  for (size_t i = index; i-- > 0;) {
    const uint16_t type = checked_.tokens[i].type;
    if (IsCloser(type)) ++closed;
    if (!IsOpener(type)) continue;
    if (closed == 0) return i;
    --closed;
  }
  return std::nullopt;
}

}  // namespace incent::syntax
