#include "runtime/io/cells.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "runtime/value/date.h"
#include "runtime/value/decimal.h"

namespace incent::io {
namespace {

using column::CellState;
using column::FieldKind;
using column::FieldSchema;
using column::RejectReason;

FieldSchema Money(int scale) {
  return {.name = "amount", .kind = FieldKind::Number, .scale = scale, .unit = "CNY"};
}
FieldSchema Rate(int scale) {
  return {.name = "rate", .kind = FieldKind::Number, .scale = scale};
}

// What a cell becomes: its value in decimals, or the reason and what was expected.
std::string Decode(const FieldSchema& field, std::string_view text, CellForm form = CellForm::Bare) {
  column::Dictionary dictionary;
  const CellType type{.field = &field};
  const Cell cell{.text = text, .form = text.empty() && form == CellForm::Bare ? CellForm::Absent : form};
  const DecodedCell decoded = DecodeCell(type, cell, &dictionary);
  if (decoded.state == CellState::Null) return "null";
  if (decoded.state == CellState::Bad) {
    return std::string(RejectReasonName(decoded.reason)) + ": " + ExpectedText(type, cell, decoded.reason);
  }
  if (field.kind == FieldKind::Text)
    return fmt::format("'{}'", dictionary.Text(static_cast<int32_t>(decoded.value)));
  return value::DecimalToText(decoded.value, field.scale);
}

TEST(NumberCellTest, TheGrammarIsDigitsWithASignAndAPoint) {
  EXPECT_EQ(Decode(Money(2), "0"), "0.00");
  EXPECT_EQ(Decode(Money(2), "-0"), "0.00");
  EXPECT_EQ(Decode(Money(2), "12.5"), "12.50");
  EXPECT_EQ(Decode(Money(2), "-1234.56"), "-1234.56");
  EXPECT_EQ(Decode(Money(2), "007"), "7.00");
  EXPECT_EQ(Decode(Money(0), "12345678901234567890123456789012345678"),
            "12345678901234567890123456789012345678");
}

TEST(NumberCellTest, EveryOtherSpellingIsABadNumberWithAHint) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"1e3", ", without an exponent"},
      {"1E3", ", without an exponent"},
      {"1,234.50", ", without thousands separators"},
      {"1_000", ", without thousands separators"},
      {"1'000", ", without thousands separators"},
      {"12,50", ", without thousands separators"},
      {"+5", ", without '+'"},
      {" 5", ", without blanks"},
      {"5 ", ", without blanks"},
      {"1 234", ", without blanks"},
      {"5\t", ", without blanks"},
      {"(123.45)", ", with '-' for a negative amount"},
      {"５", ", in half-width digits"},
      {"１２３", ", in half-width digits"},
      {"－5", ", in half-width digits"},
      {"￥5", ", without a currency sign"},
      {"¥5", ", without a currency sign"},
      {"$5", ", without a currency sign"},
      {"5%", ", without '%'"},
      {".5", ""},
      {"5.", ""},
      {"-", ""},
      {"-.5", ""},
      {"--5", ""},
      {"5-", ""},
      {"1.2.3", ""},
      {"0x10", ""},
      {"NaN", ""},
      {"inf", ""},
      {"五", ""},
      {"٥", ""},
      {"n/a", ""},
  };
  for (const auto& [text, hint] : cases) {
    EXPECT_EQ(Decode(Money(2), text), "bad_number: a number like -1234.5" + std::string(hint)) << text;
  }
}

TEST(NumberCellTest, DigitsBeyondTheScaleAreRejectedEvenZeros) {
  const std::string expected = "too_many_digits: at most 2 decimals, and 36 digits before them";
  EXPECT_EQ(Decode(Money(2), "12.345"), expected);
  EXPECT_EQ(Decode(Money(2), "12.340"), expected);
  EXPECT_EQ(Decode(Money(2), "1." + std::string(19, '0')), expected);
  EXPECT_EQ(Decode(Money(2), std::string(39, '9')), expected);
  EXPECT_EQ(Decode(Money(2), std::string(60'000, '9')), expected);
  EXPECT_EQ(Decode(Money(0), "1.0"), "too_many_digits: at most 0 decimals, and 38 digits before them");
}

TEST(NumberCellTest, TheScaledValueMustFitIn38Digits) {
  EXPECT_EQ(Decode(Money(2), std::string(36, '9')), std::string(36, '9') + ".00");
  EXPECT_EQ(Decode(Money(2), std::string(37, '9')),
            "too_many_digits: at most 2 decimals, and 36 digits before them");
}

TEST(NumberCellTest, PlainNumbersMayBePercentages) {
  EXPECT_EQ(Decode(Rate(6), "5%"), "0.050000");
  EXPECT_EQ(Decode(Rate(6), "-12.3456%"), "-0.123456");
  EXPECT_EQ(Decode(Rate(6), "12.34567%"), "too_many_digits: at most 6 decimals, or 4 of a percentage");
  EXPECT_EQ(Decode(Rate(2), "5.00%"), "0.05");
  EXPECT_EQ(Decode(Rate(2), "5.50%"), "too_many_digits: at most 2 decimals, or 0 of a percentage");
  EXPECT_EQ(Decode(Rate(0), "300%"), "3");
  EXPECT_EQ(Decode(Rate(6), "5 %"), "bad_number: a number like -1234.5, without blanks");
  EXPECT_EQ(Decode(Rate(6), "5%%"), "bad_number: a number like -1234.5, with '%' right behind the digits");
  EXPECT_EQ(Decode(Rate(6), "%"), "bad_number: a number like -1234.5, with '%' right behind the digits");
}

TEST(NumberCellTest, BoundsAreInclusive) {
  FieldSchema field = Money(2);
  field.bounds = column::Bounds{.low = 0, .high = 10'000};
  EXPECT_EQ(Decode(field, "0"), "0.00");
  EXPECT_EQ(Decode(field, "100"), "100.00");
  EXPECT_EQ(Decode(field, "100.01"), "out_of_bounds: 0 .. 100");
  EXPECT_EQ(Decode(field, "-0.01"), "out_of_bounds: 0 .. 100");
}

TEST(DateCellTest, DatesAreStrict) {
  const FieldSchema field{.name = "d", .kind = FieldKind::Date};
  EXPECT_EQ(Decode(field, "1970-01-02"), "1");
  EXPECT_EQ(Decode(field, "2024-02-29"), std::to_string(value::DayFromCivil({2024, 2, 29})));
  for (const std::string_view text :
       {"2025-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025-1-1", "2025/01/01", "01.02.2025",
        "20250101", "2025-01-01T00:00", "1899-12-31", "2200-01-01", "today", " 2025-01-01"}) {
    EXPECT_EQ(Decode(field, text),
              "bad_date: a day that exists, as YYYY-MM-DD, from 1900-01-01 to 2199-12-31")
        << text;
  }
}

TEST(TimestampCellTest, TimestampsAreSeconds) {
  const FieldSchema field{.name = "t", .kind = FieldKind::Timestamp};
  EXPECT_EQ(Decode(field, "1970-01-02T00:00:01"), "86401");
  EXPECT_EQ(Decode(field, "1970-01-02T00:01"), "86460");
  EXPECT_EQ(Decode(field, "1970-01-02"),
            "bad_timestamp: a moment as YYYY-MM-DDTHH:MM or YYYY-MM-DDTHH:MM:SS");
}

TEST(PeriodCellTest, TheGranuleComesWithTheCell) {
  const FieldSchema field{.name = "p", .kind = FieldKind::Period};
  column::Dictionary dictionary;
  for (const char* text : {"2026", "2026-H1", "2026-Q3", "2026-03", "2026-03-B", "2026-W07", "2026-03-31"}) {
    const DecodedCell cell =
        DecodeCell({.field = &field}, {.text = text, .form = CellForm::Bare}, &dictionary);
    ASSERT_EQ(cell.state, CellState::Value) << text;
    EXPECT_EQ(CellToKeyText(field, cell, dictionary), text);
  }
  EXPECT_EQ(Decode(field, "2026-Q5"), "bad_period: a period like 2026-03, 2026-Q1, 2026-H1 or 2026");
}

TEST(FlagCellTest, FlagsAreTrueOrFalse) {
  const FieldSchema field{.name = "f", .kind = FieldKind::Flag};
  for (const std::string_view text : {"true", "TRUE", "True"}) EXPECT_EQ(Decode(field, text), "1") << text;
  for (const std::string_view text : {"false", "FALSE", "False"}) EXPECT_EQ(Decode(field, text), "0") << text;
  for (const std::string_view text : {"tRUE", "true ", "1", "0", "yes", "Y", "是", "t"}) {
    EXPECT_EQ(Decode(field, text), "bad_flag: true or false") << text;
  }
}

TEST(OneOfCellTest, LabelsMatchExactly) {
  const FieldSchema field{.name = "k", .kind = FieldKind::OneOf, .labels = {"new", "续约", "Zo\xc3\xab"}};
  EXPECT_EQ(Decode(field, "new"), "0");
  EXPECT_EQ(Decode(field, "续约"), "1");
  EXPECT_EQ(Decode(field, "Zoe\xcc\x88"), "2");
  EXPECT_EQ(Decode(field, "New"), "not_one_of: one of \"new\", \"续约\", \"Zo\xc3\xab\"");
  EXPECT_EQ(Decode(field, "new "), "not_one_of: one of \"new\", \"续约\", \"Zo\xc3\xab\"");
}

TEST(TextCellTest, TextIsKeptInNfc) {
  const FieldSchema field{.name = "t"};
  EXPECT_EQ(Decode(field, " a b "), "' a b '");
  EXPECT_EQ(Decode(field, "Zoe\xcc\x88"), "'Zo\xc3\xab'");
  EXPECT_EQ(Decode(field, "=1+1"), "'=1+1'");
}

TEST(CellTest, BytesThatAreNoTextAreNamedWhateverTheType) {
  const std::string_view nul("1\0", 2);
  for (const FieldKind kind : {FieldKind::Text, FieldKind::Number, FieldKind::Date, FieldKind::Timestamp,
                               FieldKind::Period, FieldKind::Flag, FieldKind::OneOf, FieldKind::Reference}) {
    const FieldSchema field{.name = "f", .kind = kind};
    EXPECT_EQ(Decode(field, nul), "nul_byte: text without NUL");
    EXPECT_EQ(Decode(field, "1\xc0\x80"), "bad_encoding: UTF-8");
    EXPECT_EQ(Decode(field, "\xd5\xc5\xc8\xfd"), "bad_encoding: UTF-8");
  }
}

TEST(CellTest, AnEmptyCellIsAbsent) {
  for (const FieldKind kind : {FieldKind::Text, FieldKind::Number, FieldKind::Date, FieldKind::Reference}) {
    FieldSchema field{.name = "f", .kind = kind};
    EXPECT_EQ(Decode(field, ""), "empty_required: a value");
    field.optional = true;
    EXPECT_EQ(Decode(field, ""), "null");
    field.is_key = true;
    EXPECT_EQ(Decode(field, ""), "empty_key: a value");
  }
}

TEST(CellTest, AQuotedEmptyCellIsTheEmptyTextInTextsOnly) {
  FieldSchema field{.name = "f", .optional = true};
  EXPECT_EQ(Decode(field, "", CellForm::Quoted), "''");
  field.kind = FieldKind::Number;
  EXPECT_EQ(Decode(field, "", CellForm::Quoted), "null");
  field = {.name = "id", .is_key = true};
  EXPECT_EQ(Decode(field, "", CellForm::Quoted), "empty_key: a value");
}

TEST(CellTest, CellsMayBeAsLongAsTheLimit) {
  const FieldSchema field{.name = "f"};
  column::Dictionary dictionary;
  for (const size_t length : {4, 5, 6}) {
    const std::string text(length, 'x');
    const DecodedCell cell = DecodeCell({.field = &field, .max_cell_bytes = 5},
                                        {.text = text, .form = CellForm::Bare}, &dictionary);
    EXPECT_EQ(cell.state, length <= 5 ? CellState::Value : CellState::Bad);
    if (length <= 5) continue;
    EXPECT_EQ(cell.reason, RejectReason::CellTooLong);
  }
}

TEST(ReferenceCellTest, AReferenceIsSpeltAsItsKeyAllows) {
  const FieldSchema key{.name = "id", .kind = FieldKind::Number, .scale = 2, .is_key = true};
  const FieldSchema field{.name = "rep", .kind = FieldKind::Reference, .target = 0};
  const CellType type{.field = &field, .key = &key};
  column::Dictionary dictionary;
  for (const char* text : {"1.5", "1.50", "01.5"}) {
    const DecodedCell cell = DecodeCell(type, {.text = text, .form = CellForm::Bare}, &dictionary);
    EXPECT_EQ(dictionary.Text(static_cast<int32_t>(cell.value)), "1.5");
  }
  const DecodedCell cell = DecodeCell(type, {.text = "x1", .form = CellForm::Bare}, &dictionary);
  EXPECT_EQ(dictionary.Text(static_cast<int32_t>(cell.value)), "x1");
}

}  // namespace
}  // namespace incent::io
