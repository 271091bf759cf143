#include "tests/support/golden_run.h"

#include <map>
#include <sstream>

#include "compiler/diag/render.h"
#include "compiler/interp/explain.h"
#include "compiler/interp/program.h"
#include "compiler/ir/print.h"
#include "compiler/ir/verify.h"
#include "compiler/pipeline/compile.h"
#include "compiler/pipeline/run_tests.h"
#include "runtime/io/loader.h"
#include "runtime/trace/render.h"
#include "tests/support/memory_loader.h"
#include "tests/support/run_text.h"
#include "tests/support/same_run.h"

namespace incent::golden {
namespace {

using Files = std::map<std::string, std::string>;

// The records of a CSV file behind its header, last first; files with quoted line ends stay as they are.
std::string Reversed(const std::string& csv) {
  if (csv.find('"') != std::string::npos) return csv;
  const size_t header = csv.find('\n') + 1;
  std::string result;
  for (size_t end = csv.size(); end > header;) {
    const size_t start = csv.rfind('\n', end - 2) + 1;
    result += csv.substr(start, end - start);
    end = start;
  }
  return csv.substr(0, header) + result;
}

class GoldenRunner {
 public:
  GoldenRunner(const std::string& name, const GoldenFile& file) : name_(name), file_(file) {
    loader_.Add(name, file.source);
    for (const Input& input : file.inputs) {
      if (input.name.ends_with(".incent")) {
        loader_.Add(input.name, input.text);
      } else {
        data_[input.name] = input.text;
      }
    }
  }

  GoldenResult Run() {
    pipeline::Compilation compilation = pipeline::Compile(loader_, name_, {});
    result_.has_errors = compilation.diagnostics.has_errors();
    for (const pipeline::CompiledPlan& plan : compilation.plans) CheckText(plan.module);
    for (const pipeline::CompiledTest& test : compilation.tests) CheckText(test.module);
    for (const std::string& stage : file_.stages) RunStage(stage, compilation);
    for (const diag::Entry* entry : compilation.diagnostics.Sorted()) Annotate(*entry, compilation.sources);
    if (!unplaced_.empty()) blocks_.insert(blocks_.begin(), {"diagnostics", unplaced_});
    result_.text = Compose(file_, annotations_, blocks_);
    return std::move(result_);
  }

 private:
  // Compiling leaves this out.
  void CheckText(const ir::Module& module) {
    for (const std::string& violation : ir::Verify(module)) result_.faults.push_back(violation);
  }

  void RunStage(const std::string& stage, pipeline::Compilation& compilation) {
    if (stage == "check" || compilation.diagnostics.has_errors()) return;
    if (stage == "test") return RunTests(compilation);
    if (stage == "failing") return RunFailingTests(compilation);
    if (stage == "run") return RunPlans(compilation);
    if (stage == "ir") return ShowStages(compilation);
    if (stage == "trace") return ShowTraces(compilation);
    result_.faults.push_back("there is no stage `" + stage + "`");
  }

  // The plan's own tests must pass.
  void RunTests(const pipeline::Compilation& compilation) {
    if (compilation.tests.empty()) result_.faults.emplace_back("the file has no test");
    diag::Diagnostics failures;
    for (const pipeline::CompiledTest& test : compilation.tests) pipeline::RunTest(test, failures);
    if (failures.has_errors()) {
      result_.faults.push_back(diag::RenderText(failures, compilation.sources, {.language = file_.language}));
    }
  }

  // How failures are shown: at their `expect`.
  void RunFailingTests(pipeline::Compilation& compilation) {
    const size_t errors_before = compilation.diagnostics.num_errors();
    for (const pipeline::CompiledTest& test : compilation.tests) {
      pipeline::RunTest(test, compilation.diagnostics);
    }
    if (compilation.diagnostics.num_errors() == errors_before) {
      result_.faults.emplace_back("no test fails");
    }
  }

  std::vector<std::string> RunOver(const pipeline::Compilation& compilation, const Files& data) {
    const io::LoadResult load = io::LoadFromText(compilation.datasets, data);
    std::vector<std::string> lines;
    for (const pipeline::CompiledPlan& plan : compilation.plans) {
      const interp::Program program = interp::Load(plan.module);
      const interp::RunResult run = interp::Run(program, load.data);
      const std::string difference = DifferenceInJit(plan.module, load.data, run);
      if (!difference.empty()) result_.faults.push_back(difference);
      const std::vector<std::string> of_plan =
          PayoutLines(plan.module, run.outcome, load.data, {.show_plan = compilation.plans.size() > 1});
      lines.insert(lines.end(), of_plan.begin(), of_plan.end());
    }
    return lines;
  }

  void RunPlans(const pipeline::Compilation& compilation) {
    Block block{"run", RunOver(compilation, data_)};

    Files reversed = data_;
    for (auto& [name, text] : reversed) {
      if (name.ends_with(".csv")) text = Reversed(text);
    }
    if (RunOver(compilation, reversed) != block.lines) {
      result_.faults.emplace_back("the ledger depends on the order of the rows");
    }
    const pipeline::Compilation plain =
        pipeline::Compile(loader_, name_, {.passes = pipeline::PassLevel::None});
    if (RunOver(plain, data_) != block.lines) {
      result_.faults.emplace_back("the ledger depends on the passes over the IR");
    }
    const io::LoadResult load = io::LoadFromText(compilation.datasets, data_);
    for (const std::string& line : RejectLines(load, compilation.datasets, file_.language)) {
      block.lines.push_back(line);
    }
    blocks_.push_back(std::move(block));
  }

  // `#: SHOW ir NAME`: one stage of the IR; whole modules are no test.
  void ShowStages(const pipeline::Compilation& compilation) {
    for (const std::string& show : file_.shows) {
      if (!show.starts_with("ir ")) continue;
      const std::string wanted = show.substr(3);
      bool found = false;
      for (const pipeline::CompiledPlan& plan : compilation.plans) {
        for (const ir::Stage& stage : plan.module.stages) {
          if (stage.name != wanted) continue;
          found = true;
          blocks_.push_back({show, SplitLines(ir::PrintStage(plan.module, stage))});
        }
      }
      if (!found) result_.faults.push_back("no stage is called `" + wanted + "`");
    }
  }

  // `#: SHOW trace COMPONENT PARTICIPANT PERIOD [ROW]`: why a payout is what it is.
  void ShowTraces(const pipeline::Compilation& compilation) {
    const io::LoadResult load = io::LoadFromText(compilation.datasets, data_);
    for (const pipeline::CompiledPlan& plan : compilation.plans) {
      const interp::Program program = interp::Load(plan.module);
      const interp::RunResult run = interp::Run(program, load.data);
      interp::Explainer explainer(program, run);
      for (const std::string& show : file_.shows) {
        if (!show.starts_with("trace ")) continue;
        const trace::Trace trace = explainer.Explain(PayoutKeyOf(show));
        if (!trace.reproduced) result_.faults.push_back("`" + show + "` replays to another value");
        blocks_.push_back({show, SplitLines(trace::RenderText(trace, Rendering(compilation.sources)))});
      }
    }
  }

  static interp::PayoutKey PayoutKeyOf(const std::string& show) {
    std::istringstream words(show);
    interp::PayoutKey key;
    std::string skipped;
    std::string period;
    words >> skipped >> key.component >> key.participant >> period >> key.row_key;
    key.period = value::ParsePeriod(period);
    return key;
  }

  trace::RenderOptions Rendering(const source::SourceSet& sources) const {
    const bool is_chinese = file_.language == diag::Language::Chinese;
    return {.language = is_chinese ? trace::Language::Chinese : trace::Language::English,
            .quote = [&sources](const trace::SourceSpan& span) {
              const source::SourceFile& file = sources.file(source::FileId{span.file});
              const std::string text(file.Text({file.id, span.begin, span.end}));
              return trace::SourceQuote{file.path, static_cast<int>(file.PositionAt(span.begin).line), text};
            }};
  }

  bool IsInFile(const std::optional<source::Span>& span, const source::SourceSet& sources) const {
    return span && sources.file(span->file).path == name_;
  }

  // The first line of a span, in display cells.
  static Annotation PlaceOf(source::Span span, const source::SourceSet& sources) {
    const source::SourceFile& file = sources.file(span.file);
    const source::Position start = file.PositionAt(span.begin);
    const source::Position end = file.PositionAt(span.end);
    Annotation annotation;
    annotation.line = start.line;
    annotation.first_cell = start.cells;
    if (end.line == start.line && end.cells > start.cells) annotation.num_cells = end.cells - start.cells;
    if (end.line != start.line) {
      const std::string_view line = file.lines.LineText(file.text, start.line);
      annotation.num_cells = std::max<uint32_t>(
          1, source::CellWidth(line.substr(span.begin - file.lines.LineStart(start.line))));
    }
    return annotation;
  }

  void Annotate(const diag::Entry& entry, const source::SourceSet& sources) {
    const std::string severity = SeverityWord(entry.kind->severity);
    const std::string text = severity + "[" + std::string(entry.kind->code) +
                             "]: " + diag::EscapeControls(entry.message.Text(file_.language));
    std::vector<std::string> notes;
    std::vector<Annotation> elsewhere;
    for (const diag::Note& note : entry.notes) {
      const std::string note_text = "note: " + diag::EscapeControls(note.message.Text(file_.language));
      if (!IsInFile(note.span, sources)) {
        notes.push_back(note_text);
        continue;
      }
      elsewhere.push_back(PlaceOf(*note.span, sources));
      elsewhere.back().text = note_text;
    }
    for (const diag::Fix& fix : entry.fixes) {
      notes.push_back("help: " + diag::EscapeControls(fix.title.Text(file_.language)));
    }
    if (IsInFile(entry.span, sources)) {
      annotations_.push_back(PlaceOf(*entry.span, sources));
      annotations_.back().text = text;
      annotations_.back().notes = notes;
    } else {
      unplaced_.push_back(PathOf(entry, sources) + text);
      for (const std::string& note : notes) unplaced_.push_back("  " + note);
    }
    annotations_.insert(annotations_.end(), elsewhere.begin(), elsewhere.end());
  }

  static std::string SeverityWord(diag::Severity severity) {
    if (severity == diag::Severity::Note) return "note";
    return severity == diag::Severity::Error ? "error" : "warning";
  }

  static std::string PathOf(const diag::Entry& entry, const source::SourceSet& sources) {
    if (!entry.span) return "";
    const source::SourceFile& file = sources.file(entry.span->file);
    return file.path + ":" + std::to_string(file.PositionAt(entry.span->begin).line) + ": ";
  }

  const std::string& name_;
  const GoldenFile& file_;
  MemoryLoader loader_;
  Files data_;
  GoldenResult result_;
  std::vector<Annotation> annotations_;
  std::vector<std::string> unplaced_;
  std::vector<Block> blocks_;
};

}  // namespace

GoldenResult RunGolden(const std::string& name, const GoldenFile& file) {
  return GoldenRunner(name, file).Run();
}

}  // namespace incent::golden
