#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "compiler/cli/command.h"
#include "compiler/cli/compiled_file.h"
#include "compiler/cli/data_options.h"
#include "compiler/cli/progress.h"
#include "compiler/cli/stored_ledger.h"
#include "compiler/cli/usage_diagnostics.h"
#include "compiler/diag/listed.h"
#include "compiler/interp/explain.h"
#include "compiler/interp/program.h"
#include "compiler/pipeline/data_diagnostics.h"
#include "compiler/pipeline/place_text.h"
#include "runtime/column/key_text.h"
#include "runtime/trace/render.h"
#include "runtime/value/escape.h"

// incent explain: why is somebody paid this?
namespace incent::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kExplainVersion = 2;

constexpr std::array kOptions = {
    OptionSpec{
        .name = "--payee",
        .value = "KEY",
        .help = {"the participant, by key (required without --all)", "参与人的主键（不使用 --all 时必填）"}},
    OptionSpec{.name = "--pay",
               .value = "NAME",
               .help = {"the component; default: every one that pays something there",
                        "发放项目；默认为此处有发放的全部项目"}},
    OptionSpec{.name = "--period",
               .value = "PERIOD",
               .help = {"the period in which it is paid: 2026-03, 2026-Q1, 2026",
                        "发放所在的期间：2026-03、2026-Q1、2026"}},
    OptionSpec{
        .name = "--row", .value = "KEY", .help = {"only what one source row pays", "只看某一来源行的发放"}},
    OptionSpec{
        .name = "--all",
        .help = {"explain every line of the ledger, or every one that the other options leave; in JSON, "
                 "a document on a line for each",
                 "解释台账的每一行，或其他选项所限定的每一行；JSON 格式时每行一个文档"}},
    OptionSpec{.name = "--ledger",
               .value = "FILE",
               .help = {"compare with a ledger that was written earlier; exit 1 where it differs",
                        "与此前写出的台账比较；不一致时退出码为 1"}},
    kDataOption,
    kEncodingOption,
    kPlanOption,
    OptionSpec{.name = "--format",
               .value = "FORMAT",
               .help = {"a tree for people, or a JSON document", "供人阅读的树形文本，或 JSON 文档"},
               .choices = "text|json"},
};

class ExplainCommand {
 public:
  ExplainCommand(const Arguments& arguments, Session& session)
      : arguments_(arguments),
        session_(session),
        file_(arguments.operands().front(), session, {.compile_tests = false}) {}

  ExitCode Run() {
    const ExitCode code = Explain();
    if (is_explained_ && !is_all()) PrintExplanations();
    if (!is_explained_ || diagnostics().has_errors()) {
      session_.Show(diagnostics(), file_.compilation.sources);
    }
    return code;
  }

 private:
  bool is_all() const { return arguments_.Has("--all"); }
  diag::Diagnostics& diagnostics() { return file_.compilation.diagnostics; }

  ExitCode Explain() {
    if (file_.exit_code() != ExitCode::Success) return file_.exit_code();
    if (!ReadQuestion() || !FindPlan()) return ExitCode::Usage;
    const ExitCode loaded = Load();
    if (loaded != ExitCode::Success) return loaded;
    if (!FindParticipant() || !FindComponents()) return ExitCode::Usage;
    const ExitCode replayed = is_all() ? ReplayAll() : Replay();
    if (replayed != ExitCode::Success) return replayed;
    is_explained_ = true;
    return arguments_.Has("--ledger") ? CompareWithLedger() : ExitCode::Success;
  }

  // Who, when and which row.
  bool ReadQuestion() {
    if (is_all() && arguments_.Has("--ledger")) {
      diagnostics().ReportUnplaced(kExclusiveOptions, std::string("--all"), std::string("--ledger"));
      return false;
    }
    const std::optional<std::string> payee = arguments_.Value("--payee");
    if (!payee && !is_all()) {
      diagnostics().ReportUnplaced(kMissingOperand, std::string("explain"), std::string("--payee"));
      return false;
    }
    key_.participant = payee.value_or("");
    key_.row_key = arguments_.ValueOr("--row", "");
    const std::optional<std::string> period = arguments_.Value("--period");
    if (period) {
      key_.period = value::ParsePeriod(*period);
      if (!key_.period) {
        diagnostics().ReportUnplaced(kBadValue, std::string("--period"), *period,
                                     std::string("2026-03, 2026-Q1, 2026"));
        return false;
      }
    } else if (key_.row_key.empty() && !is_all()) {
      diagnostics().ReportUnplaced(kPeriodOrRow);
      return false;
    }
    return true;
  }

  bool FindPlan() {
    const std::optional<int> index =
        ChoosePlan(file_.compilation, arguments_.Value(kPlanOption.name), diagnostics());
    if (index) plan_ = &file_.compilation.plans[static_cast<size_t>(*index)];
    return index.has_value();
  }

  // Rejects say nothing here: the explanation itself says which cell withholds a payout.
  ExitCode Load() {
    const std::optional<io::LoadOptions> options = DataOptions(arguments_, file_, diagnostics());
    if (!options) return ExitCode::Usage;
    Progress progress(session_);
    progress.Step({"reading data", "正在读取数据"});
    diag::Diagnostics of_data;
    const ExitCode code = LoadPlanData(file_, *options, load_, of_data);
    if (code != ExitCode::Success) diagnostics() = std::move(of_data);
    return code;
  }

  bool FindParticipant() {
    if (key_.participant.empty()) return FindRow();
    const auto dataset = static_cast<size_t>(plan_->module.participants);
    if (FindKey({&load_.data.tables[dataset], 1}, key_.participant)) return FindRow();
    diagnostics().ReportUnplaced(kUnknownPayee, key_.participant);
    return false;
  }

  bool FindRow() {
    if (key_.row_key.empty() || FindKey(load_.data.tables, key_.row_key)) return true;
    diagnostics().ReportUnplaced(kNothingToExplain, key_.participant, key_.row_key);
    return false;
  }

  // True if a table has the key. The parts of a composite key are written with `/` between them.
  static bool FindKey(std::span<const column::Table> tables, std::string& key) {
    std::string joined = key;
    std::replace(joined.begin(), joined.end(), '/', column::kKeySeparator);
    for (const std::string& candidate : {key, joined}) {
      for (const column::Table& table : tables) {
        if (table.RowOfKey(candidate) < 0) continue;
        key = candidate;
        return true;
      }
    }
    return false;
  }

  bool FindComponents() {
    const std::optional<std::string> wanted = arguments_.Value("--pay");
    std::vector<std::string> names;
    for (const ir::Component& component : plan_->module.components) {
      if (!wanted || component.name == *wanted) components_.push_back(component.name);
      names.push_back(component.name);
    }
    if (!wanted || !components_.empty()) return true;
    diagnostics().ReportUnplaced(kUnknownComponent, *wanted, diag::Listed(names));
    return false;
  }

  ExitCode Replay() {
    Progress progress(session_);
    progress.Step({"replaying the plan", "正在重放方案"});
    program_.emplace(plan_->module);
    result_ = interp::Run(*program_, load_.data);
    interp::Explainer explainer(*program_, result_);
    KeepWhatPays();
    for (const std::string& component : components_) {
      key_.component = component;
      trace::Trace trace = explainer.Explain(key_);
      if (!trace.reproduced) {
        diagnostics().ReportUnplaced(pipeline::kBrokenPromise, "the explanation of " + component);
        return ExitCode::InternalError;
      }
      if (trace.found) traces_.push_back(std::move(trace));
    }
    if (!traces_.empty()) return ExitCode::Success;
    diagnostics().ReportUnplaced(kNothingToExplain, key_.participant, QuestionText());
    return ExitCode::Usage;
  }

  // Each line is written as soon as it is explained, because there may be many.
  ExitCode ReplayAll() {
    program_.emplace(plan_->module);
    result_ = interp::Run(*program_, load_.data);
    interp::Explainer explainer(*program_, result_);
    session_.UseOwnDocument();
    bool is_first = true;
    for (const eval::LedgerRow& row : MatchingRows()) {
      const trace::Trace trace = explainer.ExplainLine(row);
      if (!trace.reproduced || !trace.found) {
        diagnostics().ReportUnplaced(pipeline::kBrokenPromise, "the explanation of " + trace.component);
        return ExitCode::InternalError;
      }
      if (session_.IsJson()) {
        Json document = Header();
        document["explanation"] = Json::parse(trace::RenderJson(trace, Rendering()));
        session_.out.Write(value::EscapeJson(document.dump()) + "\n");
      } else {
        session_.out.Write((is_first ? "" : "\n") + trace::RenderText(trace, Rendering()));
      }
      is_first = false;
    }
    return ExitCode::Success;
  }

  // Without --pay, components that pay nothing there are left out, unless none pays anything.
  void KeepWhatPays() {
    std::vector<std::string> paying;
    for (const eval::LedgerRow& row : MatchingRows()) {
      const std::string& name = result_.outcome.components[static_cast<size_t>(row.component)].name;
      if (std::find(paying.begin(), paying.end(), name) == paying.end()) paying.push_back(name);
    }
    if (components_.size() > 1 && !paying.empty()) components_ = paying;
  }

  // The rows of the ledger that the question is about, of the components in question.
  std::vector<eval::LedgerRow> MatchingRows() const {
    std::vector<eval::LedgerRow> rows;
    for (const eval::LedgerRow& row : result_.outcome.ledger) {
      const std::string& name = result_.outcome.components[static_cast<size_t>(row.component)].name;
      if (std::find(components_.begin(), components_.end(), name) == components_.end()) continue;
      const std::string& participant = result_.outcome.participants[static_cast<size_t>(row.participant)];
      if (!key_.participant.empty() && participant != key_.participant) continue;
      if (!key_.row_key.empty() && row.row_key != key_.row_key) continue;
      if (!key_.period || !row.posting || IsInPeriod(*row.posting)) rows.push_back(row);
    }
    return rows;
  }

  bool IsInPeriod(value::Day day) const {
    return day >= value::PeriodStart(key_.period->granule, key_.period->period) &&
           day <= value::PeriodEnd(key_.period->granule, key_.period->period);
  }

  std::string QuestionText() const {
    std::string text =
        key_.period ? value::PeriodToText(key_.period->granule, key_.period->period) : std::string();
    if (!key_.row_key.empty()) text += (text.empty() ? "" : ", ") + pipeline::KeyText(key_.row_key);
    return text;
  }

  ExitCode CompareWithLedger() {
    const std::string path = arguments_.ValueOr("--ledger", "");
    const StoredLedger stored = ReadLedger(path, key_.participant);
    if (!stored.problem.empty()) {
      diagnostics().ReportUnplaced(pipeline::kBadLedger, path, stored.problem);
      return ExitCode::FilesOrSystem;
    }
    const pipeline::PlaceNames names{plan_->module.datasets, load_.data, result_.outcome.participants};
    StoredLedger computed;
    for (const eval::LedgerRow& row : MatchingRows()) {
      computed.lines.push_back(pipeline::MakeLedgerLine(plan_->module, result_.outcome, row, names));
      CompareLine(computed.lines.back(), stored);
    }
    for (const pipeline::LedgerLine& line : stored.lines) {
      if (!IsAskedFor(line)) continue;
      const int64_t count = CountStored(stored, line);
      // An entry that says the same as an earlier one is dropped.
      if (count > 1) diagnostics().ReportUnplaced(pipeline::kRepeatedInLedger, LineName(line), count);
      if (FindStored(computed, line) != nullptr) continue;
      diagnostics().ReportUnplaced(pipeline::kOnlyInLedger, LineName(line), PayoutWords(line));
    }
    return diagnostics().has_errors() ? ExitCode::AnswerIsNo : ExitCode::Success;
  }

  void CompareLine(const pipeline::LedgerLine& line, const StoredLedger& stored) {
    const pipeline::LedgerLine* same = FindStored(stored, line);
    if (same == nullptr) {
      diagnostics().ReportUnplaced(pipeline::kNotInLedger, LineName(line));
    } else if (SamePayout(*same, line)) {
      ++num_compared_;
    } else {
      diagnostics().ReportUnplaced(pipeline::kLedgerDiffers, LineName(line), PayoutWords(*same),
                                   PayoutWords(line));
    }
  }

  // True if a stored line of the participant is among those that the question is about.
  bool IsAskedFor(const pipeline::LedgerLine& line) const {
    using pipeline::LedgerColumn;
    const auto text = [&](LedgerColumn column) { return line[static_cast<size_t>(column)].value_or(""); };
    if (text(LedgerColumn::Plan) != plan_->name) return false;
    const std::optional<std::string> pay = arguments_.Value("--pay");
    if (pay && text(LedgerColumn::Component) != *pay) return false;
    if (!key_.row_key.empty() && text(LedgerColumn::Row) != pipeline::KeyText(key_.row_key)) return false;
    const std::optional<value::Day> posting = value::ParseDate(text(LedgerColumn::PostingDate));
    return !key_.period || !posting || IsInPeriod(*posting);
  }

  // "commission, r1, 2026-03, d1".
  static std::string LineName(const pipeline::LedgerLine& line) {
    using pipeline::LedgerColumn;
    std::string name;
    for (const LedgerColumn column :
         {LedgerColumn::Component, LedgerColumn::Participant, LedgerColumn::Period, LedgerColumn::Row}) {
      const std::optional<std::string>& text = line[static_cast<size_t>(column)];
      if (text) name += (name.empty() ? "" : ", ") + *text;
    }
    return name;
  }

  // People know where the plan lies: its name is enough. Programs get the path.
  std::string ShownPath(const source::SourceFile& file) const {
    return session_.IsJson() ? file.path : std::filesystem::path(file.path).filename().string();
  }

  trace::RenderOptions Rendering() const {
    const source::SourceSet& sources = file_.compilation.sources;
    return {.language = session_.chinese() ? trace::Language::Chinese : trace::Language::English,
            .quote = [this, &sources](const trace::SourceSpan& span) {
              const source::SourceFile& file = sources.file(source::FileId{span.file});
              const source::Span place{file.id, span.begin, span.end};
              return trace::SourceQuote{ShownPath(file), static_cast<int>(file.PositionAt(span.begin).line),
                                        std::string(file.Text(place))};
            }};
  }

  Json Header() const {
    return {{"version", kExplainVersion}, {"plan", plan_->name}, {"plan_hash", file_.compilation.plan_hash}};
  }

  void PrintExplanations() {
    session_.UseOwnDocument();
    if (session_.IsJson()) {
      Json explanations = Json::array();
      for (const trace::Trace& one : traces_) {
        explanations.push_back(Json::parse(trace::RenderJson(one, Rendering())));
      }
      Json document = Header();
      document["explanations"] = std::move(explanations);
      session_.out.Write(value::EscapeJson(document.dump(2)) + "\n");
      return;
    }
    for (const trace::Trace& one : traces_) {
      session_.out.Write((&one == &traces_.front() ? "" : "\n") + trace::RenderText(one, Rendering()));
    }
    if (arguments_.Has("--ledger") && !diagnostics().has_errors()) {
      session_.out.Write(fmt::format(fmt::runtime(session_.In({"\nequal to the stored ledger: {} lines\n",
                                                               "\n与已存台账一致：{} 行\n"})),
                                     num_compared_));
    }
  }

  const Arguments& arguments_;
  Session& session_;
  CompiledFile file_;
  const pipeline::CompiledPlan* plan_ = nullptr;
  interp::PayoutKey key_;
  std::vector<std::string> components_;
  io::LoadResult load_;
  std::optional<interp::Program> program_;
  interp::RunResult result_;
  std::vector<trace::Trace> traces_;
  bool is_explained_ = false;
  int num_compared_ = 0;
};

ExitCode Run(const Arguments& arguments, Session& session) {
  return ExplainCommand(arguments, session).Run();
}

}  // namespace

extern const CommandSpec kExplainCommand = {
    .name = "explain",
    .summary = {"show step by step why somebody is paid what he is paid", "逐步说明某人的发放是怎样算出来的"},
    .details =
        {"Replays the plan for one participant and one period or source row, and shows every step: the "
         "clauses of the\n"
         "rule with their places in the plan, tiers, caps and rounding, down to the rows of the input. What "
         "is replayed\n"
         "is compared with the payout itself; --ledger also compares with a ledger from an earlier run.\n",
         "针对一名参与人的一个期间或一个来源行重放方案，显示每一步：规则的各个子句及其在方案中的位置、阶梯、"
         "封顶和\n舍入，直到"
         "输入的每一行。重放结果会与发放本身核对；使用 --ledger 时还会与此前的台账核对。\n"},
    .operand = {.name = "PLAN", .help = {"a plan, .incent", "方案文件（.incent）"}},
    .options = kOptions,
    .examples =
        {"  incent explain commission.incent --data data/ --payee r07 --period 2026-03\n"
         "  incent explain commission.incent --data data/ --all --format json\n"
         "  incent explain commission.incent --data data/ --payee r07 --pay spiff --row d41\n"
         "  incent explain commission.incent --data data/ --payee r07 --period 2026-Q1 --ledger "
         "out/ledger.csv\n",
         "  incent explain 提成.incent --data data/ --payee r07 --period 2026-03\n"
         "  incent explain 提成.incent --data data/ --all --format json\n"
         "  incent explain 提成.incent --data data/ --payee r07 --pay 云产品奖 --row d41\n"
         "  incent explain 提成.incent --data data/ --payee r07 --period 2026-Q1 --ledger out/ledger.csv\n"},
    .run = Run,
};

}  // namespace incent::cli
