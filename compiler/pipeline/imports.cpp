#include "compiler/pipeline/imports.h"

#include <algorithm>
#include <array>
#include <map>

#include "compiler/base/limits.h"
#include "compiler/check/diagnostics.h"
#include "compiler/check/session.h"
#include "compiler/pipeline/import_diagnostics.h"
#include "compiler/pipeline/library.h"
#include "compiler/resolve/diagnostics.h"

namespace incent::pipeline {
namespace {

diag::Bilingual LoadErrorWords(const LoadedSource& loaded) {
  switch (loaded.error) {
    case LoadError::None:
      return {};
    case LoadError::NotFound:
      return {"there is no such file", "没有这个文件"};
    case LoadError::OutsideRoot:
      return {"it lies outside the project", "它在项目之外"};
    case LoadError::NotRegularFile:
      return {"it is not a regular file", "它不是普通文件"};
    case LoadError::WrongExtension:
      return {"its name does not end in `.incent`", "文件名不以“.incent”结尾"};
    case LoadError::TooLarge:
      return {"it is larger than 1 MiB", "它超过 1 MiB"};
    case LoadError::Unreadable:
      return {loaded.reason, loaded.reason};
  }
  return {};
}

class Importer {
 public:
  Importer(SourceLoader& loader, source::SourceSet& sources, diag::Diagnostics& diags, LoadedFiles& out)
      : loader_(loader), sources_(sources), diags_(diags), out_(out) {}

  void Root(const std::string& path) {
    LoadedSource loaded = loader_.Load(path, "");
    if (loaded.error != LoadError::None) {
      diags_.ReportUnplaced(kCannotLoad, loaded.path.empty() ? path : loaded.path, LoadErrorWords(loaded));
      return;
    }
    Add(std::move(loaded));
  }

  void Library() {
    for (const LibraryFile& file : LibraryFiles()) {
      Parse(sources_.Add("std/" + std::string(file.name) + ".incent", std::string(file.text)));
    }
  }

 private:
  const ast::File& Parse(source::FileId id) {
    out_.files.push_back(syntax::Parse(sources_.file(id), diags_));
    return out_.files.back().tree;
  }

  void Add(LoadedSource loaded) {
    open_.push_back(loaded.identity);
    known_[loaded.identity] = true;
    const source::FileId id = sources_.Add(loaded.path, std::move(loaded.text));
    // The tree moves when more files are added, so its imports are copied.
    const std::vector<ast::Use> uses = Parse(id).uses;
    for (const ast::Use& use : uses) Import(use, loaded.path);
    open_.pop_back();
  }

  void Import(const ast::Use& use, const std::string& importer) {
    if (!use.alias.empty()) {
      diags_.Report(use.alias.span, check::kNotYet, check::RefusedText(check::Refused::ImportAlias));
    }
    if (!use.module.empty()) return Module(use);
    if (use.file.empty()) return;
    LoadedSource loaded = loader_.Load(use.file, importer);
    if (loaded.error != LoadError::None) {
      diags_.Report(use.span, kCannotLoad, use.file, LoadErrorWords(loaded));
    } else if (std::find(open_.begin(), open_.end(), loaded.identity) != open_.end()) {
      diags_.Report(use.span, kImportCycle, use.file);
    } else if (!known_.contains(loaded.identity)) {
      if (HasRoom(use)) Add(std::move(loaded));
    }
  }

  bool HasRoom(const ast::Use& use) {
    const std::string files = std::to_string(base::kMaxFiles);
    const std::string depth = std::to_string(base::kMaxImportDepth);
    if (open_.size() >= base::kMaxImportDepth) {
      diags_.Report(use.span, kTooManyFiles,
                    diag::Bilingual{depth + " files in a chain", " " + depth + " 层"});
    } else if (known_.size() >= base::kMaxFiles) {
      diags_.Report(use.span, kTooManyFiles, diag::Bilingual{files + " files", " " + files + " 个文件"});
    } else {
      return true;
    }
    return false;
  }

  // `use std.calendar`: its functions are in the prelude. The others come with what they serve.
  void Module(const ast::Use& use) {
    constexpr std::array<std::string_view, 2> kRefused = {"fx", "draws"};
    std::string name;
    for (const ast::Ident& part : use.module) name += (name.empty() ? "" : ".") + part.text;
    const bool std_module = use.module.size() == 2 && use.module[0].text == "std";
    if (std_module && use.module[1].text == "calendar") return;
    if (std_module && std::find(kRefused.begin(), kRefused.end(), use.module[1].text) != kRefused.end()) {
      diags_.Report(use.span, check::kNotYet, check::RefusedText(check::Refused::LibraryModule));
    } else {
      diags_.Report(use.span, resolve::kUnknownModule, name);
    }
  }

  SourceLoader& loader_;
  source::SourceSet& sources_;
  diag::Diagnostics& diags_;
  LoadedFiles& out_;
  std::vector<std::string> open_;
  std::map<std::string, bool> known_;
};

}  // namespace

LoadedFiles LoadFiles(SourceLoader& loader, const std::string& path, source::SourceSet& sources,
                      diag::Diagnostics& diags) {
  LoadedFiles out;
  Importer importer(loader, sources, diags, out);
  importer.Root(path);
  out.num_own = static_cast<int>(out.files.size());
  importer.Library();
  return out;
}

}  // namespace incent::pipeline
