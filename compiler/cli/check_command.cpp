#include <fmt/format.h>

#include <array>

#include "compiler/cli/catalogues.h"
#include "compiler/cli/closest.h"
#include "compiler/cli/command.h"
#include "compiler/cli/compiled_file.h"
#include "compiler/cli/usage_diagnostics.h"
#include "compiler/cli/wrapped_text.h"

// incent check: does the plan make sense?
namespace incent::cli {
namespace {

constexpr diag::NoteText<std::string> kDidYouMean{"did you mean `{0}`?", "是否想查“{0}”？"};

// Of an explanation.
constexpr size_t kMaxCells = 100;

constexpr std::array kOptions = {
    OptionSpec{.name = "--explain",
               .value = "CODE",
               .help = {"explain a diagnostic at length, for example E0603; needs no PLAN",
                        "详细说明某个诊断编号，例如 E0603；不需要指定方案"}},
};

ExitCode Explain(const std::string& code, Session& session) {
  const std::span<const diag::Catalogue> catalogues = AllCatalogues();
  const diag::DiagnosticKind* kind = diag::FindDiagnostic(catalogues, code);
  if (kind != nullptr) {
    session.UseOwnDocument();
    session.out.Write(Wrapped(diag::RenderExplanation(*kind, session.language), {.max_cells = kMaxCells}) +
                      "\n");
    return ExitCode::Success;
  }
  std::vector<std::string> codes;
  for (const diag::Catalogue& catalogue : catalogues) {
    for (const diag::DiagnosticKind* known : catalogue) codes.emplace_back(known->code);
  }
  diag::Diagnostics diagnostics;
  diag::EntryBuilder entry = diagnostics.ReportUnplaced(kUnknownCode, code);
  const std::optional<std::string> closest = Closest(code, codes);
  if (closest) entry.Note(kDidYouMean, *closest);
  return session.Misuse(diagnostics);
}

std::string SuccessLine(const std::string& path, const pipeline::Compilation& compilation, Session& session) {
  return fmt::format(fmt::runtime(session.In({"{}: no errors; plans: {}, tests: {}\n",
                                              "{}：没有错误；方案 {} 个，测试 {} 个\n"})),
                     path, compilation.plans.size(), compilation.tests.size());
}

ExitCode Run(const Arguments& arguments, Session& session) {
  const std::optional<std::string> code = arguments.Value("--explain");
  if (code) return Explain(*code, session);
  if (arguments.operands().empty()) {
    return session.Misuse(kMissingOperand, std::string("check"), std::string("PLAN"));
  }
  ExitCode worst = ExitCode::Success;
  for (const std::string& path : arguments.operands()) {
    // A test has a program of its own, which only running it needs.
    const CompiledFile file(path, session, {.compile_tests = false});
    session.Show(file.compilation.diagnostics, file.compilation.sources);
    worst = std::max(worst, file.exit_code());
    if (file.exit_code() == ExitCode::Success && !session.IsJson()) {
      session.out.Write(SuccessLine(path, file.compilation, session));
      session.out.Flush();
    }
  }
  return worst;
}

}  // namespace

extern const CommandSpec kCheckCommand = {
    .name = "check",
    .summary = {"say what is wrong with a plan, or nothing", "检查方案是否有误"},
    .details =
        {"Reads the plan and everything it imports, and checks names, types, units, grains and the rules of\n"
         "plans. Reads no data and runs nothing. Exits 1 if there are errors; warnings do not count.\n",
         "读取方案及其引用的文件，检查名称、类型、单位、粒度和方案规则。不读取数据，也不运行。\n有错误时退出"
         "码为 1；警告"
         "不影响退出码。\n"},
    .operand = {.name = "PLAN",
                .help = {"a plan, .incent", "方案文件（.incent）"},
                .min = 0,
                .max = kAnyNumber},
    .options = kOptions,
    .examples = {"  incent check commission.incent\n"
                 "  incent check plans/*.incent --format json > diagnostics.json\n"
                 "  incent check --explain E0603\n",
                 "  incent check 提成.incent\n"
                 "  incent check plans/*.incent --format json > diagnostics.json\n"
                 "  incent check --explain E0603 --lang zh\n"},
    .run = Run,
};

}  // namespace incent::cli
