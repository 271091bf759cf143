#pragma once

#include <antlr4-runtime.h>

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/base/limits.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/check_tokens.h"

namespace incent::syntax {

// Finds, for a token that the parser did not expect, the message that helps most: an unclosed bracket,
// a misspelled or run-together word, `=` for `==`, `date?` for `date optional`, a keyword used as a name, a
// statement cut short; else "found X, expected Y".
class SyntaxErrors {
 public:
  SyntaxErrors(const source::SourceFile& source, const CheckedTokens& checked, diag::Diagnostics& diags)
      : source_(source), checked_(checked), diags_(diags) {}

  // What the parser should make of the found token: take it for the name it was meant to be, or not.
  enum class Verdict : uint8_t { Wrong, MeantAsName };

  // A file with so many errors is no plan; the rest of it need not be parsed.
  bool has_given_up() const { return num_reported_ > base::kMaxStoredDiagnostics; }

  Verdict Report(antlr4::Parser& parser, const antlr4::Token& found,
                 const antlr4::misc::IntervalSet& expected);

  // True if the token is the first of its line.
  bool StartsLine(size_t index) const;

 private:
  struct Place;  // the found token and its surroundings

  bool ReportUnclosed(const Place& place);
  void ReportUnclosed(size_t open, size_t next);  // indices of the bracket and of what follows its block
  bool ReportUnopened(const Place& place);
  bool ReportOutsidePlan(const Place& place);
  bool ReportAssignment(const Place& place);
  bool ReportQuestionMark(const Place& place);
  bool ReportListOfLabels(const Place& place);
  bool ReportEmptyCell(const Place& place);
  bool ReportRunTogether(const Place& place);
  bool ReportMisspelled(const Place& place);
  bool ReportKeywordAsName(const Place& place);
  bool ReportIncomplete(const Place& place);
  void ReportUnexpected(const Place& place);

  std::string_view Text(size_t index) const;
  source::Span SpanOf(size_t index) const;
  // The innermost bracket that is still open before the token.
  std::optional<size_t> OpenBracketBefore(size_t index) const;

  const source::SourceFile& source_;
  const CheckedTokens& checked_;
  diag::Diagnostics& diags_;
  size_t num_reported_ = 0;
  // After a plan was closed too early, its other statements and its own brace are no mistakes of theirs.
  bool is_outside_plan_ = false;
};

}  // namespace incent::syntax
