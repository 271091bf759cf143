#include "runtime/value/timestamp.h"

#include "runtime/value/date.h"

namespace incent::value {
namespace {

constexpr std::string_view kLongForm = "YYYY-MM-DDTHH:MM:SS";
constexpr std::string_view kShortForm = "YYYY-MM-DDTHH:MM";
constexpr Timestamp kSecondsPerDay = 86'400;

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// The number below `end` that two digits at `at` write; -1 otherwise.
int TwoDigits(std::string_view text, size_t at, int end) {
  if (!IsDigit(text[at]) || !IsDigit(text[at + 1])) return -1;
  const int number = 10 * (text[at] - '0') + (text[at + 1] - '0');
  return number < end ? number : -1;
}

void AppendTwoDigits(Timestamp number, std::string* text) {
  text->push_back(static_cast<char>('0' + number / 10));
  text->push_back(static_cast<char>('0' + number % 10));
}

}  // namespace

std::optional<Timestamp> ParseTimestamp(std::string_view text) {
  const bool has_seconds = text.size() == kLongForm.size();
  if (!has_seconds && text.size() != kShortForm.size()) return std::nullopt;
  if (text[10] != 'T' || text[13] != ':' || (has_seconds && text[16] != ':')) return std::nullopt;
  const std::optional<Day> day = ParseDate(text.substr(0, 10));
  const int hour = TwoDigits(text, 11, 24);
  const int minute = TwoDigits(text, 14, 60);
  const int second = has_seconds ? TwoDigits(text, 17, 60) : 0;
  if (!day || hour < 0 || minute < 0 || second < 0) return std::nullopt;
  return *day * kSecondsPerDay + Timestamp{hour} * 3600 + Timestamp{minute} * 60 + second;
}

std::string TimestampToText(Timestamp timestamp) {
  Timestamp day = timestamp / kSecondsPerDay;
  Timestamp second = timestamp % kSecondsPerDay;
  if (second < 0) {
    --day;
    second += kSecondsPerDay;
  }
  std::string text = DateToText(static_cast<Day>(day)) + "T";
  AppendTwoDigits(second / 3600, &text);
  text.push_back(':');
  AppendTwoDigits(second / 60 % 60, &text);
  if (second % 60 != 0) {
    text.push_back(':');
    AppendTwoDigits(second % 60, &text);
  }
  return text;
}

}  // namespace incent::value
