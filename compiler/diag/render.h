#pragma once

#include <string>

#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"
#include "runtime/value/escape.h"

namespace incent::diag {

// Of one message. More notes, or repairs to choose from, are counted.
inline constexpr size_t kMaxShownNotes = 12;

struct RenderOptions {
  Language language = Language::English;
  bool color = false;  // ANSI colours; for terminals only
};

// For people: severity, code, message, place, the source line with carets in display cells, notes,
// fixes, and a last line that counts. At most base::kMaxShownDiagnostics entries. Empty if there is
// nothing to say. Control and invisible characters of the source are shown as \u{..}.
std::string RenderText(const Diagnostics& diagnostics, const source::SourceSet& sources,
                       RenderOptions options);

// For programs: one JSON object, stable field order.
//
//     {"version": 1, "errors": 1, "warnings": 0, "diagnostics": [{
//       "code": "E0101", "severity": "error", "message": "…", "language": "en",
//       "file": "a.incent", "range": RANGE, "record": null,
//       "notes": [{"message": "…", "file": "a.incent", "range": RANGE}],
//       "fixes": [{"title": "…", "file": "a.incent", "range": RANGE, "replacement": "…"}]}]}
//
// RANGE is {"start": {"offset", "line", "column", "utf16"}, "end": {…}}: byte offset from 0, line and
// columns from 1 (column in bytes, utf16 in UTF-16 units). `file` and `range` are null where a
// message is about no place. For input data `file` is the data file, `range` is null and `record` is
// {"line", "cell"}, both from 1, 0 where unknown. All stored entries, sorted.
std::string RenderJson(const Diagnostics& diagnostics, const source::SourceSet& sources, Language language);

using value::EscapeControls;

}  // namespace incent::diag
