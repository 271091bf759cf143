#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/value/date.h"
#include "runtime/value/int128.h"

// What a dataset must look like: the contract between a compiled plan and the readers.
namespace incent::column {

enum class FieldKind : uint8_t { Text, Number, Date, Timestamp, Period, Flag, OneOf, Reference };

struct Bounds {
  value::Int128 low = 0;  // mantissas at the field's scale, inclusive
  value::Int128 high = 0;
};

struct FieldSchema {
  std::string name;    // as the plan names it
  std::string header;  // the column in the file: the label where there is one, else the name
  FieldKind kind = FieldKind::Text;
  int scale = 0;     // Number: most fractional digits of a cell
  std::string unit;  // Number: "" (plain), "CNY", "points", ...; only for messages and text
  bool optional = false;
  bool is_key = false;
  bool in_use = true;  // read by the plan; other columns need not be decoded, and may be absent
  std::optional<Bounds> bounds;
  std::vector<std::string> labels;  // OneOf
  int target = -1;                  // Reference: index of the dataset in the plan's schema list
};

struct DatasetSchema {
  std::string name;
  std::string source;  // file name as written, or empty: `<name>.csv`
  std::vector<FieldSchema> fields;
  bool in_use = true;  // false: its file need not be there, and its table stays empty
};

}  // namespace incent::column
