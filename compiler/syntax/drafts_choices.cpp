#include <string>

#include "compiler/syntax/draft_rules.h"

// Choices as other languages have them.
namespace incent::syntax {
namespace {

using P = IncentParser;

// Whether a value begins behind the token.
bool PrecedesValue(const DraftText& text, size_t index) {
  return text.IsOneOf(
      index, {P::EQ, P::LPAREN, P::COMMA, P::LBRACE, P::THEN, P::ELSE, P::AMOUNT, P::WHEN, P::CAPPED_AT,
              P::AT_LEAST, P::MULTIPLY_BY, P::COLON, P::EXPECT, P::ENTITLED, P::SET});
}

// Behind the value that begins at `index`: where its statement, its bracket, its item of a list or its clause
// ends.
size_t ValueEnd(const DraftText& text, size_t index) {
  const size_t end = text.StatementEnd(index);
  for (size_t i = index; i < end; ++i) {
    if (text.IsOneOf(i, {P::COMMA, P::RPAREN, P::RBRACK, P::WHEN, P::CAPPED_AT, P::AT_LEAST, P::MULTIPLY_BY,
                         P::PRORATED_BY, P::SPREAD_OVER})) {
      return i;
    }
    if (text.IsOneOf(i, {P::LPAREN, P::LBRACK, P::LBRACE}) && text.Close(i) < text.size()) i = text.Close(i);
  }
  return end;
}

// The unit of a literal that ends before `end`: `%`, `USD`; empty without one.
std::string UnitBefore(const DraftText& text, size_t end) {
  if (text.Is(end - 1, P::PERCENT)) return "%";
  if (text.Is(end - 1, P::CURRENCY_CODE)) return " " + std::string(text.Text(end - 1));
  return "";
}

bool MendChoice(DraftText& text, size_t first, size_t end, const Wording& meant) {
  Mend(text, first, end, meant, text.diags().Report(text.SpanOf(first, end), kConditional));
  return true;
}

}  // namespace

// `c ? a : b`.
bool MendTernary(DraftText& text, size_t index) {
  if (!text.Is(index, P::QUESTION)) return false;
  size_t first = index;
  while (first > 0 && !(text.Open(first - 1) == text.Open(index) && PrecedesValue(text, first - 1))) {
    if (first - 1 == text.Open(index) || text.BeginsStatement(first - 1)) break;
    --first;
  }
  const size_t colon = text.Find(index + 1, {P::COLON});
  if (first == index || colon >= text.size() || !text.BeginsValue(index + 1)) return false;
  const size_t end = ValueEnd(text, colon + 1);
  return MendChoice(text, first, end,
                    Wording(text)
                        .Write(P::IF)
                        .Keep(first, index)
                        .Write(P::THEN)
                        .Keep(index + 1, colon)
                        .Write(P::ELSE)
                        .Keep(colon + 1, end));
}

// `elif`.
bool MendElseIf(DraftText& text, size_t index) {
  if (!text.Is(index, P::ID)) return false;
  const std::string word = text.Lower(index);
  if (word != "elif" && word != "elsif" && word != "elseif" && word != "否则如果") return false;
  return MendChoice(text, index, index + 1, Wording(text).Write(P::ELSE).Write(P::IF));
}

// `if (c) a else b`, `if c { a } else { b }`, and `if c then a` without `else`.
bool MendIf(DraftText& text, size_t index) {
  if (!text.Is(index, P::IF)) return false;
  const size_t end = ValueEnd(text, index + 1);
  const size_t then = text.Find(index + 1, {P::THEN, P::ELSE, P::LBRACE});
  const size_t other = text.Find(index + 1, {P::ELSE});
  if (text.Is(then, P::LBRACE) && other < end && text.Close(then) + 1 == other &&
      text.Is(other + 1, P::LBRACE)) {
    const size_t close = text.Close(other + 1);
    if (close >= text.size()) return false;
    return MendChoice(text, index, close + 1,
                      Wording(text)
                          .Keep(index, then)
                          .Write(P::THEN)
                          .Keep(then + 1, other - 1)
                          .Write(P::ELSE)
                          .Keep(other + 2, close));
  }
  if (text.Is(then, P::ELSE) && text.Is(index + 1, P::LPAREN)) {
    const size_t close = text.Close(index + 1);
    if (close + 1 >= other || !text.BeginsValue(close + 1)) return false;
    return MendChoice(text, index, other,
                      Wording(text).Keep(index, close + 1).Write(P::THEN).Keep(close + 1, other));
  }
  const std::string unit = UnitBefore(text, end);
  if (!text.Is(then, P::THEN) || then >= end || other < end || end == then + 1) return false;
  // Only a plain amount or rate tells what nothing is.
  const size_t length = unit.empty() ? 0 : 2;
  if (end != then + 1 + length) return false;
  return MendChoice(text, index, end, Wording(text).Keep(index, end).Write(P::ELSE).Write("0" + unit));
}

// `case when c then a when d then b else e end`.
bool MendCase(DraftText& text, size_t index) {
  if (!text.Is(index, P::ID) || text.Lower(index) != "case" || !text.Is(index + 1, P::WHEN)) return false;
  size_t end = index;
  Wording meant(text);
  size_t from = index + 2;
  bool has_else = false;
  for (size_t i = index + 2; i < text.size() && end == index; ++i) {
    if (text.Is(i, P::ID) && text.Lower(i) == "end") end = i;
    if (text.Is(i, P::WHEN) || end == i) {
      meant.Write(P::IF).Keep(from, i);
      if (end != i) meant.Write(P::ELSE);
      from = i + 1;
    }
    has_else |= text.Is(i, P::ELSE);
  }
  if (end == index || !has_else) return false;
  return MendChoice(text, index, end + 1, meant);
}

}  // namespace incent::syntax
