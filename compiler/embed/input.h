#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/embed/arrow_owned.h"
#include "compiler/embed/batch_reader.h"
#include "compiler/embed/fault.h"
#include "runtime/eval/stop.h"
#include "runtime/io/table_reader.h"

namespace incent::embed {

struct InputLimits {
  int64_t max_rows = 0;          // of all datasets together; 0: none
  int64_t max_memory_bytes = 0;  // of the tables; 0: none
  size_t max_kept_rejects = 0;
};

// The data of one run, from Arrow batches.
class Input {
 public:
  // `schemas` must outlive it.
  Input(const std::vector<column::DatasetSchema>& schemas, const InputLimits& limits);
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  // Reads the rows of a batch, and needs it no more.
  std::optional<Fault> Add(size_t dataset, const ArrowSchema& schema, const ArrowArray& array,
                           const eval::Stop& stop);
  // The same for a schema alone: a dataset without rows.
  std::optional<Fault> Begin(size_t dataset, const ArrowSchema& schema);

  // Once, when all batches are there: keys and references.
  std::optional<Fault> Finish();

  const column::InputData& tables() const { return load_.data; }
  // After Finish. `data` of the result is where it always was.
  const io::LoadResult& load() const { return load_; }
  int64_t num_rows() const { return num_rows_; }
  size_t MemoryBytes() const;

 private:
  // One dataset.
  struct Part {
    std::unique_ptr<io::TableReader> table;
    std::unique_ptr<BatchReader> reader;  // null: nothing was given yet
    std::vector<std::string> names;
    std::vector<std::optional<ArrowType>> types;  // of columns that are read
    bool has_rows = true;                         // false: the key is missing, and no row can be used
  };

  bool IsRead(size_t dataset, const std::string& name) const;
  std::optional<Fault> FindColumns(size_t dataset, const ArrowSchema& schema, Part* columns) const;
  std::optional<Fault> CheckType(size_t dataset, const std::string& name,
                                 const std::optional<ArrowType>& type, const ArrowSchema& schema) const;
  std::optional<Fault> CheckRoom(const ArrowArray& array) const;
  std::optional<Fault> CheckMemory() const;
  std::optional<Fault> SetRows(size_t dataset, const ArrowArray& array);

  const std::vector<column::DatasetSchema>& schemas_;
  const InputLimits limits_;
  io::LoadResult load_;
  io::RejectLog rejects_;
  std::vector<Part> parts_;
  int64_t num_rows_ = 0;
};

}  // namespace incent::embed
