#pragma once

#include <optional>

#include "compiler/ast/expr.h"
#include "runtime/value/date.h"

namespace incent::check {

enum class GrainKind : uint8_t {
  Company,        // one value
  CompanyPeriod,  // one per period of `granule`
  Person,         // one per participant
  PersonPeriod,   // one per participant and period
  Row,            // one per row of dataset `index`
  Line,           // one per line of credit `index` (a definition)
};

// What a value exists once for.
struct Grain {
  GrainKind kind = GrainKind::Company;
  value::Granule granule = value::Granule::Month;
  int index = -1;

  bool HasTime() const { return kind == GrainKind::CompanyPeriod || kind == GrainKind::PersonPeriod; }
  bool HasPerson() const {
    return kind == GrainKind::Person || kind == GrainKind::PersonPeriod || kind == GrainKind::Line;
  }
  friend bool operator==(const Grain& a, const Grain& b) {
    if (a.kind != b.kind) return false;
    if (a.HasTime()) return a.granule == b.granule;
    return (a.kind != GrainKind::Row && a.kind != GrainKind::Line) || a.index == b.index;
  }
};

inline Grain PersonPeriod(value::Granule granule) {
  return {GrainKind::PersonPeriod, granule, -1};
}
inline Grain LineOf(int credit) {
  return {GrainKind::Line, value::Granule::Month, credit};
}
inline Grain RowOf(int dataset) {
  return {GrainKind::Row, value::Granule::Month, dataset};
}

constexpr value::Granule GranuleOf(ast::Unit unit) {
  return static_cast<value::Granule>(unit);
}
static_assert(static_cast<int>(ast::Unit::Year) == static_cast<int>(value::Granule::Year));

}  // namespace incent::check
