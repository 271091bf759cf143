#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/limits.h"
#include "compiler/diag/listed.h"
#include "compiler/diag/render.h"
#include "compiler/source/line_map.h"

namespace incent::diag {
namespace {

// Longer source lines are cut around the place: a generated line of 100 kB helps nobody.
constexpr uint32_t kMaxLineCells = 160;
constexpr uint32_t kCellsBefore = 60;
// More bytes than that many cells can have; what is beyond is not even looked at.
constexpr size_t kMaxLineBytes = size_t{kMaxLineCells} * 8;

constexpr NoteText<size_t> kOneError{"{0} error", "{0} 个错误"};
constexpr NoteText<size_t> kManyErrors{"{0} errors", "{0} 个错误"};
constexpr NoteText<size_t> kOneWarning{"{0} warning", "{0} 个警告"};
constexpr NoteText<size_t> kManyWarnings{"{0} warnings", "{0} 个警告"};
constexpr NoteText<size_t> kNotShown{"{0} more are not shown", "另有 {0} 条未显示"};

std::string Counted(const NoteText<size_t>& one, const NoteText<size_t>& many, size_t count,
                    Language language) {
  const NoteText<size_t>& text = count == 1 ? one : many;
  return Message{text.english, text.chinese, {ToArgument(count)}}.Text(language);
}

struct Style {
  std::string_view begin;
  std::string_view end;
};

class TextRenderer {
 public:
  TextRenderer(const source::SourceSet& sources, RenderOptions options)
      : sources_(sources), options_(options) {}

  void Render(const Entry& entry) {
    const Style style = SeverityStyle(entry.kind->severity);
    out_ += fmt::format("{}{}[{}]{}: {}\n", style.begin, SeverityWord(entry.kind->severity), entry.kind->code,
                        style.end, EscapeControls(entry.message.Text(options_.language)));
    if (entry.span) Excerpt(*entry.span, style);
    if (entry.data) Place(*entry.data);
    RenderSome(entry.notes);
    RenderSome(entry.fixes);
    out_ += '\n';
  }

  void Summary(const Diagnostics& diagnostics, size_t shown) {
    const size_t total = diagnostics.num_errors() + diagnostics.num_warnings();
    std::string line;
    const auto append = [&](const std::string& part) { line += (line.empty() ? "" : Separator()) + part; };
    if (diagnostics.num_errors() > 0) {
      append(Counted(kOneError, kManyErrors, diagnostics.num_errors(), options_.language));
    }
    if (diagnostics.num_warnings() > 0) {
      append(Counted(kOneWarning, kManyWarnings, diagnostics.num_warnings(), options_.language));
    }
    if (total > shown) append(Counted(kNotShown, kNotShown, total - shown, options_.language));
    if (!line.empty()) out_ += line + "\n";
  }

  std::string Take() { return std::move(out_); }

 private:
  bool chinese() const { return options_.language == Language::Chinese; }
  std::string Separator() const { return chinese() ? "，" : ", "; }

  std::string_view SeverityWord(Severity severity) const {
    switch (severity) {
      case Severity::Error:
        return chinese() ? "错误" : "error";
      case Severity::Warning:
        return chinese() ? "警告" : "warning";
      case Severity::Note:
        return chinese() ? "说明" : "note";
    }
    return "";
  }

  Style SeverityStyle(Severity severity) const {
    if (!options_.color) return {};
    switch (severity) {
      case Severity::Error:
        return {"\x1b[1;31m", "\x1b[0m"};
      case Severity::Warning:
        return {"\x1b[1;33m", "\x1b[0m"};
      case Severity::Note:
        return {"\x1b[1;36m", "\x1b[0m"};
    }
    return {};
  }

  template <typename Part>
  void RenderSome(const std::vector<Part>& parts) {
    const size_t shown = std::min(parts.size(), kMaxShownNotes);
    for (size_t i = 0; i < shown; ++i) Render(parts[i]);
    if (shown == parts.size()) return;
    Render(Note{std::nullopt, AndMore(parts.size() - shown)});
  }

  void Render(const Note& note) {
    const Style style = SeverityStyle(Severity::Note);
    out_ += fmt::format("{}{}{}: {}\n", style.begin, SeverityWord(Severity::Note), style.end,
                        EscapeControls(note.message.Text(options_.language)));
    if (note.span) Excerpt(*note.span, style);
  }

  void Render(const Fix& fix) {
    const Style style = SeverityStyle(Severity::Note);
    out_ += fmt::format("{}{}{}: {}\n", style.begin, chinese() ? "改法" : "help", style.end,
                        EscapeControls(fix.title.Text(options_.language)));
  }

  // " --> file:line, column 3": never the text of the data.
  void Place(const DataPlace& place) {
    out_ += "  --> " + EscapeControls(place.file);
    if (place.line > 0) out_ += fmt::format(":{}", place.line);
    if (place.cell > 0)
      out_ += fmt::format(fmt::runtime(chinese() ? "，第 {} 列" : ", column {}"), place.cell);
    out_ += '\n';
  }

  // " --> file:line:column", the line, and carets under the span (up to the end of its first line).
  void Excerpt(source::Span span, Style style) {
    const source::SourceFile& file = sources_.file(span.file);
    const source::Position start = file.PositionAt(span.begin);
    out_ += fmt::format("  --> {}:{}:{}\n", EscapeControls(file.path), start.line, start.utf16);

    const std::string_view line = file.lines.LineText(file.text, start.line);
    const size_t line_start = file.lines.LineStart(start.line);
    const size_t from = std::min<size_t>(span.begin - line_start, line.size());
    const size_t to = std::clamp<size_t>(span.end - line_start, from, line.size());
    std::string before = Shown(LastBytes(line.substr(0, from)), 0);
    std::string marked =
        Shown(line.substr(from, to - from).substr(0, kMaxLineBytes), source::CellWidth(before));
    std::string after = Shown(line.substr(to).substr(0, kMaxLineBytes),
                              source::CellWidth(before) + source::CellWidth(marked));
    CutFront(before);
    CutBack(marked, kMaxLineCells);
    CutBack(after, kMaxLineCells - kCellsBefore);

    const std::string number = std::to_string(start.line);
    const std::string margin(number.size(), ' ');
    out_ += fmt::format(" {} |\n {} | {}{}{}\n", margin, number, before, marked, after);
    const uint32_t carets = std::max(1u, source::CellWidth(marked));
    out_ += fmt::format(" {} | {}{}{}{}\n", margin, std::string(source::CellWidth(before), ' '), style.begin,
                        std::string(carets, '^'), style.end);
  }

  // At most kMaxLineBytes from the end, starting with a whole character.
  static std::string_view LastBytes(std::string_view text) {
    if (text.size() <= kMaxLineBytes) return text;
    text.remove_prefix(text.size() - kMaxLineBytes);
    while (!text.empty() && (text.front() & 0xC0) == 0x80) text.remove_prefix(1);
    return text;
  }

  // Escaped, tabs as blanks; `column` is where the text starts, in cells from 0.
  static std::string Shown(std::string_view text, uint32_t column) {
    std::string result;
    const std::string escaped = EscapeControls(text);
    std::string_view rest = escaped;
    while (!rest.empty()) {
      const source::CodePoint next = source::DecodeFirst(rest);
      if (next.value == '\t') {
        const uint32_t width = source::kTabWidth - column % source::kTabWidth;
        result.append(width, ' ');
        column += width;
      } else {
        result += rest.substr(0, next.length);
        column += source::CellWidth(next.value);
      }
      rest.remove_prefix(next.length);
    }
    return result;
  }

  static void CutFront(std::string& text) {
    uint32_t width = source::CellWidth(text);
    if (width <= kCellsBefore) return;
    std::string_view rest = text;
    while (width > kCellsBefore - 3) {
      const source::CodePoint next = source::DecodeFirst(rest);
      width -= source::CellWidth(next.value);
      rest.remove_prefix(next.length);
    }
    text = "..." + std::string(rest);
  }

  static void CutBack(std::string& text, uint32_t limit) {
    uint32_t width = 0;
    std::string_view rest = text;
    while (!rest.empty()) {
      const source::CodePoint next = source::DecodeFirst(rest);
      width += source::CellWidth(next.value);
      if (width > limit) {
        text.resize(text.size() - rest.size());
        text += "...";
        return;
      }
      rest.remove_prefix(next.length);
    }
  }

  const source::SourceSet& sources_;
  RenderOptions options_;
  std::string out_;
};

}  // namespace

std::string RenderText(const Diagnostics& diagnostics, const source::SourceSet& sources,
                       RenderOptions options) {
  TextRenderer renderer(sources, options);
  size_t shown = 0;
  for (const Entry* entry : diagnostics.Sorted()) {
    if (shown == base::kMaxShownDiagnostics) break;
    renderer.Render(*entry);
    ++shown;
  }
  renderer.Summary(diagnostics, shown);
  return renderer.Take();
}

}  // namespace incent::diag
