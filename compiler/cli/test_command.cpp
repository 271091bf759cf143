#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <nlohmann/json.hpp>

#include "compiler/cli/command.h"
#include "compiler/cli/compiled_file.h"
#include "compiler/cli/text_table.h"
#include "compiler/cli/usage_diagnostics.h"
#include "compiler/pipeline/run_tests.h"
#include "compiler/pipeline/test_diagnostics.h"

// incent test: do the plan's own examples hold?
namespace incent::cli {
namespace {

constexpr std::array kOptions = {
    OptionSpec{.name = "--run",
               .value = "TEXT",
               .help = {"only tests whose name contains TEXT", "只运行名称中含有该文字的测试"}},
    OptionSpec{
        .name = "--engine",
        .value = "ENGINE",
        .help = {"what computes the tests: machine code (jit) or the reference (interp); both give the "
                 "same values (default: interp)",
                 "用什么计算测试：机器码（jit）或参考解释器（interp）；两者的值相同（默认 interp）"},
        .choices = "jit|interp"},
    OptionSpec{.name = "--quiet",
               .letter = "-q",
               .help = {"say only what fails, and the counts", "只显示未通过的测试和计数"}},
};

// Longer expectations are cut: the caret below the source shows them whole.
constexpr size_t kMaxExpectationBytes = 60;

// What all files together gave.
struct Counts {
  int passed = 0;
  int failed = 0;
  size_t expectations = 0;
  int properties = 0;
  int guardrails = 0;
};

class TestCommand {
 public:
  TestCommand(const Arguments& arguments, Session& session) : arguments_(arguments), session_(session) {}

  ExitCode Run() {
    if (arguments_.Value("--engine") == "jit") engine_.engine = pipeline::Engine::Jit;
    if (engine_.engine == pipeline::Engine::Jit && !pipeline::HasJit()) return session_.Misuse(kNoJit);
    for (const std::string& path : arguments_.operands()) RunFile(path);
    if (!session_.IsJson()) PrintCounts();
    session_.AddMember("tests",
                       tests_.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
    const bool nothing_ran = counts_.passed + counts_.failed == 0;
    if (nothing_ran && worst_ == ExitCode::Success) {
      diag::Diagnostics diagnostics;
      diagnostics.ReportUnplaced(pipeline::kNoTests, arguments_.operands().size());
      session_.Show(diagnostics, source::SourceSet());
    }
    return worst_;
  }

 private:
  bool Wanted(const pipeline::CompiledTest& test) const {
    return test.name.find(arguments_.ValueOr("--run", "")) != std::string::npos;
  }

  void RunFile(const std::string& path) {
    CompiledFile file(path, session_);
    pipeline::Compilation& compilation = file.compilation;
    worst_ = std::max(worst_, file.exit_code());
    std::vector<pipeline::TestResult> failures;
    if (file.exit_code() == ExitCode::Success) {
      counts_.properties += compilation.num_unevaluated_properties;
      counts_.guardrails += compilation.num_unevaluated_guardrails;
      for (const pipeline::CompiledTest& test : compilation.tests) {
        if (Wanted(test)) RunOne(test, compilation, failures);
      }
    }
    // Results and messages take turns on a terminal.
    session_.out.Flush();
    session_.Show(compilation.diagnostics, compilation.sources);
    if (!session_.IsJson()) PrintFailures(failures, compilation);
  }

  void RunOne(const pipeline::CompiledTest& test, pipeline::Compilation& compilation,
              std::vector<pipeline::TestResult>& failures) {
    const auto start = std::chrono::steady_clock::now();
    pipeline::TestResult result = pipeline::RunTest(test, compilation.diagnostics, engine_);
    const auto time =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - start);
    if (session_.IsJson()) tests_.push_back(Describe(result, compilation, time.count()));
    counts_.expectations += result.expectations.size();
    counts_.passed += result.passed;
    counts_.failed += !result.passed;
    if (!session_.IsJson() && (!result.passed || !arguments_.Has("--quiet"))) {
      session_.out.Write(fmt::format(
          "{} {}\n", session_.In(result.passed ? Words{"ok  ", "通过"} : Words{"FAIL", "失败"}), test.name));
    }
    if (result.passed) return;
    worst_ = std::max(worst_, ExitCode::AnswerIsNo);
    failures.push_back(std::move(result));
  }

  // One test as programs read it: docs/schemas/diagnostics.schema.json.
  nlohmann::ordered_json Describe(const pipeline::TestResult& result,
                                  const pipeline::Compilation& compilation, int64_t microseconds) const {
    using Json = nlohmann::ordered_json;
    const source::SourceFile& file = compilation.sources.file(result.test->span.file);
    Json expectations = Json::array();
    for (const pipeline::ExpectationResult& one : result.expectations) {
      const bool has_sides = !one.actual.english.empty();
      constexpr std::array kVerdicts = {"passed", "failed", "undecided"};
      expectations.push_back({{"line", file.PositionAt(one.expectation->span.begin).line},
                              {"outcome", kVerdicts[static_cast<size_t>(one.verdict)]},
                              {"expected", has_sides ? Json(one.expected.In(session_.language)) : Json()},
                              {"actual", has_sides ? Json(one.actual.In(session_.language)) : Json()}});
    }
    return {{"name", result.test->name},
            {"plan", compilation.plans[static_cast<size_t>(result.test->plan)].name},
            {"file", file.path},
            {"line", file.PositionAt(result.test->span.begin).line},
            {"outcome", result.passed ? "passed" : "failed"},
            {"engine", result.engine == pipeline::Engine::Jit ? "jit" : "interp"},
            {"microseconds", microseconds},
            {"expectations", std::move(expectations)}};
  }

  static std::string ExpectationText(const pipeline::Expectation& expectation,
                                     const source::SourceSet& sources) {
    std::string text(sources.Text(expectation.span));
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (text.size() <= kMaxExpectationBytes) return text;
    size_t cut = kMaxExpectationBytes;
    while ((static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return text.substr(0, cut) + "…";
  }

  void PrintFailures(const std::vector<pipeline::TestResult>& failures,
                     const pipeline::Compilation& compilation) {
    TextTable table(
        {std::string(session_.In({"line", "行"})), std::string(session_.In({"expectation", "断言"})),
         std::string(session_.In({"expected", "预期"})), std::string(session_.In({"got", "实际"}))},
        {Align::Right, Align::Left, Align::Right, Align::Right});
    for (const pipeline::TestResult& result : failures) {
      for (const pipeline::ExpectationResult& one : result.expectations) {
        if (one.verdict == pipeline::Verdict::Passed) continue;
        const source::Span span = one.expectation->span;
        const source::SourceFile& source = compilation.sources.file(span.file);
        table.Add({std::to_string(source.PositionAt(span.begin).line),
                   ExpectationText(*one.expectation, compilation.sources), one.expected.In(session_.language),
                   one.actual.In(session_.language)});
      }
    }
    if (table.num_rows() > 0) session_.out.Write(table.Render() + "\n");
  }

  void PrintCounts() {
    const auto format = [&](const Words& words, const auto&... args) {
      session_.out.Write(fmt::format(fmt::runtime(session_.In(words)), args...));
    };
    format({"tests: {} passed, {} failed; expectations: {}\n", "测试：通过 {} 个，失败 {} 个；断言 {} 条\n"},
           counts_.passed, counts_.failed, counts_.expectations);
    if (counts_.properties + counts_.guardrails == 0) return;
    format({"not evaluated: {} properties, {} guardrails\n", "未验证：性质 {} 条，护栏 {} 条\n"},
           counts_.properties, counts_.guardrails);
  }

  const Arguments& arguments_;
  Session& session_;
  ExitCode worst_ = ExitCode::Success;
  Counts counts_;
  pipeline::EngineOptions engine_;
  nlohmann::ordered_json tests_ = nlohmann::ordered_json::array();
};

ExitCode Run(const Arguments& arguments, Session& session) {
  return TestCommand(arguments, session).Run();
}

}  // namespace

extern const CommandSpec kTestCommand = {
    .name = "test",
    .summary = {"run the tests that are written beside a plan", "运行方案自带的测试"},
    .details =
        {"Computes each `test` of the files from its own `given` rows and compares with its `expect`. Reads "
         "no data files.\n"
         "Properties and guardrails are counted, but not evaluated.\n",
         "用每个“测试”中“已知”的行进行计算，并与“预期”比较。不读取数据文件。\n性质和护栏只计数，不验证。\n"},
    .operand = {.name = "PLAN",
                .help = {"a plan, .incent", "方案文件（.incent）"},
                .min = 1,
                .max = kAnyNumber},
    .options = kOptions,
    .examples = {"  incent test commission.incent\n"
                 "  incent test plans/*.incent --run quota --quiet\n",
                 "  incent test 提成.incent\n"
                 "  incent test plans/*.incent --run 指标 --quiet\n"},
    .run = Run,
};

}  // namespace incent::cli
