#include <algorithm>

#include "compiler/check/dependencies.h"
#include "compiler/check/trap_diagnostics.h"
#include "compiler/check/traps.h"

namespace incent::check {
namespace {

constexpr size_t kMaxShown = 8;

const ast::Exception& ExceptionOf(const Session& s, int definition) {
  return static_cast<const ast::Exception&>(*s.Definition(definition).item);
}

// Where `winner` is said to stand before `loser`.
const ast::Ident& BeforeName(const Session& s, int winner, int loser) {
  const std::vector<ast::Ident>& before = ExceptionOf(s, winner).before;
  return *std::find_if(before.begin(), before.end(),
                       [&](const ast::Ident& name) { return s.program.DefinitionOf(name.id) == loser; });
}

void ReportCircle(Session& s, const std::vector<int>& path) {
  const auto next = [&](size_t i) { return path[(i + 1) % path.size()]; };
  auto entry = s.diags.Report(BeforeName(s, path[0], next(0)).span, kExceptionCircle,
                              ExceptionOf(s, path[0]).overrides.text);
  for (size_t i = 0; i < std::min(path.size(), kMaxShown); ++i) {
    entry.Note(BeforeName(s, path[i], next(i)).span, kStandsBefore, s.Definition(path[i]).name(),
               s.Definition(next(i)).name());
  }
  if (path.size() > kMaxShown) entry.Note(kMoreOfCircle, path.size() - kMaxShown);
}

}  // namespace

void CheckExceptionOrder(Session& s) {
  Dependencies order;
  for (size_t i = 0; i < s.program.definitions.size(); ++i) {
    std::vector<int> losers;
    if (const auto* exception = s.program.definitions[i].item->As<ast::Exception>()) {
      for (const ast::Ident& name : exception->before) {
        const int loser = s.program.DefinitionOf(name.id);
        // One that is before itself, or before no exception, was reported as such.
        const bool known =
            loser >= 0 && loser != static_cast<int>(i) && s.Definition(loser).item->Is<ast::Exception>();
        if (known) losers.push_back(loser);
      }
    }
    order.direct.push_back(std::move(losers));
  }
  FindCycles(order);
  for (const std::vector<int>& path : order.cycles) ReportCircle(s, path);
}

}  // namespace incent::check
