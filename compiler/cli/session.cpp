#include "compiler/cli/session.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "compiler/diag/render.h"
#include "runtime/value/escape.h"

namespace incent::cli {
namespace {

using Json = nlohmann::ordered_json;

// Several compilations have several sets of sources; for programs they are one list.
std::string Merge(const std::vector<std::string>& documents,
                  const std::vector<std::pair<std::string, std::string>>& members) {
  Json merged = {{"version", 1}, {"errors", 0}, {"warnings", 0}, {"diagnostics", Json::array()}};
  for (const std::string& document : documents) {
    Json part = Json::parse(document);
    for (const char* count : {"errors", "warnings"}) {
      merged[count] = merged[count].get<int64_t>() + part[count].get<int64_t>();
    }
    for (Json& diagnostic : part["diagnostics"]) merged["diagnostics"].push_back(std::move(diagnostic));
  }
  for (const auto& [name, json] : members) merged[name] = Json::parse(json);
  return value::EscapeJson(merged.dump(2)) + "\n";
}

}  // namespace

void Session::FollowPlan(bool is_chinese) {
  if (follows_plan) language = is_chinese ? diag::Language::Chinese : diag::Language::English;
}

void Session::Show(const diag::Diagnostics& diagnostics, const source::SourceSet& sources) {
  if (IsJson()) {
    documents_.push_back(diag::RenderJson(diagnostics, sources, language));
    return;
  }
  err.Write(diag::RenderText(diagnostics, sources, {.language = language, .color = color}));
  err.Flush();
}

void Session::Finish() {
  if (IsJson() && !(own_document_ && documents_.empty())) {
    (own_document_ ? err : out).Write(Merge(documents_, members_));
  }
  out.Flush();
  err.Flush();
}

ExitCode Session::Misuse(const diag::Diagnostics& diagnostics) {
  Show(diagnostics, source::SourceSet());
  return ExitCode::Usage;
}

}  // namespace incent::cli
