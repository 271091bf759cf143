#pragma once

#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/load_dump.h"

// Another JSON parser with the rules of JSON Lines on top: one flat object, each name once, numbers
// as they are written.
namespace incent::io {

class OtherJson final : public nlohmann::json_sax<nlohmann::json> {
 public:
  // It takes a NUL for the end of the text; JSON has none anywhere.
  explicit OtherJson(std::string_view line) {
    accepts_ =
        nlohmann::json::sax_parse(line, this) && !repeats_ && line.find('\0') == std::string_view::npos;
  }

  bool accepts() const { return accepts_; }
  // It makes doubles of numbers, and refuses those that have no room there.
  bool has_overflowed() const { return has_overflowed_; }
  const std::vector<std::string>& names() const { return names_; }
  const std::vector<std::string>& cells() const { return cells_; }  // as DumpCell shows them

  bool null() override { return Add("-"); }
  bool boolean(bool value) override { return Add(value ? "true" : "false"); }
  // Whole numbers come without their text, but have only one, and 0 comes as unsigned.
  bool number_integer(number_integer_t value) override {
    return Add(value == 0 ? "-0" : std::to_string(value));
  }
  bool number_unsigned(number_unsigned_t value) override { return Add(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return Add(text); }
  bool string(string_t& value) override { return Add("\"" + value + "\""); }
  bool binary(binary_t&) override { return false; }
  bool start_object(size_t) override { return depth_++ == 0; }
  bool key(string_t& name) override {
    repeats_ |= !distinct_.insert(name).second;
    names_.push_back(name);
    return true;
  }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return false; }
  bool end_array() override { return false; }
  bool parse_error(size_t, const std::string&, const nlohmann::detail::exception& error) override {
    constexpr int kNumberOverflow = 406;
    has_overflowed_ = error.id == kNumberOverflow;
    return false;
  }

 private:
  bool Add(std::string cell) {
    cells_.push_back(std::move(cell));
    return depth_ == 1;
  }

  bool accepts_ = false;
  bool repeats_ = false;
  bool has_overflowed_ = false;
  int depth_ = 0;
  std::set<std::string> distinct_;
  std::vector<std::string> names_;
  std::vector<std::string> cells_;
};

// Where the reader differs from the other parser on `line`, which holds no line feed: what the
// reader gives, then what it should. Empty: they agree, or the other one cannot tell.
inline std::string DifferenceToOtherJson(std::string_view line) {
  const OtherJson other(line);
  if (other.has_overflowed()) return {};
  const std::vector<std::string> wanted = other.accepts() ? other.names() : std::vector<std::string>();
  std::string row = DumpFile(MakeJsonlReader, std::string(line) + "\n", wanted, {.chunk_bytes = 1024});
  // Without the head; a file with a useless head has no more than its problem.
  if (row.starts_with("columns")) row.erase(0, row.find('\n') + 1);
  if (!other.accepts()) {
    const bool refuses = row.find(": ! ") < row.find('"');
    return refuses ? std::string() : row + "instead of a problem";
  }
  std::string cells;
  for (const std::string& cell : other.cells()) cells += (cells.empty() ? "" : "|") + cell;
  const std::string expected = "1: " + cells + "\n";
  return row == expected ? std::string() : row + "instead of\n" + expected;
}

}  // namespace incent::io
