#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <sstream>

#include "compiler/pipeline/compile.h"
#include "compiler/syntax/check_tokens.h"
#include "compiler/syntax/drafts.h"
#include "compiler/syntax/lex.h"
#include "tests/support/memory_loader.h"

// What people write before they have read the manual: tests/drafts/*.drafts.
//
//   drafts_test             compares
//   drafts_test --update    writes what is reported, and the repaired text, into the files
//
// A draft stands in the place `@` of its context. It gets one error, and each repair that the error offers
// is made and compiled: it must leave no error.
namespace incent::drafts {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndent = "  ";

struct Draft {
  std::string name;
  std::string context;
  std::string text;                   // what its author wrote, each line with its end
  std::vector<std::string> expected;  // the lines behind it, that the tool owns
};

struct DraftFile {
  std::string head;  // up to the first draft, as it stands
  diag::Language language = diag::Language::English;
  std::map<std::string, std::string> contexts;
  std::vector<Draft> drafts;
};

void ReadHeadLine(const std::string& line, DraftFile& file, std::string& context) {
  file.head += line + "\n";
  if (line == "language zh") file.language = diag::Language::Chinese;
  if (line.starts_with("context ")) context = line.substr(8);
  if (line.starts_with("| ")) file.contexts[context] += line.substr(2) + "\n";
}

DraftFile ReadDrafts(const fs::path& path) {
  DraftFile file;
  std::string context;
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("draft ")) {
      file.drafts.push_back({line.substr(6), "", "", {}});
    } else if (file.drafts.empty()) {
      ReadHeadLine(line, file, context);
    } else if (Draft& draft = file.drafts.back(); line.starts_with("in ")) {
      draft.context = line.substr(3);
    } else if (line.starts_with(kIndent) && draft.expected.empty()) {
      draft.text += line + "\n";
    } else if (!line.empty()) {
      draft.expected.push_back(line);
    }
  }
  return file;
}

pipeline::Compilation Compile(const std::string& text) {
  golden::MemoryLoader loader;
  loader.Add("draft.incent", text);
  return pipeline::Compile(loader, "draft.incent", {});
}

std::string Repaired(std::string text, const diag::Fix& fix) {
  return text.replace(fix.span.begin, fix.span.end - fix.span.begin, fix.replacement);
}

struct Outcome {
  std::vector<std::string> lines;   // what belongs behind the draft
  std::vector<std::string> faults;  // never written to a file
};

// What of `text` stands where the draft stood.
std::vector<std::string> LinesBetween(const std::string& text, size_t begin, size_t end_from_back) {
  std::istringstream stream(text.substr(begin, text.size() - end_from_back - begin));
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

// Everything that is wrong with `text`, for the report of a fault.
std::string AllErrors(const pipeline::Compilation& compilation) {
  std::string all;
  for (const diag::Entry* entry : compilation.diagnostics.Sorted()) {
    all += fmt::format("\n    {}: {}", entry->kind->code, entry->message.Text(diag::Language::English));
  }
  return all;
}

Outcome RunDraft(const DraftFile& file, const Draft& draft) {
  Outcome outcome;
  const auto context = file.contexts.find(draft.context);
  if (context == file.contexts.end()) return {{}, {"there is no context " + draft.context}};
  const size_t place = context->second.find("@\n");
  const size_t behind = context->second.size() - place - 2;
  const std::string text = context->second.substr(0, place) + draft.text + context->second.substr(place + 2);
  const pipeline::Compilation compilation = Compile(text);
  const std::vector<const diag::Entry*> entries = compilation.diagnostics.Sorted();
  if (entries.size() != 1) {
    outcome.faults.push_back(
        fmt::format("{} messages in place of one:{}", entries.size(), AllErrors(compilation)));
  }
  if (entries.empty()) return outcome;
  const diag::Entry& entry = *entries.front();
  outcome.lines.push_back(fmt::format("error[{}]: {}", entry.kind->code, entry.message.Text(file.language)));
  for (const diag::Note& note : entry.notes)
    outcome.lines.push_back("note: " + note.message.Text(file.language));
  if (entry.fixes.empty()) outcome.faults.push_back("no repair is offered: " + outcome.lines.front());
  for (const diag::Fix& fix : entry.fixes) {
    outcome.lines.push_back("help: " + fix.title.Text(file.language));
    const std::string repaired = Repaired(text, fix);
    for (const std::string& line : LinesBetween(repaired, place, behind))
      outcome.lines.push_back("> " + line);
    const pipeline::Compilation again = Compile(repaired);
    if (again.diagnostics.num_errors() > 0) {
      outcome.faults.push_back(fmt::format("{}\n  the repair does not compile:{}",
                                           fmt::join(outcome.lines, "\n  "), AllErrors(again)));
    }
  }
  return outcome;
}

class DraftTest : public testing::Test {
 public:
  DraftTest(const DraftFile& file, const Draft& draft) : file_(file), draft_(draft) {}

  void TestBody() override {
    const Outcome outcome = RunDraft(file_, draft_);
    for (const std::string& fault : outcome.faults) ADD_FAILURE() << draft_.text << "  " << fault;
    EXPECT_EQ(outcome.lines, draft_.expected) << "drafts_test --update rewrites the file";
  }

 private:
  const DraftFile& file_;
  const Draft& draft_;
};

std::vector<fs::path> DraftFiles() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(INCENT_SOURCE_DIR) / "tests/drafts")) {
    if (entry.path().extension() == ".drafts") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// A valid text has no first drafts in it, whatever rule looks: files with one mistake must not get a second
// one.
TEST(Drafts, AreFoundInNoValidPlan) {
  int num_plans = 0;
  for (const char* folder : {"tests/golden", "examples", "stdlib", "tests/bench"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(INCENT_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".incent" || entry.path().filename().string().starts_with("fail_"))
        continue;
      std::ifstream stream(entry.path());
      source::SourceSet sources;
      const source::FileId id = sources.Add(
          "plan.incent", {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
      diag::Diagnostics diags;
      std::vector<syntax::Token> visible;
      for (const syntax::Token& token : syntax::Lex(sources.file(id).text).tokens) {
        if (!syntax::IsBlank(token) && !syntax::IsComment(token)) visible.push_back(token);
      }
      syntax::CheckedTokens checked = syntax::CheckTokens(visible, sources.file(id), diags);
      syntax::MendDrafts(syntax::DraftRules::All, checked, sources.file(id), diags);
      ++num_plans;
      for (const diag::Entry* error : diags.Sorted()) {
        ADD_FAILURE() << entry.path() << ":" << sources.file(id).PositionAt(error->span->begin).line << ": "
                      << error->kind->code << " " << error->message.Text(diag::Language::English);
      }
    }
  }
  EXPECT_GT(num_plans, 100);
}

// `a cap by its noun` as the name of a test.
std::string TestName(std::string name) {
  std::replace_if(name.begin(), name.end(), [](char c) { return c == ' ' || c == ',' || c == '-'; }, '_');
  return name;
}

int Update() {
  int num_faults = 0;
  for (const fs::path& path : DraftFiles()) {
    const DraftFile file = ReadDrafts(path);
    std::string text = file.head;
    for (size_t i = 0; i < file.drafts.size(); ++i) {
      const Draft& draft = file.drafts[i];
      const Outcome outcome = RunDraft(file, draft);
      for (const std::string& fault : outcome.faults) {
        std::cout << draft.name << "\n" << draft.text << "  " << fault << "\n\n";
        ++num_faults;
      }
      text += fmt::format("{}draft {}\nin {}\n{}", i == 0 ? "" : "\n", draft.name, draft.context, draft.text);
      for (const std::string& line : outcome.lines) text += line + "\n";
    }
    std::ofstream(path, std::ios::binary) << text;
  }
  std::cout << num_faults << " faults\n";
  return num_faults == 0 ? 0 : 1;
}

}  // namespace
}  // namespace incent::drafts

int main(int argc, char** argv) {
  using namespace incent::drafts;
  if (argc > 1 && std::string(argv[1]) == "--update") return Update();
  std::vector<DraftFile> files;
  for (const fs::path& path : DraftFiles()) files.push_back(ReadDrafts(path));
  for (const DraftFile& file : files) {
    const char* suite = file.language == incent::diag::Language::Chinese ? "chinese" : "english";
    for (const Draft& draft : file.drafts) {
      testing::RegisterTest(suite, TestName(draft.name).c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [&file, &draft] { return new DraftTest(file, draft); });
    }
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
