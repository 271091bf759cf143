#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/ast/print.h"

// The spelling of the language's own words and of names among them.
namespace incent::ast {

// Keywords, called as in the lexer.
enum class Word : uint8_t {
#define INCENT_KEYWORD(token, english, chinese) token,
#include "compiler/ast/keywords.def"
};

std::string_view Spell(Word word, Words words);

// Where a name stands decides which keywords it could be mistaken for.
enum class NamePlace : uint8_t {
  Value,   // keywords that may be names stay as they are
  Plain,   // no keyword may stand here
  Member,  // after a dot, or a field: any word may
};

// `name`, in backquotes if it would not be read as this name otherwise.
std::string SpellName(std::string_view name, NamePlace place);

// `text` in quotation marks, with escapes.
std::string SpellString(std::string_view text);

}  // namespace incent::ast
