#include "compiler/cli/wrapped_text.h"

#include "compiler/source/line_map.h"

namespace incent::cli {
namespace {

// Marks that may not begin a line.
bool IsClosing(char32_t character) {
  constexpr std::u32string_view kClosing = U"，。；：、！？）》”’…,.;:!?)";
  return kClosing.find(character) != std::u32string_view::npos;
}

// Marks that may not end a line.
bool IsOpening(char32_t character) {
  constexpr std::u32string_view kOpening = U"（《“‘([";
  return kOpening.find(character) != std::u32string_view::npos;
}

// Adds the closing marks that follow to a piece of `bytes`.
size_t WithClosing(std::string_view text, size_t bytes) {
  while (bytes < text.size()) {
    const source::CodePoint next = source::DecodeFirst(text.substr(bytes));
    if (!IsClosing(next.value)) break;
    bytes += next.length;
  }
  return bytes;
}

bool IsWide(const source::CodePoint& point) {
  return source::CellWidth(point.value) == 2 && !IsClosing(point.value);
}

size_t OpeningBytes(std::string_view text) {
  size_t bytes = 0;
  while (bytes < text.size()) {
    const source::CodePoint next = source::DecodeFirst(text.substr(bytes));
    if (!IsOpening(next.value)) break;
    bytes += next.length;
  }
  return bytes;
}

// The next piece that may not be broken: one wide character, or a word up to the next one with the blanks
// behind it; opening marks before and closing marks behind belong to it.
size_t PieceBytes(std::string_view text) {
  size_t bytes = OpeningBytes(text);
  const size_t opening = bytes;
  while (bytes < text.size() && text[bytes] != ' ') {
    const source::CodePoint next = source::DecodeFirst(text.substr(bytes));
    if (IsWide(next) && bytes > opening) return bytes;
    bytes += next.length;
    if (IsWide(next)) return WithClosing(text, bytes);
  }
  while (bytes < text.size() && text[bytes] == ' ') ++bytes;
  return bytes;
}

class Wrapper {
 public:
  explicit Wrapper(const WrapOptions& options) : options_(options), used_(options.indent) {}

  void AddLine(std::string_view line) {
    while (!line.empty()) {
      const std::string_view piece = line.substr(0, PieceBytes(line));
      const std::string_view word = piece.substr(0, piece.find_last_not_of(' ') + 1);
      if (used_ + source::CellWidth(word) > options_.max_cells && used_ > options_.indent) Break();
      text_ += piece;
      used_ += source::CellWidth(piece);
      line.remove_prefix(piece.size());
    }
  }

  void Break() {
    text_.erase(text_.find_last_not_of(' ') + 1);
    text_ += '\n' + std::string(options_.indent, ' ');
    used_ = options_.indent;
  }

  std::string Take() {
    text_.erase(text_.find_last_not_of(' ') + 1);
    return std::move(text_);
  }

 private:
  WrapOptions options_;
  size_t used_;
  std::string text_;
};

}  // namespace

std::string Wrapped(std::string_view text, const WrapOptions& options) {
  Wrapper wrapper(options);
  while (true) {
    const size_t end = text.find('\n');
    wrapper.AddLine(text.substr(0, end));
    if (end == std::string_view::npos) return wrapper.Take();
    wrapper.Break();
    text.remove_prefix(end + 1);
  }
}

}  // namespace incent::cli
