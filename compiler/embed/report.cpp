#include "compiler/embed/report.h"

#include "compiler/diag/render.h"

namespace incent::embed {
namespace {

Report::Item MakeItem(const diag::Entry& entry, const source::SourceSet& sources) {
  Report::Item item;
  item.code = entry.kind->code;
  item.severity = entry.kind->severity;
  item.message = {entry.message.Text(diag::Language::English), entry.message.Text(diag::Language::Chinese)};
  if (entry.span) {
    const source::SourceFile& file = sources.file(entry.span->file);
    item.file = file.path;
    item.has_range = true;
    item.begin = entry.span->begin;
    item.end = entry.span->end;
    item.first = file.PositionAt(item.begin);
    item.last = file.PositionAt(item.end);
  } else if (entry.data) {
    item.file = entry.data->file;
    item.row = entry.data->line;
  }
  return item;
}

}  // namespace

Report::Report(std::shared_ptr<const source::SourceSet> sources, diag::Diagnostics diagnostics)
    : sources_(std::move(sources)), diagnostics_(std::move(diagnostics)) {
  for (const diag::Entry* entry : diagnostics_.Sorted()) items_.push_back(MakeItem(*entry, *sources_));
}

std::string Report::Text(diag::Language language) const {
  return diag::RenderText(diagnostics_, *sources_, {.language = language});
}

std::string Report::Json(diag::Language language) const {
  return diag::RenderJson(diagnostics_, *sources_, language);
}

}  // namespace incent::embed
