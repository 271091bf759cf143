#include <algorithm>
#include <nlohmann/json.hpp>

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
  for (size_t i = 0; i < num_notes; ++i) {
    const Note& note = entry.notes[i];
    Json item = {{"message", note.message.Text(language)}};
    AddPlace(item, note.span, sources);
    json["notes"].push_back(std::move(item));
  }
  if (num_notes < entry.notes.size()) {
    const std::string rest = std::to_string(entry.notes.size() - num_notes);
    Json item = {
        {"message", language == Language::Chinese ? "另有 " + rest + " 项" : "and " + rest + " more"}};
    AddPlace(item, std::nullopt, sources);
    json["notes"].push_back(std::move(item));
  }
  json["fixes"] = Json::array();
  for (size_t i = 0; i < std::min(entry.fixes.size(), kMaxShownNotes); ++i) {
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
