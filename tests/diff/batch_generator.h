#pragma once

#include <map>
#include <string>
#include <vector>

#include "runtime/column/schema.h"
#include "runtime/io/load_result.h"
#include "tests/diff/entropy.h"

namespace incent::diff {

// One CSV file: its header, and its rows without line ends.
struct Sheet {
  std::string header;
  std::vector<std::string> rows;

  std::string Text() const;
};

// By dataset.
using Batch = std::map<std::string, Sheet>;

struct BatchOptions {
  size_t large_one_in = 60;  // one batch in so many has about 512 or 1024 rows
  bool sound = false;        // nothing in them that a reader rejects
};

// Rows for a plan's datasets. Numbers and dates are those that the plan's text names, those beside them, and
// those at the edges of machine integers and periods; some batches have repeated keys and cells that the
// readers reject.
Batch GenerateBatch(const std::vector<column::DatasetSchema>& schemas, const std::string& source,
                    Entropy& entropy, const BatchOptions& options = {});

// As the readers see it.
io::LoadResult LoadBatch(const std::vector<column::DatasetSchema>& schemas, const Batch& batch);

// The rows of each sheet in another order.
Batch Shuffled(Batch batch, Entropy& entropy);

}  // namespace incent::diff
