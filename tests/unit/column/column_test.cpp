#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <set>

#include "runtime/column/table.h"

namespace incent::column {
namespace {

using value::Int128;
constexpr Int128 kMaxNarrow = std::numeric_limits<int64_t>::max();
constexpr Int128 kMinNarrow = std::numeric_limits<int64_t>::min();

TEST(ColumnTest, CellsComeBackAsAppended) {
  Column column;
  for (const Int128 cell : {Int128{0}, Int128{-1}, kMaxNarrow, kMinNarrow}) column.Append(cell);
  ASSERT_EQ(column.size(), 4u);
  EXPECT_TRUE(column.At(0) == 0 && column.At(1) == -1 && column.At(2) == kMaxNarrow &&
              column.At(3) == kMinNarrow);
}

TEST(ColumnTest, AscendsWhileNoCellIsSmallerThanTheOneBefore) {
  Column column;
  EXPECT_TRUE(column.ascends());
  column.Append(-5);
  column.Append(-5);
  column.AppendAll(std::vector<int64_t>{1, 300});
  EXPECT_TRUE(column.ascends());
  Column more;
  more.AppendAll(column);
  EXPECT_TRUE(more.ascends());
  more.AppendAll(column);
  EXPECT_FALSE(more.ascends());
  column.AppendAll(std::vector<int64_t>{400, 399});
  EXPECT_FALSE(column.ascends());
}

TEST(ColumnTest, ASmallerCellEndsTheAscent) {
  Column column;
  column.Append(7);
  column.Append(6);
  column.Append(8);
  EXPECT_FALSE(column.ascends());
}

TEST(ColumnTest, OneWideCellKeepsTheEarlierOnes) {
  Column column;
  column.Append(7);
  column.Append(kMaxNarrow + 1);
  column.Append(-8);
  ASSERT_EQ(column.size(), 3u);
  EXPECT_TRUE(column.At(0) == 7 && column.At(1) == kMaxNarrow + 1 && column.At(2) == -8);
}

TEST(ColumnTest, AFirstCellMayBeWide) {
  Column column;
  column.Append(value::kMaxMantissa);
  column.Append(-value::kMaxMantissa);
  ASSERT_EQ(column.size(), 2u);
  EXPECT_TRUE(column.At(0) == value::kMaxMantissa && column.At(1) == -value::kMaxMantissa);
}

TEST(ColumnTest, SetWidensToo) {
  Column column;
  column.Append(1);
  column.Append(2);
  column.Set(0, kMinNarrow - 1, CellState::Value);
  EXPECT_TRUE(column.At(0) == kMinNarrow - 1 && column.At(1) == 2);
  column.Set(1, 3, CellState::Value);
  EXPECT_TRUE(column.At(1) == 3);
}

TEST(ColumnTest, StatesStartAtTheFirstCellThatIsNotAValue) {
  Column column;
  column.Append(1);
  column.Append(0, CellState::Null);
  column.Append(2);
  column.Append(0, CellState::Bad);
  EXPECT_EQ(column.StateAt(0), CellState::Value);
  EXPECT_EQ(column.StateAt(1), CellState::Null);
  EXPECT_EQ(column.StateAt(2), CellState::Value);
  EXPECT_EQ(column.StateAt(3), CellState::Bad);
}

TEST(ColumnTest, SetChangesOneStateOnly) {
  Column column;
  column.Append(1);
  column.Append(2);
  column.Append(3);
  column.Set(1, 0, CellState::Missing);
  EXPECT_EQ(column.StateAt(0), CellState::Value);
  EXPECT_EQ(column.StateAt(1), CellState::Missing);
  EXPECT_EQ(column.StateAt(2), CellState::Value);
  column.Set(1, 9, CellState::Value);
  EXPECT_EQ(column.StateAt(1), CellState::Value);
  EXPECT_TRUE(column.At(1) == 9);
}

TEST(ColumnTest, ACellTakesAsManyBytesAsTheWidest) {
  const std::vector<std::pair<Int128, int>> widest = {{127, 1},
                                                      {-128, 1},
                                                      {128, 2},
                                                      {-129, 2},
                                                      {32767, 2},
                                                      {-32769, 4},
                                                      {2147483647, 4},
                                                      {2147483648, 8},
                                                      {-2147483649, 8},
                                                      {kMaxNarrow, 8},
                                                      {kMinNarrow, 8},
                                                      {kMaxNarrow + 1, 16},
                                                      {kMinNarrow - 1, 16}};
  for (const auto& [cell, bytes] : widest) {
    Column column;
    for (int i = 0; i < 1000; ++i) column.Append(i % 100 - 50);
    column.Append(cell);
    column.Append(-3);
    EXPECT_EQ(column.raw().bytes_per_cell, bytes);
    EXPECT_TRUE(column.At(1000) == cell);
    EXPECT_TRUE(column.low() == std::min<Int128>(cell, -50) && column.high() == std::max<Int128>(cell, 49));
    for (int i = 0; i < 1000; ++i) ASSERT_TRUE(column.At(static_cast<size_t>(i)) == i % 100 - 50);
    EXPECT_TRUE(column.At(1001) == -3);
    EXPECT_GE(column.MemoryBytes(), 1002u * static_cast<size_t>(bytes));
    EXPECT_LT(column.MemoryBytes(), 2048u * static_cast<size_t>(bytes));
  }
}

TEST(ColumnTest, ManyCellsAtOnceAreLikeOneAfterTheOther) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 200; ++round) {
    Column all, each;
    for (int batch = 0; batch < 4; ++batch) {
      std::vector<int64_t> cells(random() % 5);
      std::vector<uint8_t> states;
      for (int64_t& cell : cells) cell = static_cast<int64_t>(random()) >> (random() % 64);
      if (random() % 3 == 0) {
        for (size_t i = 0; i < cells.size(); ++i) states.push_back(random() % 2 == 0 ? 0 : 1);
      }
      all.AppendAll(cells, states);
      for (size_t i = 0; i < cells.size(); ++i) {
        each.Append(cells[i], states.empty() ? CellState::Value : static_cast<CellState>(states[i]));
      }
      if (random() % 8 == 0) {
        all.Append(kMaxNarrow + 1, CellState::Bad);
        each.Append(kMaxNarrow + 1, CellState::Bad);
      }
    }
    ASSERT_EQ(all.size(), each.size());
    EXPECT_TRUE(all.low() == each.low() && all.high() == each.high());
    EXPECT_EQ(all.raw().bytes_per_cell, each.raw().bytes_per_cell);
    for (size_t row = 0; row < all.size(); ++row) {
      EXPECT_TRUE(all.At(row) == each.At(row));
      EXPECT_EQ(all.StateAt(row), each.StateAt(row));
    }
  }
}

TEST(ColumnTest, ACopyIsAColumnOfItsOwn) {
  Column column;
  for (int i = 0; i < 300; ++i) column.Append(i);
  Column copy = column;
  copy.Set(0, -1, CellState::Null);
  EXPECT_TRUE(column.At(0) == 0 && copy.At(0) == -1 && copy.At(299) == 299);
  EXPECT_EQ(column.StateAt(0), CellState::Value);
  copy = Column();
  EXPECT_EQ(copy.size(), 0u);
  EXPECT_EQ(Column(copy).size(), 0u);
}

TEST(DictionaryTest, CodesFollowTheFirstAppearance) {
  Dictionary dictionary;
  EXPECT_EQ(dictionary.Find("b"), -1);
  EXPECT_EQ(dictionary.Intern("b"), 0);
  EXPECT_EQ(dictionary.Intern("a"), 1);
  EXPECT_EQ(dictionary.Intern("b"), 0);
  EXPECT_EQ(dictionary.Find("a"), 1);
  EXPECT_EQ(dictionary.Find("c"), -1);
  EXPECT_EQ(dictionary.size(), 2);
}

TEST(DictionaryTest, TheEmptyTextAndTextsWithNulAreTextsLikeOthers) {
  Dictionary dictionary;
  const std::string_view nul("a\0b", 3);
  EXPECT_EQ(dictionary.Intern(""), 0);
  EXPECT_EQ(dictionary.Intern(nul), 1);
  EXPECT_EQ(dictionary.Find("a"), -1);
  EXPECT_EQ(dictionary.Find(""), 0);
  EXPECT_EQ(dictionary.Text(1), nul);
}

TEST(DictionaryTest, ManyTextsStayApart) {
  Dictionary dictionary;
  constexpr int kTexts = 20'000;
  for (int i = 0; i < kTexts; ++i) ASSERT_EQ(dictionary.Intern("text " + std::to_string(i)), i);
  for (int i = 0; i < kTexts; ++i) {
    ASSERT_EQ(dictionary.Find("text " + std::to_string(i)), i);
    ASSERT_EQ(dictionary.Text(i), "text " + std::to_string(i));
  }
}

TEST(DictionaryTest, TextsInOrderNeedNoIndex) {
  Dictionary ordered, shuffled;
  for (int i = 1000; i < 9000; ++i) ASSERT_EQ(ordered.Intern("key " + std::to_string(i)), i - 1000);
  for (int i = 8999; i >= 1000; --i) ASSERT_EQ(shuffled.Intern("key " + std::to_string(i)), 8999 - i);
  EXPECT_TRUE(ordered.ascends());
  EXPECT_FALSE(shuffled.ascends());
  EXPECT_LT(ordered.MemoryBytes() * 2, shuffled.MemoryBytes());
  EXPECT_EQ(ordered.Find("key 1000"), 0);
  EXPECT_EQ(ordered.Find("key 8999"), 7999);
  EXPECT_EQ(ordered.Find("key"), -1);
  EXPECT_EQ(ordered.Find("key 90"), -1);
  EXPECT_EQ(ordered.Intern("key 8999"), 7999);
  // An earlier text again, and then one out of order.
  EXPECT_EQ(ordered.Intern("key 4000"), 3000);
  EXPECT_TRUE(ordered.ascends());
  EXPECT_EQ(ordered.Intern("key 4000a"), 8000);
  EXPECT_FALSE(ordered.ascends());
  EXPECT_EQ(ordered.Find("key 4000a"), 8000);
  EXPECT_EQ(ordered.Find("key 1000"), 0);
}

TEST(DictionaryTest, ManyTextsAtOnceAreLikeOneAfterTheOther) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    Dictionary all, each;
    for (int batch = 0; batch < 3; ++batch) {
      std::vector<std::string> texts(random() % 60);
      for (size_t i = 0; i < texts.size(); ++i) {
        const bool is_in_order = round % 3 == 0 && batch < 2;
        const size_t number = is_in_order ? static_cast<size_t>(batch) * 100 + i : random() % 80;
        texts[i] = std::string(random() % 2 == 0 ? 0 : number / 10, 'x') + std::to_string(1000 + number);
      }
      const std::vector<std::string_view> views(texts.begin(), texts.end());
      std::vector<int64_t> codes(texts.size());
      all.InternAll(views, codes.data());
      for (size_t i = 0; i < texts.size(); ++i) ASSERT_EQ(codes[i], each.Intern(texts[i]));
    }
    ASSERT_EQ(all.size(), each.size());
    for (int32_t code = 0; code < all.size(); ++code) EXPECT_EQ(all.Text(code), each.Text(code));
  }
}

TEST(RejectReasonTest, NamesAreDistinctSnakeCase) {
  std::set<std::string_view> names;
  for (int i = 0; i <= static_cast<int>(RejectReason::BadLineEnd); ++i) {
    const std::string_view name = RejectReasonName(static_cast<RejectReason>(i));
    EXPECT_TRUE(names.insert(name).second) << name;
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string_view::npos) << name;
  }
  EXPECT_EQ(RejectReasonName(RejectReason::BadNumber), "bad_number");
}

TEST(TextIndexTest, AddingAllAtOnceFindsTheRepeatedTexts) {
  TextList texts;
  for (int i = 0; i < 5'000; ++i) texts.Append("text " + std::to_string(i));
  TextIndex index;
  EXPECT_EQ(index.AddAll(texts, 0), std::vector<int32_t>{});
  for (const std::string_view text : {"text 4999", "new", "text 0", "new"}) texts.Append(text);
  EXPECT_EQ(index.AddAll(texts, 5'000), (std::vector<int32_t>{5'000, 5'002, 5'003}));
  EXPECT_EQ(index.Find("new", texts), 5'001);
  EXPECT_EQ(index.Find("text 4999", texts), 4'999);
  EXPECT_EQ(index.AddAll(texts, texts.size()), std::vector<int32_t>{});
}

TEST(TableTest, ARepeatedKeyNamesItsFirstRow) {
  Table table;
  EXPECT_EQ(table.RowOfKey("a"), -1);
  EXPECT_EQ(table.AppendKey("a"), 0);
  EXPECT_EQ(table.AppendKey("b"), 1);
  EXPECT_EQ(table.AppendKey("a"), 0);
  EXPECT_EQ(table.AppendKey("c"), 3);
  EXPECT_EQ(table.RowOfKey("a"), 0);
  EXPECT_EQ(table.RowOfKey("c"), 3);
  EXPECT_EQ(table.RowOfKey("d"), -1);
  EXPECT_EQ(table.KeyOf(2), "a");
  EXPECT_EQ(table.KeyOf(3), "c");
  EXPECT_EQ(table.KeyOf(4), "");
}

TEST(TableTest, ATextColumnMayHoldTheKeys) {
  Table table;
  table.columns.resize(2);
  table.key_column = 1;
  EXPECT_TRUE(table.has_keys());
  const auto append = [&](std::string_view key) {
    table.columns[1].Append(table.columns[1].dictionary.Intern(key));
    ++table.num_rows;
  };
  for (const std::string_view key : {"a", "b", "a"}) append(key);
  EXPECT_EQ(table.IndexKeys(0), std::vector<int32_t>{2});
  for (const std::string_view key : {"c", "b", "c"}) append(key);
  EXPECT_EQ(table.IndexKeys(3), (std::vector<int32_t>{4, 5}));
  EXPECT_EQ(table.RowOfKey("a"), 0);
  EXPECT_EQ(table.RowOfKey("b"), 1);
  EXPECT_EQ(table.RowOfKey("c"), 3);
  EXPECT_EQ(table.RowOfKey("d"), -1);
  EXPECT_EQ(table.KeyOf(4), "b");
  EXPECT_EQ(table.KeyOf(6), "");
}

// A table whose one key field holds `keys`, read at once or as from a file each.
Table TableOf(const std::vector<std::vector<std::string>>& files, bool in_column) {
  Table table;
  table.columns.resize(1);
  if (in_column) table.key_column = 0;
  for (const std::vector<std::string>& keys : files) {
    const int32_t begin = table.num_rows;
    for (const std::string& key : keys) {
      if (in_column) {
        table.columns[0].Append(table.columns[0].dictionary.Intern(key));
      } else {
        table.keys.Append(key);
      }
      ++table.num_rows;
    }
    table.IndexKeys(begin);
  }
  return table;
}

TEST(TableTest, KeysAscendOnlyIfEachRowIsAfterTheOneBefore) {
  for (const bool in_column : {false, true}) {
    EXPECT_TRUE(TableOf({}, in_column).keys_ascend());
    EXPECT_TRUE(TableOf({{"a", "b"}, {"ba", "c"}}, in_column).keys_ascend());
    EXPECT_FALSE(TableOf({{"a", "b", "b"}}, in_column).keys_ascend());
    EXPECT_FALSE(TableOf({{"a", "c"}, {"b"}}, in_column).keys_ascend());
    EXPECT_FALSE(TableOf({{"a", "c"}, {"a"}}, in_column).keys_ascend());
    EXPECT_FALSE(TableOf({{"a", "c", "b"}, {"d"}}, in_column).keys_ascend());
    Table table = TableOf({{"a", "c"}, {"b", "c", "d"}, {"a", "e"}}, in_column);
    const std::vector<std::string> keys = {"a", "c", "b", "d", "e", "", "f"};
    const std::vector<int32_t> rows = {0, 1, 2, 4, 6, -1, -1};
    for (const size_t num_searches : {0, 1000}) {
      table.IndexForMany(num_searches);
      for (size_t i = 0; i < keys.size(); ++i) EXPECT_EQ(table.RowOfKey(keys[i]), rows[i]) << keys[i];
    }
  }
}

TEST(TableTest, RowsThatRepeatAnEarlierFilesKeyAreFound) {
  for (const bool in_column : {false, true}) {
    Table table = TableOf({{"a", "c", "e"}}, in_column);
    for (const std::string_view key : {"f", "c", "f", "b"}) {
      if (in_column) {
        table.columns[0].Append(table.columns[0].dictionary.Intern(key));
      } else {
        table.keys.Append(key);
      }
      ++table.num_rows;
    }
    EXPECT_EQ(table.IndexKeys(3), (std::vector<int32_t>{4, 5}));
    EXPECT_EQ(table.RowOfKey("f"), 3);
    EXPECT_EQ(table.RowOfKey("b"), 6);
    EXPECT_EQ(table.RowOfKey("e"), 2);
  }
}

TEST(TextListTest, TextsMayBeEmptyAndHoldAnything) {
  TextList texts;
  for (const std::string_view text :
       {std::string_view(), std::string_view("a\0b", 3), std::string_view("提成")})
    texts.Append(text);
  texts.Append(texts[2].substr(3));  // of its own
  EXPECT_EQ(texts.size(), 4u);
  EXPECT_EQ(texts[0], "");
  EXPECT_EQ(texts[1], std::string_view("a\0b", 3));
  EXPECT_EQ(texts[2], "提成");
  EXPECT_EQ(texts[3], "成");
}

TEST(TableTest, MemoryCountsKeysAndColumns) {
  Table table;
  const size_t empty = MemoryBytes(table);
  table.columns.resize(1);
  for (int row = 0; row < 1000; ++row) {
    table.columns[0].Append(row);
    table.AppendKey("a key that is longer than an inline text " + std::to_string(row));
  }
  table.num_rows = 1000;
  EXPECT_GT(MemoryBytes(table), empty + 1000 * (2 + 41 + 8));
}

}  // namespace
}  // namespace incent::column
