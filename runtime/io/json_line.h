#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "runtime/io/record_reader.h"

namespace incent::io {

// One member of a flat JSON object. A string's text has its escapes undone; a number, true or
// false is the very characters of the line, so no digit can be lost; null is Absent.
struct JsonMember {
  std::string_view name;
  std::string_view text;
  CellForm form = CellForm::Absent;
};

// Reads one line that holds one JSON object (RFC 8259) of scalars, member by member. Nothing
// nests, so there is no recursion and no depth to limit. Bytes above 0x7F are taken as they are:
// whoever uses a text checks its encoding.
class JsonLine {
 public:
  // `line` must outlive the object.
  explicit JsonLine(std::string_view line);

  // The next member; nullopt at the end of the object or at a fault. The views stay valid as
  // long as this object and the line.
  std::optional<JsonMember> Next();

  // What was expected where the line went wrong; empty if it did not.
  std::string_view fault() const { return fault_; }

 private:
  bool Fail(std::string_view expected);
  void SkipBlanks();
  bool Take(char c);
  bool TakeDigits();
  bool TakeNumber();
  bool TakeString(std::string_view* text);
  bool TakeEscape();
  bool TakeHex(char32_t* unit);
  bool TakeUnicodeEscape();
  bool TakeValue(JsonMember* member);
  bool TakeWord(std::string_view word);
  bool TakeEnd();

  std::string_view line_;
  size_t at_ = 0;
  bool is_first_ = true;
  std::string unescaped_;  // reserved once, so that views into it stay valid
  std::string_view fault_;
};

}  // namespace incent::io
