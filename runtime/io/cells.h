#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/column/key_text.h"
#include "runtime/column/table.h"
#include "runtime/io/limits.h"
#include "runtime/io/record_reader.h"

// Text -> cell, by the field's type. Strict: a spelling is either the one the type has, or a reject.
//   Number     -?[0-9]+(\.[0-9]+)?, at most `scale` fractional digits; without a unit also 12.5%
//   Date       2026-03-31            Timestamp  2026-03-31T09:30 or 2026-03-31T09:30:05
//   Period     2026-Q1, 2026-03, ..  Flag       true or false
//   OneOf      one of the labels     Text       UTF-8, put into NFC
//   Reference  the key of the target's row, spelt in any way its key field allows
// An empty cell is absent; so is a quoted empty one, except for a text, where it is the empty text.
namespace incent::io {

// A field with what is needed to read it.
struct CellType {
  const column::FieldSchema* field = nullptr;
  // Reference: the key field that the text must be a value of, following references in keys.
  // Null: the target has no key of one field, and texts are compared as they are.
  const column::FieldSchema* key = nullptr;
  size_t max_cell_bytes = ReadLimits{}.max_cell_bytes;
};

struct DecodedCell {
  value::Int128 value = 0;  // as in column::Column; Reference: dictionary code of the key's text
  column::CellState state = column::CellState::Value;
  column::RejectReason reason = column::RejectReason::BadNumber;  // only for CellState::Bad
  uint8_t granule = 0;                                            // Period
};

// New texts go to `dictionary`.
DecodedCell DecodeCell(const CellType& type, const Cell& cell, column::Dictionary* dictionary);

// What a cell should have been, for a reject: "at most 2 decimals". Neutral English, and never the
// cell's own text.
std::string ExpectedText(const CellType& type, const Cell& cell, column::RejectReason reason);

// A cell of a column as the text that names it in keys: numbers without trailing zeros, dates and
// periods as written by value::*ToText. `row` must hold a value; for a Reference that is not yet
// resolved it is the dictionary's text.
std::string CellToKeyText(const column::FieldSchema& field, const DecodedCell& cell,
                          const column::Dictionary& dictionary);

// Between the parts of a composite key.
using column::kKeySeparator;

}  // namespace incent::io
