#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

// Changes to a text that leave most of it in order: a word for another, a line more or less. Unlike
// golden::PlanMutator it needs no text that parses, and changes data too.
namespace incent::fuzz {

enum class Class { Blank, Word, Number, Sign };

inline Class ClassOf(char c) {
  const auto byte = static_cast<unsigned char>(c);
  if (byte <= ' ') return Class::Blank;
  if (byte >= '0' && byte <= '9') return Class::Number;
  if (byte >= 0x80 || byte == '_' || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z'))
    return Class::Word;
  return Class::Sign;
}

// Where one class ends and the next begins. Signs stand alone, digits in a word belong to it.
inline std::vector<std::string> PiecesOf(std::string_view text) {
  std::vector<std::string> pieces;
  Class last = Class::Sign;
  for (const char c : text) {
    Class now = ClassOf(c);
    if (now == Class::Number && last == Class::Word) now = Class::Word;
    if (pieces.empty() || now != last || now == Class::Sign) pieces.emplace_back();
    pieces.back() += c;
    last = now;
  }
  return pieces;
}

inline std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t length = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.emplace_back(text.substr(0, length));
    text.remove_prefix(length);
  }
  return lines;
}

inline std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += part;
  return text;
}

class WordMutator {
 public:
  explicit WordMutator(unsigned seed) : random_(seed) {}

  std::string Mutate(std::string_view text) {
    if (text.empty()) return "incent 1.0\n";
    return random_() % 3 == 0 ? MutateLines(LinesOf(text)) : MutatePieces(PiecesOf(text));
  }

 private:
  size_t Below(size_t n) { return random_() % n; }

  // A line twice, left out, or in the place of another.
  std::string MutateLines(std::vector<std::string> lines) {
    const size_t from = Below(lines.size());
    const size_t to = Below(lines.size());
    const std::string line = lines[from];
    const size_t choice = Below(3);
    if (choice != 0) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(from));
    if (choice != 1) {
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(std::min(to, lines.size())), line);
    }
    return Joined(lines);
  }

  // A word for another word of the text, a number for another or for one that hurts, a sign for a sign.
  std::string MutatePieces(std::vector<std::string> pieces) {
    std::string& piece = pieces[Below(pieces.size())];
    const Class kind = ClassOf(piece.front());
    for (int attempt = 0; attempt < 20; ++attempt) {
      const std::string& other = pieces[Below(pieces.size())];
      if (ClassOf(other.front()) != kind || other == piece) continue;
      piece = kind == Class::Number && Below(3) == 0 ? Number() : other;
      break;
    }
    return Joined(pieces);
  }

  std::string Number() {
    static constexpr const char* kNumbers[] = {"0",  "1",  "2",   "100",  "0.000001", "99999999999999999999",
                                               "12", "29", "365", "2200", "1_000_000"};
    return kNumbers[Below(std::size(kNumbers))];
  }

  std::mt19937 random_;
};

inline std::string MutateWords(std::string_view text, unsigned seed) {
  return WordMutator(seed).Mutate(text);
}

}  // namespace incent::fuzz
