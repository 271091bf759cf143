#pragma once

#include <span>
#include <string_view>

namespace incent::pipeline {

// A file of stdlib/, as it was when the program was built.
struct LibraryFile {
  std::string_view name;  // "prelude"
  std::string_view text;
};

std::span<const LibraryFile> LibraryFiles();

}  // namespace incent::pipeline
