#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// Civil moments: a date and a time of day, without a zone.
namespace incent::value {

// Seconds since 1970-01-01T00:00:00, without leap seconds.
using Timestamp = int64_t;

// Strict `YYYY-MM-DDTHH:MM` or `YYYY-MM-DDTHH:MM:SS`, on a day inside the calendar; nullopt otherwise.
std::optional<Timestamp> ParseTimestamp(std::string_view text);
// The shortest of the two forms that tells the moment.
std::string TimestampToText(Timestamp timestamp);

}  // namespace incent::value
