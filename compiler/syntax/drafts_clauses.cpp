#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/syntax/draft_rules.h"

// Blocks and their clauses.
namespace incent::syntax {
namespace {

using P = IncentParser;

Bilingual Quoted(const std::string& word) {
  return {"`" + word + "`", "“" + word + "”"};
}

bool IsPayClause(const DraftText& text, size_t index) {
  return text.IsOneOf(index, {P::AMOUNT, P::APPLY, P::WHEN, P::MULTIPLY_BY, P::PRORATED_BY, P::ENTITLED,
                              P::AT_LEAST, P::CAPPED_AT, P::SPREAD_OVER});
}

// Statements with blocks of clauses.
bool HasClauses(uint16_t keyword) {
  return keyword == P::PAY || keyword == P::CREDIT || keyword == P::LET || keyword == P::MEASURE ||
         keyword == P::GATE || keyword == P::EXCEPTION || keyword == P::CLAWBACK || keyword == P::DRAW;
}

bool IsClause(const DraftText& text, size_t index, uint16_t owner) {
  switch (owner) {
    case P::CREDIT:
      return text.IsOneOf(index, {P::WHEN, P::TO, P::ON, P::AMOUNT, P::SHARES_TOTAL, P::SHARE, P::WEIGHT});
    case P::EXCEPTION:
      return text.IsOneOf(index, {P::WHEN, P::SET, P::BECAUSE, P::FROM});
    case P::CLAWBACK:
      return text.IsOneOf(index, {P::WHEN, P::ON, P::RECOVER, P::RECOMPUTE});
    case P::DRAW:
      return text.IsOneOf(index, {P::AMOUNT, P::WHEN, P::RECOVER, P::UNTIL});
    default:
      return IsPayClause(text, index) || text.IsOneOf(index, {P::ROUND, P::TO, P::ON});
  }
}

// A word for a clause.
struct ClauseWord {
  std::string_view written;
  uint16_t meant;
};
constexpr ClauseWord kPayWords[] = {
    {"cap", P::CAPPED_AT},   {"max", P::CAPPED_AT},     {"maximum", P::CAPPED_AT}, {"capped", P::CAPPED_AT},
    {"limit", P::CAPPED_AT}, {"ceiling", P::CAPPED_AT}, {"min", P::AT_LEAST},      {"minimum", P::AT_LEAST},
    {"floor", P::AT_LEAST},  {"if", P::WHEN},           {"where", P::WHEN},        {"condition", P::WHEN},
    {"value", P::AMOUNT},    {"上限", P::CAPPED_AT},    {"最多", P::CAPPED_AT},    {"不超过", P::CAPPED_AT},
    {"下限", P::AT_LEAST},   {"最少", P::AT_LEAST},     {"至少", P::AT_LEAST},     {"不低于", P::AT_LEAST},
    {"条件", P::WHEN},       {"如果", P::WHEN},         {"其中", P::WHEN},         {"数额", P::AMOUNT},
    {"当且仅当", P::WHEN}};

// Whether a clause could begin at the token: right in a block, behind the brace or a value.
bool IsClausePlace(const DraftText& text, size_t index) {
  return text.Is(text.Open(index), P::LBRACE) && (text.Is(index - 1, P::LBRACE) || text.EndsValue(index - 1));
}

}  // namespace

// `cap 1_000 USD`, `if reached`.
bool MendClauseWord(DraftText& text, size_t index) {
  const uint16_t owner = text.OwnerOf(text.Open(index));
  if (!HasClauses(owner) || !IsClausePlace(text, index) || !text.IsOneOf(index, {P::ID, P::IF, P::WHERE}))
    return false;
  // `to r if c` is a clause of credits.
  if (owner == P::CREDIT && text.Is(index, P::IF)) return false;
  for (const ClauseWord& word : kPayWords) {
    if (word.written != text.Lower(index)) continue;
    const size_t value = index + (text.IsOneOf(index + 1, {P::COLON, P::EQ}) ? 2 : 1);
    if (!text.BeginsValue(value) || text.Is(index + 1, P::LPAREN)) return false;
    const std::string meant = text.Spell(word.meant);
    Mend(text, index, value, Wording(text).Write(meant),
         text.diags().Report(text.SpanOf(index, index + 1), kForeignWord, text.Text(index), meant));
    return true;
  }
  return false;
}

// `to: Deal.rep`, `currency = USD`: all of a block at once.
bool MendClauseSigns(DraftText& text, size_t index) {
  const auto is_wrong = [&](size_t i) {
    if (!text.IsOneOf(i + 1, {P::COLON, P::EQ})) return false;
    const bool begins = text.StartsLine(i) || text.Is(i - 1, P::LBRACE);
    if (begins && text.IsOneOf(i, {P::EFFECTIVE, P::PAYS, P::ROUND, P::EXPECT})) return true;
    const uint16_t owner = text.OwnerOf(text.Open(i));
    if (text.IsOneOf(i, {P::CURRENCY, P::VERSION})) return owner == P::PLAN && text.StartsLine(i);
    return HasClauses(owner) && IsClause(text, i, owner) && IsClausePlace(text, i);
  };
  if (!is_wrong(index)) return false;
  const Bilingual what = Quoted(std::string(text.Text(index)));
  const std::string sign(text.Text(index + 1));
  const source::Span span = text.SpanOf(index, index + 2);
  Wording meant(text);
  size_t from = index;
  size_t end = index;
  for (size_t i = index; i < text.StatementEnd(index); ++i) {
    if (!is_wrong(i)) continue;
    meant.Keep(from, i + 1);
    from = i + 2;
    end = i + 2;
  }
  Mend(text, index, end, meant, text.diags().Report(span, kClauseSign, what, sign));
  return true;
}

// Commas and semicolons between clauses, fields and rows: all of a block at once.
bool MendSeparators(DraftText& text, size_t index) {
  const size_t open = text.Open(index);
  const uint16_t owner = text.OwnerOf(open);
  const auto is_wrong = [&](size_t i) {
    if (!text.Is(i, P::COMMA) || text.Open(i) != open || owner == 0) return false;
    if (owner == P::DATA) {
      const size_t label = i + 2;
      return text.IsOneOf(i + 1, {P::RBRACE, P::KEY}) ||
             (!text.Is(i + 1, P::STRING) &&
              (text.Is(label, P::COLON) || (text.Is(label, P::STRING) && text.Is(label + 1, P::COLON))));
    }
    return (HasClauses(owner) && (IsClause(text, i + 1, owner) || text.Is(i + 1, P::RBRACE))) ||
           (owner == P::PARAM && text.Is(i + 1, P::FROM)) ||
           (owner == P::PLAN && text.BeginsStatement(i + 1));
  };
  if (!is_wrong(index)) return false;
  const size_t block_end = std::min(text.Close(open), text.size());
  Wording meant(text);
  size_t from = index - 1;
  size_t end = index;
  for (size_t i = index; i < block_end; ++i) {
    if (!is_wrong(i)) continue;
    meant.Keep(from, i);
    from = i + 1;
    end = i + 1;
  }
  const std::string sign(text.Text(index));
  Mend(text, index - 1, end, meant, text.diags().Report(text.SpanOf(index, index + 1), kSeparator, sign));
  return true;
}

// `pay c monthly = b * 5% when reached`.
bool MendClausesBehindEquals(DraftText& text, size_t index) {
  if (!text.IsOneOf(index, {P::PAY, P::LET, P::MEASURE, P::GATE})) return false;
  const size_t equals = text.Find(index + 1, {P::EQ, P::LBRACE});
  if (!text.Is(equals, P::EQ)) return false;
  const size_t end = text.StatementEnd(index);
  size_t clause = equals + 1;
  // An `if` behind a value is a condition too.
  const auto is_postfix_if = [&](size_t i) {
    return text.Is(i, P::IF) && text.EndsValue(i - 1) && text.Find(i, {P::THEN}) >= end;
  };
  // `Deal.amount` is no clause, and neither is a value of that name.
  const auto is_clause = [&](size_t i) {
    return IsPayClause(text, i) && !text.Is(i - 1, P::DOT) &&
           (!text.Is(i, P::AMOUNT) || text.EndsValue(i - 1));
  };
  while (clause < end && !is_clause(clause) && !is_postfix_if(clause)) ++clause;
  if (clause >= end) return false;
  // Rounding on the same line belongs to the pay.
  size_t last = end;
  if (text.Is(end, P::ROUND) && !text.StartsLine(end)) last = text.StatementEnd(end);
  Wording meant(text);
  meant.Keep(index, equals).Write("{");
  if (clause > equals + 1) meant.Write(P::AMOUNT).Keep(equals + 1, clause);
  if (is_postfix_if(clause)) {
    meant.Write(P::WHEN).Keep(clause + 1, last);
  } else {
    meant.Keep(clause, last);
  }
  meant.Write("}");
  const Bilingual what = Quoted(std::string(text.Text(index)));
  Mend(text, index, last, meant,
       text.diags().Report(text.SpanOf(clause, clause + 1), kClausesBehindEquals, what));
  return true;
}

// `pay c monthly { b * 5% }`.
bool MendBlockWithoutClause(DraftText& text, size_t index) {
  if (!text.Is(index, P::LBRACE) || text.Close(index) >= text.size()) return false;
  const uint16_t owner = text.OwnerOf(index);
  if (owner != P::PAY && owner != P::LET && owner != P::MEASURE && owner != P::GATE) return false;
  const size_t first = index + 1;
  if (IsClause(text, first, owner) || !text.BeginsValue(first)) return false;
  const std::string amount = text.Spell(P::AMOUNT);
  Mend(text, first, first, Wording(text).Write(amount),
       text.diags().Report(text.SpanOf(first, first + 1), kBlockWithoutClause, Quoted(amount)));
  return true;
}

// `credit k from Deal to Deal.rep on Deal.day amount Deal.amount`, with or without braces further on.
bool MendBraces(DraftText& text, size_t index) {
  const uint16_t owner = text.Type(index);
  const bool is_pay = owner == P::PAY;
  if ((owner != P::CREDIT && owner != P::EXCEPTION && owner != P::CLAWBACK && owner != P::DRAW && !is_pay) ||
      !text.BeginsStatement(index)) {
    return false;
  }
  const size_t end = text.StatementEnd(index);
  size_t clause = index + 2;
  while (clause < end && !IsClause(text, clause, owner) &&
         !text.IsOneOf(clause, {P::LBRACE, P::EQ, P::COLON, P::WHERE})) {
    ++clause;
  }
  if (clause >= end || !(IsClause(text, clause, owner) || text.Is(clause, P::WHERE))) return false;
  const size_t brace = text.Find(clause, {P::LBRACE});
  Wording meant(text);
  meant.Keep(index, clause).Write("{");
  size_t from = clause;
  if (text.Is(clause, P::WHERE)) {
    meant.Write(P::WHEN);
    ++from;
  }
  size_t last = end;
  if (brace < end && text.Close(brace) < text.size()) {
    last = text.Close(brace) + 1;
    meant.Keep(from, brace).Keep(brace + 1, last);
  } else {
    meant.Keep(from, end).Write("}");
  }
  const Bilingual what = Quoted(std::string(text.Text(index)));
  Mend(text, index, last, meant,
       text.diags().Report(text.SpanOf(clause, clause + 1), kClausesWithoutBraces, what));
  return true;
}

}  // namespace incent::syntax
