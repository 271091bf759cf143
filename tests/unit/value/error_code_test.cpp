#include "runtime/value/error_code.h"

#include <gtest/gtest.h>

#include <set>

namespace incent::value {
namespace {

TEST(ErrorCodeTest, EveryCodeHasItsOwnSnakeCaseName) {
  std::set<std::string_view> names;
  for (int code = 0; code <= static_cast<int>(ErrorCode::TierOrder); ++code) {
    const std::string_view name = ErrorCodeName(static_cast<ErrorCode>(code));
    EXPECT_FALSE(name.empty());
    EXPECT_EQ(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), name.npos) << name;
    EXPECT_TRUE(names.insert(name).second) << name;
  }
}

TEST(ErrorCodeTest, NamesSayWhatTheCodesSay) {
  EXPECT_EQ(ErrorCodeName(ErrorCode::None), "none");
  EXPECT_EQ(ErrorCodeName(ErrorCode::Overflow), "overflow");
  EXPECT_EQ(ErrorCodeName(ErrorCode::TierBase), "tier_base");
  EXPECT_EQ(ErrorCodeName(ErrorCode::NegativeWeight), "negative_weight");
  EXPECT_EQ(ErrorCodeName(ErrorCode::BadUnit), "bad_unit");
  EXPECT_EQ(ErrorCodeName(ErrorCode::DuplicateKey), "duplicate_key");
  EXPECT_EQ(ErrorCodeName(ErrorCode::AllotTotal), "allot_total");
  EXPECT_EQ(ErrorCodeName(ErrorCode::TierOrder), "tier_order");
}

}  // namespace
}  // namespace incent::value
