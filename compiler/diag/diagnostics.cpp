#include "compiler/diag/diagnostics.h"

#include <algorithm>
#include <utility>

#include "compiler/base/limits.h"

namespace incent::diag {

std::string Message::Text(Language language) const {
  const std::string_view text = language == Language::Chinese ? chinese : english;
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') {
      result += arguments[static_cast<size_t>(text[i + 1] - '0')].In(language);
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

Entry& Diagnostics::Add(Entry entry) {
  dropped_ = Entry();
  const bool full = entries_.size() >= base::kMaxStoredDiagnostics;
  if (!full &&
      !seen_.insert({entry.kind->code, entry.span, entry.data, entry.message.Text(Language::English)})
           .second) {
    return dropped_;
  }
  num_errors_ += entry.kind->severity == Severity::Error;
  num_warnings_ += entry.kind->severity == Severity::Warning;
  if (full) return dropped_;
  entries_.push_back(std::move(entry));
  return entries_.back();
}

std::vector<const Entry*> Diagnostics::Sorted() const {
  std::vector<const Entry*> sorted;
  for (const Entry& entry : entries_) sorted.push_back(&entry);
  // The last key is the order of reporting.
  std::sort(sorted.begin(), sorted.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->span, a->kind->code, a) < std::tie(b->span, b->kind->code, b);
  });
  return sorted;
}

}  // namespace incent::diag
