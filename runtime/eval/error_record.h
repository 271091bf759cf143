#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/column/table.h"
#include "runtime/value/date.h"
#include "runtime/value/error_code.h"

// Errors as values: where one arose, which of several is reported, and how a lane names it.
namespace incent::eval {

// The row of a domain, or of the input, at which an error arose.
struct Place {
  enum class Kind : uint8_t { Run, Period, Person, Cell, Row, Line };

  Kind kind = Kind::Run;
  int32_t dataset = -1;  // Row, Line: index of the dataset
  int32_t row = -1;      // Row, Line: row of that dataset
  int32_t person = -1;   // Person, Cell, Line: people are numbered in byte order of their keys
  value::Granule granule = value::Granule::Month;  // Period, Cell
  value::Period period = 0;                        // Period, Cell

  friend bool operator==(const Place&, const Place&) = default;
};

// What went wrong, in which definition and stage, and where.
struct ErrorRecord {
  value::ErrorCode code = value::ErrorCode::None;
  int32_t definition = -1;
  int32_t stage = -1;
  Place place;

  friend bool operator==(const ErrorRecord&, const ErrorRecord&) = default;
};

// How a lane stands: a value, null, or an error (from kFirstError on: index into the run's ErrorPool).
using State = uint32_t;
inline constexpr State kValue = 0;
inline constexpr State kNull = 1;
inline constexpr State kFirstError = 2;
constexpr bool IsError(State state) {
  return state >= kFirstError;
}

// The distinct errors of one run. Equal errors have equal states. Threads may share a pool; the order in
// which they meet errors decides the numbers of states and nothing else.
class ErrorPool {
 public:
  // `input` gives the keys by which places are ordered; it must outlive the pool.
  explicit ErrorPool(const column::InputData& input) : input_(input) {}

  State Intern(const ErrorRecord& record);
  const ErrorRecord& At(State error) const;
  // Records 0 .. size() - 1 have the states kFirstError ...
  size_t size() const;
  std::vector<ErrorRecord> records() const;

  // The stronger of two states: an error beats null, null beats a value. Of two errors the smaller by
  // (stage, definition, place) wins, so neither batches nor the order of rows can show.
  State Stronger(State a, State b) const {
    if (a == b || b == kValue) return a;
    if (a < kFirstError || b < kFirstError) return a > b ? a : b;
    return StrongerError(a, b);
  }

  // True if `a` is reported before `b`.
  bool Before(const ErrorRecord& a, const ErrorRecord& b) const;

 private:
  struct Hash {
    size_t operator()(const ErrorRecord& record) const noexcept;
  };

  State StrongerError(State a, State b) const;
  int ComparePlaces(const Place& a, const Place& b) const;

  const column::InputData& input_;
  mutable std::mutex mutex_;
  std::deque<ErrorRecord> records_;  // their addresses stay
  std::unordered_map<ErrorRecord, State, Hash> states_;
};

// The key of a row as text; empty where tables have none.
std::string_view RowKey(const column::InputData& input, int dataset, int row);

}  // namespace incent::eval
