#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "compiler/ir/module.h"
#include "runtime/column/table.h"

namespace incent::interp {

// Finds rows of a dataset by the values of its key fields, in the order of the schema.
//
// Values are those of lanes: numbers at the field's scale, texts and labels by their number in the
// run's dictionary. A row with a key field that is absent or was rejected cannot be found.
class KeyIndex {
 public:
  KeyIndex() = default;
  // `texts[k]` maps the codes of key field k, nullptr where it is neither text nor a label.
  KeyIndex(const column::DatasetSchema& schema, const column::Table& table,
           const std::vector<const std::vector<int32_t>*>& texts);

  // -1 if there is none. The first row where a key is repeated.
  int32_t Find(const std::vector<value::Int128>& key) const;
  // Where there is none: a row in error that might be it. -1 if none might.
  int32_t FindDoubtful(const std::vector<value::Int128>& key) const;
  const std::vector<int>& scales() const { return scales_; }

  // Indices of the key fields.
  static std::vector<int> KeyFields(const column::DatasetSchema& schema);

 private:
  struct Hash {
    size_t operator()(const std::vector<value::Int128>& key) const noexcept;
  };

  // A row in error: the parts of its key that are known.
  struct Doubtful {
    int32_t row = 0;
    std::vector<std::optional<value::Int128>> key;
  };

  std::vector<int> scales_;
  std::vector<Doubtful> doubtful_;  // the one that is reported first, first
  std::unordered_map<std::vector<value::Int128>, int32_t, Hash> rows_;
};

}  // namespace incent::interp
