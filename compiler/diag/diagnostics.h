#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/source/span.h"

// Collects what a compilation has to say. Rendering comes later and in either language.
namespace incent::diag {

// A text and its arguments, not yet rendered. The views point into a catalogue.
struct Message {
  std::string_view english;
  std::string_view chinese;
  std::vector<Bilingual> arguments;

  std::string Text(Language language) const;
};

struct Note {
  std::optional<source::Span> span;
  Message message;
};

// Replacing `span` by `replacement` repairs the fault, if the author meant what `title` says.
struct Fix {
  source::Span span;
  std::string replacement;
  Message title;
};

// A place in a file that is no source, such as input data: its text is never shown.
struct DataPlace {
  std::string file;
  int64_t line = 0;  // from 1; 0: the file as a whole
  int cell = 0;      // from 1, of the record; 0: the whole row

  friend auto operator<=>(const DataPlace&, const DataPlace&) = default;
};

struct Entry {
  const DiagnosticKind* kind = nullptr;
  std::optional<source::Span> span;  // absent: the message is about no place in a source
  std::optional<DataPlace> data;
  Message message;
  std::vector<Note> notes;
  std::vector<Fix> fixes;
};

// Adds notes and fixes to an entry that was just reported. Valid until the next Report().
class EntryBuilder {
 public:
  explicit EntryBuilder(Entry& entry) : entry_(entry) {}

  template <typename... Args>
  EntryBuilder& Note(source::Span span, const NoteText<Args...>& text,
                     const std::type_identity_t<Args>&... args) {
    entry_.notes.push_back({span, {text.english, text.chinese, {ToArgument(args)...}}});
    return *this;
  }

  // A note about no place.
  template <typename... Args>
  EntryBuilder& Note(const NoteText<Args...>& text, const std::type_identity_t<Args>&... args) {
    entry_.notes.push_back({std::nullopt, {text.english, text.chinese, {ToArgument(args)...}}});
    return *this;
  }

  template <typename... Args>
  EntryBuilder& Fix(source::Span span, std::string replacement, const NoteText<Args...>& title,
                    const std::type_identity_t<Args>&... args) {
    entry_.fixes.push_back(
        {span, std::move(replacement), {title.english, title.chinese, {ToArgument(args)...}}});
    return *this;
  }

 private:
  Entry& entry_;
};

// The sink that every stage writes to.
//
// An entry with the kind, place and arguments of an earlier one is dropped; more than
// base::kMaxStoredDiagnostics are counted but not kept.
class Diagnostics {
 public:
  template <typename... Args>
  EntryBuilder Report(source::Span span, const Diagnostic<Args...>& diagnostic,
                      const std::type_identity_t<Args>&... args) {
    return AddAt(span, std::nullopt, diagnostic, args...);
  }

  // For messages about no place in a file, such as a missing input.
  template <typename... Args>
  EntryBuilder ReportUnplaced(const Diagnostic<Args...>& diagnostic,
                              const std::type_identity_t<Args>&... args) {
    return AddAt(std::nullopt, std::nullopt, diagnostic, args...);
  }

  // For messages about input data.
  template <typename... Args>
  EntryBuilder ReportInData(DataPlace place, const Diagnostic<Args...>& diagnostic,
                            const std::type_identity_t<Args>&... args) {
    return AddAt(std::nullopt, std::move(place), diagnostic, args...);
  }

  bool has_errors() const { return num_errors_ > 0; }
  // These count what was reported, kept or not. Repetitions count only once the store is full.
  size_t num_errors() const { return num_errors_; }
  size_t num_warnings() const { return num_warnings_; }

  // In the order of reporting.
  const std::vector<Entry>& entries() const { return entries_; }

  // By file, place and code; entries without a place come first.
  std::vector<const Entry*> Sorted() const;

 private:
  template <typename... Args>
  EntryBuilder AddAt(std::optional<source::Span> span, std::optional<DataPlace> data,
                     const Diagnostic<Args...>& diagnostic, const std::type_identity_t<Args>&... args) {
    return EntryBuilder(Add({&diagnostic,
                             span,
                             std::move(data),
                             {diagnostic.english, diagnostic.chinese, {ToArgument(args)...}},
                             {},
                             {}}));
  }

  Entry& Add(Entry entry);

  std::vector<Entry> entries_;
  std::set<std::tuple<std::string_view, std::optional<source::Span>, std::optional<DataPlace>, std::string>>
      seen_;
  Entry dropped_;
  size_t num_errors_ = 0;
  size_t num_warnings_ = 0;
};

}  // namespace incent::diag
