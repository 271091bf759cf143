#pragma once

#include <string>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/pipeline/source_loader.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/parse.h"

namespace incent::pipeline {

// The parsed files of a compilation: those of the author first, in the order in which they were first
// imported, then the library. `trees` is parallel to the ids of `sources`.
struct LoadedFiles {
  std::vector<syntax::ParsedFile> files;
  int num_own = 0;
};

// Loads and parses `path` and all it imports, each file once. Reports E0521 .. E0523 and what the parser
// reports.
LoadedFiles LoadFiles(SourceLoader& loader, const std::string& path, source::SourceSet& sources,
                      diag::Diagnostics& diags);

}  // namespace incent::pipeline
