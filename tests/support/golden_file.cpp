#include "tests/support/golden_file.h"

#include <algorithm>
#include <regex>
#include <sstream>

namespace incent::golden {
namespace {

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string> WordsOf(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

// `#   ^^^ error[...`, `#@1-2 error[...`, `#~ note: ...`: never an ordinary comment.
bool IsAnnotation(const std::string& line) {
  static const std::regex kPattern(
      "(# *\\^+|#@[0-9]+-[0-9]+) (error|warning|note)[\\[:].*|#~ (note|help): .*");
  return std::regex_match(line, kPattern);
}

class GoldenParser {
 public:
  GoldenFile Parse(std::string_view text) {
    for (const std::string& line : LinesOf(text)) TakeLine(line);
    if (file_.stages.empty()) file_.stages = {"test"};
    return std::move(file_);
  }

 private:
  enum class Owner { Source, Input, Expected };

  void TakeLine(const std::string& line) {
    if (line.starts_with("#|")) return TakeContent(line);
    if (IsAnnotation(line)) return;
    owner_ = Owner::Source;
    if (line.starts_with("#= ")) {
      owner_ = Owner::Expected;
      return;
    }
    if (line.starts_with("#+ ")) {
      owner_ = Owner::Input;
      file_.inputs.push_back({line.substr(3), ""});
    } else if (line.starts_with("#: ")) {
      TakeDirective(line);
    }
    Keep(line);
  }

  void TakeContent(const std::string& line) {
    if (owner_ == Owner::Expected) return;
    if (owner_ != Owner::Input) return Complain("`#|` belongs to no `#+` or `#=`");
    file_.inputs.back().text +=
        line.substr(std::min<size_t>(line.size(), line.starts_with("#| ") ? 3 : 2)) + "\n";
    Keep(line);
  }

  void TakeDirective(const std::string& line) {
    std::vector<std::string> words = WordsOf(line.substr(3));
    if (words.size() < 2) return Complain("`" + line + "` says nothing");
    const std::string name = words.front();
    words.erase(words.begin());
    if (name == "TEST") {
      file_.stages = words;
    } else if (name == "SHOW") {
      file_.shows.push_back(line.substr(line.find("SHOW") + 5));
    } else if (name == "LANG") {
      file_.language = words.front() == "zh" ? diag::Language::Chinese : diag::Language::English;
    } else {
      Complain("there is no directive `" + name + "`");
    }
  }

  void Keep(const std::string& line) { file_.source += line + "\n"; }
  void Complain(const std::string& problem) {
    if (file_.problem.empty()) file_.problem = problem;
  }

  GoldenFile file_;
  Owner owner_ = Owner::Source;
};

std::string AnnotationLine(const Annotation& annotation) {
  const uint32_t last = annotation.first_cell + annotation.num_cells - 1;
  if (annotation.first_cell < 2) {
    return "#@" + std::to_string(annotation.first_cell) + "-" + std::to_string(last) + " " + annotation.text;
  }
  return "#" + std::string(annotation.first_cell - 2, ' ') + std::string(annotation.num_cells, '^') + " " +
         annotation.text;
}

}  // namespace

GoldenFile ParseGolden(std::string_view text) {
  return GoldenParser().Parse(text);
}

std::string Compose(const GoldenFile& file, std::vector<Annotation> annotations,
                    const std::vector<Block>& blocks) {
  std::stable_sort(annotations.begin(), annotations.end(), [](const Annotation& a, const Annotation& b) {
    return std::pair(a.line, a.first_cell) < std::pair(b.line, b.first_cell);
  });
  std::string text;
  uint32_t number = 0;
  auto next = annotations.begin();
  for (const std::string& line : LinesOf(file.source)) {
    text += line + "\n";
    ++number;
    for (; next != annotations.end() && next->line <= number; ++next) {
      text += AnnotationLine(*next) + "\n";
      for (const std::string& note : next->notes) text += "#~ " + note + "\n";
    }
  }
  for (const Block& block : blocks) {
    text += "#= " + block.title + "\n";
    for (const std::string& line : block.lines) text += line.empty() ? "#|\n" : "#| " + line + "\n";
  }
  return text;
}

bool IsTooLong(const GoldenFile& file, std::string_view text) {
  const size_t own = LinesOf(file.source).size();
  return LinesOf(text).size() - own > 3 * own + 15;
}

}  // namespace incent::golden
