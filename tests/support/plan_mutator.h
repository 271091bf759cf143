#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "compiler/source/span.h"

namespace incent::golden {

// Plans with a few changes, as made by an author who errs: words dropped, doubled or swapped, an expression
// or clause put where another stood, an operator around an expression. Most mutants parse, because parts
// replace parts of their own kind. The same number gives the same mutant on every machine.
class PlanMutator {
 public:
  // Texts that parse.
  explicit PlanMutator(const std::vector<std::string>& plans);

  std::string Mutant(uint64_t number) const;

 private:
  // A stretch of a plan; two of one kind can stand for each other.
  struct Part {
    const void* kind = nullptr;
    uint32_t begin = 0;
    uint32_t end = 0;
  };
  struct Seed {
    std::string text;
    std::vector<Part> tokens;  // kind by the lexer's token type
    std::vector<Part> parts;   // expressions, items, clauses, windows, ...
  };
  struct Edit {
    uint32_t begin = 0;
    uint32_t end = 0;
    std::string text;
  };
  using Random = std::mt19937_64;

  void Collect(Seed& seed);
  Edit ChangeToken(const Seed& seed, Random& random) const;
  Edit ChangePart(const Seed& seed, Random& random) const;
  Edit WrapExpression(const Seed& seed, Random& random) const;
  // The text of a part of `kind`, of any seed; mostly of `seed`.
  std::string Another(const Seed& seed, const void* kind, Random& random) const;

  std::vector<Seed> seeds_;
};

}  // namespace incent::golden
