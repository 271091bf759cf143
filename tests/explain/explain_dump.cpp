#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "compiler/interp/explain.h"
#include "compiler/interp/program.h"
#include "compiler/pipeline/compile.h"
#include "runtime/io/loader.h"
#include "runtime/trace/render.h"
#include "tests/support/golden_file.h"
#include "tests/support/memory_loader.h"

// Explains every line of every ledger of golden files, their data and their tests, as JSON Lines:
//
//   explain_dump FILE...
namespace incent {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

class Dump {
 public:
  explicit Dump(const fs::path& path) : path_(path) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
    const golden::GoldenFile file = golden::ParseGolden(text);
    loader_.Add(path.filename().string(), file.source);
    for (const golden::Input& input : file.inputs) {
      if (input.name.ends_with(".incent")) {
        loader_.Add(input.name, input.text);
      } else {
        data_[input.name] = input.text;
      }
    }
    source_ = file.source;
  }

  // True unless a line cannot be explained.
  bool Write() {
    compilation_ = pipeline::Compile(loader_, path_.filename().string(), {});
    if (compilation_.diagnostics.has_errors()) return true;
    if (!data_.empty()) {
      const io::LoadResult load = io::LoadFromText(compilation_.datasets, data_);
      for (const pipeline::CompiledPlan& plan : compilation_.plans) Explain(plan.module, load.data);
    }
    for (const pipeline::CompiledTest& test : compilation_.tests) Explain(test.module, test.given);
    return is_good_;
  }

 private:
  void Explain(const ir::Module& module, const column::InputData& data) {
    const interp::Program program = interp::Load(module);
    const interp::RunResult run = interp::Run(program, data);
    interp::Explainer explainer(program, run);
    for (const eval::LedgerRow& row : run.outcome.ledger) {
      const trace::Trace trace = explainer.ExplainLine(row);
      if (!trace.found || !trace.reproduced) {
        std::fprintf(stderr, "%s: %s is not reproduced\n", path_.c_str(), trace.component.c_str());
        is_good_ = false;
        continue;
      }
      const auto text = [&](trace::Language language) {
        return trace::RenderText(trace, {.language = language, .quote = Quote()});
      };
      const Json line = {{"file", path_.string()},
                         {"source", source_},
                         {"earned", EarnedText(module, row)},
                         {"english", text(trace::Language::English)},
                         {"chinese", text(trace::Language::Chinese)},
                         {"explanation", Json::parse(trace::RenderJson(trace, {}))}};
      std::puts(line.dump().c_str());
    }
  }

  static std::string EarnedText(const ir::Module& module, const eval::LedgerRow& row) {
    const ir::Component& component = module.components[static_cast<size_t>(row.component)];
    return value::DecimalToText(row.earned, component.type.IsNumber() ? component.type.scale : 0);
  }

  std::function<trace::SourceQuote(const trace::SourceSpan&)> Quote() const {
    return [this](const trace::SourceSpan& span) {
      const source::SourceFile& file = compilation_.sources.file(source::FileId{span.file});
      const std::string text(file.Text({file.id, span.begin, span.end}));
      return trace::SourceQuote{file.path, static_cast<int>(file.PositionAt(span.begin).line), text};
    };
  }

  const fs::path path_;
  golden::MemoryLoader loader_;
  std::map<std::string, std::string> data_;
  std::string source_;
  pipeline::Compilation compilation_;
  bool is_good_ = true;
};

}  // namespace
}  // namespace incent

int main(int argc, char** argv) {
  bool is_good = true;
  for (int k = 1; k < argc; ++k) is_good = incent::Dump(argv[k]).Write() && is_good;
  return is_good ? 0 : 1;
}
