#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "runtime/io/record_reader.h"

namespace incent::io {

// An input format: one row of the registry in formats.cpp, which is all there is to adding one.
struct Format {
  std::string_view name;
  std::string_view extension;  // with the dot, lower case
  std::unique_ptr<RecordReader> (*open)(std::unique_ptr<ByteSource> source, const ReadLimits& limits);
};

// The first is what a dataset without a `source` is told to have where it has none.
std::span<const Format> Formats();

// By the path's extension, whose case does not matter; null if there is no such format.
const Format* FormatOf(std::string_view path);

}  // namespace incent::io
