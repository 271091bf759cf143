#pragma once

#include "compiler/lower/lowering.h"

// Parts of lowering a fold: `average of csat[..] across everyone() over quarter`.
namespace incent::lower {

using check::FoldTerm;

// What is folded, by line, cell or person: amounts are zero, values null and flags false where a filter
// fails or the value is absent.
enum class Folded : uint8_t { Amounts, Values, Flags };

// The grain of what is folded, as the checker found it.
const Grain& FoldedGrain(const Lowering& l, const FoldTerm& term);
// The definition that is folded, if that is all that is.
ir::DefinitionId FoldedDefinition(const Lowering& l, const FoldTerm& term);
// At a place of that grain.
InstId FoldedValue(Lowering& l, Place& at, const FoldTerm& term, Folded what);
// As a column of its own.
OutputId FoldedColumn(Lowering& l, int definition, const FoldTerm& term, Folded what);
// Sums in the periods of `granule`: cells of a person or of one's group, periods of everyone.
OutputId PeriodSums(Lowering& l, int definition, const FoldTerm& term, value::Granule granule);
// Sums over people of their attributes: of everyone, or of each person's group.
OutputId PeopleSums(Lowering& l, int definition, const FoldTerm& term);

// First and last day of a window, both included.
struct WindowDates {
  InstId first;
  InstId last;
};
WindowDates DatesOf(Lowering& l, Place& at, const ast::Window& window);

}  // namespace incent::lower
