#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/column/table.h"

// What loading a plan's data gives: the tables, and an account of everything that is not in them.
namespace incent::io {

// Something worth telling that changes no number.
enum class NoteKind : uint8_t {
  ExtraColumns,  // the file has columns (`names`) that the plan does not declare
  NoFileNeeded,  // no field of the dataset is used, and there is no file
  LeadsOutside,  // the file is a link to a place outside of the data folder: `names` has its path
};

struct Note {
  NoteKind kind = NoteKind::ExtraColumns;
  std::string dataset;
  std::string file;
  std::vector<std::string> names;  // in alphabetical order
};

struct InputFile {
  std::string dataset;
  std::string name;    // as messages show it: relative to the data folder, or as given
  std::string path;    // as opened
  std::string sha256;  // of the bytes as stored, 64 hex digits
  int64_t num_bytes = 0;
  int64_t num_rows = 0;      // rows of the file that are in the table
  int64_t num_left_out = 0;  // rows that are not
};

// Of one dataset. Complete, also where not every reject is stored.
struct DatasetCounts {
  int64_t num_rows = 0;
  int64_t num_left_out = 0;
  int64_t num_rejects = 0;
  // Rejects with `placed == false`: not known whom they concern, so sums over everybody are in doubt.
  int64_t num_unplaced = 0;
};

// Why the data could not be loaded at all.
enum class LoadFailure : uint8_t {
  NotFound,        // no file where it should be
  CannotRead,      // `error_number` says why
  UnknownFormat,   // by the extension
  OutsideFolder,   // a plan's `source` may not leave the data folder
  UnknownDataset,  // an override names a dataset that the plan does not have
  TooManyRows,     // more than ReadLimits::max_rows
  TooManyFiles,    // more than ReadLimits::max_files
  NoConverter,     // this system cannot convert the encoding
  TwoFiles,        // two files could be the dataset: `path` and `other_path`
};

struct LoadError {
  LoadFailure failure = LoadFailure::NotFound;
  std::string dataset;
  std::string path;
  std::string other_path;
  int error_number = 0;     // errno, 0 where none is meant
  std::string system_text;  // its English text
};

struct LoadResult {
  column::InputData data;
  std::vector<column::Reject> rejects;  // by dataset, file, line, column; at most max_stored_rejects
  int64_t total_rejects = 0;
  std::vector<DatasetCounts> counts;  // parallel to the schemas
  std::vector<Note> notes;
  std::vector<InputFile> files;   // by dataset, then in the order given
  std::vector<LoadError> errors;  // any: the data is incomplete and must not be used
};

}  // namespace incent::io
