#pragma once

#include <functional>
#include <string>

#include "runtime/trace/node.h"

namespace incent::trace {

enum class Language : uint8_t { English, Chinese };

// What a span says, and where it stands.
struct SourceQuote {
  std::string path;
  int line = 0;      // 1-based
  std::string text;  // may have several lines
};

struct RenderOptions {
  Language language = Language::English;
  // Gives the text of a span; not set, or an empty path: sources are not shown.
  std::function<SourceQuote(const SourceSpan&)> quote;
};

// A tree with box characters, one line per node; control characters of data are escaped.
std::string RenderText(const Trace& trace, const RenderOptions& options);

// The same as JSON, schema version 1: exact texts and stable codes, in no language. Ends with a line feed.
std::string RenderJson(const Trace& trace, const RenderOptions& options);

// "1,234,567.50 CNY", "6.5 %", "true": digits grouped, rates as percentages, no digit lost.
std::string QuantityText(const Quantity& quantity, Language language);

// The word for a code of a node ("mul" -> "product", "积"); the code itself where there is none.
std::string_view PhraseFor(std::string_view code, Language language);
bool HasPhrase(std::string_view code);

}  // namespace incent::trace
