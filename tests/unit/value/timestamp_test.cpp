#include "runtime/value/timestamp.h"

#include <gtest/gtest.h>

#include "runtime/value/date.h"

namespace incent::value {
namespace {

TEST(TimestampTest, SecondsCountFrom1970) {
  EXPECT_EQ(ParseTimestamp("1970-01-01T00:00"), 0);
  EXPECT_EQ(ParseTimestamp("1970-01-02T01:02:03"), 86'400 + 3'723);
  EXPECT_EQ(ParseTimestamp("1969-12-31T23:59:59"), -1);
}

TEST(TimestampTest, TheCalendarsEndsRoundTrip) {
  for (const char* text : {"1900-01-01T00:00", "1900-01-01T00:00:01", "2199-12-31T23:59:59",
                           "1969-12-31T23:59:59", "2024-02-29T12:30"}) {
    const std::optional<Timestamp> timestamp = ParseTimestamp(text);
    ASSERT_TRUE(timestamp) << text;
    EXPECT_EQ(TimestampToText(*timestamp), text);
  }
}

TEST(TimestampTest, OtherSpellingsAreRefused) {
  for (const char* text : {"",
                           "2026-04-01",
                           "2026-04-01T",
                           "2026-04-01 09:30",
                           "2026-04-01t09:30",
                           "2026-04-01T9:30",
                           "2026-04-01T09.30",
                           "2026-04-01T24:00",
                           "2026-04-01T23:60",
                           "2026-04-01T23:59:60",
                           "2026-04-01T09:30:5",
                           "2026-04-01T09:30Z",
                           "2026-04-01T09:30:00Z",
                           "2026-04-01T09:30:00.5",
                           "2026-04-01T09:30+08:00",
                           "2025-02-29T09:30",
                           "2200-01-01T00:00",
                           "2026-04-01T-1:30",
                           "2026-04-01T 9:30",
                           " 2026-04-01T09:30"}) {
    EXPECT_FALSE(ParseTimestamp(text)) << text;
  }
}

}  // namespace
}  // namespace incent::value
