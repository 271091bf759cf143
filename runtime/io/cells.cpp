#include "runtime/io/cells.h"

#include <algorithm>
#include <array>

#include "runtime/io/utf8.h"
#include "runtime/value/date.h"
#include "runtime/value/decimal.h"
#include "runtime/value/timestamp.h"

namespace incent::io {
namespace {

using column::CellState;
using column::Dictionary;
using column::FieldKind;
using column::FieldSchema;
using column::RejectReason;
using value::Int128;

DecodedCell Value(Int128 cell, uint8_t granule = 0) {
  return {.value = cell, .granule = granule};
}
DecodedCell Bad(RejectReason reason) {
  return {.state = CellState::Bad, .reason = reason};
}

// The reason why `text` is not what it should be: bytes that are no text come before its form.
DecodedCell BadText(std::string_view text, RejectReason reason) {
  if (text.find('\0') != std::string_view::npos) return Bad(RejectReason::NulByte);
  return Bad(IsValidUtf8(text) ? reason : RejectReason::BadEncoding);
}

bool IsInside(const std::optional<column::Bounds>& bounds, Int128 m) {
  return !bounds || (bounds->low <= m && m <= bounds->high);
}

// A number whose form is right but which ParseDecimal refuses, for having too many digits.
bool HasFormOfNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const size_t whole = std::min(text.find_first_not_of("0123456789"), text.size());
  if (whole == 0 || whole == text.size()) return whole > 0;
  const std::string_view fraction = text.substr(whole + 1);
  return text[whole] == '.' && !fraction.empty() &&
         fraction.find_first_not_of("0123456789") == std::string_view::npos;
}

// Digits that a percentage has too many are harmless while they are zeros: 5.00% is 5%.
void DropZeros(int scale, value::ParsedDecimal* parsed) {
  while (parsed->scale > scale && parsed->mantissa % 10 == 0) {
    parsed->mantissa /= 10;
    --parsed->scale;
  }
}

DecodedCell DecodeNumber(const CellType& type, std::string_view text, Dictionary*) {
  const FieldSchema& field = *type.field;
  const bool is_percent = field.unit.empty() && text.ends_with('%');
  const std::string_view number = is_percent ? text.substr(0, text.size() - 1) : text;
  std::optional<value::ParsedDecimal> parsed = value::ParseDecimal(number);
  if (!parsed) {
    if (!HasFormOfNumber(number)) return BadText(text, RejectReason::BadNumber);
    return Bad(RejectReason::TooManyDigits);
  }
  if (is_percent) {
    parsed->scale += 2;
    DropZeros(field.scale, &*parsed);
  }
  Int128 mantissa = 0;
  if (parsed->scale > field.scale ||
      !value::Rescale(parsed->mantissa, parsed->scale, field.scale, &mantissa)) {
    return Bad(RejectReason::TooManyDigits);
  }
  return IsInside(field.bounds, mantissa) ? Value(mantissa) : Bad(RejectReason::OutOfBounds);
}

DecodedCell DecodeDate(const CellType&, std::string_view text, Dictionary*) {
  const std::optional<value::Day> day = value::ParseDate(text);
  return day ? Value(*day) : BadText(text, RejectReason::BadDate);
}

DecodedCell DecodeTimestamp(const CellType&, std::string_view text, Dictionary*) {
  const std::optional<value::Timestamp> timestamp = value::ParseTimestamp(text);
  return timestamp ? Value(*timestamp) : BadText(text, RejectReason::BadTimestamp);
}

DecodedCell DecodePeriod(const CellType&, std::string_view text, Dictionary*) {
  const std::optional<value::ParsedPeriod> parsed = value::ParsePeriod(text);
  if (!parsed) return BadText(text, RejectReason::BadPeriod);
  return Value(parsed->period, static_cast<uint8_t>(parsed->granule));
}

// The three spellings of each are those of JSON, of spreadsheets and of Python.
DecodedCell DecodeFlag(const CellType&, std::string_view text, Dictionary*) {
  if (text == "true" || text == "TRUE" || text == "True") return Value(1);
  if (text == "false" || text == "FALSE" || text == "False") return Value(0);
  return BadText(text, RejectReason::BadFlag);
}

DecodedCell DecodeText(const CellType&, std::string_view text, Dictionary* dictionary) {
  if (IsSurelyNfc(text)) return Value(dictionary->Intern(text));
  if (text.find('\0') != std::string_view::npos) return Bad(RejectReason::NulByte);
  if (!IsValidUtf8(text)) return Bad(RejectReason::BadEncoding);
  return Value(dictionary->Intern(ToNfc(text)));
}

DecodedCell DecodeOneOf(const CellType& type, std::string_view text, Dictionary*) {
  const std::vector<std::string>& labels = type.field->labels;
  auto label = std::find(labels.begin(), labels.end(), text);
  if (label == labels.end() && IsValidUtf8(text))
    label = std::find(labels.begin(), labels.end(), ToNfc(text));
  if (label == labels.end()) return BadText(text, RejectReason::NotOneOf);
  return Value(label - labels.begin());
}

// A text that cannot be a key stays as it is, and will be no row's key.
DecodedCell DecodeReference(const CellType& type, std::string_view text, Dictionary* dictionary);

using Decoder = DecodedCell (*)(const CellType&, std::string_view, Dictionary*);

// In the order of FieldKind.
constexpr std::array<Decoder, 8> kDecoders = {DecodeText,   DecodeNumber, DecodeDate,  DecodeTimestamp,
                                              DecodePeriod, DecodeFlag,   DecodeOneOf, DecodeReference};
static_assert(static_cast<size_t>(FieldKind::Reference) + 1 == kDecoders.size());

Decoder DecoderOf(FieldKind kind) {
  return kDecoders[static_cast<size_t>(kind)];
}

DecodedCell DecodeReference(const CellType& type, std::string_view text, Dictionary* dictionary) {
  const bool is_spelt_otherwise = type.key != nullptr && type.key->kind != FieldKind::Text;
  if (is_spelt_otherwise) {
    const DecodedCell key = DecoderOf(type.key->kind)({.field = type.key}, text, dictionary);
    if (key.state == CellState::Value)
      return Value(dictionary->Intern(CellToKeyText(*type.key, key, *dictionary)));
  }
  return DecodeText(type, text, dictionary);
}

DecodedCell DecodeAbsent(const FieldSchema& field) {
  if (field.is_key) return Bad(RejectReason::EmptyKey);
  if (!field.optional) return Bad(RejectReason::EmptyRequired);
  return {.value = field.kind == FieldKind::Reference ? -1 : 0, .state = CellState::Null};
}

}  // namespace

DecodedCell DecodeCell(const CellType& type, const Cell& cell, Dictionary* dictionary) {
  const FieldSchema& field = *type.field;
  const bool is_empty_text = cell.form == CellForm::Quoted && field.kind == FieldKind::Text && !field.is_key;
  if (cell.text.empty() && !is_empty_text) return DecodeAbsent(field);
  if (cell.text.size() > type.max_cell_bytes) return Bad(RejectReason::CellTooLong);
  return DecoderOf(field.kind)(type, cell.text, dictionary);
}

std::string CellToKeyText(const FieldSchema& field, const DecodedCell& cell, const Dictionary& dictionary) {
  switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::Reference:
      return std::string(dictionary.Text(static_cast<int32_t>(cell.value)));
    case FieldKind::Number:
      return value::DecimalToShortText(cell.value, field.scale);
    case FieldKind::Date:
      return value::DateToText(static_cast<value::Day>(cell.value));
    case FieldKind::Timestamp:
      return value::TimestampToText(static_cast<value::Timestamp>(cell.value));
    case FieldKind::Period:
      return value::PeriodToText(static_cast<value::Granule>(cell.granule),
                                 static_cast<value::Period>(cell.value));
    case FieldKind::Flag:
      return cell.value != 0 ? "true" : "false";
    case FieldKind::OneOf:
      return field.labels[static_cast<size_t>(cell.value)];
  }
  return {};
}

}  // namespace incent::io
