#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/column/schema.h"
#include "runtime/io/limits.h"
#include "runtime/io/load_result.h"

// Reads all data of a plan, and checks it: types, keys, references.
namespace incent::io {

enum class Encoding : uint8_t { Utf8, Gb18030 };

// "utf-8", "gb18030" and its subsets "gbk" and "gb2312", in lower case; nullopt otherwise.
std::optional<Encoding> ParseEncoding(std::string_view name);

struct LoadOptions {
  std::string data_dir = ".";
  // Dataset -> its files in order, instead of the default one.
  std::map<std::string, std::vector<std::string>> overrides;
  Encoding encoding = Encoding::Utf8;
  size_t max_stored_rejects = 100'000;  // all are counted
  ReadLimits limits;
  // Threads that read a file at once, this one included; shows in no result but in the time it takes.
  int num_threads = 1;
  size_t min_piece_bytes = size_t{1} << 20;  // a file of less than two such pieces is read by one thread
};

// A dataset is read from its overrides, else from its `source`, else from the one that is there
// of `<name>.csv`, `<name>.jsonl`, `<name>.ndjson`, in the data folder; two of them are an error.
LoadResult Load(const std::vector<column::DatasetSchema>& schemas, const LoadOptions& options);

// The same from files in memory, by name; for tests. `data_dir` means nothing here.
LoadResult LoadFromText(const std::vector<column::DatasetSchema>& schemas,
                        const std::map<std::string, std::string>& files, const LoadOptions& options = {});

}  // namespace incent::io
