#include "runtime/eval/error_record.h"

#include <gtest/gtest.h>

namespace incent::eval {
namespace {

using value::ErrorCode;

class ErrorPoolTest : public ::testing::Test {
 protected:
  ErrorPoolTest() : pool_(input_) {
    input_.tables.resize(1);
    for (const char* key : {"d2", "d10", "d3"}) input_.tables[0].AppendKey(key);
  }
  static ErrorRecord AtRow(int row, int stage = 0, int definition = 0, ErrorCode code = ErrorCode::BadCell) {
    return {code, definition, stage, {.kind = Place::Kind::Row, .dataset = 0, .row = row}};
  }

  column::InputData input_;
  ErrorPool pool_;
};

TEST_F(ErrorPoolTest, EqualErrorsAreOneState) {
  const State first = pool_.Intern(AtRow(1));
  EXPECT_TRUE(IsError(first));
  EXPECT_EQ(pool_.Intern(AtRow(1)), first);
  EXPECT_NE(pool_.Intern(AtRow(2)), first);
  EXPECT_EQ(pool_.At(first), AtRow(1));
  EXPECT_EQ(pool_.size(), 2U);
}

TEST_F(ErrorPoolTest, ErrorsBeatNullsAndNullsBeatValues) {
  const State error = pool_.Intern(AtRow(0));
  EXPECT_EQ(pool_.Stronger(kValue, kNull), kNull);
  EXPECT_EQ(pool_.Stronger(kNull, kValue), kNull);
  EXPECT_EQ(pool_.Stronger(error, kNull), error);
  EXPECT_EQ(pool_.Stronger(kValue, error), error);
  EXPECT_EQ(pool_.Stronger(kValue, kValue), kValue);
}

TEST_F(ErrorPoolTest, StageThenDefinitionThenKeyDecide) {
  const State by_key[] = {pool_.Intern(AtRow(1)), pool_.Intern(AtRow(0)), pool_.Intern(AtRow(2))};
  const State later_definition = pool_.Intern(AtRow(1, 0, 1));
  const State later_stage = pool_.Intern(AtRow(1, 1, 0));
  EXPECT_EQ(pool_.Stronger(by_key[0], by_key[1]), by_key[0]);
  EXPECT_EQ(pool_.Stronger(by_key[2], by_key[1]), by_key[1]);
  EXPECT_EQ(pool_.Stronger(later_definition, by_key[2]), by_key[2]);
  EXPECT_EQ(pool_.Stronger(later_stage, later_definition), later_definition);
}

TEST_F(ErrorPoolTest, ChoosingIsCommutativeAndAssociative) {
  std::vector<State> states = {kValue, kNull};
  for (int stage = 0; stage < 2; ++stage) {
    for (int row = 0; row < 3; ++row) {
      states.push_back(pool_.Intern(AtRow(row, stage)));
      states.push_back(
          pool_.Intern({ErrorCode::Overflow, 0, stage, {.kind = Place::Kind::Cell, .person = row}}));
    }
  }
  for (const State a : states) {
    for (const State b : states) {
      EXPECT_EQ(pool_.Stronger(a, b), pool_.Stronger(b, a));
      for (const State c : states) {
        EXPECT_EQ(pool_.Stronger(pool_.Stronger(a, b), c), pool_.Stronger(a, pool_.Stronger(b, c)));
      }
    }
  }
}

}  // namespace
}  // namespace incent::eval
