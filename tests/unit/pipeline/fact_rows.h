#pragma once

#include <string>
#include <string_view>
#include <vector>

// Every kind of expression and every place of an operand in it, with what becomes of each fact of the
// operand. In a text, `o` is the operand, `b` another amount, and `G` the grain of what is defined. The value
// in question is `v`.
namespace incent::pipeline::facts {

enum class Of : uint8_t { Money, Number, Flag, Date, Text, Row };

// Where the operand exists: once a month, once for a person, the same for all persons, or per line.
enum class At : uint8_t { Month, Person, Everyone, Line };

// The code that refuses an operand which is a level, a ratio, summed over people, known late, read at a date
// that is not there, absent, or of a finer grain. Empty: the fact ends here, and nothing is refused. "-":
// such an operand cannot stand here, or the result adds up in no case.
struct Refused {
  std::string_view level;
  std::string_view ratio;
  std::string_view shared;
  std::string_view late;
  std::string_view dated;
  std::string_view absent;
  std::string_view finer;
};

// Decides the value, and so hands on all facts.
inline constexpr Refused kDecides = {"E0307", "E0307", "E0321", "E0309", "E0320", "E0303", "E0306"};
// Decides a number that does not add up in any case.
inline constexpr Refused kDerives = {"-", "-", "E0321", "E0309", "E0320", "E0303", "E0306"};
// Decides something that is no number.
inline constexpr Refused kNoNumber = {"-", "-", "-", "E0309", "E0320", "E0303", "E0306"};
// Only contributes.
inline constexpr Refused kContributes = {"", "", "", "E0309", "E0320", "E0303", "E0306"};

constexpr Refused Undated(Refused refused) {
  refused.dated = "-";
  return refused;
}
constexpr Refused MayBeAbsent(Refused refused) {
  refused.absent = "";
  return refused;
}
// Lines are what a fold takes.
constexpr Refused Folded(Refused refused) {
  refused.dated = "-";
  refused.finer = "";
  return refused;
}
constexpr Refused OfLine(Refused refused) {
  refused.dated = "-";
  refused.finer = "-";
  return refused;
}
// At a line, a sum over people is a level.
constexpr Refused Unshared(Refused refused) {
  refused.shared = "-";
  return refused;
}
constexpr Refused OfPerson(Refused refused) {
  return {"-", "-", "-", refused.late, "-", refused.absent, "E0306"};
}

struct Row {
  std::string_view kind;  // of nodes.def, or what else it shows
  std::string_view text;  // of the value
  Of operand = Of::Money;
  Of value = Of::Money;
  Refused refused = kDecides;
  std::string_view beside = "";  // statements before the value
  At at = At::Month;
};

// The divisor decides that a quotient does not add up; with a number that does not add up itself, it is like
// a factor.
inline constexpr Refused kDivisor = {"E0307", "", "E0321", "E0309", "E0320", "", "E0306"};
inline constexpr Refused kFactor = {"E0307", "", "E0321", "E0309", "E0320", "E0303", "E0306"};

inline const std::vector<Row> kOperators = {
    {"Name", "o"},
    {"Negate", "-o"},
    {"Binary", "o + b"},
    {"Binary", "b - o"},
    {"Binary", "o * 2"},
    {"Binary", "2 * o"},
    {"Binary", "o * b", Of::Number, Of::Money, kFactor},
    {"Binary", "b * o", Of::Number, Of::Money, kFactor},
    {"Binary", "o / 4"},
    {"Binary", "b / o otherwise 0 CNY", Of::Number, Of::Money, kDivisor},
    {"Binary", "o + 30 days", Of::Date, Of::Date, kNoNumber},
    {"Otherwise", "o otherwise b", Of::Money, Of::Money, MayBeAbsent(kDecides)},
    {"Otherwise", "b otherwise o"},
    {"Compare", "o > 5 CNY", Of::Money, Of::Flag, kNoNumber},
    {"Compare", "5 CNY < o", Of::Money, Of::Flag, kNoNumber},
    {"Presence", "o is present", Of::Money, Of::Flag, MayBeAbsent(kNoNumber)},
    {"InList", "o in [5 CNY]", Of::Money, Of::Flag, kNoNumber},
    {"InList", "b in [o]", Of::Money, Of::Flag, kNoNumber},
    {"InList", "b in [5 CNY, o]", Of::Money, Of::Flag, kNoNumber},
    {"Between", "o between 1 CNY .. 5 CNY", Of::Money, Of::Flag, kNoNumber},
    {"Between", "b between o .. 5 CNY", Of::Money, Of::Flag, kNoNumber},
    {"Between", "b between 1 CNY .. o", Of::Money, Of::Flag, kNoNumber},
    {"Within", "o within 30 days after 2026-01-01", Of::Date, Of::Flag, kNoNumber},
    {"Within", "2026-01-01 within 30 days after o", Of::Date, Of::Flag, kNoNumber},
    {"Not", "not o", Of::Flag, Of::Flag, kNoNumber},
    {"And", "o and true", Of::Flag, Of::Flag, kNoNumber},
    {"And", "true and o", Of::Flag, Of::Flag, kNoNumber},
    {"Or", "o or false", Of::Flag, Of::Flag, kNoNumber},
    {"Or", "false or o", Of::Flag, Of::Flag, kNoNumber},
    {"If", "if o then b else 5 CNY", Of::Flag, Of::Money, kContributes},
    {"If", "if true then o else b"},
    {"If", "if true then b else o"},
    {"AsOf", "fee as of o", Of::Date, Of::Money, kNoNumber},
    {"Member", "o.bonus", Of::Row, Of::Money, Undated({"-", "-", "", "E0309", "", "E0303", "E0306"})},
};

// A window asks for a period, so that there is no place without a date.
inline const std::vector<Row> kFolds = {
    {"OverWindow", "o over month", Of::Money, Of::Money, Folded(kDecides)},
    {"OverWindow", "(o + notes) over month", Of::Money, Of::Money, Unshared(OfLine(kDecides)), "", At::Line},
    {"OverWindow", "(notes - o) over month", Of::Money, Of::Money, Unshared(OfLine(kDecides)), "", At::Line},
    {"Filtered", "o[true] over month", Of::Money, Of::Money, Folded(kDecides)},
    {"Filtered", "b[o] over month", Of::Flag, Of::Money, Undated(kContributes)},
    {"Filtered", "bookings[o] over month", Of::Flag, Of::Money, OfLine(kContributes), "", At::Line},
    {"Across",
     "o across everyone()",
     Of::Money,
     Of::Money,
     {"E0307", "E0307", "-", "E0309", "-", "E0303", "-"}},
    {"Across", "b across members(o) over month", Of::Text, Of::Money, OfPerson(MayBeAbsent(kNoNumber)), "",
     At::Person},
    {"Aggregate", "sum of o over month", Of::Money, Of::Money, Folded(kDecides)},
    {"Aggregate", "sum of o over month", Of::Flag, Of::Number, {"", "", "E0321", "E0309", "-", "E0303", ""}},
    {"Aggregate", "count of o over month", Of::Money, Of::Number, {"", "", "E0321", "E0309", "-", "", ""}},
    {"Aggregate",
     "average of o over month otherwise 0 CNY",
     Of::Money,
     Of::Money,
     {"-", "-", "E0321", "E0309", "-", "", ""}},
    {"Aggregate",
     "highest of o over month otherwise 0 CNY",
     Of::Money,
     Of::Money,
     {"-", "-", "E0321", "E0309", "-", "", ""}},
    {"Aggregate",
     "lowest of o over month otherwise 0 CNY",
     Of::Money,
     Of::Money,
     {"-", "-", "E0321", "E0309", "-", "", ""}},
    {"Aggregate",
     "latest of o over month otherwise 0 CNY",
     Of::Money,
     Of::Money,
     {"-", "-", "E0321", "E0309", "-", "", ""}},
    {"Aggregate",
     "earliest of o over month otherwise 0 CNY",
     Of::Money,
     Of::Money,
     {"-", "-", "E0321", "E0309", "-", "", ""}},
    // A number per line, whatever it is, does not keep an amount per line from adding up.
    {"Binary", "(bookings * o) over month", Of::Number, Of::Money, OfLine(kContributes), "", At::Line},
    {"Binary", "(o * bookings) over month", Of::Number, Of::Money, OfLine(kContributes), "", At::Line},
};

inline constexpr Refused kWhole = {"", "", "", "E0309", "-", "E0303", "E0306"};

// By the names of the library's functions.
inline const std::vector<Row> kCalls = {
    {"min", "min(o, b)"},
    {"min", "min(b, o)"},
    {"max", "max(o, b)"},
    {"max", "max(b, o)"},
    {"abs", "abs(o)"},
    {"rounded", "rounded(o, 1 CNY)"},
    {"floor", "floor(o, 1 CNY)"},
    {"ceiling", "ceiling(o, 1 CNY)"},
    {"days", "days(o, 2026-01-01)", Of::Date, Of::Number, kNoNumber},
    {"days", "days(2026-01-01, o)", Of::Date, Of::Number, kNoNumber},
    {"months", "months(o, 2026-01-01)", Of::Date, Of::Number, kNoNumber},
    {"months", "months(2026-01-01, o)", Of::Date, Of::Number, kNoNumber},
    {"days_in", "days_in(2026-03, o)", Of::Date, Of::Number, MayBeAbsent(kNoNumber)},
    {"days_in", "days_in(2026-03, 2026-03-02, o)", Of::Date, Of::Number, MayBeAbsent(kNoNumber)},
    {"year_of", "year_of(o)", Of::Date, Of::Number, kNoNumber},
    {"quarter_of", "quarter_of(o)", Of::Date, Of::Number, kNoNumber},
    {"month_of", "month_of(o)", Of::Date, Of::Number, kNoNumber},
    {"day_of", "day_of(o)", Of::Date, Of::Number, kNoNumber},
    {"lookup",
     "lookup(Code, o).bonus",
     Of::Text,
     Of::Money,
     {"-", "-", "", "E0309", "E0320", "E0303", "E0306"}},
    {"portion", "portion(ladder, o, 1)", Of::Money, Of::Money, kDerives},
    {"allot", "allot(o, 1, everyone())", Of::Money, Of::Money, kWhole, "", At::Everyone},
    {"allot", "allot(5 CNY, o, everyone())", Of::Money, Of::Money, kWhole},
    {"allot", "allot(5 CNY, b, members(o))", Of::Text, Of::Money, OfPerson(MayBeAbsent(kNoNumber)), "",
     At::Person},
};

inline const std::vector<Row> kTables = {
    {"tiers", "ladder(o)", Of::Money, Of::Money, kDerives},
    {"tiers", "t(b)", Of::Money, Of::Money, kDerives, "tiers t marginal { from 0 CNY : 1%  from o : 2% }"},
    {"tiers", "t(b)", Of::Number, Of::Money, kDerives,
     "tiers t marginal { from 0 CNY : 1%  from 5 CNY : o }"},
    {"tiers", "t(b)", Of::Money, Of::Money, kDerives,
     "tiers t marginal relative to o { from 0% : 1%  from 50% : 2% }"},
    {"tiers", "t(b)", Of::Money, Of::Money, kDerives,
     "tiers t retroactive { from 0 CNY : 1 CNY  from 5 CNY : o }"},
    {"tiers", "portion(t, b, 2)", Of::Money, Of::Money, kDerives,
     "tiers t marginal { from 0 CNY : 1%  from o : 2% }"},
    {"tiers", "portion(t, b, 2)", Of::Number, Of::Money, kDerives,
     "tiers t marginal { from 0 CNY : 1%  from 5 CNY : o }"},
    {"tiers", "portion(t, b, 1)", Of::Money, Of::Money, kDerives,
     "tiers t marginal relative to o { from 0% : 1%  from 50% : 2% }"},
    {"table",
     "t",
     Of::Money,
     Of::Money,
     {"-", "-", "-", "E0309", "E0320", "E0303", "E0306"},
     "table t first {\n | o || fee |\n | >= 5 CNY || 5 CNY |\n | any || 6 CNY |\n }"},
    {"table",
     "t",
     Of::Money,
     Of::Money,
     {"-", "-", "-", "E0309", "E0320", "E0303", "E0306"},
     "table t first {\n | b || fee |\n | >= o || 5 CNY |\n | any || 6 CNY |\n }"},
    {"table", "t", Of::Money, Of::Money, kDerives,
     "table t first {\n | b || fee |\n | >= 5 CNY || o |\n | any || 6 CNY |\n }"},
    {"exception", "x", Of::Flag, Of::Money, kContributes,
     "let x G = b  exception e overrides x { when o  set 5 CNY }"},
    {"exception", "x", Of::Money, Of::Money, kDecides,
     "let x G = b  exception e overrides x { when b > 5 CNY  set o }"},
};

// Clauses of a pay, whose amount adds up in any case.
inline constexpr Refused kAmount = {"", "", "E0321", "E0309", "-", "E0303", "E0306"};
inline constexpr Refused kPosting = {"", "", "", "E0309", "-", "E0303", "E0306"};

inline const std::vector<Row> kClauses = {
    {"Amount", "x", Of::Money, Of::Money, kAmount, "pay x monthly { amount o }"},
    // A running total is not applied anew each month.
    {"Apply",
     "x",
     Of::Money,
     Of::Money,
     {"E0456", "", "E0321", "E0309", "-", "E0303", "E0306"},
     "pay x monthly { apply ladder(o) }"},
    {"Entitled", "x", Of::Money, Of::Money, kAmount, "pay x monthly { entitled o per month }"},
    {"When", "x", Of::Flag, Of::Money, kPosting, "pay x monthly { amount b  when o }"},
    {"When", "x", Of::Flag, Of::Money, kPosting, "pay x monthly { when o  amount b }"},
    {"MultiplyBy",
     "x",
     Of::Number,
     Of::Money,
     {"", "", "E0321", "E0309", "-", "E0303", "E0306"},
     "pay x monthly { amount b  multiply by o }"},
    {"ProratedBy",
     "x",
     Of::Number,
     Of::Money,
     {"", "", "E0321", "E0309", "-", "E0303", "E0306"},
     "pay x monthly { amount b  prorated by o }"},
    {"AtLeast", "x", Of::Money, Of::Money, kAmount, "pay x monthly { amount b  at least o }"},
    {"CappedAt", "x", Of::Money, Of::Money, kAmount, "pay x monthly { amount b  capped at o }"},
    {"On",
     "x",
     Of::Date,
     Of::Money,
     {"", "", "", "E0309", "-", "", "E0306"},
     "pay x monthly { amount b  on o }"},
    {"To", "x", Of::Row, Of::Money, kPosting, "pay x monthly { amount b  to o }"},
    {"To", "x", Of::Number, Of::Money, kPosting, "pay x monthly { amount b  to Rep share o }"},
};

// Of a badge, and of a clawback at the lines of its pay.
inline const std::vector<Row> kBesidePays = {
    {"badge", "x", Of::Flag, Of::Flag, Undated(kNoNumber), "badge x monthly when o"},
    {"when", "x over month", Of::Flag, Of::Money, OfLine(kPosting),
     "pay y per bookings = bookings * 5%  clawback x of y { when o  on Deal.won_on  recover 100% }",
     At::Line},
    {"on", "x over month", Of::Date, Of::Money, OfLine(kPosting),
     "pay y per bookings = bookings * 5%  clawback x of y { when true  on o  recover 100% }", At::Line},
    {"recover", "x over month", Of::Number, Of::Money, OfLine(kPosting),
     "pay y per bookings = bookings * 5%  clawback x of y { when true  on Deal.won_on  recover o }",
     At::Line},
};

}  // namespace incent::pipeline::facts
