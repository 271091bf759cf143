#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.h"

// Golden files: plans with their expectations inside, as comments, so that each file is valid source.
//
//   #: TEST run           author: what to do; `check`, `run`, `ir`, `trace`, `failing` (tests that fail);
//                         without it the plan's own tests must pass
//   #: SHOW ir commission                  author: a stage of the IR
//   #: SHOW trace commission r1 2026-03    author: why a payout is what it is; a row's key may follow
//   #: LANG zh            author: language of the messages
//   #+ Deal.csv           author: an input; its lines follow, each after `#| `
//   #   ^^^ error[E0301]  tool: a diagnostic under the code that it marks
//   #@1-2 error[E0101]    tool: the same where the marker would hide the carets
//   #~ note: ...          tool: goes with the diagnostic above
//   #= run                tool: expected output; its lines follow, each after `#| `
namespace incent::golden {

struct Input {
  std::string name;
  std::string text;
};

struct GoldenFile {
  std::vector<std::string> stages;  // {"test"} without `#: TEST`
  std::vector<std::string> shows;   // the words of each `#: SHOW`
  diag::Language language = diag::Language::English;
  std::vector<Input> inputs;
  std::string source;   // what the author owns: the text to compile
  std::string problem;  // not empty: the file makes no sense, and why
};

GoldenFile ParseGolden(std::string_view text);

// A diagnostic below a line of the source.
struct Annotation {
  uint32_t line = 1;        // from 1
  uint32_t first_cell = 1;  // display columns, from 1
  uint32_t num_cells = 1;
  std::string text;  // "error[E0301]: ..."
  std::vector<std::string> notes;
};

// Expected output of a stage.
struct Block {
  std::string title;
  std::vector<std::string> lines;
};

// The whole file as the tool writes it. Annotations of one line come by column, then in the order given.
std::string Compose(const GoldenFile& file, std::vector<Annotation> annotations,
                    const std::vector<Block>& blocks);

// Lines of `text` that the tool owns, against lines that the author owns: more than three times and fifteen
// make a test that nobody reads.
bool IsTooLong(const GoldenFile& file, std::string_view text);

}  // namespace incent::golden
