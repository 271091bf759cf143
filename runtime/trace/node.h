#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Why a value is what it is: a tree that knows no language and no layout.
//
// Amounts are exact decimal texts; renderers group and translate, but never compute.
namespace incent::trace {

// A piece of the plan's text: byte offsets, `end` excluded.
struct SourceSpan {
  uint32_t file = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const SourceSpan&, const SourceSpan&) = default;
};

// A row of the input.
struct InputRow {
  std::string dataset;
  std::string key;
  std::string file;  // empty: unknown
  int32_t line = 0;  // 1-based; 0: unknown

  friend bool operator==(const InputRow&, const InputRow&) = default;
};

// A value with what it counts.
struct Quantity {
  enum class State : uint8_t { None, Value, Absent, Error };

  State state = State::None;  // None: there is nothing to show
  std::string text;           // Value: exact, "-1234.50", "true", "2026-03-31"; Error: the code
  std::string unit;           // "", "CNY", "points"
  bool is_number = false;     // digits may be grouped
  bool is_rate = false;       // shown as a percentage

  friend bool operator==(const Quantity&, const Quantity&) = default;
};

// One row of a tier table, as far as the value reaches into it; of an interpolated table, one of the two
// knots between which x lies, or the one beyond which it lies.
struct Band {
  Quantity from;          // lower bound; None: everything below the next row
  Quantity part;          // of x in this row; None of a knot
  Quantity rate;          // the row's value; None where only the part counts
  Quantity contribution;  // what the row adds; None where rows do not add up
  Quantity below;         // the next row's bound; None: there is no next row, or this is a knot
  bool above = false;     // `from` itself belongs to the row before
  bool up_to = false;     // `below` itself belongs to this row

  friend bool operator==(const Band&, const Band&) = default;
};

// One of many rows that were added up or compared.
struct Contribution {
  std::string participant;
  std::optional<InputRow> row;
  std::string period;  // a cell's; empty for rows
  Quantity amount;     // None: the row counts, whatever it holds
  std::string date;    // where the row stands in time: its credit date, or the last day of its period

  friend bool operator==(const Contribution&, const Contribution&) = default;
};

// Where and in which definition an error arose.
struct Cause {
  std::string code;  // "bad_cell"
  std::string definition;
  std::string place;  // key of the row, or participant and period
  std::optional<InputRow> row;

  friend bool operator==(const Cause&, const Cause&) = default;
};

enum class NodeKind : uint8_t {
  Payouts,     // the root: what a component pays a participant in a period
  Payout,      // one row of the ledger
  Clause,      // a clause of the definition, and the value after it
  Definition,  // a value with a name of its own
  Operation,   // an op and its operands
  Cell,        // a cell of an input row
  Constant,
  Parameter,  // a parameter's value since a date
  Sum,        // many rows: how many, those that weigh most, and what the others add
  Tiers,      // a tier table: `bands`, `blended`
  Choice,     // which branch, row or exception was chosen
  Change,     // `before` -> value: rounding
  Level,      // value is the step from `before` to `after`: a to-date pay
  Split,      // a part among others that sum to the whole: `parts`, `number`
  Line,       // a line of a credit: `whole`, `share`
  Earlier,    // a value that stands further up in the tree: `of`
  Omitted,    // a value that is not explained, because the tree is at its limit
};
std::string_view NodeKindName(NodeKind kind);  // "payout"

struct Node {
  NodeKind kind = NodeKind::Operation;
  int id = 0;         // of the node in its tree; 0: none
  int of = 0;         // Earlier: the id of the node that has the value
  std::string code;   // stable: the op's or clause's word, "mul", "capped at"
  std::string label;  // title or name that the author gave; empty if none
  Quantity value;
  Quantity before;      // Change, Level; Clause: the value after the clause before it
  Quantity after;       // Level
  Quantity whole;       // Line
  Quantity share;       // Line
  Quantity rest;        // Sum, Payouts: what the rows add that are not among the largest; None: no such rows
  std::string unit;     // Change, Split: the unit of the rounding, "0.01"
  std::string mode;     // Change, Split: "half up"
  Quantity blended;     // Tiers: total / x where that says something, rounded at 6 digits
  std::string chosen;   // Choice: the row's number or the name of the exception; Parameter: since when
  std::string status;   // Payout: "paid", "held", "withheld"
  std::string posting;  // Payout: date
  std::string earned_by;  // Payout: who earned it, where it is paid to somebody else
  int64_t count = 0;      // Sum: rows that count; Payouts: rows of the ledger
  int number = 0;  // Split: which of the parts; a moved date: months; an earlier value: how many before
  int days = 0;    // a moved date
  std::optional<SourceSpan> span;
  std::optional<InputRow> row;
  std::optional<Cause> cause;
  std::vector<Band> bands;
  std::vector<Contribution> largest;  // Sum, Payouts: at most three; of an extreme the one that decides first
  std::vector<Contribution> parts;    // Split: what all parts were before, or their weights
  std::vector<Node> children;
};

struct Trace {
  std::string component;
  std::string participant;
  std::string period;
  std::string row_key;
  bool found = true;       // false: there is no such participant, component or row
  bool reproduced = true;  // false: a fault of the program; what was replayed is not what the ledger says
  bool shortened = false;  // the tree was cut at its limit of nodes
  Node root;
};

}  // namespace incent::trace
