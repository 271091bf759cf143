#pragma once

#include "compiler/syntax/draft_diagnostics.h"
#include "compiler/syntax/draft_text.h"

// One function for each form that people write first. It looks at the tokens from `index` on, and either
// reports and mends them, or returns false.
namespace incent::syntax {

// Puts `wording` in the place of [first, end), and offers it as the repair of what was reported.
void Mend(DraftText& text, size_t first, size_t end, const Wording& wording, diag::EntryBuilder entry);

// ---- words and signs (drafts_words.cpp)
bool MendComment(DraftText& text, size_t index);
bool MendSign(DraftText& text, size_t index);
bool MendWord(DraftText& text, size_t index);
bool MendPercent(DraftText& text, size_t index);
bool MendCurrency(DraftText& text, size_t index);
bool MendNumberSuffix(DraftText& text, size_t index);
bool MendList(DraftText& text, size_t index);
bool MendBetween(DraftText& text, size_t index);
bool MendNull(DraftText& text, size_t index);
bool MendShareOf(DraftText& text, size_t index);
bool MendEqual(DraftText& text, size_t index);

// ---- choices (drafts_choices.cpp)
bool MendTernary(DraftText& text, size_t index);
bool MendElseIf(DraftText& text, size_t index);
bool MendIf(DraftText& text, size_t index);
bool MendCase(DraftText& text, size_t index);

// ---- windows and periods (drafts_windows.cpp)
bool MendWindow(DraftText& text, size_t index);
bool MendPeriod(DraftText& text, size_t index);

// ---- calls (drafts_calls.cpp)
bool MendCall(DraftText& text, size_t index);

// ---- heads of statements (drafts_statements.cpp)
bool MendNamedValue(DraftText& text, size_t index);
bool MendParameter(DraftText& text, size_t index);
bool MendDefinitionSign(DraftText& text, size_t index);
bool MendGrain(DraftText& text, size_t index);
bool MendNoGrain(DraftText& text, size_t index);
bool MendEffective(DraftText& text, size_t index);
bool MendRounding(DraftText& text, size_t index);
bool MendTierMode(DraftText& text, size_t index);
bool MendReservedName(DraftText& text, size_t index);

// ---- blocks (drafts_clauses.cpp)
bool MendClauseWord(DraftText& text, size_t index);
bool MendClauseSigns(DraftText& text, size_t index);
bool MendSeparators(DraftText& text, size_t index);
bool MendClausesBehindEquals(DraftText& text, size_t index);
bool MendBlockWithoutClause(DraftText& text, size_t index);
bool MendBraces(DraftText& text, size_t index);

// ---- tiers (drafts_tiers.cpp)
bool MendTiers(DraftText& text, size_t index);

// ---- schemas (drafts_fields.cpp)
bool MendDatasetBraces(DraftText& text, size_t index);
bool MendField(DraftText& text, size_t index);

}  // namespace incent::syntax
