#include "tests/support/plan_mutator.h"

#include <algorithm>
#include <array>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/source/source_set.h"
#include "compiler/syntax/parse.h"

namespace incent::golden {
namespace {

// One address for each type of tree node, and one for each type of token.
template <typename T>
const void* KindOf() {
  static constexpr char kTag = 0;
  return &kTag;
}

const void* KindOfToken(uint16_t type) {
  static constexpr std::array<char, 1024> kTags = {};
  return &kTags[type % kTags.size()];
}

size_t Below(std::mt19937_64& random, size_t n) {
  return static_cast<size_t>(random() % n);
}

// Around an expression: `{}` stands for it.
constexpr std::array<std::string_view, 36> kWraps = {
    "({})",
    "-{}",
    "not ({})",
    "({}) over month",
    "({}) over year to date",
    "({}) over quarter",
    "({}) over last 3 months",
    "({}) over previous month",
    "({}) over plan",
    "({}) over 2026-Q1",
    "({}) across everyone()",
    "({}) across everyone() over month",
    "sum of ({}) over month",
    "count of ({}) over month",
    "average of ({}) over quarter",
    "highest of ({}) over year to date",
    "latest of ({}) over year",
    "(({}) otherwise 0)",
    "({}) is present",
    "(if ({}) then 1 else 0)",
    "(if true then ({}) else ({}))",
    "({}) * 2",
    "({}) / ({})",
    "({}) + ({})",
    "({}) == ({})",
    "({}) >= ({})",
    "({}) in [({}), ({})]",
    "({}) between ({}) .. ({})",
    "(({}) within 30 days after ({}))",
    "(({}) and ({}))",
    "(({}) or ({}))",
    "min({}, {})",
    "rounded({}, 0.01)",
    "days({}, {})",
    "({})[true]",
    "({}).name",
};

std::string Filled(std::string_view wrap, const std::string& text) {
  std::string result;
  for (size_t i = 0; i < wrap.size(); ++i) {
    if (wrap.substr(i, 2) != "{}") {
      result += wrap[i];
      continue;
    }
    result += text;
    ++i;
  }
  return result;
}

}  // namespace

PlanMutator::PlanMutator(const std::vector<std::string>& plans) {
  for (const std::string& text : plans) {
    seeds_.push_back({text, {}, {}});
    Collect(seeds_.back());
  }
}

void PlanMutator::Collect(Seed& seed) {
  source::SourceSet sources;
  diag::Diagnostics diags;
  const syntax::ParsedFile parsed = syntax::Parse(sources.file(sources.Add("seed.incent", seed.text)), diags);
  for (const syntax::Token& token : parsed.tokens.tokens) {
    if (!syntax::IsBlank(token) && !syntax::IsComment(token)) {
      seed.tokens.push_back({KindOfToken(token.type), token.begin, token.end});
    }
  }
  ast::WalkTree(parsed.tree, [&](const auto& node) {
    const source::Span span = node.span;
    if (span.end > span.begin)
      seed.parts.push_back({KindOf<std::decay_t<decltype(node)>>(), span.begin, span.end});
  });
}

std::string PlanMutator::Another(const Seed& seed, const void* kind, Random& random) const {
  const Seed& from = Below(random, 4) == 0 ? seeds_[Below(random, seeds_.size())] : seed;
  for (const std::vector<Part>* all : {&from.parts, &from.tokens}) {
    std::vector<Part> same;
    std::copy_if(all->begin(), all->end(), std::back_inserter(same),
                 [&](const Part& part) { return part.kind == kind; });
    if (same.empty()) continue;
    const Part& part = same[Below(random, same.size())];
    return from.text.substr(part.begin, part.end - part.begin);
  }
  return "";
}

PlanMutator::Edit PlanMutator::ChangeToken(const Seed& seed, Random& random) const {
  const size_t at = Below(random, seed.tokens.size());
  const Part& token = seed.tokens[at];
  const std::string text = seed.text.substr(token.begin, token.end - token.begin);
  switch (Below(random, 6)) {
    case 0:
      return {token.begin, token.end, ""};
    case 1:
      return {token.begin, token.end, text + " " + text};
    case 2: {
      const Part& next = seed.tokens[std::min(at + 1, seed.tokens.size() - 1)];
      if (next.begin <= token.begin) break;
      return {token.begin, next.end, seed.text.substr(next.begin, next.end - next.begin) + " " + text};
    }
    case 3: {
      const Part& other = seed.tokens[Below(random, seed.tokens.size())];
      return {token.begin, token.end, seed.text.substr(other.begin, other.end - other.begin)};
    }
    default:
      break;
  }
  return {token.begin, token.end, Another(seed, token.kind, random)};
}

PlanMutator::Edit PlanMutator::ChangePart(const Seed& seed, Random& random) const {
  const Part& part = seed.parts[Below(random, seed.parts.size())];
  const std::string text = seed.text.substr(part.begin, part.end - part.begin);
  switch (Below(random, 6)) {
    case 0:
      return {part.begin, part.end, ""};
    case 1:
      return {part.begin, part.end, text + "\n" + text};
    default:
      return {part.begin, part.end, Another(seed, part.kind, random)};
  }
}

PlanMutator::Edit PlanMutator::WrapExpression(const Seed& seed, Random& random) const {
  std::vector<Part> expressions;
  std::copy_if(seed.parts.begin(), seed.parts.end(), std::back_inserter(expressions),
               [](const Part& part) { return part.kind == KindOf<ast::Expr>(); });
  if (expressions.empty()) return {};
  const Part& part = expressions[Below(random, expressions.size())];
  return {part.begin, part.end,
          Filled(kWraps[Below(random, kWraps.size())], seed.text.substr(part.begin, part.end - part.begin))};
}

std::string PlanMutator::Mutant(uint64_t number) const {
  Random random(number);
  const Seed& seed = seeds_[Below(random, seeds_.size())];
  std::vector<Edit> edits;
  const size_t num_edits = 1 + Below(random, 3);
  for (size_t i = 0; i < num_edits; ++i) {
    const size_t way = Below(random, 8);
    edits.push_back(way < 2   ? ChangeToken(seed, random)
                    : way < 5 ? ChangePart(seed, random)
                              : WrapExpression(seed, random));
  }
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.begin < b.begin; });
  std::string mutant;
  uint32_t done = 0;
  for (const Edit& edit : edits) {
    if (edit.begin < done) continue;
    mutant += seed.text.substr(done, edit.begin - done) + edit.text;
    done = edit.end;
  }
  return mutant + seed.text.substr(done);
}

}  // namespace incent::golden
