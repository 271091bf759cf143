#include "compiler/cli/text_table.h"

#include <algorithm>
#include <utility>

#include "compiler/base/check.h"
#include "compiler/diag/render.h"
#include "compiler/source/line_map.h"

namespace incent::cli {
namespace {

constexpr size_t kGap = 2;

std::string Line(const std::vector<std::string>& cells, const std::vector<size_t>& widths,
                 const std::vector<Align>& alignments) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string blanks(widths[i] - source::CellWidth(cells[i]), ' ');
    line.append(kGap, ' ');
    line += alignments[i] == Align::Right ? blanks + cells[i] : cells[i] + blanks;
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line + '\n';
}

}  // namespace

TextTable::TextTable(std::vector<std::string> names, std::vector<Align> alignments)
    : names_(std::move(names)), alignments_(std::move(alignments)) {
  INCENT_CHECK(names_.size() == alignments_.size());
}

void TextTable::Add(std::vector<std::string> cells) {
  INCENT_CHECK(cells.size() == names_.size());
  for (std::string& cell : cells) cell = diag::EscapeControls(cell);
  rows_.push_back(std::move(cells));
}

void TextTable::AddRule() {
  rows_.emplace_back();
}

std::string TextTable::Render() const {
  std::vector<size_t> widths;
  widths.reserve(names_.size());
  for (const std::string& name : names_) widths.push_back(source::CellWidth(name));
  for (const std::vector<std::string>& row : rows_) {
    for (size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max<size_t>(widths[i], source::CellWidth(row[i]));
    }
  }
  std::vector<std::string> rule;
  rule.reserve(widths.size());
  for (const size_t width : widths) rule.emplace_back(width, '-');

  std::string text = Line(names_, widths, alignments_) + Line(rule, widths, alignments_);
  for (const std::vector<std::string>& row : rows_) {
    text += Line(row.empty() ? rule : row, widths, alignments_);
  }
  return text;
}

}  // namespace incent::cli
