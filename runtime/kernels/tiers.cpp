#include "runtime/kernels/tiers.h"

#include <algorithm>

#include "runtime/value/int256.h"
#include "runtime/value/rounding.h"

namespace incent::kernels {
namespace {

using value::RoundingMode;
using value::SignedProduct;
using value::Sum;
using value::UInt128;
using value::UInt256;

// The part of x in a row is `upper - lower`; both ends are mantissas, the difference may not be.
struct Part {
  Int128 lower = 0;
  Int128 upper = 0;

  bool empty() const { return lower == upper; }
};

Part PartOf(const TierTable& table, Int128 x, size_t row) {
  const Int128 lower = row == 0 ? 0 : table.rows[row].bound;
  const Int128 upper = row + 1 < table.rows.size() ? std::min(x, table.rows[row + 1].bound) : x;
  return row > 0 && upper < lower ? Part{lower, lower} : Part{lower, upper};
}

// `part * rate`, in two's complement. Parts sum to x, so sums of such products stay below
// 3 * 10^76, within 256 bits.
UInt256 Product(Part part, Int128 rate) {
  Int128 width = 0;
  if (!__builtin_sub_overflow(part.upper, part.lower, &width)) return SignedProduct(width, rate);
  return Difference(SignedProduct(part.upper, rate), SignedProduct(part.lower, rate));
}

ErrorCode ToTotal(const TierTable& table, UInt256 exact, Int128* out) {
  const bool ok = RoundWide(exact, table.bound_scale + table.value_scale, table.total_scale(),
                            RoundingMode::HalfEven, out);
  return ok ? ErrorCode::None : ErrorCode::Overflow;
}

// The exact sum of the common case, parts and rates of 64 bits; false if it is not that case.
bool NarrowTotal(const TierTable& table, Int128 x, Int128* exact) {
  Int128 total = 0;
  for (size_t row = 0; row < table.rows.size(); ++row) {
    if (row > 0 && x <= table.rows[row].bound) break;
    const Part part = PartOf(table, x, row);
    const Int128 rate = table.rows[row].value;
    if (!value::FitsInt64(part.lower) || !value::FitsInt64(part.upper) || !value::FitsInt64(rate))
      return false;
    if (__builtin_add_overflow(total, (part.upper - part.lower) * rate, &total)) return false;
  }
  *exact = total;
  return value::FitsMantissa(total);
}

ErrorCode Width(Part part, Int128* out) {
  return value::Subtract(part.upper, 0, part.lower, 0, out) ? ErrorCode::None : ErrorCode::Overflow;
}

}  // namespace

ErrorCode MarginalTotal(const TierTable& table, Int128 x, Int128* out) {
  if (table.bound_scale + table.value_scale <= value::kMaxScale && NarrowTotal(table, x, out)) {
    return ErrorCode::None;
  }
  UInt256 total;
  for (size_t row = 0; row < table.rows.size(); ++row) {
    if (row > 0 && x <= table.rows[row].bound) break;
    total = Sum(total, Product(PartOf(table, x, row), table.rows[row].value));
  }
  return ToTotal(table, total, out);
}

ErrorCode TierPortion(const TierTable& table, Int128 x, Int128 number, Int128* out) {
  const bool exists = number >= 1 && number <= static_cast<Int128>(table.rows.size());
  return Width(exists ? PartOf(table, x, static_cast<size_t>(number - 1)) : Part(), out);
}

ErrorCode MarginalBands(const TierTable& table, Int128 x, std::vector<TierBand>* bands) {
  bands->clear();
  for (size_t row = 0; row < table.rows.size(); ++row) {
    const Part part = PartOf(table, x, row);
    if (part.empty() && !(row == 0 && x == 0)) continue;
    TierBand band{.row = row, .value = table.rows[row].value};
    if (const ErrorCode error = Width(part, &band.part); error != ErrorCode::None) return error;
    const ErrorCode error = ToTotal(table, Product(part, band.value), &band.contribution);
    if (error != ErrorCode::None) return error;
    bands->push_back(band);
  }
  return ErrorCode::None;
}

size_t RetroactiveRow(const TierTable& table, Int128 x) {
  size_t row = table.rows.size() - 1;
  while (row > 0 && (table.rows[row].above ? x <= table.rows[row].bound : x < table.rows[row].bound)) --row;
  return row;
}

Int128 RetroactiveValue(const TierTable& table, Int128 x) {
  return table.rows[RetroactiveRow(table, x)].value;
}

TierBand RetroactiveBand(const TierTable& table, Int128 x) {
  const size_t row = RetroactiveRow(table, x);
  return {.row = row, .part = x, .value = table.rows[row].value, .contribution = table.rows[row].value};
}

ErrorCode RelativeRows(const TierTable& table, Int128 base, int base_scale, std::vector<TierRow>* rows) {
  if (base <= 0) return ErrorCode::TierBase;
  rows->assign(table.rows.begin(), table.rows.end());
  for (TierRow& row : *rows) {
    if (!value::Multiply(row.bound, table.bound_scale, base, base_scale, &row.bound)) {
      return ErrorCode::Overflow;
    }
  }
  return ErrorCode::None;
}

}  // namespace incent::kernels
