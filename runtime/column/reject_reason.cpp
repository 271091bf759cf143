#include <array>

#include "runtime/column/table.h"

namespace incent::column {
namespace {

struct ReasonName {
  RejectReason reason;
  std::string_view name;
};

// In the order of the enumeration.
constexpr std::array kNames = {
    ReasonName{RejectReason::MissingColumn, "missing_column"},
    ReasonName{RejectReason::RaggedRow, "ragged_row"},
    ReasonName{RejectReason::BadNumber, "bad_number"},
    ReasonName{RejectReason::TooManyDigits, "too_many_digits"},
    ReasonName{RejectReason::BadDate, "bad_date"},
    ReasonName{RejectReason::BadPeriod, "bad_period"},
    ReasonName{RejectReason::BadFlag, "bad_flag"},
    ReasonName{RejectReason::NotOneOf, "not_one_of"},
    ReasonName{RejectReason::EmptyRequired, "empty_required"},
    ReasonName{RejectReason::UnknownReference, "unknown_reference"},
    ReasonName{RejectReason::DuplicateKey, "duplicate_key"},
    ReasonName{RejectReason::OutOfBounds, "out_of_bounds"},
    ReasonName{RejectReason::BadEncoding, "bad_encoding"},
    ReasonName{RejectReason::BadQuoting, "bad_quoting"},
    ReasonName{RejectReason::CellTooLong, "cell_too_long"},
    ReasonName{RejectReason::RowTooLong, "row_too_long"},
    ReasonName{RejectReason::BadJson, "bad_json"},
    ReasonName{RejectReason::BadTimestamp, "bad_timestamp"},
    ReasonName{RejectReason::NulByte, "nul_byte"},
    ReasonName{RejectReason::EmptyKey, "empty_key"},
    ReasonName{RejectReason::DuplicateColumn, "duplicate_column"},
    ReasonName{RejectReason::UnreadableFile, "unreadable_file"},
    ReasonName{RejectReason::TooManyColumns, "too_many_columns"},
    ReasonName{RejectReason::BadLineEnd, "bad_line_end"},
};

constexpr bool InOrder() {
  for (size_t i = 0; i < kNames.size(); ++i) {
    if (static_cast<size_t>(kNames[i].reason) != i) return false;
  }
  return kNames.back().reason == RejectReason::BadLineEnd;
}
static_assert(InOrder(), "a name is found by its position");

}  // namespace

std::string_view RejectReasonName(RejectReason reason) {
  return kNames[static_cast<size_t>(reason)].name;
}

}  // namespace incent::column
