#include "compiler/resolve/suggest.h"

#include <algorithm>

#include "compiler/source/line_map.h"

namespace incent::resolve {
namespace {

// Lower-cased for ASCII only: case is the most frequent slip.
std::vector<char32_t> CodePoints(std::string_view text) {
  std::vector<char32_t> points;
  while (!text.empty()) {
    const source::CodePoint point = source::DecodeFirst(text);
    const char32_t c = point.value;
    points.push_back(c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c);
    text.remove_prefix(point.length);
  }
  return points;
}

// Optimal string alignment: insertions, deletions, substitutions, swaps of neighbours.
size_t Distance(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

size_t CommonPrefix(const std::vector<char32_t>& a, const std::vector<char32_t>& b) {
  return static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

std::optional<std::string> Suggest(std::string_view name, const std::vector<std::string>& candidates) {
  const auto wanted = CodePoints(name);
  std::optional<std::string> best;
  size_t best_distance = SIZE_MAX;
  size_t best_prefix = 0;
  for (const std::string& candidate : candidates) {
    const auto points = CodePoints(candidate);
    const size_t longer = std::max(points.size(), wanted.size());
    const size_t allowed = std::max<size_t>(1, longer / 3);
    if (points.size() > wanted.size() + allowed || wanted.size() > points.size() + allowed) continue;
    const size_t distance = Distance(wanted, points);
    const size_t prefix = CommonPrefix(wanted, points);
    const bool is_better = distance < best_distance || (distance == best_distance && prefix > best_prefix);
    if (distance <= allowed && distance < longer && is_better) {
      best = candidate;
      best_distance = distance;
      best_prefix = prefix;
    }
  }
  return best;
}

}  // namespace incent::resolve
