#pragma once

#include <antlr4-runtime.h>

#include <string_view>

#include "compiler/diag/diagnostic.h"
#include "compiler/syntax/token_buffer.h"

// What stands somewhere and what could stand there, in the words of people who write plans.
namespace incent::syntax {

// "the word `pay`", "the number `5`", "the end of the file". `text` is the token's text.
diag::Bilingual DescribeFound(size_t type, std::string_view text);

// "a value", "`:` or `=`", "a statement such as `pay`": all of `expected`, shortened.
diag::Bilingual DescribeExpected(const antlr4::misc::IntervalSet& expected, const antlr4::atn::ATN& atn);

// How a token of fixed spelling is written: `{`, `capped at`. Empty texts for names, numbers and such.
diag::Bilingual Spelling(size_t type);

}  // namespace incent::syntax
