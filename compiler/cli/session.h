#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "compiler/cli/exit_code.h"
#include "compiler/cli/output_stream.h"
#include "compiler/cli/words.h"
#include "compiler/diag/diagnostics.h"
#include "compiler/source/source_set.h"

namespace incent::cli {

enum class MessageFormat : uint8_t { Human, Json };

// What every subcommand needs: where to write, and how people want it.
class Session {
 public:
  Session() : out(1), err(2) {}

  OutputStream out;  // results
  OutputStream err;  // messages for people, progress
  diag::Language language = diag::Language::English;
  // Nobody has chosen the language: messages about a plan are in the plan's own.
  bool follows_plan = false;
  MessageFormat format = MessageFormat::Human;
  bool color = false;     // of messages
  std::string published;  // the ledger that is in place; empty: none

  // Messages: for people at once, on standard error; as JSON with Finish().
  void Show(const diag::Diagnostics& diagnostics, const source::SourceSet& sources);
  // Writes what is still to be written: as JSON, one document with everything that was shown.
  void Finish();
  void FollowPlan(bool is_chinese);
  // A member of the document that Finish() writes, beside the messages. `json` is a value.
  void AddMember(std::string name, std::string json) {
    members_.emplace_back(std::move(name), std::move(json));
  }
  // Standard output belongs to the command's own result: messages as JSON go to standard error.
  void UseOwnDocument() { own_document_ = true; }

  // Reports one usage error and says where to find help.
  template <typename... Args>
  ExitCode Misuse(const diag::Diagnostic<Args...>& diagnostic, const std::type_identity_t<Args>&... args) {
    diag::Diagnostics diagnostics;
    diagnostics.ReportUnplaced(diagnostic, args...);
    return Misuse(diagnostics);
  }
  ExitCode Misuse(const diag::Diagnostics& diagnostics);

  bool IsJson() const { return format == MessageFormat::Json; }
  bool chinese() const { return language == diag::Language::Chinese; }
  std::string_view In(const Words& words) const { return words.In(language); }

 private:
  bool own_document_ = false;
  std::vector<std::string> documents_;
  std::vector<std::pair<std::string, std::string>> members_;
};

}  // namespace incent::cli
