#include "compiler/syntax/drafts.h"

#include <cctype>
#include <span>
#include <string>

#include "compiler/syntax/diagnostics.h"
#include "compiler/syntax/draft_rules.h"

namespace incent::syntax {
namespace {

using DraftRule = bool (*)(DraftText& text, size_t index);

constexpr DraftRule kSureRules[] = {MendWindow, MendCall, MendNull};

// What an earlier rule mends is seen by later ones as it was meant.
constexpr DraftRule kRules[] = {
    MendComment,
    MendTiers,
    MendSign,
    MendReservedName,
    MendEffective,
    MendDatasetBraces,
    MendField,
    MendPercent,
    MendCurrency,
    MendNumberSuffix,
    MendList,
    MendBetween,
    MendWord,
    MendNull,
    MendShareOf,
    MendTernary,
    MendElseIf,
    MendCase,
    MendIf,
    MendWindow,
    MendPeriod,
    MendCall,
    MendNamedValue,
    MendParameter,
    MendTierMode,
    MendClauseWord,
    MendClauseSigns,
    MendSeparators,
    MendDefinitionSign,
    MendGrain,
    MendNoGrain,
    MendRounding,
    MendBraces,
    MendClausesBehindEquals,
    MendBlockWithoutClause,
    MendEqual,
};

// A file with more of them is no plan, and each costs a walk over its tokens.
constexpr int kMaxMended = 100;

bool TryAll(std::span<const DraftRule> rules, DraftText& text) {
  int num_mended = 0;
  for (const DraftRule rule : rules) {
    for (size_t i = 0; i < text.size(); ++i) {
      if (num_mended == kMaxMended) return true;
      if (rule(text, i)) ++num_mended;
    }
  }
  return num_mended > 0;
}

bool IsPartOfWord(char c) {
  return (c & 0x80) != 0 || c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
}

// On one line.
std::string OneLine(const std::string& text) {
  std::string line;
  for (const char c : text) {
    const bool blank = c == '\n' || c == '\r' || c == '\t' || c == ' ';
    if (!blank) line += c;
    if (blank && (line.empty() || line.back() != ' ')) line += ' ';
  }
  return line;
}

}  // namespace

void Mend(DraftText& text, size_t first, size_t end, const Wording& wording, diag::EntryBuilder entry) {
  const source::Span span = text.SpanOf(first, end);
  // What is left out may have been all that kept two words apart.
  const bool joins = end > first && text.Touches(end) &&
                     IsPartOfWord(wording.text().empty() ? ' ' : wording.text().back()) &&
                     IsPartOfWord(text.Text(end).front()) &&
                     text.IsOneOf(end - 1, {IncentParser::COMMA, IncentParser::COLON, IncentParser::EQ,
                                            IncentParser::RPAREN});
  if (wording.text().empty()) {
    entry.Fix(span, "", kRemove);
  } else {
    // What is put between two words stands apart from the first of them.
    const bool inserted = first == end;
    const bool apart = inserted || (text.Touches(first) && wording.text() == "=");
    entry.Fix(span, (apart ? " " : "") + wording.text() + (joins ? " " : ""), inserted ? kInsert : kWrite,
              OneLine(wording.text()));
  }
  text.Replace(first, end, wording);
}

bool MendDrafts(DraftRules rules, CheckedTokens& checked, const source::SourceFile& source,
                diag::Diagnostics& diags) {
  DraftText text(checked, source, diags);
  return rules == DraftRules::Sure ? TryAll(kSureRules, text) : TryAll(kRules, text);
}

}  // namespace incent::syntax
