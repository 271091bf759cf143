#include "compiler/syntax/near_words.h"

#include <algorithm>

#include "compiler/source/line_map.h"
#include "compiler/syntax/token_buffer.h"
#include "grammar/IncentLexer.h"

namespace incent::syntax {
namespace {

std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> result;
  while (!text.empty()) {
    const source::CodePoint next = source::DecodeFirst(text);
    result.push_back(next.value);
    text.remove_prefix(next.length);
  }
  return result;
}

// Insertions, deletions, substitutions and swaps of neighbours.
size_t EditDistance(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  std::vector<std::vector<size_t>> cost(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      const size_t substituted = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, substituted});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

size_t Tolerance(const std::vector<char32_t>& meant) {
  if (meant.front() >= 0x2E80) return 1;  // Chinese: a word of two characters keeps one
  if (meant.size() <= 2) return 0;
  return meant.size() <= 5 ? 1 : 2;
}

struct Keyword {
  uint16_t type;
  std::string_view chinese;
};
constexpr Keyword kKeywords[] = {
#define INCENT_KEYWORD(token, english, chinese) {IncentLexer::token, chinese},
#include "compiler/ast/keywords.def"
};

// The longest keyword of two characters or more that `text` starts with; nullptr if there is none.
const Keyword* LongestKeyword(std::string_view text) {
  constexpr size_t kTwoCharacters = 6;  // bytes
  const Keyword* longest = nullptr;
  for (const Keyword& keyword : kKeywords) {
    if (keyword.chinese.size() < kTwoCharacters || !text.starts_with(keyword.chinese)) continue;
    if (longest == nullptr || keyword.chinese.size() > longest->chinese.size()) longest = &keyword;
  }
  return longest;
}

}  // namespace

bool IsNear(std::string_view written, std::string_view meant) {
  constexpr size_t kLongestWord = 40;
  if (written == meant || meant.empty() || written.size() > kLongestWord) return false;
  const std::vector<char32_t> a = CodePoints(written);
  const std::vector<char32_t> b = CodePoints(meant);
  return b.size() > 1 && EditDistance(a, b) <= Tolerance(b);
}

std::optional<CutName> CutAtKeywords(std::string_view name) {
  CutName cut;
  bool in_name = false;
  size_t num_parts = 0;
  while (!name.empty()) {
    const Keyword* keyword = LongestKeyword(name);
    const size_t length = keyword != nullptr ? keyword->chinese.size() : source::DecodeFirst(name).length;
    if (keyword != nullptr || !in_name) {
      if (num_parts++ > 0) cut.text += ' ';
    }
    if (keyword != nullptr) cut.keywords.push_back(keyword->type);
    in_name = keyword == nullptr;
    cut.text += name.substr(0, length);
    name.remove_prefix(length);
  }
  if (cut.keywords.empty() || num_parts < 2) return std::nullopt;
  return cut;
}

}  // namespace incent::syntax
