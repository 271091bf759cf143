#include <fmt/format.h>
#include <algorithm>

#include <array>
#include <cerrno>
#include <charconv>
#include <thread>

#include "compiler/cli/cache_folder.h"
#include "compiler/cli/command.h"
#include "compiler/cli/compiled_file.h"
#include "compiler/cli/data_options.h"
#include "compiler/cli/memory_limit.h"
#include "compiler/cli/payout_table.h"
#include "compiler/cli/progress.h"
#include "compiler/cli/publish_run.h"
#include "compiler/cli/usage_diagnostics.h"
#include "compiler/files/object_folder.h"
#include "compiler/pipeline/data_diagnostics.h"
#include "compiler/pipeline/doubtful_rows.h"
#include "compiler/pipeline/engine.h"
#include "compiler/pipeline/report_errors.h"

// incent run: who is paid what?
namespace incent::cli {
namespace {

constexpr std::array kOptions = {
    kDataOption,
    OptionSpec{.name = "--out",
               .letter = "-o",
               .value = "FILE",
               .help = {"write the ledger: FILE.csv, FILE.jsonl, a folder (ledger.csv), or - for standard "
                        "output; the reject "
                        "report and the manifest lie beside it",
                        "写出台账：文件.csv、文件.jsonl、文件夹（其中的 ledger.csv）或 "
                        "-（标准输出）；拒绝报告和清单写在同一处"}},
    OptionSpec{.name = "--rejects",
               .value = "FILE",
               .help = {"write the reject report to this file", "把拒绝报告写到这个文件"}},
    OptionSpec{
        .name = "--max-rejects",
        .value = "N",
        .help = {"how many rejects the run may have and still succeed; up to so many rows that cannot be "
                 "read or name nobody are paid without (default 0)",
                 "允许多少处数据被拒绝而运行仍算成功；无法读取或找不到归属的行不超过此数时，不计这些行而发放"
                 "（默认 0）"}},
    kEncodingOption,
    kPlanOption,
    OptionSpec{.name = "--by",
               .value = "ROWS",
               .help = {"rows of the table on the screen (default: participant)",
                        "屏幕表格按什么分行（默认 participant）"},
               .choices = "participant|period"},
    OptionSpec{
        .name = "--engine",
        .value = "ENGINE",
        .help = {"what computes the payouts: machine code for many rows (jit), the reference for few "
                 "(interp); both give the same bytes (default: auto)",
                 "用什么计算：数据多时用机器码（jit），数据少时用参考解释器（interp）；两者结果逐字节相同"
                 "（默认 auto）"},
        .choices = "auto|jit|interp"},
    OptionSpec{.name = "--threads",
               .value = "N",
               .help = {"threads that read large files, run the jit engine and make the ledger (default: one "
                        "for each processor)",
                        "读取大文件、运行 jit 引擎和生成台账的线程数（默认每个处理器一个）"}},
    OptionSpec{
        .name = "--memory",
        .value = "SIZE",
        .help = {"memory that the run may take, such as 512M or 4G; without enough it ends with exit code "
                 "5, and nothing is published (default: no limit)",
                 "运行最多占用的内存，如 512M 或 4G；不够时以退出码 5 结束，不发布任何结果（默认不限）"}},
    OptionSpec{.name = "--quiet",
               .letter = "-q",
               .help = {"no table and no counts, only messages", "不显示表格和计数，只显示提示信息"}},
};

// One `incent run` from its arguments to its exit code.
class RunCommand {
 public:
  RunCommand(const Arguments& arguments, Session& session)
      : arguments_(arguments),
        session_(session),
        file_(arguments.operands().front(), session, {.compile_tests = false}) {}

  ExitCode Run() {
    const ExitCode code = Compute();
    if (paths_.ledger_to_output) session_.UseOwnDocument();
    session_.Show(file_.compilation.diagnostics, file_.compilation.sources);
    if (has_results_) PrintResults();
    return code;
  }

 private:
  diag::Diagnostics& diagnostics() { return file_.compilation.diagnostics; }

  ExitCode Compute() {
    if (file_.exit_code() != ExitCode::Success) return file_.exit_code();
    if (!ReadOptions() || !ChoosePlans()) return ExitCode::Usage;
    if (!ChoosePaths() || !KeepApart(paths_, diagnostics())) return ExitCode::Usage;
    if (!OpenFiles()) return ExitCode::FilesOrSystem;
    const ExitCode loaded = Load();
    if (loaded != ExitCode::Success) return loaded;
    if (!SpareInputs(paths_, Inputs(), diagnostics())) return ExitCode::Usage;
    const ExitCode computed = RunPlans();
    if (computed != ExitCode::Success) return computed;
    const ExitCode published = Publish();
    if (published != ExitCode::Success) return published;
    has_results_ = true;
    return Judge();
  }

  bool ReadOptions() {
    return ReadCount("--max-rejects", 0, "0, 1, 2, …", max_rejects_) && ReadEngine() && ReadMemory();
  }

  bool ReadMemory() {
    const std::optional<std::string> text = arguments_.Value("--memory");
    if (!text) return true;
    const std::optional<int64_t> bytes = ParseMemory(*text);
    if (bytes && LimitMemory(*bytes)) {
      // Every thread takes some, to begin with its stack.
      constexpr int64_t kBytesOfThread = int64_t{64} << 20;
      engine_.num_threads = static_cast<int>(std::min<int64_t>(engine_.num_threads, *bytes / kBytesOfThread));
      return true;
    }
    diagnostics().ReportUnplaced(kBadValue, "--memory", *text, "64M … 16384G");
    return false;
  }

  // An option that is a number, at least `min`; left alone where it is not given.
  bool ReadCount(const std::string& option, int64_t min, const std::string& expected, int64_t& count) {
    const std::optional<std::string> text = arguments_.Value(option);
    if (!text) return true;
    const char* const text_end = text->data() + text->size();
    const auto [end, error] = std::from_chars(text->data(), text_end, count);
    if (error == std::errc() && end == text_end && count >= min) return true;
    diagnostics().ReportUnplaced(kBadValue, option, *text, expected);
    return false;
  }

  bool ReadEngine() {
    constexpr int64_t kMaxThreads = 256;
    int64_t threads = std::max(1U, std::thread::hardware_concurrency());
    if (!ReadCount("--threads", 1, "1, 2, 3, …", threads)) return false;
    engine_.num_threads = static_cast<int>(std::min(threads, kMaxThreads));
    const std::optional<std::string> name = arguments_.Value("--engine");
    if (name == "jit") engine_.engine = pipeline::Engine::Jit;
    if (name == "interp") engine_.engine = pipeline::Engine::Interpreter;
    if (const auto folder = ChooseCacheFolder(CacheVariables::OfProcess()))
      engine_.objects = std::make_shared<files::ObjectFolder>(*folder);
    if (engine_.engine != pipeline::Engine::Jit || pipeline::HasJit()) return true;
    diagnostics().ReportUnplaced(kNoJit);
    return false;
  }

  // All plans of the file, or the one that --plan names.
  bool ChoosePlans() {
    const std::optional<std::string> name = arguments_.Value("--plan");
    const auto& plans = file_.compilation.plans;
    if (!name && !plans.empty()) {
      for (const pipeline::CompiledPlan& plan : plans) chosen_.push_back(&plan);
      return true;
    }
    const std::optional<int> index = ChoosePlan(file_.compilation, name, diagnostics());
    if (index) chosen_.push_back(&plans[static_cast<size_t>(*index)]);
    return index.has_value();
  }

  ExitCode Load() {
    std::optional<io::LoadOptions> options = DataOptions(arguments_, file_, diagnostics());
    if (!options) return ExitCode::Usage;
    options->num_threads = engine_.num_threads;
    Progress progress(session_);
    progress.Step({"reading data", "正在读取数据"});
    return LoadPlanData(file_, *options, load_, diagnostics());
  }

  bool ChoosePaths() {
    const std::optional<RunPaths> paths = ChooseRunPaths(arguments_, diagnostics());
    if (paths) paths_ = *paths;
    return paths.has_value();
  }

  // Long before they are written: nobody waits for a ledger that has no place.
  bool OpenFiles() {
    files_.emplace(paths_);
    const std::optional<io::WriteError> error = files_->Error();
    if (error) ReportWriteError(*error, diagnostics());
    return !error;
  }

  std::vector<std::string> Inputs() const {
    std::vector<std::string> inputs;
    const source::SourceSet& sources = file_.compilation.sources;
    for (size_t i = 0; i < sources.size(); ++i)
      inputs.push_back(sources.file(source::FileId{static_cast<uint32_t>(i)}).path);
    for (const io::InputFile& input : load_.files) inputs.push_back(input.path);
    return inputs;
  }

  ExitCode RunPlans() {
    Progress progress(session_);
    progress.Step({"computing payouts", "正在计算发放"});
    doubtful_ = pipeline::FindDoubtfulRows(file_.compilation.datasets, load_.data, max_rejects_);
    for (const pipeline::CompiledPlan* plan : chosen_) {
      outcomes_.push_back({plan, pipeline::RunPlan(plan->module, load_.data, engine_,
                                                   {.pays_without_rows = doubtful_.pays_without})});
      const eval::Outcome& outcome = outcomes_.back().outcome;
      if (!outcome.broken.empty()) {
        diagnostics().ReportUnplaced(pipeline::kBrokenPromise, outcome.broken.front().what);
        return ExitCode::InternalError;
      }
      const pipeline::PlaceNames names{plan->module.datasets, load_.data, outcome.participants};
      pipeline::ReportErrors(outcome.errors, plan->module, names, diagnostics());
      num_waiting_ += pipeline::CountWaiting(outcome.ledger, doubtful_);
    }
    pipeline::ReportWaiting(num_waiting_, doubtful_, diagnostics());
    return ExitCode::Success;
  }

  ExitCode Publish() {
    const RunRecord record{
        file_.compilation,   load_, outcomes_, max_rejects_, doubtful_.num_rows, doubtful_.pays_without,
        engine_.num_threads, {},    {}};
    if (paths_.ledger_to_output) {
      WriteLedger(record, paths_.format, [this](std::string_view text) { session_.out.Write(text); });
    }
    if (paths_.ledger.empty() && paths_.rejects.empty()) return ExitCode::Success;
    Progress progress(session_);
    progress.Step({"writing the ledger", "正在写出台账"});
    const std::optional<io::WriteError> error = PublishRun(record, paths_.format, *files_);
    if (!error && !paths_.ledger.empty()) session_.published = paths_.ledger;
    // Whoever reads a ledger from a pipe may stop reading.
    if (!error || error->error_number == EPIPE) return ExitCode::Success;
    ReportWriteError(*error, diagnostics());
    return ExitCode::FilesOrSystem;
  }

  ExitCode Judge() {
    const bool too_many = load_.total_rejects > max_rejects_;
    if (too_many) diagnostics().ReportUnplaced(pipeline::kTooManyRejects, load_.total_rejects, max_rejects_);
    const bool complete = Count(&eval::ComponentTotals::num_withheld) == 0 && !HasLostRows();
    return too_many || !complete ? ExitCode::AnswerIsNo : ExitCode::Success;
  }

  int64_t Count(int64_t eval::ComponentTotals::* which) const {
    int64_t count = 0;
    for (const PlanOutcome& run : outcomes_) {
      for (const eval::ComponentTotals& total : run.outcome.totals) count += total.*which;
    }
    return count;
  }

  // Rows that name nobody because of an error elsewhere: no payout stands for them.
  bool HasLostRows() const {
    return std::any_of(outcomes_.begin(), outcomes_.end(), [](const PlanOutcome& run) {
      return std::any_of(run.outcome.errors.begin(), run.outcome.errors.end(),
                         [](const eval::RunError& error) { return error.num_lost > 0; });
    });
  }

  void PrintResults() {
    if (session_.IsJson() || arguments_.Has("--quiet")) return;
    // A ledger on standard output must not be mixed with anything else.
    OutputStream& out = paths_.ledger_to_output ? session_.err : session_.out;
    PayoutTableOptions options{.language = session_.language};
    if (arguments_.Value("--by") == "period") options.rows = PayoutRows::ByPeriod;
    for (const PlanOutcome& run : outcomes_) {
      const ir::Module& module = run.plan->module;
      out.Write(fmt::format("{}{}{}\n", module.plan, module.label.empty() ? "" : ": ", module.label));
      out.Write(RenderPayouts(run.outcome, options) + "\n");
    }
    PrintCounts(out);
  }

  void PrintCounts(OutputStream& out) {
    const auto format = [&](const Words& words, const auto&... args) {
      out.Write(fmt::format(fmt::runtime(session_.In(words)), args...));
    };
    format({"payouts: {} paid, {} held, {} withheld; input cells and rows rejected: {}\n",
            "发放：已发 {} 笔，挂起 {} 笔，暂扣 {} 笔；被拒绝的输入：{} 处\n"},
           Count(&eval::ComponentTotals::num_paid), Count(&eval::ComponentTotals::num_held),
           Count(&eval::ComponentTotals::num_withheld), load_.total_rejects);
    if (!paths_.ledger.empty()) format({"ledger: {}\n", "台账：{}\n"}, paths_.ledger);
    if (!paths_.rejects.empty() && load_.total_rejects > 0) {
      format({"reject report: {}\n", "拒绝报告：{}\n"}, paths_.rejects);
    }
    if (paths_.ledger.empty() && !paths_.ledger_to_output) {
      format(
          {"no ledger was written; --out FILE.csv writes one\n", "没有写出台账；可用 --out 文件.csv 写出\n"});
    }
  }

  const Arguments& arguments_;
  Session& session_;
  CompiledFile file_;
  int64_t max_rejects_ = 0;
  pipeline::DoubtfulRows doubtful_;
  int64_t num_waiting_ = 0;  // payouts, for these rows
  pipeline::EngineOptions engine_;
  std::vector<const pipeline::CompiledPlan*> chosen_;
  io::LoadResult load_;
  std::vector<PlanOutcome> outcomes_;
  RunPaths paths_;
  std::optional<RunFiles> files_;
  bool has_results_ = false;  // computed and published
};

ExitCode Run(const Arguments& arguments, Session& session) {
  return RunCommand(arguments, session).Run();
}

}  // namespace

extern const CommandSpec kRunCommand = {
    .name = "run",
    .summary = {"compute who is paid what, and write the ledger", "计算每个人的发放，并写出台账"},
    .details =
        {"Reads the data of the plan, computes every payout exactly and prints who is paid what. With "
         "--out it writes\n"
         "the ledger: one line for each payout, with its plan, component, participant, period and "
         "source row.\n"
         "\n"
         "Input that cannot be used is never dropped silently: it is listed in the reject report, and "
         "what depends on\n"
         "it is withheld. The run then exits 1, although its ledger is written. Files appear "
         "completely or not at all.\n"
         "\n"
         "Machine code is kept for later runs in $XDG_CACHE_HOME/incent or ~/.cache/incent; "
         "INCENT_CACHE=DIR keeps it\n"
         "elsewhere, INCENT_CACHE=off does not keep it.\n",
         "读取方案的数据，精确计算每一笔发放，并显示每个人应得多少。使用 --out "
         "时写出台账：每笔发放一行，\n包括方案、项目、参与"
         "人、期间和来源行。\n\n无法使用的数据绝不会被悄悄丢弃：它们列在拒绝报告中，受其影响的发放会被"
         "暂扣；此时退出码为 1，\n"
         "但台账仍会写出。文件要么完整写出，要么完全不写。\n\n"
         "生成的机器码保存在 $XDG_CACHE_HOME/incent 或 ~/.cache/incent 中供以后运行使用；INCENT_CACHE=目录 "
         "可改换位置，\nINCENT_CACHE=off 则不保存。\n"},
    .operand = {.name = "PLAN", .help = {"a plan, .incent", "方案文件（.incent）"}},
    .options = kOptions,
    .examples =
        {"  incent run commission.incent --data data/\n"
         "  incent run commission.incent --data data/ --data Deal=deals_2026.csv --out out/ledger.csv\n"
         "  incent run commission.incent --data data/ --by period --encoding gb18030\n"
         "  incent run commission.incent --data data/ --out - --quiet | head\n"
         "  incent run commission.incent --data data/ --threads 8\n",
         "  incent run 提成.incent --data data/\n"
         "  incent run 提成.incent --data data/ --data Deal=deals_2026.csv --out out/ledger.csv\n"
         "  incent run 提成.incent --data data/ --by period --encoding gb18030\n"
         "  incent run 提成.incent --data data/ --out - --quiet | head\n"},
    .run = Run,
};

}  // namespace incent::cli
