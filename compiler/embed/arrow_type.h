#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/diag/diagnostic.h"
#include "compiler/embed/incent.h"
#include "runtime/column/schema.h"

namespace incent::embed {

enum class Storage : uint8_t {
  Null,
  Bool,
  Signed,
  Unsigned,
  Decimal,
  Date,
  Moment,
  Text,
  LargeText,
  TextView
};

inline bool IsText(Storage storage) {
  return storage == Storage::Text || storage == Storage::LargeText || storage == Storage::TextView;
}

// The type of an Arrow column, as far as the library reads it.
struct ArrowType {
  Storage storage = Storage::Null;  // of the values, or of the dictionary's
  int bytes = 0;           // Signed, Unsigned: 1 .. 8; Decimal: 4 .. 32; Date: 4 (days) or 8 (milliseconds)
  int scale = 0;           // Decimal, -76 .. 76
  int64_t per_second = 0;  // Moment, and Date of 8 bytes: 1, 1000, 10^6 or 10^9
  // Dictionary: the indices.
  bool is_dictionary = false;
  bool is_index_signed = true;
  int index_bytes = 0;

  friend bool operator==(const ArrowType&, const ArrowType&) = default;
};

// nullopt: a type that is not read at all, or a schema that breaks the rules of the interface.
std::optional<ArrowType> ParseArrowType(const ArrowSchema& schema);

// Why a column of this format goes into no field, for a message; empty words if nothing is known.
diag::Bilingual WhyRefused(std::string_view format);

// Whether a field takes columns of a type. For a reference `key` is the field that it is spelt in, null if
// there is none.
bool Takes(const column::FieldSchema& field, const column::FieldSchema* key, const ArrowType& type);

// The format string of the type that fits a field best. Reference: that of its key.
std::string FormatFor(const column::FieldSchema& field, const column::FieldSchema* key);

}  // namespace incent::embed
