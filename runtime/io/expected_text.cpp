#include <fmt/format.h>

#include "runtime/io/cells.h"
#include "runtime/value/decimal.h"

// What a reject says about the cell that should have been there.
namespace incent::io {
namespace {

using column::FieldSchema;
using column::RejectReason;

bool Contains(std::string_view text, std::string_view any_of) {
  return text.find_first_of(any_of) != std::string_view::npos;
}

// The first that fits, of the mistakes that are common in exports and spreadsheets.
std::string_view MistakeInNumber(const FieldSchema& field, std::string_view text) {
  if (Contains(text, " \t")) return ", without blanks";
  if (text.ends_with('%')) return field.unit.empty() ? ", with '%' right behind the digits" : ", without '%'";
  if (Contains(text, ",'_")) return ", without thousands separators";
  if (Contains(text, "eE") && Contains(text, "0123456789")) return ", without an exponent";
  if (text.starts_with('+')) return ", without '+'";
  if (Contains(text, "()")) return ", with '-' for a negative amount";
  const auto has = [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; };
  if (has("$") || has("¥") || has("￥")) return ", without a currency sign";
  // The lead bytes of the full-width forms.
  if (has("\xef\xbc")) return ", in half-width digits";
  return "";
}

std::string ExpectedNumber(const FieldSchema& field, std::string_view text) {
  return fmt::format("a number like {}{}", field.scale > 0 ? "-1234.5" : "-1234",
                     MistakeInNumber(field, text));
}

std::string ExpectedDigits(const FieldSchema& field, std::string_view text) {
  if (!text.ends_with('%'))
    return fmt::format("at most {} decimals, and {} digits before them", field.scale,
                       value::kMaxDigits - field.scale);
  return fmt::format("at most {} decimals, or {} of a percentage", field.scale, std::max(field.scale - 2, 0));
}

std::string ExpectedBounds(const FieldSchema& field) {
  if (!field.bounds) return {};
  return fmt::format("{} .. {}", value::DecimalToShortText(field.bounds->low, field.scale),
                     value::DecimalToShortText(field.bounds->high, field.scale));
}

std::string ExpectedLabels(const FieldSchema& field) {
  constexpr size_t kMaxShown = 10;
  std::string text = "one of ";
  for (size_t i = 0; i < field.labels.size() && i < kMaxShown; ++i) {
    text += fmt::format("{}\"{}\"", i == 0 ? "" : ", ", field.labels[i]);
  }
  return field.labels.size() > kMaxShown ? text + ", .." : text;
}

}  // namespace

std::string ExpectedText(const CellType& type, const Cell& cell, RejectReason reason) {
  const FieldSchema& field = *type.field;
  switch (reason) {
    case RejectReason::BadNumber:
      return ExpectedNumber(field, cell.text);
    case RejectReason::TooManyDigits:
      return ExpectedDigits(field, cell.text);
    case RejectReason::OutOfBounds:
      return ExpectedBounds(field);
    case RejectReason::BadDate:
      return "a day that exists, as YYYY-MM-DD, from 1900-01-01 to 2199-12-31";
    case RejectReason::BadTimestamp:
      return "a moment as YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS";
    case RejectReason::BadPeriod:
      return "a period like 2026-03, 2026-Q1, 2026-H1 or 2026";
    case RejectReason::BadFlag:
      return "true or false";
    case RejectReason::NotOneOf:
      return ExpectedLabels(field);
    case RejectReason::EmptyKey:
    case RejectReason::EmptyRequired:
      return "a value";
    case RejectReason::CellTooLong:
      return fmt::format("at most {} bytes per cell", type.max_cell_bytes);
    case RejectReason::NulByte:
      return "text without NUL";
    case RejectReason::BadEncoding:
      return "UTF-8";
    default:
      return {};
  }
}

}  // namespace incent::io
