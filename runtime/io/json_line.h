#pragma once

#include <string>
#include <string_view>

#include "runtime/io/record_reader.h"

namespace incent::io {

// One line of JSON Lines, member by member: a flat object of scalars by RFC 8259. Numbers are never
// converted: a cell has them as they are written, whatever their size.
class JsonLine {
 public:
  enum class Step : uint8_t {
    Member,  // `name()` and `cell()` are the next member
    End,     // the object was whole, and nothing follows it
    Fault,   // `expected()` says what should have been there
  };

  // `line` is valid UTF-8 without a line feed. It must outlive the texts that are taken from it.
  void Begin(std::string_view line);
  // Never to be called after End or Fault.
  [[nodiscard]] Step Next();

  // Valid until the next Begin.
  std::string_view name() const { return name_; }
  const Cell& cell() const { return cell_; }
  std::string_view expected() const { return expected_; }

 private:
  Step Fault(std::string_view expected);
  void SkipBlanks();
  bool Take(char c);
  bool TakeString(std::string_view* text);
  bool TakeEscape(std::string_view* raw);
  bool TakeScalar();

  std::string_view rest_;
  bool is_first_ = true;
  std::string_view name_;
  Cell cell_;
  std::string_view expected_;
  std::string unescaped_;  // the texts that had escapes; never moves within a line
};

}  // namespace incent::io
