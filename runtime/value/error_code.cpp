#include "runtime/value/error_code.h"

#include <array>

namespace incent::value {
namespace {

constexpr std::array<std::string_view, 22> kNames = {
    "none",
    "overflow",
    "bad_cell",
    "lookup_missing",
    "outside_calendar",
    "param_undefined",
    "table_no_row",
    "table_conflict",
    "tier_base",
    "exception_conflict",
    "shares_total",
    "proration",
    "recover_range",
    "assert_failed",
    "negative_weight",
    "divide_by_zero",
    "missing_input",
    "cap_unit",
    "bad_unit",
    "duplicate_key",
    "allot_total",
    "tier_order",
};
static_assert(static_cast<size_t>(ErrorCode::TierOrder) + 1 == kNames.size());

}  // namespace

std::string_view ErrorCodeName(ErrorCode code) {
  return kNames[static_cast<size_t>(code)];
}

}  // namespace incent::value
