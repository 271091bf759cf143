#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/eval/ledger.h"

namespace incent::eval {

// How a component's amounts read.
struct OutcomeComponent {
  std::string name;
  std::string label;
  std::string unit;  // "CNY", "points", ...; "badge" for a flag: amounts are then 1
  int scale = 0;     // fractional digits of the amounts
  bool by_line = false;
};

// One kind of error of the run, and how often it was met.
struct RunError {
  ErrorRecord first;         // the smallest of them
  std::string definition;    // name of its definition
  std::string key;           // its row or participant and period as text
  int64_t num_places = 0;    // rows at which it arose
  int64_t num_withheld = 0;  // payouts withheld because of it
  int64_t num_lost = 0;      // rows of other places that name nobody because of it: no payout stands for them
  Place first_lost;          // the first of these rows
};

// What one set of lines was made from. Sums are over rows without errors.
struct LineTotals {
  std::string name;
  std::string unit;
  int scale = 0;
  int64_t num_rows = 0;  // source rows with at least one line
  int64_t num_lines = 0;
  int64_t num_unplaced = 0;  // rows whose recipient could not be read: nobody is withheld for them
  int64_t num_in_error = 0;  // lines with an unreadable date, or whose condition could not be decided
  value::Int128 amount = 0;
  bool overflow = false;  // the sum needs more than 38 digits and is 0
};

// Something that must hold in every run and did not: a fault of the program, never of plan or data.
struct BrokenPromise {
  std::string what;  // English, for the developers
  Place place;
};

struct Outcome {
  bool cancelled = false;  // then everything below is empty
  std::vector<OutcomeComponent> components;
  std::vector<std::string> participants;  // keys in byte order
  value::Granule pays = value::Granule::Month;
  Ledger ledger;                        // reads the input, which must outlive it
  std::vector<ComponentTotals> totals;  // parallel to components
  std::vector<LineTotals> lines;        // one per set of lines
  std::vector<RunError> errors;         // by stage, definition and code
  std::vector<BrokenPromise> broken;    // not empty: nothing may be published (exit 70)
  int64_t num_input_rows = 0;
  int64_t num_unplaced = 0;  // over all sets of lines
  size_t memory_bytes = 0;   // held by published columns and lines at the end
};

}  // namespace incent::eval
