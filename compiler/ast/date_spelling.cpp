#include "compiler/ast/date_spelling.h"

#include <fmt/format.h>

#include <utility>

namespace incent::ast {
namespace {

bool IsDigit(char c) {
  return c >= '0' && c <= '9';
}

// Reads a text from left to right; each Take removes what it returns.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  // Between `least` and `most` digits; -1 if there are fewer or more.
  int TakeNumber(size_t least, size_t most) {
    size_t length = 0;
    int value = 0;
    while (length < rest_.size() && length <= most && IsDigit(rest_[length]))
      value = value * 10 + (rest_[length++] - '0');
    if (length < least || length > most) return -1;
    rest_.remove_prefix(length);
    return value;
  }

  bool Take(std::string_view text) {
    if (!rest_.starts_with(text)) return false;
    rest_.remove_prefix(text.size());
    return true;
  }

  bool done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

bool IsMonth(int month) {
  return month >= 1 && month <= 12;
}
bool IsDay(int day) {
  return day >= 1 && day <= 31;
}

std::optional<std::string> Chinese(std::string_view text) {
  Reader reader(text);
  const int year = reader.TakeNumber(4, 4);
  if (year < 0 || !reader.Take("年")) return std::nullopt;
  const int month = reader.TakeNumber(1, 2);
  if (!IsMonth(month)) return std::nullopt;
  if (!reader.Take("月")) return std::nullopt;
  if (reader.done()) return fmt::format("{:04}-{:02}", year, month);
  const int day = reader.TakeNumber(1, 2);
  if (!IsDay(day)) return std::nullopt;
  if (!reader.Take("日")) (void)reader.Take("号");
  if (!reader.done()) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<std::string> WithSeparator(std::string_view text, std::string_view separator) {
  Reader reader(text);
  const int year = reader.TakeNumber(4, 4);
  if (year < 1900 || year > 2199 || !reader.Take(separator)) return std::nullopt;
  const int month = reader.TakeNumber(1, 2);
  if (!IsMonth(month)) return std::nullopt;
  if (reader.done() && separator == "-") return fmt::format("{:04}-{:02}", year, month);
  if (!reader.Take(separator)) return std::nullopt;
  const int day = reader.TakeNumber(1, 2);
  if (!IsDay(day) || !reader.done()) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// 3/31/2026, 31.3.2026: the year last. What can be two days is read by month first with `/`, by day first
// with `.`.
std::optional<std::string> YearLast(std::string_view text, std::string_view separator, bool day_first) {
  Reader reader(text);
  int day = reader.TakeNumber(1, 2);
  if (day < 0 || !reader.Take(separator)) return std::nullopt;
  int month = reader.TakeNumber(1, 2);
  if (month < 0 || !reader.Take(separator)) return std::nullopt;
  const int year = reader.TakeNumber(4, 4);
  if (year < 1900 || year > 2199 || !reader.done()) return std::nullopt;
  if (!day_first) std::swap(day, month);
  if (!IsMonth(month) && IsMonth(day)) std::swap(day, month);
  if (!IsMonth(month) || !IsDay(day)) return std::nullopt;
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

}  // namespace

std::vector<std::string> ReadingsOfDate(std::string_view text) {
  std::vector<std::string> readings;
  for (std::string_view separator : {"-", "/", "."}) {
    if (auto date = WithSeparator(text, separator)) return {*date};
    if (separator == "-") continue;  // 3-4-2026 is arithmetic
    for (const bool day_first : {separator == ".", separator != "."}) {
      const auto date = YearLast(text, separator, day_first);
      if (date && (readings.empty() || readings.front() != *date)) readings.push_back(*date);
    }
  }
  if (const auto date = Chinese(text)) readings.push_back(*date);
  return readings;
}

std::optional<std::string> RespellDate(std::string_view text) {
  const std::vector<std::string> readings = ReadingsOfDate(text);
  return readings.empty() ? std::nullopt : std::optional(readings.front());
}

}  // namespace incent::ast
