#include "runtime/io/formats.h"

#include <algorithm>
#include <array>

namespace incent::io {
namespace {

constexpr std::array kFormats = {
    Format{"CSV", ".csv", MakeCsvReader},
    Format{"JSON Lines", ".jsonl", MakeJsonlReader},
    Format{"JSON Lines", ".ndjson", MakeJsonlReader},
};

// ASCII only: the same in every locale.
char ToLower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool EndsWith(std::string_view path, std::string_view extension) {
  if (path.size() < extension.size()) return false;
  const std::string_view end = path.substr(path.size() - extension.size());
  return std::ranges::equal(end, extension, {}, ToLower);
}

}  // namespace

std::span<const Format> Formats() {
  return kFormats;
}

const Format* FormatOf(std::string_view path) {
  const auto found =
      std::ranges::find_if(kFormats, [&](const Format& f) { return EndsWith(path, f.extension); });
  return found == kFormats.end() ? nullptr : &*found;
}

}  // namespace incent::io
