#pragma once

#include <compare>
#include <cstdint>

#include "compiler/base/id.h"

namespace incent::source {

// A file of a SourceSet.
using FileId = base::Id<struct FileTag>;

// A piece of a file: byte offsets, `end` excluded. An empty span marks a place between two bytes.
struct Span {
  FileId file;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend constexpr auto operator<=>(Span, Span) = default;
};

// From the start of `first` to the end of `last`, both in one file.
constexpr Span Join(Span first, Span last) {
  return {first.file, first.begin, last.end};
}

}  // namespace incent::source
