#pragma once

#include <cstdint>
#include <vector>

#include "compiler/check/range.h"
#include "compiler/types/type.h"
#include "runtime/value/date.h"

// What is known of a value beside the value itself, and the one function that puts it together.
namespace incent::check {

// How a number may be summed: a `Flow` over time and people; a `Level` (a running total, a balance) and an
// `Attribute` (of a person, the same at all times) over people only; a `Ratio` not at all.
enum class Additivity : uint8_t { Constant, Flow, Level, Attribute, Ratio };

// When a value is known: on its own date, at the end of the period of a granule that holds it, or late.
enum class KnownAt : uint8_t { Own, Day, Week, HalfMonth, Month, Quarter, HalfYear, Year, Late };

constexpr KnownAt EndOf(value::Granule granule) {
  return static_cast<KnownAt>(static_cast<int>(granule) + 1);
}

// How the additivity of a result follows from that of the operands that decide it.
enum class Adding : uint8_t {
  Derived,      // anything but constants gives a ratio
  Sum,          // a + b
  Product,      // a * b at a period, a person or a row of attributes
  LineProduct,  // a * b at a line, where an amount per line times a number per line is an amount per line
  Quotient,     // a / b
  Choice,       // one of the operands
};

struct Operand;

// Facts of an expression or definition. Only Join combines those of several: no other code can set them.
class Facts {
 public:
  types::Type type;

  Facts() = default;  // the error type
  // A value that depends on nothing but itself.
  static Facts Of(types::Type type, Additivity additivity = Additivity::Constant);
  // Not a value but what it takes part in: the time until which a window lasts, a group that is summed over,
  // the date of the place at which a parameter is read.
  static Facts OfTime(KnownAt known_at);
  static Facts OfGroup();
  static Facts OfDate();

  // `type` is that of the result; it is optional where that says so or an operand is, and the error type
  // where an operand has it.
  static Facts Join(types::Type type, Adding adding, const std::vector<Operand>& operands);

  Additivity additivity() const { return additivity_; }
  bool shared() const { return shared_; }  // summed over people already
  KnownAt known_at() const { return known_at_; }
  bool needs_date() const { return needs_date_; }  // reads a parameter at the date of the place of use
  // Of a number that is there. Of a choice, whatever its operands may be; else open until Within says more.
  const Range& range() const { return range_; }

  // The same value, seen in another way.
  Facts As(Additivity additivity) const;
  Facts As(types::Type other) const;
  Facts Present() const;  // its absence is dealt with
  Facts Own() const;      // of each person: divided among them
  Facts Dated() const;    // its parameters are read at a date that is known
  Facts Whole() const;    // asked for after all is known
  Facts Within(Range range) const;

 private:
  Additivity additivity_ = Additivity::Constant;
  bool shared_ = false;
  KnownAt known_at_ = KnownAt::Own;
  bool needs_date_ = false;
  Range range_;
};

// An operand that decides the value hands on all facts. One that only contributes, such as a condition, a
// key, a date or a factor of an amount, says when the value is known and whether it is there, but not whether
// it adds up.
struct Operand {
  enum class Role : uint8_t { Decides, Contributes };
  const Facts* facts;
  Role role;
};
// The facts must outlive the operand, as those of a call's arguments do.
inline Operand Decides(const Facts& facts) {
  return {&facts, Operand::Role::Decides};
}
inline Operand Contributes(const Facts& facts) {
  return {&facts, Operand::Role::Contributes};
}

}  // namespace incent::check
