#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"

namespace incent::embed {

// Diagnostics as data, with the texts that they are about.
class Report {
 public:
  struct Item {
    std::string code;
    diag::Severity severity = diag::Severity::Error;
    diag::Bilingual message;
    std::string file;  // empty: no place
    bool has_range = false;
    uint32_t begin = 0;
    uint32_t end = 0;
    source::Position first;
    source::Position last;
    int64_t row = 0;
  };

  Report(std::shared_ptr<const source::SourceSet> sources, diag::Diagnostics diagnostics);

  const std::vector<Item>& items() const { return items_; }
  std::string Text(diag::Language language) const;
  std::string Json(diag::Language language) const;

 private:
  std::shared_ptr<const source::SourceSet> sources_;
  diag::Diagnostics diagnostics_;
  std::vector<Item> items_;
};

}  // namespace incent::embed
