#pragma once

#include <optional>
#include <string>

#include "compiler/cli/command.h"
#include "compiler/cli/compiled_file.h"
#include "runtime/io/loader.h"

// What `run` and `explain` share: where the data is, reading it, and saying what is wrong with it.
namespace incent::cli {

inline constexpr OptionSpec kDataOption = {
    .name = "--data",
    .value = "DIR|NAME=FILE",
    .help = {"folder with the data (default: the plan's folder), or the file of one dataset, Deal=deals.csv; "
             "repeat for "
             "more",
             "数据所在文件夹（默认为方案所在文件夹），或某个数据集的文件，如 Deal=deals.csv；可重复使用"},
    .repeatable = true};
inline constexpr OptionSpec kEncodingOption = {
    .name = "--encoding",
    .value = "NAME",
    .help = {"encoding of the data (default: utf-8)", "数据的编码（默认 utf-8）"},
    .choices = "utf-8|gb18030|gbk"};
inline constexpr OptionSpec kPlanOption = {
    .name = "--plan", .value = "NAME", .help = {"only this plan of the file", "只处理文件中的这个方案"}};

// The loader's options; nullopt after a usage error.
std::optional<io::LoadOptions> DataOptions(const Arguments& arguments, const CompiledFile& file,
                                           diag::Diagnostics& diagnostics);

// Loads the data and reports what is wrong with it. Success also where rows were rejected.
ExitCode LoadPlanData(const CompiledFile& file, const io::LoadOptions& options, io::LoadResult& result,
                      diag::Diagnostics& diagnostics);

}  // namespace incent::cli
