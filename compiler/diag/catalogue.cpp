#include "compiler/diag/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace incent::diag {
namespace {

bool SameCode(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::toupper(x) == std::toupper(y); });
}

// The message as a pattern for people: `{0}` becomes `…`.
std::string Pattern(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      result += "…";
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace

const DiagnosticKind* FindDiagnostic(std::span<const Catalogue> catalogues, std::string_view code) {
  for (const Catalogue& catalogue : catalogues) {
    for (const DiagnosticKind* kind : catalogue) {
      if (SameCode(kind->code, code)) return kind;
    }
  }
  return nullptr;
}

std::string RenderExplanation(const DiagnosticKind& kind, Language language) {
  const bool chinese = language == Language::Chinese;
  return fmt::format("{}: {}\n\n{}\n", kind.code, Pattern(chinese ? kind.chinese : kind.english),
                     chinese ? kind.explanation.chinese : kind.explanation.english);
}

}  // namespace incent::diag
