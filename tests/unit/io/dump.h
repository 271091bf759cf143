#pragma once

#include <memory>
#include <string>
#include <vector>

#include "runtime/io/load_result.h"
#include "runtime/io/record_reader.h"

// Readers' results as text, so that a test compares everything at once.
namespace incent::io {

using MakeReader = std::unique_ptr<RecordReader> (*)(std::unique_ptr<ByteSource>, const ReadLimits&);

// All of a file: a line `2: a|"b"|-` for each row (quoted cells in quotes, `-` for absent ones),
// and a line `3: ! ragged_row @0 [text] detail` for each problem.
std::string DumpFile(MakeReader make, std::string_view text, const std::vector<std::string>& wanted,
                     const ReadLimits& limits = {});

// Tables, counts, rejects, notes, digests: everything that a load gives.
std::string DumpLoad(const LoadResult& result);

// Only the rejects, one per line: `Deal.csv:3:2 amount bad_number [1e3] key=d1 a number ..`.
std::string DumpRejects(const LoadResult& result);

}  // namespace incent::io
