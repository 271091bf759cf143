#include "compiler/syntax/lex.h"

#include <antlr4-runtime.h>
#include <utf8proc.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "compiler/source/line_map.h"
#include "grammar/IncentLexer.h"

namespace incent::syntax {
namespace {

// ID of the grammar has these and ASCII only.
constexpr char32_t kLetter = 0x00AA;
constexpr char32_t kMark = 0x0300;  // or a digit: what a name may go on with
constexpr char32_t kFirstIdeograph = 0x4E00;
constexpr char32_t kLastIdeograph = 0x9FFF;

// The character that stands for this one in the grammar: no token but ID tells letters apart that are
// neither ASCII nor ideographs.
char32_t GrammarCharacter(char32_t character) {
  if (character < 0x80 || (character >= kFirstIdeograph && character <= kLastIdeograph)) return character;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(character))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
      return kLetter;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
      return kMark;
    default:
      return character;
  }
}

// The text as ANTLR wants it, and the way back: ANTLR counts characters, spans count bytes. ANTLR's own
// stream would do, but the archive that systems have of it cannot be part of a shared library.
class Characters final : public antlr4::CharStream {
 public:
  explicit Characters(std::string_view text) {
    characters_.reserve(text.size());
    byte_offsets_.reserve(text.size() + 1);
    uint32_t offset = 0;
    while (offset < text.size()) {
      const source::CodePoint next = source::DecodeFirst(text.substr(offset, 4));
      characters_.push_back(GrammarCharacter(next.value));
      byte_offsets_.push_back(offset);
      offset += next.length;
    }
    byte_offsets_.push_back(offset);
  }

  uint32_t ByteOffset(size_t character) const { return byte_offsets_[character]; }

  void consume() override { ++at_; }
  // The i-th character from here on, from 1; those behind are -1, -2, ...
  size_t LA(ssize_t i) override {
    const ssize_t place = static_cast<ssize_t>(at_) + (i > 0 ? i - 1 : i);
    if (i == 0) return 0;
    return place < 0 || place >= std::ssize(characters_) ? EOF : characters_[static_cast<size_t>(place)];
  }
  ssize_t mark() override { return -1; }
  void release(ssize_t /*marker*/) override {}
  size_t index() override { return at_; }
  void seek(size_t index) override { at_ = std::min(index, characters_.size()); }
  size_t size() override { return characters_.size(); }
  // ANTLR asks for texts to put them into messages, which nobody hears.
  std::string getText(const antlr4::misc::Interval& /*interval*/) override { return {}; }
  std::string getSourceName() const override { return {}; }
  std::string toString() const override { return {}; }

 private:
  std::u32string characters_;
  std::vector<uint32_t> byte_offsets_;
  size_t at_ = 0;
};

// ANTLR's lexer remembers where a character leads only for ASCII, and works it out anew for each Chinese one.
class Simulator : public antlr4::atn::LexerATNSimulator {
 public:
  Simulator(IncentLexer& lexer, LexerATNSimulator& original)
      : LexerATNSimulator(&lexer, original.atn, original._decisionToDFA, original.getSharedContextCache()) {}

 protected:
  using LexerATNSimulator::addDFAEdge;

  antlr4::dfa::DFAState* getExistingTargetState(antlr4::dfa::DFAState* from, size_t character) override {
    if (!IsOurs(character)) return LexerATNSimulator::getExistingTargetState(from, character);
    _edgeLock.readLock();
    const auto edge = from->edges.find(character);
    antlr4::dfa::DFAState* const to = edge == from->edges.end() ? nullptr : edge->second;
    _edgeLock.readUnlock();
    return to;
  }

  void addDFAEdge(antlr4::dfa::DFAState* from, size_t character, antlr4::dfa::DFAState* to) override {
    if (!IsOurs(character)) return LexerATNSimulator::addDFAEdge(from, character, to);
    _edgeLock.writeLock();
    from->edges[character] = to;
    _edgeLock.writeUnlock();
  }

 private:
  static constexpr size_t kLastRemembered = 0xFFFF;  // what lies beyond is rare in a plan

  static bool IsOurs(size_t character) { return character > MAX_DFA_EDGE && character <= kLastRemembered; }
};

struct Spelling {
  uint16_t type;
  std::string_view english;
  std::string_view chinese;
};

constexpr Spelling kSpellings[] = {
#define INCENT_KEYWORD(token, english, chinese) {IncentLexer::token, english, chinese},
#include "compiler/ast/keywords.def"
};

}  // namespace

TokenBuffer Lex(std::string_view text) {
  Characters characters(text);
  IncentLexer lexer(&characters);
  lexer.removeErrorListeners();
  auto* const original = lexer.getInterpreter<antlr4::atn::LexerATNSimulator>();
  lexer.setInterpreter(std::make_unique<Simulator>(lexer, *original).release());  // the lexer owns it

  TokenBuffer buffer;
  buffer.tokens.reserve(text.size() / 4);
  for (;;) {
    const std::unique_ptr<antlr4::Token> token = lexer.nextToken();
    if (token->getType() == antlr4::Token::EOF) break;
    buffer.tokens.push_back({.type = static_cast<uint16_t>(token->getType()),
                             .begin = characters.ByteOffset(token->getStartIndex()),
                             .end = characters.ByteOffset(token->getStopIndex() + 1)});
  }
  return buffer;
}

bool IsBlank(const Token& token) {
  return token.type == IncentLexer::WS;
}

bool IsComment(const Token& token) {
  return token.type == IncentLexer::COMMENT || IsDoc(token);
}

bool IsDoc(const Token& token) {
  return token.type == IncentLexer::DOC;
}

bool IsKeyword(const Token& token) {
  return !KeywordSpelling(token.type, diag::Language::English).empty();
}

std::string_view KeywordSpelling(uint16_t type, diag::Language language) {
  for (const Spelling& spelling : kSpellings) {
    if (spelling.type == type)
      return language == diag::Language::Chinese ? spelling.chinese : spelling.english;
  }
  return {};
}

}  // namespace incent::syntax
