#pragma once

#include <map>
#include <optional>
#include <vector>

#include "compiler/interp/run_state.h"
#include "compiler/jit/sweep_level.h"

namespace incent::jit {

// One of the few things that a value of a line is computed from.
struct TableKey {
  enum class Kind : uint8_t {
    Code,    // of a coded column
    Person,  // whose line it is
    Period,  // of `granule`, that holds the line's date; granule Day: the date itself
  };
  Kind kind = Kind::Person;
  ir::InstId column = 0;  // Code: the instruction that brings it
  value::Granule granule = value::Granule::Day;

  friend auto operator<=>(const TableKey&, const TableKey&) = default;
};

// Ascending, each once, at most one of a period; none: computed from more than that. Constants have no keys.
using TableKeys = std::optional<std::vector<TableKey>>;

// Which instructions of a sweep are computed from few keys, so that a table of all their values is smaller
// than the lines.
class KeyFinder {
 public:
  // Tables have at most `most` entries.
  KeyFinder(const interp::RunState& run, const LineSource& lines, const Sweep& sweep,
            const SweepValues& values, size_t most);

  // Of a value that is not there already, and that something asks for which has other keys.
  TableKeys KeysOfRead(ir::InstId inst) const;
  // True if looking it up beats computing it: a lookup or window is on the way, which kernels do not have, or
  // a function of dates, which is worth more than the lookup.
  bool IsWorthATable(ir::InstId inst) const;
  // Everything between its keys and an instruction, itself included, in order.
  std::vector<ir::InstId> ChainOf(ir::InstId inst) const;
  size_t most() const { return most_; }
  // How many values a key has.
  size_t SizeOf(const TableKey& key) const;

 private:
  TableKeys FindKeys(ir::InstId id) const;
  TableKeys KeysOfOutput(const ir::Attributes& attributes) const;
  TableKeys KeysOfOperands(ir::InstId id) const;
  TableKeys Joined(const TableKeys& a, const TableKeys& b) const;
  TableKeys PeriodKey(value::Granule granule) const;
  bool IsCode(ir::InstId id) const;

  const interp::RunState& run_;
  const LineSource& lines_;
  const ir::Stage& stage_;
  const SweepValues& values_;
  const size_t most_;
  std::vector<bool> is_code_;  // coded columns
  std::vector<TableKeys> keys_;
  std::vector<bool> is_read_;
};

}  // namespace incent::jit
