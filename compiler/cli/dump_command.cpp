#include <array>

#include "compiler/ast/print.h"
#include "compiler/cli/command.h"
#include "compiler/cli/compiled_file.h"
#include "compiler/cli/data_options.h"
#include "compiler/cli/dump_text.h"
#include "compiler/cli/partition_text.h"
#include "compiler/cli/schema_text.h"
#include "compiler/cli/usage_diagnostics.h"
#include "compiler/ir/print.h"
#include "compiler/pipeline/engine.h"
#include "compiler/pipeline/report_partition.h"
#include "compiler/syntax/parse.h"

// incent dump: the plan as the program sees it, stage by stage.
namespace incent::cli {
namespace {

constexpr std::array kOptions = {
    OptionSpec{
        .name = "--schema",
        .help = {"the data files that the plan reads, with their columns", "方案要读取的数据文件及其各列"}},
    OptionSpec{.name = "--tokens", .help = {"the words of the text, with their places", "词法单元及其位置"}},
    OptionSpec{
        .name = "--ast",
        .help = {"the plan as written, without comments and layout", "语法树：去掉注释和排版后的方案"}},
    OptionSpec{.name = "--ir", .help = {"the program that the plan becomes", "编译得到的中间表示"}},
    OptionSpec{
        .name = "--numbers",
        .help = {"how the jit engine computes it on the data: what carries each value, and why it fits",
                 "jit 引擎在给定数据上如何计算：每个值用什么承载，为何装得下"}},
    OptionSpec{.name = "--partition",
               .help = {"whether its participants may be split over several runs; exits 1 if not",
                        "参与人能否拆分到多次运行；不能时退出码为 1"}},
    kPlanOption,
    kDataOption,
    kEncodingOption,
};

// Tokens and tree are of the named file alone, and are shown although it has errors.
ExitCode DumpSyntax(const std::string& path, bool wants_tokens, Session& session) {
  files::FileLoader loader;
  pipeline::LoadedSource loaded = loader.Load(path, "");
  if (loaded.error != pipeline::LoadError::None) {
    // Compiling says why the file cannot be read.
    const CompiledFile file(path, session);
    session.Show(file.compilation.diagnostics, file.compilation.sources);
    return file.exit_code();
  }
  source::SourceSet sources;
  diag::Diagnostics diagnostics;
  const source::SourceFile& source = sources.file(sources.Add(loaded.path, std::move(loaded.text)));
  const syntax::ParsedFile parsed = syntax::Parse(source, diagnostics);
  session.Show(diagnostics, sources);
  if (wants_tokens) {
    session.out.Write(TokensText(parsed.tokens, source));
  } else {
    session.out.Write(ast::Print(parsed.tree, session.chinese() ? ast::Words::Chinese : ast::Words::English));
  }
  return diagnostics.has_errors() ? ExitCode::AnswerIsNo : ExitCode::Success;
}

// The chosen plans.
std::vector<const pipeline::CompiledPlan*> PlansOf(const pipeline::Compilation& compilation,
                                                   const std::optional<int>& chosen) {
  std::vector<const pipeline::CompiledPlan*> plans;
  for (size_t k = 0; k < compilation.plans.size(); ++k) {
    if (!chosen || static_cast<size_t>(*chosen) == k) plans.push_back(&compilation.plans[k]);
  }
  return plans;
}

ExitCode DumpNumbers(const Arguments& arguments, CompiledFile& file, const std::optional<int>& plan,
                     Session& session) {
  diag::Diagnostics& diagnostics = file.compilation.diagnostics;
  ExitCode code = ExitCode::Usage;
  io::LoadResult load;
  std::string text;
  if (!pipeline::HasJit()) {
    diagnostics.ReportUnplaced(kNoJit);
  } else if (const auto options = DataOptions(arguments, file, diagnostics)) {
    code = LoadPlanData(file, *options, load, diagnostics);
    for (const pipeline::CompiledPlan* one : PlansOf(file.compilation, plan)) {
      if (code == ExitCode::Success) text += pipeline::NumbersText(one->module, load.data);
    }
  }
  session.Show(diagnostics, file.compilation.sources);
  session.out.Write(text);
  return code;
}

ExitCode DumpPartition(CompiledFile& file, const std::optional<int>& plan, Session& session) {
  std::string text;
  for (const pipeline::CompiledPlan* one : PlansOf(file.compilation, plan)) {
    const ir::Partition partition = ir::PartitionOf(one->module);
    if (partition.may_be_cut()) {
      text += PartitionText(partition, one->module, session.language);
    } else {
      pipeline::ReportObstacles(partition, one->module, file.compilation.diagnostics);
    }
  }
  session.Show(file.compilation.diagnostics, file.compilation.sources);
  session.out.Write(text);
  return file.exit_code();
}

ExitCode Run(const Arguments& arguments, Session& session) {
  session.UseOwnDocument();
  const std::string& path = arguments.operands().front();
  const bool wants_tokens = arguments.Has("--tokens");
  if (wants_tokens || arguments.Has("--ast")) return DumpSyntax(path, wants_tokens, session);

  CompiledFile file(path, session);
  std::optional<int> plan;
  const std::optional<std::string> name = arguments.Value(kPlanOption.name);
  ExitCode code = file.exit_code();
  if (code == ExitCode::Success && name) {
    plan = ChoosePlan(file.compilation, name, file.compilation.diagnostics);
    if (!plan) code = ExitCode::Usage;
  }
  if (code == ExitCode::Success && arguments.Has("--numbers"))
    return DumpNumbers(arguments, file, plan, session);
  if (code == ExitCode::Success && arguments.Has("--partition")) return DumpPartition(file, plan, session);
  session.Show(file.compilation.diagnostics, file.compilation.sources);
  if (code != ExitCode::Success) return code;
  if (!arguments.Has("--ir")) session.out.Write(SchemaText(file.compilation.datasets, session.language));
  for (const pipeline::CompiledPlan* one : PlansOf(file.compilation, plan)) {
    if (arguments.Has("--ir")) session.out.Write(ir::Print(one->module));
  }
  return ExitCode::Success;
}

}  // namespace

extern const CommandSpec kDumpCommand = {
    .name = "dump",
    .summary = {"show the data that a plan needs, or what became of its text",
                "显示方案需要的数据，或编译的中间结果"},
    .details = {"Prints to standard output. Without an option: --schema.\n",
                "输出到标准输出。不带选项时等同于 --schema。\n"},
    .operand = {.name = "PLAN", .help = {"a plan, .incent", "方案文件（.incent）"}},
    .options = kOptions,
    .examples = {"  incent dump --schema commission.incent   # which files and columns do I need?\n"
                 "  incent dump --ir commission.incent\n"
                 "  incent dump --numbers commission.incent --data 2026-03/\n"
                 "  incent dump --partition commission.incent   # may its people be paid in several runs?\n",
                 "  incent dump --schema 提成.incent   # 需要哪些文件和列？\n"
                 "  incent dump --ir 提成.incent\n"
                 "  incent dump --numbers 提成.incent --data 2026-03/\n"
                 "  incent dump --partition 提成.incent   # 能否把人分到几次运行中？\n"},
    .run = Run,
};

}  // namespace incent::cli
