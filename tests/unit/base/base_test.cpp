#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "compiler/base/arena.h"
#include "compiler/base/check.h"
#include "compiler/base/id.h"
#include "compiler/base/id_map.h"

namespace incent::base {
namespace {

using ThingId = Id<struct ThingTag>;

TEST(ArenaTest, AddressesStayWhileBlocksGrow) {
  Arena arena;
  std::vector<std::string*> strings;
  for (int i = 0; i < 20'000; ++i) strings.push_back(arena.New<std::string>(std::to_string(i)));
  for (int i = 0; i < 20'000; ++i) EXPECT_EQ(*strings[static_cast<size_t>(i)], std::to_string(i));
}

TEST(ArenaTest, ObjectsLargerThanABlockFit) {
  struct Large {
    char bytes[1 << 20];
  };
  Arena arena;
  Large* large = arena.New<Large>();
  large->bytes[(1 << 20) - 1] = 'x';
  EXPECT_EQ(*arena.New<int>(7), 7);
  EXPECT_EQ(large->bytes[(1 << 20) - 1], 'x');
}

TEST(ArenaTest, AlignsEveryObject) {
  Arena arena;
  for (int i = 0; i < 100; ++i) {
    arena.New<char>('c');
    EXPECT_EQ(reinterpret_cast<uintptr_t>(arena.New<int64_t>(i)) % alignof(int64_t), 0U);
  }
}

TEST(ArenaTest, DestroysInReverseOrder) {
  struct Recorder {
    Recorder(std::vector<int>& an_order, int a_number) : order_(an_order), number_(a_number) {}
    ~Recorder() { order_.push_back(number_); }
    std::vector<int>& order_;
    int number_;
  };
  std::vector<int> order;
  {
    Arena arena;
    arena.New<Recorder>(order, 1);
    arena.New<Recorder>(order, 2);
    Arena moved = std::move(arena);
    moved.New<Recorder>(order, 3);
  }
  EXPECT_EQ(order, (std::vector<int>{3, 2, 1}));
}

TEST(IdMapTest, AddHandsOutDenseIds) {
  IdMap<ThingId, std::string> things;
  EXPECT_EQ(things.Add("a").value, 0U);
  const ThingId second = things.Add("b");
  EXPECT_EQ(second.value, 1U);
  EXPECT_EQ(things[second], "b");
}

TEST(CheckDeathTest, AForeignIdIsAnInternalError) {
  IdMap<ThingId, int> things;
  EXPECT_DEATH((void)things[ThingId{0}], "internal error: .*id_map.h");
}

TEST(CheckDeathTest, SaysWhatWasPromised) {
  EXPECT_DEATH(INCENT_CHECK(1 + 1 == 3, "arithmetic holds"), "1 \\+ 1 == 3 -- arithmetic holds");
}

}  // namespace
}  // namespace incent::base
