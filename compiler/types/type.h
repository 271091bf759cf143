#pragma once

#include <cstdint>
#include <string>

#include "compiler/types/unit.h"
#include "runtime/value/date.h"

namespace incent::types {

enum class Kind : uint8_t {
  Error,  // something was reported already; silences its consequences
  Flag,
  Number,  // num, money, points: a mantissa with static scale and unit
  Date,
  Timestamp,
  Period,    // ordinal of `granule`
  Duration,  // months and days, only as a literal operand
  Text,      // any text, through a dictionary
  OneOf,     // one of the labels of field `field` of dataset `dataset`
  Ref,       // a row of `dataset`
  AnyMoney,  // money whose currency differs by row
};

// The static type of a value. Equal types are interchangeable; `rate` is only a display hint.
struct Type {
  Kind kind = Kind::Error;
  bool optional = false;
  bool rate = false;                               // Number: shown as a percentage
  int scale = 0;                                   // Number: fractional digits, 0..18
  Unit unit;                                       // Number
  value::Granule granule = value::Granule::Month;  // Period
  int dataset = -1;                                // Ref, OneOf
  int field = -1;                                  // OneOf

  static Type Error() { return {}; }
  static Type Flag() { return Of(Kind::Flag); }
  static Type Date() { return Of(Kind::Date); }
  static Type Text() { return Of(Kind::Text); }
  static Type Number(int scale, Unit unit = {}, bool rate = false) {
    Type type = Of(Kind::Number);
    type.scale = scale;
    type.unit = std::move(unit);
    type.rate = rate;
    return type;
  }
  static Type PeriodOf(value::Granule granule) {
    Type type = Of(Kind::Period);
    type.granule = granule;
    return type;
  }
  static Type Ref(int dataset) {
    Type type = Of(Kind::Ref);
    type.dataset = dataset;
    return type;
  }
  static Type Of(Kind kind) {
    Type type;
    type.kind = kind;
    return type;
  }

  bool IsError() const { return kind == Kind::Error; }
  bool IsNumber() const { return kind == Kind::Number; }
  Type Optional() const {
    Type type = *this;
    type.optional = true;
    return type;
  }
  Type Present() const {
    Type type = *this;
    type.optional = false;
    return type;
  }
};

// Equal but for the display hint.
bool operator==(const Type& a, const Type& b);

// The IR's spelling: flag, num.2, CNY.2, date, month, text, one_of<2.3>, ref<1>; `?` = optional.
std::string TypeToText(const Type& type);
std::optional<Type> TypeFromText(std::string_view text);

}  // namespace incent::types
