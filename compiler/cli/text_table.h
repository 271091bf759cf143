#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace incent::cli {

enum class Align : uint8_t { Left, Right };

// Columns lined up by display width: East Asian wide characters take two cells. Control characters are
// made visible.
class TextTable {
 public:
  // One name and one alignment for each column.
  TextTable(std::vector<std::string> names, std::vector<Align> alignments);

  void Add(std::vector<std::string> cells);
  // A line between what was added before and after.
  void AddRule();

  size_t num_rows() const { return rows_.size(); }
  // The names, a rule, the rows; each line begins with two blanks and ends with a line feed.
  std::string Render() const;

 private:
  std::vector<std::string> names_;
  std::vector<Align> alignments_;
  std::vector<std::vector<std::string>> rows_;  // an empty row is a rule
};

}  // namespace incent::cli
