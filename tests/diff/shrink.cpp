#include "tests/diff/shrink.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/parse.h"
#include "tests/diff/child.h"
#include "tests/support/golden_file.h"

namespace incent::diff {
namespace {

// Enough for a plan of 200 lines to reach a few; a trial takes about 20 ms.
constexpr int kMaxTrials = 4000;

struct Part {
  uint32_t begin = 0;
  uint32_t end = 0;
  bool is_expression = false;

  uint32_t size() const { return end - begin; }
};

// All nodes of the tree, the largest first.
std::vector<Part> PartsOf(const std::string& source) {
  source::SourceSet sources;
  diag::Diagnostics diagnostics;
  const syntax::ParsedFile parsed =
      syntax::Parse(sources.file(sources.Add("plan.incent", source)), diagnostics);
  std::vector<Part> parts;
  ast::WalkTree(parsed.tree, [&](const auto& node) {
    constexpr bool kIsExpression = std::is_same_v<std::decay_t<decltype(node)>, ast::Expr>;
    if (node.span.end > node.span.begin && node.span.end <= source.size())
      parts.push_back({node.span.begin, node.span.end, kIsExpression});
  });
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return a.size() > b.size(); });
  return parts;
}

class Shrinker {
 public:
  Shrinker(Reproduction found, const std::function<bool(const Reproduction&)>& fails)
      : found_(std::move(found)), fails_(fails) {}

  Reproduction Run() {
    for (size_t before = 0; before != Size() && trials_ < kMaxTrials;) {
      before = Size();
      ShrinkRows();
      ShrinkPlan();
    }
    RemoveBlankLines();
    return std::move(found_);
  }

 private:
  size_t Size() const {
    size_t size = found_.source.size();
    for (const auto& [name, sheet] : found_.batch) size += sheet.Text().size();
    return size;
  }

  bool Keep(Reproduction smaller) {
    if (++trials_ > kMaxTrials || !fails_(smaller)) return false;
    found_ = std::move(smaller);
    return true;
  }

  // Half of the rows first, single ones last.
  void ShrinkRows() {
    for (const auto& [name, unused] : Batch(found_.batch)) {
      for (size_t piece = std::max<size_t>(found_.batch[name].rows.size() / 2, 1); piece > 0; piece /= 2) {
        for (size_t start = 0; start + piece <= found_.batch[name].rows.size();) {
          Reproduction smaller = found_;
          auto& rows = smaller.batch[name].rows;
          const auto first = rows.begin() + static_cast<std::ptrdiff_t>(start);
          rows.erase(first, first + static_cast<std::ptrdiff_t>(piece));
          if (!Keep(std::move(smaller))) start += piece;
        }
      }
    }
  }

  bool Replace(const Part& part, const std::string& text) {
    if (text.size() >= part.size() && !(text.empty())) return false;
    Reproduction smaller = found_;
    smaller.source = smaller.source.substr(0, part.begin) + text + smaller.source.substr(part.end);
    return Keep(std::move(smaller));
  }

  void ShrinkPlan() {
    bool changed = true;
    while (changed && trials_ < kMaxTrials) {
      changed = false;
      const std::vector<Part> parts = PartsOf(found_.source);
      for (const Part& part : parts) {
        changed = part.is_expression ? Simplify(part, parts) : Replace(part, "");
        if (changed) break;
      }
    }
  }

  // By one of its own parts, the smallest first, or by a constant.
  bool Simplify(const Part& part, const std::vector<Part>& parts) {
    for (const char* constant : {"0", "1", "true", "false"}) {
      if (Replace(part, constant)) return true;
    }
    for (auto inner = parts.rbegin(); inner != parts.rend(); ++inner) {
      const bool inside = inner->is_expression && inner->begin >= part.begin && inner->end <= part.end;
      if (inside && inner->size() < part.size() &&
          Replace(part, found_.source.substr(inner->begin, inner->size())))
        return true;
    }
    return false;
  }

  void RemoveBlankLines() {
    std::istringstream lines(found_.source);
    std::string text;
    for (std::string line; std::getline(lines, line);) {
      if (line.find_first_not_of(' ') != std::string::npos) text += line + "\n";
    }
    found_.source = text;
  }

  Reproduction found_;
  const std::function<bool(const Reproduction&)>& fails_;
  int trials_ = 0;
};

}  // namespace

Reproduction Shrunk(Reproduction found, const std::function<bool(const Reproduction&)>& fails) {
  return Shrinker(std::move(found), fails).Run();
}

std::string GoldenText(const Reproduction& found) {
  std::string text = found.source + "\n#: TEST run\n";
  for (const auto& [name, sheet] : found.batch) {
    text += "#+ " + name + ".csv\n";
    std::istringstream lines(sheet.Text());
    for (std::string line; std::getline(lines, line);) text += "#| " + line + "\n";
  }
  return text;
}

Reproduction ReadGolden(const std::string& text) {
  const golden::GoldenFile file = golden::ParseGolden(text);
  Reproduction found{file.source, {}};
  for (const golden::Input& input : file.inputs) {
    Sheet& sheet = found.batch[input.name.substr(0, input.name.find('.'))];
    std::istringstream lines(input.text);
    std::getline(lines, sheet.header);
    for (std::string line; std::getline(lines, line);) sheet.rows.push_back(line);
  }
  return found;
}

namespace {

std::string Written(const Reproduction& small, const TrialOptions& trial, const std::string& what,
                    const std::string& out) {
  const std::string text = GoldenText(small);
  const std::string seed = std::to_string(trial.seed);
  const std::string report = "incent_diff --seed " + seed + " --plans 1" + (trial.spoil ? " --spoil" : "") +
                             "\n" + what + "\n" + text;
  if (out.empty()) return report;
  const std::string path = out + "/seed_" + seed + ".incent";
  std::ofstream(path, std::ios::binary) << text;
  return report + "written to " + path + "\n";
}

}  // namespace

std::string ReportFinding(const std::string& source, const Batch& batch, const TrialOptions& trial,
                          const Verdict& verdict, const std::string& out) {
  const std::string& engine = verdict.engine;
  std::string detail = verdict.detail;
  const auto fails = [&](const Reproduction& smaller) {
    Coverage ignored;
    std::optional<Batch> rows = smaller.batch;
    const Verdict again = Try(smaller.source, rows, trial, ignored);
    if (again.agreement != Agreement::Disagree || again.engine != engine) return false;
    detail = again.detail;
    return true;
  };
  const Reproduction small = Shrunk({source, batch}, fails);
  return Written(small, trial, engine + ":\n" + detail, out);
}

std::string ReportCrash(const std::string& source, const TrialOptions& trial, const std::string& out) {
  const auto fails = [&](const Reproduction& smaller) {
    const ChildEnd end = RunInChild([&](const Note&) {
      std::freopen("/dev/null", "w", stderr);
      Coverage ignored;
      std::optional<Batch> rows;
      if (!smaller.batch.empty()) rows = smaller.batch;
      static_cast<void>(Try(smaller.source, rows, trial, ignored));
      return 0;
    });
    return end.code != 0;
  };
  return Written(Shrunk({source, {}}, fails), trial, "the process ends", out);
}

}  // namespace incent::diff
