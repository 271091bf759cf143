#include "compiler/cli/entry.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "compiler/cli/command.h"
#include "compiler/cli/help.h"
#include "compiler/cli/usage_diagnostics.h"
#include "compiler/pipeline/data_diagnostics.h"
#include "compiler/pipeline/version.h"

namespace incent::cli {
namespace {

bool WantsColor(const Session& session, const std::string& when) {
  if (when != "auto") return when == "always";
  const char* no_color = std::getenv("NO_COLOR");
  const char* terminal = std::getenv("TERM");
  return session.err.is_terminal() && (no_color == nullptr || *no_color == '\0') &&
         (terminal == nullptr || std::strcmp(terminal, "dumb") != 0);
}

ExitCode ShowHelp(const CommandLine& line, Session& session) {
  session.UseOwnDocument();
  session.out.Write(line.command != nullptr ? RenderHelp(*line.command, session.language)
                                            : RenderHelp(session.language));
  return ExitCode::Success;
}

ExitCode Dispatch(const CommandLine& line, const diag::Diagnostics& diagnostics, Session& session) {
  if (line.help) return ShowHelp(line, session);
  if (line.version) {
    session.UseOwnDocument();
    session.out.Write(fmt::format("incent {}\n", pipeline::Version()));
    return ExitCode::Success;
  }
  if (diagnostics.has_errors()) return session.Misuse(diagnostics);
  if (line.command == nullptr) {
    session.err.Write(RenderHelp(session.language));
    return ExitCode::Usage;
  }
  return line.command->run(line.arguments, session);
}

constexpr diag::NoteText<std::string> kPublishedBefore{"the ledger {0} was published before, and is whole",
                                                       "台账 {0} 此前已完整发布"};

// Results that did not reach standard output must not look like success; but a reader that has seen enough
// is no failure.
ExitCode CheckOutput(Session& session, ExitCode code) {
  const int error_number = session.out.error_number();
  if (error_number == 0 || error_number == EPIPE) return code;
  diag::Diagnostics diagnostics;
  const std::string name(session.In({"standard output", "标准输出"}));
  const char* const text = strerrordesc_np(error_number);
  diag::EntryBuilder entry = error_number == ENOSPC ? diagnostics.ReportUnplaced(pipeline::kDiskFull, name)
                                                    : diagnostics.ReportUnplaced(pipeline::kCannotWrite, name,
                                                                                 text == nullptr ? "" : text);
  if (!session.published.empty()) entry.Note(kPublishedBefore, session.published);
  session.format = MessageFormat::Human;
  session.Show(diagnostics, source::SourceSet());
  return ExitCode::FilesOrSystem;
}

}  // namespace

ExitCode RunProgram(const std::vector<std::string>& words) {
  Session session;
  const std::optional<diag::Language> chosen = ChooseLanguage(words, std::getenv("INCENT_LANG"));
  session.language = chosen.value_or(diag::Language::English);
  session.follows_plan = !chosen;
  diag::Diagnostics diagnostics;
  const CommandLine line = ParseCommandLine(words, diagnostics);
  if (line.arguments.Value("--format") == "json") session.format = MessageFormat::Json;
  session.color = WantsColor(session, line.arguments.ValueOr("--color", "auto"));
  const ExitCode code = Dispatch(line, diagnostics, session);
  session.Finish();
  return CheckOutput(session, code);
}

}  // namespace incent::cli
