#include "compiler/pipeline/report_load.h"

#include <algorithm>

#include "compiler/pipeline/data_diagnostics.h"
#include "compiler/pipeline/report_rejects.h"

namespace incent::pipeline {
namespace {

using io::LoadFailure;

// More names than these are a file of another kind.
constexpr size_t kMaxNames = 10;

void Report(const io::LoadError& error, diag::Diagnostics& diagnostics) {
  switch (error.failure) {
    case LoadFailure::NotFound:
      diagnostics.ReportUnplaced(kDataNotFound, error.dataset, error.path, error.system_text);
      return;
    case LoadFailure::CannotRead:
      diagnostics.ReportUnplaced(kCannotReadData, error.dataset, error.path, error.system_text);
      return;
    case LoadFailure::UnknownFormat:
      diagnostics.ReportUnplaced(kUnknownFormat, error.dataset, error.path);
      return;
    case LoadFailure::OutsideFolder:
      diagnostics.ReportUnplaced(kDataOutsideFolder, error.dataset, error.path);
      return;
    case LoadFailure::TooManyRows:
    case LoadFailure::TooManyFiles:
      diagnostics.ReportUnplaced(kTooMuchData, error.dataset);
      return;
    case LoadFailure::NoConverter:
      diagnostics.ReportUnplaced(kNoConverter, error.dataset);
      return;
    case LoadFailure::TwoFiles:
      diagnostics.ReportUnplaced(kTwoFiles, error.dataset, error.path, error.other_path);
      return;
    case LoadFailure::UnknownDataset:
      return;
  }
}

void Report(const io::Note& note, diag::Diagnostics& diagnostics) {
  if (note.kind == io::NoteKind::LeadsOutside) {
    diagnostics.ReportUnplaced(kLeadsOutside, note.dataset, note.file, note.names.front());
  }
  if (note.kind != io::NoteKind::ExtraColumns) return;
  std::string names;
  for (size_t i = 0; i < std::min(note.names.size(), kMaxNames); ++i) {
    names += (i == 0 ? "" : ", ") + note.names[i];
  }
  if (note.names.size() > kMaxNames) names += ", …";
  diagnostics.ReportInData({note.file, 0, 0}, kExtraColumns, note.dataset, names);
}

}  // namespace

void ReportLoad(const io::LoadResult& result, const std::vector<column::DatasetSchema>& datasets,
                diag::Diagnostics& diagnostics) {
  for (const io::LoadError& error : result.errors) Report(error, diagnostics);
  for (const io::Note& note : result.notes) Report(note, diagnostics);
  ReportRejects(result.rejects, datasets, diagnostics, {.input = &result.data});
}

}  // namespace incent::pipeline
