#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compiler/ir/module.h"

// What rules.def says of each operation: where it may stand and which attributes it reads.
namespace incent::ir {

// Places: the domains an op accepts, then what it demands of the stage.
inline constexpr uint32_t kUnitOnly = 1u << static_cast<int>(DomainKind::Unit);
inline constexpr uint32_t kPeriods = 1u << static_cast<int>(DomainKind::Periods);
inline constexpr uint32_t kPeople = 1u << static_cast<int>(DomainKind::People);
inline constexpr uint32_t kCells = 1u << static_cast<int>(DomainKind::Cells);
inline constexpr uint32_t kRows = 1u << static_cast<int>(DomainKind::Rows);
inline constexpr uint32_t kLines = 1u << static_cast<int>(DomainKind::Lines);
inline constexpr uint32_t kAnywhere = kUnitOnly | kPeriods | kPeople | kCells | kRows | kLines;
inline constexpr uint32_t kDated = kPeriods | kCells | kLines;  // the row has a date of its own
inline constexpr uint32_t kFoldOrScan = 1u << 8;
inline constexpr uint32_t kMergeStage = 1u << 9;
inline constexpr uint32_t kOrdered = kCells | kLines | kFoldOrScan;
inline constexpr uint32_t kMerging = kPeople | kCells | kLines | kMergeStage;

// Attributes, by field of Attributes. `kUnit` stands for unit and unit_scale, `kKey` for key and row_key.
inline constexpr uint32_t kLiteral = 1u << 0;
inline constexpr uint32_t kDataset = 1u << 1;
inline constexpr uint32_t kField = 1u << 2;
inline constexpr uint32_t kOutput = 1u << 3;
inline constexpr uint32_t kComponent = 1u << 4;
inline constexpr uint32_t kGranule = 1u << 5;
inline constexpr uint32_t kCount = 1u << 6;
inline constexpr uint32_t kDays = 1u << 7;
inline constexpr uint32_t kUnit = 1u << 8;
inline constexpr uint32_t kMode = 1u << 9;
inline constexpr uint32_t kCode = 1u << 10;
inline constexpr uint32_t kHit = 1u << 11;
inline constexpr uint32_t kGroup = 1u << 12;
inline constexpr uint32_t kFirstBelow = 1u << 13;
inline constexpr uint32_t kAbove = 1u << 14;
inline constexpr uint32_t kSteps = 1u << 15;
inline constexpr uint32_t kBefore = 1u << 16;  // and choices
inline constexpr uint32_t kName = 1u << 17;
inline constexpr uint32_t kKey = 1u << 18;
inline constexpr uint32_t kPeriod = 1u << 19;
inline constexpr uint32_t kSubject = 1u << 20;
inline constexpr uint32_t kPurpose = 1u << 21;

// What an op reads beside its operands, and so which rows its value depends on.
enum class Reads : uint8_t {
  Nothing,     // its own row alone
  Dataset,     // a row of a dataset, by its key or by a reference
  Output,      // an output of an earlier stage, at its own row or at one that holds it
  Past,        // earlier rows of the same participant
  Group,       // rows of all participants in @group; in a MERGE, of all that go to one target row
  SourceRow,   // all lines of one source row, whoever they belong to
  Everything,  // what a test asks for
};

uint32_t PlacesOf(Op op);
uint32_t AttributesOf(Op op);
Reads ReadsOf(Op op);

// Why `op` may not stand in such a stage; empty if it may.
std::string PlaceProblem(Op op, StageClass stage_class, const Domain& domain);

// The rows of the domain belong to one participant each.
constexpr bool HasParticipant(DomainKind kind) {
  return kind == DomainKind::People || kind == DomainKind::Cells || kind == DomainKind::Lines;
}
// The rows of the domain have a date of their own: a line's date, the last day of a cell or period.
constexpr bool HasDate(DomainKind kind) {
  return kind == DomainKind::Periods || kind == DomainKind::Cells || kind == DomainKind::Lines;
}

// True if each row of `fine` lies in one row of `coarse`, and they differ: what `bcast` may read.
bool IsCoarser(const Domain& coarse, const Domain& fine);

// `domain` with the members that its kind does not use at their defaults.
Domain Canonical(const Domain& domain);

}  // namespace incent::ir
