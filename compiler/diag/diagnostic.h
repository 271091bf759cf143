#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

// Kinds of messages. Each stage keeps its kinds in one catalogue, `compiler/<stage>/diagnostics.h`.
namespace incent::diag {

enum class Severity : uint8_t { Error, Warning, Note };
enum class Language : uint8_t { English, Chinese };

// A word that differs by language, usable as an argument of any message.
struct Bilingual {
  std::string english;
  std::string chinese;

  Bilingual() = default;
  Bilingual(std::string_view english_text, std::string_view chinese_text)
      : english(english_text), chinese(chinese_text) {}
  const std::string& In(Language language) const { return language == Language::Chinese ? chinese : english; }
};

// Both texts of a long explanation: what causes the message, the way out, a small example.
struct Explanation {
  std::string_view english;
  std::string_view chinese;
};

// What a kind of message is, whatever its arguments. Texts have indexed placeholders: `{0}`, `{1}`.
struct DiagnosticKind {
  std::string_view code;  // "E0312"; stable for ever
  Severity severity = Severity::Error;
  std::string_view english;
  std::string_view chinese;
  Explanation explanation;
};

// True if `text` has each of {0} .. {count-1} at least once, and no other brace.
constexpr bool UsesAllPlaceholders(std::string_view text, size_t count) {
  uint32_t seen = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' && text[i] != '}') continue;
    if (text[i] == '}' || i + 2 >= text.size() || text[i + 2] != '}') return false;
    const int index = text[i + 1] - '0';
    if (index < 0 || index > 9 || static_cast<size_t>(index) >= count) return false;
    seen |= 1u << index;
    i += 2;
  }
  return seen == (1u << count) - 1;
}

// A code is a letter and four digits, "E0101" or "W0401".
constexpr bool IsCode(std::string_view code) {
  if (code.size() != 5 || (code[0] != 'E' && code[0] != 'W')) return false;
  for (char c : code.substr(1)) {
    if (c < '0' || c > '9') return false;
  }
  return true;
}

// One kind of message: a row of a catalogue. `Args` are the types a report must supply, in order;
// anything that fmt can format, or Bilingual.
template <typename... Args>
struct Diagnostic : DiagnosticKind {
  // Rejects, at compile time, a message that drops an argument in one of the languages.
  consteval Diagnostic(std::string_view a_code, Severity a_severity, std::string_view english_text,
                       std::string_view chinese_text, Explanation an_explanation)
      : DiagnosticKind{a_code, a_severity, english_text, chinese_text, an_explanation} {
    if (!UsesAllPlaceholders(english, sizeof...(Args)) || !UsesAllPlaceholders(chinese, sizeof...(Args))) {
      throw "a message must use each argument, in both languages";
    }
    if (!IsCode(code)) throw "a code is a letter and four digits";
    if (explanation.english.empty() || explanation.chinese.empty()) throw "a code needs its explanation";
  }
};

// The text of a note or the title of a fix: no code of its own.
template <typename... Args>
struct NoteText {
  consteval NoteText(std::string_view english_text, std::string_view chinese_text)
      : english(english_text), chinese(chinese_text) {
    if (!UsesAllPlaceholders(english, sizeof...(Args)) || !UsesAllPlaceholders(chinese, sizeof...(Args))) {
      throw "a note must use each argument, in both languages";
    }
  }

  std::string_view english;
  std::string_view chinese;
};

// Longer arguments are cut: a name of a megabyte makes no message clearer.
inline constexpr size_t kMaxArgumentBytes = 400;

// What a report keeps of an argument.
Bilingual ToArgument(const Bilingual& words);
Bilingual TextArgument(std::string_view text);

template <typename T>
Bilingual ToArgument(const T& value) {
  if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    return TextArgument(value);
  } else {
    return TextArgument(fmt::format("{}", value));
  }
}

}  // namespace incent::diag
