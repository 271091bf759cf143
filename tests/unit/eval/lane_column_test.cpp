#include "runtime/eval/lane_column.h"

#include <gtest/gtest.h>

#include <array>

namespace incent::eval {
namespace {

constexpr value::Int128 kWide = value::Int128{1} << 100;

TEST(LaneColumnTest, StartsAsZeros) {
  const LaneColumn column(3);
  EXPECT_EQ(column.size(), 3U);
  EXPECT_EQ(column.At(2), Lane{});
  EXPECT_FALSE(column.HasStates());
}

TEST(LaneColumnTest, WidensAndGetsStatesWithoutLosingAnything) {
  LaneColumn column(3);
  column.Set(0, {7});
  column.Set(1, {0, kNull});
  column.Set(2, {kWide});
  EXPECT_EQ(column.At(0), Lane{7});
  EXPECT_EQ(column.At(1), (Lane{0, kNull}));
  EXPECT_EQ(column.At(2), Lane{kWide});
  column.Set(1, {-1});
  EXPECT_EQ(column.At(1), Lane{-1});
}

TEST(LaneColumnTest, AppendsOneByOne) {
  LaneColumn column;
  column.Append({1});
  column.Append({kWide});
  column.Append({0, kFirstError});
  EXPECT_EQ(column.size(), 3U);
  EXPECT_EQ(column.At(0), Lane{1});
  EXPECT_EQ(column.At(1), Lane{kWide});
  EXPECT_EQ(column.At(2), (Lane{0, kFirstError}));
}

TEST(LaneColumnTest, StoresAndFetchesRuns) {
  LaneColumn column(4);
  const std::array<value::Int128, 2> first = {1, 2};
  const std::array<value::Int128, 2> second = {3, kWide};
  const std::array<State, 2> states = {kNull, kValue};
  column.Store(0, first, states);
  column.Store(2, second, {});
  std::array<value::Int128, 3> values{};
  std::array<State, 3> fetched{};
  EXPECT_TRUE(column.Fetch(1, values, fetched));
  EXPECT_EQ(values, (std::array<value::Int128, 3>{2, 3, kWide}));
  EXPECT_EQ(fetched, (std::array<State, 3>{kValue, kValue, kValue}));
  EXPECT_EQ(column.StateAt(0), kNull);
  // Storing values over states makes them values again.
  column.Store(0, first, {});
  EXPECT_EQ(column.StateAt(0), kValue);
}

TEST(LaneColumnTest, TakesEightBytesPerPlainValue) {
  const LaneColumn column(1000);
  EXPECT_EQ(column.MemoryBytes(), 8000U);
}

TEST(LaneColumnTest, GivesBackTheRoomThatNothingNeeded) {
  LaneColumn column(1000);
  column.Widen();
  column.MakeStates();
  column.Set(7, {5});
  column.DropRoom();
  EXPECT_EQ(column.MemoryBytes(), 8000U);
  EXPECT_EQ(column.At(7), (Lane{5}));
  column.Set(7, {kWide});
  column.DropRoom();
  EXPECT_EQ(column.Narrow(), nullptr);
  EXPECT_EQ(column.At(7), (Lane{kWide}));
}

TEST(LaneColumnTest, TakesWholeColumns) {
  const LaneColumn values(std::vector<int64_t>{5, -7});
  EXPECT_EQ(values.At(1), (Lane{-7}));
  EXPECT_FALSE(values.HasStates());
  const LaneColumn lanes(std::vector<int64_t>{5, 0}, std::vector<State>{kValue, kNull});
  EXPECT_EQ(lanes.At(0), (Lane{5}));
  EXPECT_EQ(lanes.At(1), (Lane{0, kNull}));
}

}  // namespace
}  // namespace incent::eval
