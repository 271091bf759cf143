#pragma once

#include <cstdint>
#include <string_view>

namespace incent::value {

// Why a value could not be computed. The order is part of no meaning; the names are stable.
enum class ErrorCode : uint16_t {
  None = 0,
  Overflow,           // more than 38 digits
  BadCell,            // the input cell was rejected by the reader
  LookupMissing,      // a demanded lookup found no row
  OutsideCalendar,    // a date outside 1900-01-01 .. 2199-12-31
  ParamUndefined,     // before the first date of a parameter
  TableNoRow,         // no row of a decision table matches
  TableConflict,      // two rows of a unique (or differing rows of an any) table match
  TierBase,           // `relative to` a base that is not positive
  ExceptionConflict,  // two unordered exceptions with different values apply
  SharesTotal,        // the shares of one source row do not total as declared
  Proration,          // a proration factor outside 0..1
  RecoverRange,       // a clawback share outside 0..1
  AssertFailed,       // an `assert` is false
  NegativeWeight,     // allot or weight below zero
  DivideByZero,       // a division that the checker could not prove safe, demanded
  MissingInput,       // a test reads a cell that its `given` left out
  CapUnit,            // a cap that is not a multiple of the rounding unit
  BadUnit,            // a rounding unit that is not positive
  DuplicateKey,       // the row's key was seen before
  AllotTotal,         // the members of a group name different totals to divide
  TierOrder,          // the bounds of a tier table descend; equal ones do not
};

// Stable snake_case name, for example "overflow"; used in ledgers, reports and JSON.
std::string_view ErrorCodeName(ErrorCode code);

}  // namespace incent::value
