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

enum class Detail : uint8_t {
  Essential,  // without what changed nothing, and with one line for a clause and its operation
  Full,       // every node
};

struct RenderOptions {
  Language language = Language::English;
  // Gives the text of a span; not set, or an empty path: sources are not shown.
  std::function<SourceQuote(const SourceSpan&)> quote;
  Detail detail = Detail::Essential;  // of texts
};

// A tree with box characters, one line per node; control and invisible characters of data are escaped.
std::string RenderText(const Trace& trace, const RenderOptions& options);

// Every node as JSON, schema version 2: exact texts and stable codes, in no language, on one line.
std::string RenderJson(const Trace& trace, const RenderOptions& options);

// "1,234,567.50 CNY", "6.5 %", "true": digits grouped, rates as percentages, no digit lost.
std::string QuantityText(const Quantity& quantity, Language language);

// The word for a code of a node ("mul" -> "product", "积"); the code itself where there is none.
std::string_view PhraseFor(std::string_view code, Language language);
bool HasPhrase(std::string_view code);

}  // namespace incent::trace
