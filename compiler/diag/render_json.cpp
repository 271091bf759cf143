#include <algorithm>
#include <nlohmann/json.hpp>

#include "compiler/diag/listed.h"
#include "compiler/diag/render.h"

namespace incent::diag {
namespace {

using Json = nlohmann::ordered_json;

std::string_view SeverityName(Severity severity) {
  switch (severity) {
    case Severity::Error:
      return "error";
    case Severity::Warning:
      return "warning";
    case Severity::Note:
      return "note";
  }
  return "";
}

Json PositionToJson(const source::SourceFile& file, uint32_t offset) {
  const source::Position position = file.PositionAt(offset);
  return {{"offset", offset}, {"line", position.line}, {"column", position.bytes}, {"utf16", position.utf16}};
}

void AddPlace(Json& json, const std::optional<source::Span>& span, const source::SourceSet& sources) {
  if (!span) {
    json["file"] = nullptr;
    json["range"] = nullptr;
    return;
  }
  const source::SourceFile& file = sources.file(span->file);
  json["file"] = file.path;
  json["range"] = {{"start", PositionToJson(file, span->begin)}, {"end", PositionToJson(file, span->end)}};
}

Json NoteToJson(const Note& note, const source::SourceSet& sources, Language language) {
  Json json = {{"message", note.message.Text(language)}};
  AddPlace(json, note.span, sources);
  return json;
}

Json EntryToJson(const Entry& entry, const source::SourceSet& sources, Language language) {
  Json json = {{"code", entry.kind->code},
               {"severity", SeverityName(entry.kind->severity)},
               {"message", entry.message.Text(language)},
               {"language", language == Language::Chinese ? "zh" : "en"}};
  AddPlace(json, entry.span, sources);
  if (entry.data) json["file"] = entry.data->file;
  json["record"] = entry.data ? Json({{"line", entry.data->line}, {"cell", entry.data->cell}}) : Json();
  json["notes"] = Json::array();
  const size_t num_notes = std::min(entry.notes.size(), kMaxShownNotes);
  const size_t num_fixes = std::min(entry.fixes.size(), kMaxShownNotes);
  for (size_t i = 0; i < num_notes; ++i)
    json["notes"].push_back(NoteToJson(entry.notes[i], sources, language));
  for (const size_t rest : {entry.notes.size() - num_notes, entry.fixes.size() - num_fixes}) {
    if (rest > 0) json["notes"].push_back(NoteToJson({std::nullopt, AndMore(rest)}, sources, language));
  }
  json["fixes"] = Json::array();
  for (size_t i = 0; i < num_fixes; ++i) {
    const Fix& fix = entry.fixes[i];
    Json item = {{"title", fix.title.Text(language)}};
    AddPlace(item, fix.span, sources);
    item["replacement"] = fix.replacement;
    json["fixes"].push_back(std::move(item));
  }
  return json;
}

}  // namespace

std::string RenderJson(const Diagnostics& diagnostics, const source::SourceSet& sources, Language language) {
  Json json = {{"version", 1},
               {"errors", diagnostics.num_errors()},
               {"warnings", diagnostics.num_warnings()},
               {"diagnostics", Json::array()}};
  for (const Entry* entry : diagnostics.Sorted()) {
    json["diagnostics"].push_back(EntryToJson(*entry, sources, language));
  }
  // Bytes of a source that are not UTF-8 may be quoted in a message; JSON has no way to hold them.
  return value::EscapeJson(json.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n";
}

}  // namespace incent::diag
