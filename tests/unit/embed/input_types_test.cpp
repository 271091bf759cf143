#include <limits>

#include "tests/unit/embed/embedding.h"

// What columns of each Arrow type mean.
namespace incent::embed {
namespace {

using value::Int128;
using Words = std::vector<std::string>;

constexpr int32_t kNewYear = 20454;  // 2026-01-01

class InputTypesTest : public Embedding {
 protected:
  void SetUp() override { Compile(); }

  // Deals d1, d2, ... of r1, with one column instead of the one of that name, or besides.
  std::vector<GivenColumn> DealsWith(const GivenColumn& given) {
    const auto num_rows = static_cast<size_t>(given.length);
    Cells<std::string> ids;
    for (size_t i = 0; i < num_rows; ++i) ids.emplace_back("d" + std::to_string(i + 1));
    std::vector<GivenColumn> columns = {Texts("id", ids), Texts("rep", Cells<std::string>(num_rows, "r1")),
                                        Fixed<int64_t>("amount", "l", Cells<int64_t>(num_rows, 10)),
                                        Fixed<int32_t>("won_on", "tdD", Cells<int32_t>(num_rows, kNewYear))};
    for (GivenColumn& column : columns) {
      if (column.name != given.name) continue;
      column = given;
      return columns;
    }
    columns.push_back(given);
    return columns;
  }

  // "d1 1.00" for each payout, and "d2 bad_number 'x'" for each reject.
  Words RunWith(const GivenColumn& given, std::vector<GivenColumn> reps = SomeReps()) {
    EXPECT_EQ(Open(), INCENT_OK);
    EXPECT_EQ(Push("Rep", reps), INCENT_OK) << Message();
    EXPECT_EQ(Push("Deal", DealsWith(given)), INCENT_OK) << Message();
    EXPECT_EQ(Run(), INCENT_OK) << Message();
    if (result_ == nullptr) return {};
    return Results();
  }
  Words Results() {
    Words results;
    ArrowArrayStream stream{};
    EXPECT_EQ(incent_result_ledger(result_, &stream, Error()), INCENT_OK);
    for (const auto& row : ReadStream(stream)) results.push_back(row[14] + " " + row[9]);
    for (const auto& row : Errors()) results.push_back(row[3] + " " + row[5] + " '" + row[7] + "'");
    return results;
  }

  // The status with which a column is refused.
  incent_status Refused(const GivenColumn& given) {
    EXPECT_EQ(Open(), INCENT_OK);
    const incent_status status = Push("Deal", DealsWith(given));
    EXPECT_EQ(incent_session_run(session_, &result_, nullptr), INCENT_WRONG_STATE);
    return status;
  }
};

TEST_F(InputTypesTest, IntegersOfEverySizeAreNumbers) {
  const Words expected = {"d1 10.00", "d2 -0.70"};
  EXPECT_EQ(RunWith(Fixed<int8_t>("amount", "c", {{100}, {-7}})), expected);
  EXPECT_EQ(RunWith(Fixed<int16_t>("amount", "s", {{100}, {-7}})), expected);
  EXPECT_EQ(RunWith(Fixed<int32_t>("amount", "i", {{100}, {-7}})), expected);
  EXPECT_EQ(RunWith(Fixed<int64_t>("amount", "l", {{100}, {-7}})), expected);
  const Words positive = {"d1 10.00", "d2 20.00"};
  EXPECT_EQ(RunWith(Fixed<uint8_t>("amount", "C", {{100}, {200}})), positive);
  EXPECT_EQ(RunWith(Fixed<uint16_t>("amount", "S", {{100}, {200}})), positive);
  EXPECT_EQ(RunWith(Fixed<uint32_t>("amount", "I", {{100}, {200}})), positive);
  EXPECT_EQ(RunWith(Fixed<uint64_t>("amount", "L", {{100}, {200}})), positive);
}

TEST_F(InputTypesTest, ADecimalOfMoreDigitsIsTakenIfTheyAreZeros) {
  EXPECT_EQ(RunWith(Fixed<Int128>("amount", "d:18,4", {{1234500}, {1234567}, {-1234500}})),
            (Words{"d1 12.35", "d2 -", "d3 -12.35", "d2 too_many_digits '123.4567'"}));
}

TEST_F(InputTypesTest, DecimalsOfEverySizeAreNumbers) {
  const Words expected = {"d1 10.00", "d2 -0.70"};
  EXPECT_EQ(RunWith(Fixed<int32_t>("amount", "d:9,2,32", {{10000}, {-700}})), expected);
  EXPECT_EQ(RunWith(Fixed<int64_t>("amount", "d:18,2,64", {{10000}, {-700}})), expected);
  EXPECT_EQ(RunWith(Fixed<Int128>("amount", "d:38,2,128", {{10000}, {-700}})), expected);
  const std::array<uint64_t, 4> ten_thousand = {10000, 0, 0, 0};
  const std::array<uint64_t, 4> minus = {~uint64_t{700} + 1, ~uint64_t{0}, ~uint64_t{0}, ~uint64_t{0}};
  EXPECT_EQ(RunWith(Fixed<std::array<uint64_t, 4>>("amount", "d:76,2,256", {{ten_thousand}, {minus}})),
            expected);
}

TEST_F(InputTypesTest, ANegativeScaleMeansZerosBeforeThePoint) {
  EXPECT_EQ(RunWith(Fixed<Int128>("amount", "d:5,-3", {{2}, {0}})), (Words{"d1 200.00"}));
}

TEST_F(InputTypesTest, WhatHasTooManyDigitsForAnyNumberIsRejected) {
  const std::array<uint64_t, 4> huge = {0, 0, 0, uint64_t{1} << 62};
  EXPECT_EQ(RunWith(Fixed<std::array<uint64_t, 4>>("amount", "d:76,0,256", {{huge}})),
            (Words{"d1 -",
                   "d1 too_many_digits "
                   "'28948022309329048855892746252171976963317496166410141009864396001978282409984'"}));
  EXPECT_EQ(RunWith(Fixed<Int128>("amount", "d:38,38", {{1}})),
            (Words{"d1 -", "d1 too_many_digits '0.00000000000000000000000000000000000001'"}));
}

TEST_F(InputTypesTest, NumbersInTextAreReadAsInCsv) {
  EXPECT_EQ(RunWith(Texts("amount", {"100", "-7.00", "1e3", "12.345", ""})),
            (Words{"d1 10.00", "d2 -0.70", "d3 -", "d4 -", "d5 -", "d3 bad_number '1e3'",
                   "d4 too_many_digits '12.345'", "d5 empty_required '-'"}));
}

TEST_F(InputTypesTest, WhatIsOutOfBoundsIsRejected) {
  EXPECT_EQ(RunWith(Fixed<int64_t>("amount", "l", {{1'000'000'000}, {1'000'000'001}})),
            (Words{"d1 100000000.00", "d2 -", "d2 out_of_bounds '1000000001'"}));
}

TEST_F(InputTypesTest, TextsMayBeLargeOrCodedByAnyInteger) {
  EXPECT_EQ(RunWith(TextsOf<int64_t>("rep", "U", {"r2", "r1"})), (Words{"d2 1.00", "d1 1.00"}));
  const GivenColumn reps = Texts("", {"r1", "r2"});
  const Words coded = {"d1 1.00", "d2 1.00"};
  EXPECT_EQ(RunWith(Coded<int8_t>("rep", "c", {{0}, {0}}, reps)), coded);
  EXPECT_EQ(RunWith(Coded<uint8_t>("rep", "C", {{0}, {0}}, reps)), coded);
  EXPECT_EQ(RunWith(Coded<int16_t>("rep", "s", {{0}, {0}}, reps)), coded);
  EXPECT_EQ(RunWith(Coded<uint16_t>("rep", "S", {{0}, {0}}, reps)), coded);
  EXPECT_EQ(RunWith(Coded<int32_t>("rep", "i", {{0}, {0}}, reps)), coded);
  EXPECT_EQ(RunWith(Coded<uint32_t>("rep", "I", {{0}, {0}}, reps)), coded);
  EXPECT_EQ(RunWith(Coded<int64_t>("rep", "l", {{0}, {0}}, reps)), coded);
  EXPECT_EQ(RunWith(Coded<uint64_t>("rep", "L", {{0}, {0}}, TextsOf<int64_t>("", "U", {"r1"}))), coded);
}

TEST_F(InputTypesTest, TextsMayBeViews) {
  const std::string twelve = "twelve_bytes";
  const std::string thirteen = "thirteen_byte";
  const std::string long_one = "a key that is longer than a view of sixteen bytes";
  const std::vector<GivenColumn> reps = {Views("id", {twelve, thirteen, long_one}),
                                         Views("level", {"junior", "senior", "junior"})};
  // In the order of the keys.
  const Words expected = {"d3 1.00", "d2 1.00", "d1 1.00", "d4 empty_required '-'",
                          "d5 unknown_reference 'thirteen_bytf'"};
  GivenColumn rep = Views("rep", {twelve, thirteen, long_one, std::nullopt, "thirteen_bytf"});
  EXPECT_EQ(RunWith(rep, reps), expected);
  // In a buffer each, and as the values of a dictionary, which is what a categorical column is.
  EXPECT_EQ(RunWith(Views("rep", {twelve, thirteen, long_one, std::nullopt, "thirteen_bytf"}, 1), reps),
            expected);
  EXPECT_EQ(RunWith(Coded<uint32_t>("rep", "I", {{2}, {1}, {0}, std::nullopt, {3}},
                                    Views("", {long_one, thirteen, twelve, "thirteen_bytf"})),
                    reps),
            expected);
  // From the third row on.
  rep.offset = 2;
  rep.length = 2;
  EXPECT_EQ(RunWith(rep, reps), (Words{"d1 1.00", "d2 empty_required '-'"}));
  // Numbers and dates as texts too.
  EXPECT_EQ(RunWith(Views("amount", {"100", "12.345"})),
            (Words{"d1 10.00", "d2 -", "d2 too_many_digits '12.345'"}));
}

TEST_F(InputTypesTest, ANullOfTheDictionaryIsANullOfTheColumn) {
  const GivenColumn reps = Texts("", {"r1", std::nullopt});
  EXPECT_EQ(RunWith(Coded<int32_t>("rep", "i", {{0}, {1}, std::nullopt}, reps)),
            (Words{"d1 1.00", "d2 empty_required '-'", "d3 empty_required '-'"}));
}

TEST_F(InputTypesTest, KeysAndReferencesMayBeIntegers) {
  const std::vector<GivenColumn> reps = {Fixed<int64_t>("id", "l", {{7}, {8}}),
                                         Texts("level", {"junior", "senior"})};
  EXPECT_EQ(RunWith(Fixed<int32_t>("rep", "i", {{8}, {9}}), reps),
            (Words{"d1 1.00", "d2 unknown_reference '9'"}));
}

TEST_F(InputTypesTest, DatesAreDaysOrTexts) {
  EXPECT_EQ(
      RunWith(Fixed<int32_t>("won_on", "tdD", {{kNewYear}, {0}, {std::numeric_limits<int32_t>::max()}})),
      (Words{"d1 1.00", "d3 -", "d3 bad_date 'day 2147483647'"}));
  EXPECT_EQ(RunWith(Texts("won_on", {"2026-01-01", "2026-02-30"})),
            (Words{"d1 1.00", "d2 -", "d2 bad_date '2026-02-30'"}));
}

TEST_F(InputTypesTest, DatesMayBeMomentsOfMidnight) {
  constexpr int64_t kDay = kNewYear;
  const Words expected = {"d1 1.00", "d2 -", "d3 -", "d2 bad_date '2026-01-01T00:00:00.001'",
                          "d3 bad_date '2025-12-31T23:59:59.999'"};
  const Cells<int64_t> around = {{kDay * 86'400'000}, {kDay * 86'400'000 + 1}, {kDay * 86'400'000 - 1}};
  EXPECT_EQ(RunWith(Fixed<int64_t>("won_on", "tdm", around)), expected);
  EXPECT_EQ(RunWith(Fixed<int64_t>("won_on", "tsm:", around)), expected);
  EXPECT_EQ(RunWith(Fixed<int64_t>("won_on",
                                   "tss:", {{kDay * 86'400}, {kDay * 86'400 + 34'200}, {kDay * 86'400 + 1}})),
            (Words{"d1 1.00", "d2 -", "d3 -", "d2 bad_date '2026-01-01T09:30'",
                   "d3 bad_date '2026-01-01T00:00:01'"}));
  EXPECT_EQ(
      RunWith(Fixed<int64_t>("won_on", "tsu:", {{kDay * 86'400'000'000}, {kDay * 86'400'000'000 + 50}})),
      (Words{"d1 1.00", "d2 -", "d2 bad_date '2026-01-01T00:00:00.000050'"}));
  EXPECT_EQ(RunWith(Fixed<int64_t>("won_on",
                                   "tsn:", {{kDay * 86'400'000'000'000}, {kDay * 86'400'000'000'000 - 1}})),
            (Words{"d1 1.00", "d2 -", "d2 bad_date '2025-12-31T23:59:59.999999999'"}));
  // A day before 1970, one that no calendar has, and none.
  EXPECT_EQ(RunWith(Fixed<int64_t>("won_on",
                                   "tss:", {{-86'400}, {std::numeric_limits<int64_t>::min()}, std::nullopt})),
            (Words{"d2 -", "d3 -", "d2 bad_date 'moment -9223372036854775808'", "d3 empty_required '-'"}));
}

TEST_F(InputTypesTest, FieldsOfOtherKindsAreTextsAndFlagsBooleans) {
  EXPECT_EQ(RunWith(Flags("big", {true, false, std::nullopt})), (Words{"d1 1.00", "d2 1.00", "d3 1.00"}));
  EXPECT_EQ(RunWith(Texts("sold_in", {"2026-Q1", std::nullopt})), (Words{"d1 1.00", "d2 1.00"}));
  EXPECT_EQ(RunWith(GivenColumn{.name = "big", .format = "n", .length = 1, .null_count = 1}),
            (Words{"d1 1.00"}));
}

TEST_F(InputTypesTest, TextThatIsNoTextIsRejected) {
  EXPECT_EQ(RunWith(Texts("rep", {"r1", "\xff\xfe", std::string("r\0", 2)})),
            (Words{"d1 1.00", "d2 bad_encoding '\\xff\\xfe'", "d3 nul_byte 'r\\x00'"}));
  const std::string long_text(size_t{1} << 17, 'x');
  EXPECT_EQ(RunWith(Texts("rep", {"r1", long_text})),
            (Words{"d1 1.00", "d2 cell_too_long '" + std::string(200, 'x') + "'"}));
}

TEST_F(InputTypesTest, NullsWhereThereMustBeSomethingAreRejected) {
  EXPECT_EQ(RunWith(Fixed<Int128>("amount", "d:18,2", {std::nullopt, {1000}})),
            (Words{"d1 -", "d2 1.00", "d1 empty_required '-'"}));
}

TEST_F(InputTypesTest, RepeatedKeysAreRejectedAcrossBatches) {
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  const GivenColumn one = Fixed<int64_t>("amount", "l", {{10}});
  ASSERT_EQ(Push("Deal", DealsWith(one)), INCENT_OK);
  ASSERT_EQ(Push("Deal", DealsWith(one)), INCENT_OK);
  ASSERT_EQ(Run(), INCENT_OK);
  EXPECT_EQ(Results(), (Words{"d1 -", "d1 -", "d1 duplicate_key '-'"}));
  EXPECT_EQ(Errors()[0][1], "2");
}

TEST_F(InputTypesTest, AColumnThatIsMissingIsOneRejectAndWithholdsWhatNeedsIt) {
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  std::vector<GivenColumn> deals = SomeDeals();
  deals.erase(deals.begin() + 2);
  ASSERT_EQ(Push("Deal", deals), INCENT_OK);
  ASSERT_EQ(Run(), INCENT_OK);
  const Rows errors = Errors();
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0], (Words{"Deal", "-", "amount", "-", "E0601", "missing_column", "a column \"amount\"",
                              "-", errors[0][8]}));
  EXPECT_EQ(Counts().num_withheld, 3);
}

TEST_F(InputTypesTest, BinaryFloatingPointIsRefused) {
  EXPECT_EQ(Refused(GivenColumn{
                .name = "amount", .format = "g", .buffers = {{}, std::vector<char>(8)}, .length = 1}),
            INCENT_BAD_SCHEMA);
  EXPECT_NE(Message().find("binary floating point cannot hold 0.1"), std::string::npos) << Message();
  EXPECT_NE(std::string(incent_error_message(error_, INCENT_CHINESE)).find("二进制浮点数"),
            std::string::npos);
}

TEST_F(InputTypesTest, ColumnsOfTypesThatTheFieldCannotTakeAreRefused) {
  EXPECT_EQ(Refused(Fixed<int64_t>("won_on", "tsu:UTC", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_NE(Message().find("a moment with a time zone is no day yet"), std::string::npos) << Message();
  EXPECT_EQ(Refused(Fixed<int64_t>("won_on", "tss:Europe/Berlin", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Fixed<int64_t>("amount", "tsu:", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Fixed<int64_t>("won_on", "l", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Flags("amount", {true})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Fixed<int32_t>("amount", "tdD", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Fixed<int64_t>("amount", "d:18", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Fixed<int64_t>("amount", "d:18,2,7", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Fixed<int64_t>("amount", "d:18,999", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Fixed<int64_t>("amount", "?", {{0}})), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Coded<int32_t>("rep", "tdD", {{0}}, Texts("", {"r1"}))), INCENT_BAD_SCHEMA);
  EXPECT_EQ(Refused(Coded<int32_t>("rep", "i", {{0}}, Fixed<int32_t>("", "i", {{1}}))), INCENT_BAD_SCHEMA);
}

TEST_F(InputTypesTest, ColumnsThatThePlanDoesNotReadMayBeAnything) {
  EXPECT_EQ(RunWith(GivenColumn{.name = "weight", .format = "g", .buffers = {{}, {}}, .length = 2}),
            (Words{"d1 1.00", "d2 1.00"}));
}

// --- slices ---

TEST_F(InputTypesTest, OffsetsOfColumnsAreHonoured) {
  GivenColumn amount = Fixed<Int128>("amount", "d:18,2", {{111}, std::nullopt, {1000}, std::nullopt, {2000}});
  amount.offset = 2;
  amount.length = 3;
  amount.null_count = 1;
  EXPECT_EQ(RunWith(amount), (Words{"d1 1.00", "d2 -", "d3 2.00", "d2 empty_required '-'"}));

  GivenColumn rep = Texts("rep", {"no", std::nullopt, "r1", "r2"});
  rep.offset = 2;
  rep.length = 2;
  rep.null_count = -1;  // not counted
  EXPECT_EQ(RunWith(rep), (Words{"d1 1.00", "d2 1.00"}));

  GivenColumn big =
      Flags("big", {std::nullopt, true, false, true, true, true, true, true, true, false, true});
  big.offset = 9;
  big.length = 2;
  big.null_count = 0;
  EXPECT_EQ(RunWith(big), (Words{"d1 1.00", "d2 1.00"}));
}

TEST_F(InputTypesTest, OffsetsOfDictionariesAreHonoured) {
  GivenColumn reps = Texts("", {"no", "nobody", "r1"});
  reps.offset = 2;
  reps.length = 1;
  GivenColumn rep = Coded<int32_t>("rep", "i", {{5}, {0}, {0}}, reps);
  rep.offset = 1;
  rep.length = 2;
  EXPECT_EQ(RunWith(rep), (Words{"d1 1.00", "d2 1.00"}));
}

TEST_F(InputTypesTest, TheOffsetOfTheBatchAddsToThoseOfItsColumns) {
  ASSERT_EQ(Open(), INCENT_OK);
  ASSERT_EQ(Push("Rep", SomeReps()), INCENT_OK);
  GivenColumn amount = Fixed<int64_t>("amount", "l", {{0}, {10}, {20}, {30}});
  amount.offset = 1;
  amount.length = 3;
  ASSERT_EQ(Push("Deal", DealsWith(amount), {.offset = 1, .length = 2}), INCENT_OK) << Message();
  ASSERT_EQ(Run(), INCENT_OK);
  EXPECT_EQ(Results(), (Words{"d2 2.00", "d3 3.00"}));
}

TEST_F(InputTypesTest, ABatchWithoutRowsIsADatasetWithoutRows) {
  EXPECT_EQ(RunWith(Fixed<int64_t>("amount", "l", {})), Words());
}

}  // namespace
}  // namespace incent::embed
