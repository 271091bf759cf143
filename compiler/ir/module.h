#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/source/span.h"
#include "compiler/types/type.h"
#include "runtime/column/schema.h"
#include "runtime/value/date.h"
#include "runtime/value/decimal.h"
#include "runtime/value/error_code.h"

// The typed, column-wise program of one plan: a list of stages in execution order. Statements of
// the language do not exist here. README.md gives the meaning of each op and the text form.
namespace incent::ir {

using value::Int128;

enum class Op : uint8_t {
#define INCENT_OP(name, text, operands, fail, summary) name,
#include "compiler/ir/ops.def"
#undef INCENT_OP
};

// Index of an instruction in its stage, of a stage's output, of a definition, of a component.
using InstId = uint32_t;
using OutputId = int32_t;
using DefinitionId = int32_t;
using ComponentId = int32_t;
inline constexpr int32_t kNone = -1;

// The rows over which a stage runs.
enum class DomainKind : uint8_t {
  Unit,     // one row
  Periods,  // the periods of `granule`: company level
  People,   // the participants: rows of Module::participants, in byte order of their keys
  Cells,    // participants x periods of `granule`
  Rows,     // rows of dataset `index`
  Lines,    // lines of line set `index`: (source row, participant, date)
};

struct Domain {
  DomainKind kind = DomainKind::Unit;
  value::Granule granule = value::Granule::Month;  // Periods, Cells
  int index = kNone;                               // Rows: dataset; Lines: line set

  friend bool operator==(const Domain&, const Domain&) = default;
};

enum class StageClass : uint8_t {
  Map,    // element ops only
  Fold,   // lines in canonical order (participant, date, key of the source row): + scan.*, shift
  Scan,   // cells along their granule, per participant: + scan.*, shift
  Merge,  // `domain` aggregated into `target`
};

// A constant of the instruction's (or operand's) type. Number: mantissa at the type's scale; Date: day;
// Period: ordinal; Flag: 0/1; Text, OneOf: `text`; null: `is_null`.
struct Literal {
  Int128 number = 0;
  std::string text;
  bool is_null = false;

  friend bool operator==(const Literal&, const Literal&) = default;
};

// One step of a `param`: the value from a date on. Steps ascend.
struct ParamStep {
  value::Day from = 0;
  Literal value;
  friend bool operator==(const ParamStep&, const ParamStep&) = default;
};

enum class GroupKind : uint8_t {
  Own,       // the participant alone
  Everyone,  // all eligible participants
  SameKey,   // participants whose value of output `key` (a People output) equals one's own; null matches
             // nobody
};

struct Group {
  GroupKind kind = GroupKind::Own;
  OutputId key = kNone;
  friend bool operator==(const Group&, const Group&) = default;
};

enum class HitMode : uint8_t {
  First,   // the first true condition
  Unique,  // exactly one, else `table_conflict`
  Any,     // operands are n conditions then n values: true ones must have equal values
};

// What an operation is for, where that is more than what it computes. Explanations say it; engines need not
// know it.
enum class Purpose : uint8_t {
  None,
  Rise,   // sub: the operands are one level after and before; the value is by how much it rose
  Mask,   // select: what stands outside of the plan, of who may be paid or of a filter counts as nothing
  Count,  // scan.sum: each row that counts adds 1
};

// Static parts of an instruction. Which ones an op uses is stated in README.md; the others keep
// their defaults, so that two equal instructions compare equal.
struct Attributes {
  Literal literal;                        // const
  int dataset = kNone;                    // col, rowcol, field, gather, lookup
  int field = kNone;                      // col, rowcol, field, gather
  OutputId output = kNone;                // load, bcast, w*, probe
  ComponentId component = kNone;          // probe
  std::optional<value::Granule> granule;  // period.*, scan.*, shift: the reset; none = no reset
  int count = 0;                          // shift: n; date.add: months; tier.portion, split.part: 1-based row
  int days = 0;                           // date.add
  Int128 unit = 0;                        // round, round.row, split.*: mantissa of the unit
  int unit_scale = 0;                     // its scale
  value::RoundingMode mode = value::RoundingMode::HalfUp;
  value::ErrorCode code = value::ErrorCode::None;  // guard
  HitMode hit = HitMode::First;
  Group group;                   // w*, agg.*, split.group
  bool first_below = false;      // tier.interp: the first row is `below`: constant, with a step at its bound
  std::vector<uint8_t> above;    // tier.value: per row, 1 = the bound itself is excluded
  std::vector<ParamStep> steps;  // param
  std::vector<std::pair<int, int>>
      before;  // pick: condition a wins over condition b (0-based); no b is an a of an earlier pair
  std::vector<DefinitionId> choices;  // pick: the definition of each condition, for messages
  DefinitionId subject = kNone;       // param: itself; tier.*, hit, choose: the table; folds: what they fold
  Purpose purpose = Purpose::None;    // sub, select, scan.sum
  std::string name;                   // call: kernel
  std::string key;                    // probe: the participant's key
  std::string row_key;                // probe: the source row's key, or empty
  std::optional<value::ParsedPeriod> period;  // probe; absent: no time

  friend bool operator==(const Attributes&, const Attributes&);
};

// Bounds of a number's mantissa, inclusive; full range where nothing is known.
struct Range {
  Int128 low = -value::kMaxMantissa;
  Int128 high = value::kMaxMantissa;
  friend bool operator==(const Range&, const Range&) = default;
};

struct Instruction {
  Op op = Op::Const;
  std::vector<InstId> operands;
  Attributes attributes;
  types::Type type;
  Range range;                      // Number only
  DefinitionId definition = kNone;  // whose text this comes from
  source::Span span;                // the text itself
  std::string name;                 // for listings and traces; unique in its stage
};

// A named column that later stages (and tests, and traces) read.
struct Output {
  std::string name;
  int stage = kNone;
  InstId inst = 0;
  Domain domain;
  types::Type type;
  Range range;
  DefinitionId definition = kNone;
  DefinitionId value_of = kNone;  // the definition whose value this is; none: a column on the way to one
};

// rows -> lines: where `when` holds, `who` gets a line. Lines of one row with equal `who` merge:
// shares and amounts add up.
struct Emit {
  InstId when = 0;
  InstId who = 0;  // ref to the participants' dataset
  InstId date = 0;
  InstId share = 0;
  InstId amount = 0;  // this recipient's part
  InstId whole = 0;   // the row's whole amount
};

// The payout rows of a component: one per row of the stage where `value` is not 0 or not a value. A stage
// may have several entries of one component: parts of a whole.
struct LedgerEntry {
  ComponentId component = kNone;
  InstId value = 0;             // rounded
  std::optional<InstId> date;   // posting date; null: held. Default: the line's date or the cell's end
  std::optional<InstId> payee;  // ref to the participants; default: the row's participant
};

// A condition that must hold on each row; false is the error `assert_failed` there.
struct Check {
  DefinitionId definition = kNone;
  InstId condition = 0;
  std::vector<ComponentId> withholds;  // components whose payouts at that row are withheld
};

// One clause of the written text, for traces: `result` is the value after it.
struct Step {
  std::string text;  // "amount", "when", "capped at", ...: the canonical English keyword
  source::Span span;
  InstId result = 0;
};

// A value that the author has given a name, worked out where it is used.
struct NamedValue {
  InstId value = 0;
  DefinitionId definition = kNone;

  friend bool operator==(const NamedValue&, const NamedValue&) = default;
};

struct Stage {
  std::string name;
  StageClass stage_class = StageClass::Map;
  Domain domain;
  Domain target;  // Merge: the coarser domain; Rows with emits: the lines
  std::vector<Instruction> insts;
  std::vector<std::pair<OutputId, InstId>> outputs;
  std::vector<Emit> emits;
  std::vector<LedgerEntry> ledger;
  std::vector<Check> checks;
  std::vector<Step> steps;
  std::vector<NamedValue> names;
  DefinitionId definition = kNone;
};

// A definition of the source text, for messages and traces.
struct Definition {
  std::string name;
  std::string label;  // the title the author gave, or empty
  std::string kind;   // "credit", "pay", "let", ...
  source::Span span;
};

// What a ledger row belongs to.
struct Component {
  std::string name;
  std::string label;
  types::Type type;  // money, points, ...; flag for badges
  DefinitionId definition = kNone;
  bool by_line = false;  // one payout per source row
};

// One set of lines and how it conserves what it was made from.
struct LineSet {
  std::string name;
  int dataset = kNone;  // of the source rows
  types::Type amount;
  Range amount_range;
  types::Type share;
  DefinitionId definition = kNone;
};

// The days that have cells and periods: at least from the first to the last.
struct History {
  value::Day from = value::kFirstDay;
  std::optional<value::Day> until;  // inclusive; none: as the plan is effective
  // Where an end is open, also as far as there are lines; before the earliest of them, by as many days as
  // `from` lies before the first day of the plan.
  bool open_before = false;
  bool open_after = false;
  friend bool operator==(const History&, const History&) = default;
};

struct Module {
  std::string plan;
  std::string label;
  std::string version;
  std::vector<column::DatasetSchema> datasets;
  int participants = kNone;   // dataset of the people who are paid
  OutputId eligible = kNone;  // People output: may be paid at all; none = everybody
  value::Day effective_from = value::kFirstDay;
  std::optional<value::Day> effective_until;  // inclusive; none = open
  History history;
  value::Granule pays = value::Granule::Month;
  std::string currency;
  std::vector<Definition> definitions;
  std::vector<LineSet> line_sets;
  std::vector<Output> outputs;
  std::vector<Component> components;
  std::vector<Stage> stages;  // in execution order

  const Instruction& Inst(const Output& output) const {
    return stages[static_cast<size_t>(output.stage)].insts[output.inst];
  }
};

// Static facts of an op, from ops.def.
struct OpFacts {
  std::string_view text;
  int operands = 0;  // kMany = any number
  bool can_fail = false;
  std::string_view summary;
};
inline constexpr int kMany = -1;
const OpFacts& FactsOf(Op op);
std::optional<Op> OpFromText(std::string_view text);

}  // namespace incent::ir
