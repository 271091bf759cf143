#include "compiler/check/dependencies.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <type_traits>

#include "compiler/ast/walk.h"
#include "compiler/check/check_counts.h"
#include "compiler/check/limits.h"

namespace incent::check {
namespace {

// What the tree below some nodes refers to, and how deep its expressions nest.
class Reader {
 public:
  explicit Reader(const resolve::Program& program) : program_(program) {}

  template <typename NodeType>
  void Read(const NodeType& node) {
    Read(node, 1);
  }
  void Read(const ast::Expr* expr) {
    if (expr != nullptr) Read(*expr, 1);
  }

  std::vector<int> Found() const { return {found_.begin(), found_.end()}; }
  int depth() const { return depth_; }

 private:
  template <typename NodeType>
  void Read(const NodeType& node, int level) {
    using T = std::decay_t<NodeType>;
    depth_ = std::max(depth_, level);
    if constexpr (std::is_same_v<T, ast::Expr>) {
      if (node.template Is<ast::Previous>()) return;
      Refer(node.id);
    } else if constexpr (std::is_same_v<T, ast::Ident>) {
      Refer(node.id);
    }
    ast::ForEachChild(node, [&](const auto& child) { Read(child, level + 1); });
  }

  void Refer(ast::NodeId id) {
    const int definition = program_.DefinitionOf(id);
    if (definition >= 0) found_.insert(definition);
  }

  const resolve::Program& program_;
  std::set<int> found_;
  int depth_ = 0;
};

// Clawbacks share out what was paid, so each reads when the others of a pay apply. More than there may be are
// reported elsewhere.
void ReadRivals(const resolve::Program& program, const std::map<int, std::vector<int>>& clawbacks,
                const resolve::Definition& definition, Reader& reader) {
  const auto& own = static_cast<const ast::Clawback&>(*definition.item);
  for (const ast::Ident& name : own.of) {
    const auto of_pay = clawbacks.find(program.DefinitionOf(name.id));
    if (of_pay == clawbacks.end() || of_pay->second.size() > static_cast<size_t>(kMaxClawbacks)) continue;
    for (const int other : of_pay->second) {
      const auto& rival =
          static_cast<const ast::Clawback&>(*program.definitions[static_cast<size_t>(other)].item);
      if (&rival == &own) continue;
      for (const ast::Expr* expr : {rival.when, rival.on, rival.recover}) reader.Read(expr);
    }
  }
}

// Refused as they stand, so nothing is worked out for them.
bool IsRefused(resolve::DefinitionKind kind) {
  using resolve::DefinitionKind;
  return kind == DefinitionKind::Carry || kind == DefinitionKind::Draw || kind == DefinitionKind::Contest ||
         kind == DefinitionKind::Scorecard;
}

void ReadDefinition(const resolve::Program& program, const std::map<int, std::vector<int>>& clawbacks,
                    const resolve::Definition& definition, Reader& reader) {
  if (IsRefused(definition.kind)) return;
  if (const auto* exception = definition.item->As<ast::Exception>()) {
    // Checked with what it overrides.
    reader.Read(exception->overrides);
    return;
  }
  reader.Read(*definition.item);
  for (const int index : definition.exceptions) {
    const auto& rule =
        static_cast<const ast::Exception&>(*program.definitions[static_cast<size_t>(index)].item);
    reader.Read(rule.when);
    reader.Read(rule.value);
  }
  if (definition.item->Is<ast::Clawback>()) ReadRivals(program, clawbacks, definition, reader);
}

// Strongly connected components by Tarjan's algorithm, with a stack of its own: a file can hold a chain of
// many thousand definitions.
class Knots {
 public:
  explicit Knots(Dependencies& out) : out_(out), states_(out.direct.size()) {}

  void Find() {
    for (size_t i = 0; i < states_.size(); ++i) {
      if (states_[i].index < 0) Visit(static_cast<int>(i));
    }
  }

 private:
  struct State {
    int index = -1;
    int low = 0;
    bool on_stack = false;
    size_t next_edge = 0;
  };

  State& At(int node) { return states_[static_cast<size_t>(node)]; }

  void Enter(int node) {
    At(node).index = At(node).low = counter_++;
    At(node).on_stack = true;
    stack_.push_back(node);
    path_.push_back(node);
  }

  void Visit(int root) {
    Enter(root);
    while (!path_.empty()) {
      const int node = path_.back();
      const std::vector<int>& edges = out_.direct[static_cast<size_t>(node)];
      if (At(node).next_edge < edges.size()) {
        const int next = edges[At(node).next_edge++];
        if (At(next).index < 0) {
          Enter(next);
        } else if (At(next).on_stack) {
          At(node).low = std::min(At(node).low, At(next).index);
        }
        continue;
      }
      path_.pop_back();
      if (!path_.empty()) At(path_.back()).low = std::min(At(path_.back()).low, At(node).low);
      if (At(node).low == At(node).index) Close(node);
    }
  }

  void Close(int root) {
    std::vector<int> members;
    int node = 0;
    do {
      node = stack_.back();
      stack_.pop_back();
      At(node).on_stack = false;
      members.push_back(node);
      out_.order.push_back(node);
    } while (node != root);
    const std::vector<int>& edges = out_.direct[static_cast<size_t>(root)];
    const bool reads_itself = std::find(edges.begin(), edges.end(), root) != edges.end();
    if (members.size() > 1 || reads_itself) AddCycle(members);
  }

  // The shortest way from the first member back to it.
  void AddCycle(const std::vector<int>& members) {
    for (const int member : members) out_.is_cyclic[static_cast<size_t>(member)] = true;
    const std::set<int> inside(members.begin(), members.end());
    const int first = *inside.begin();
    std::map<int, int> from;
    std::deque<int> open = {first};
    while (!open.empty()) {
      const int node = open.front();
      open.pop_front();
      for (const int next : out_.direct[static_cast<size_t>(node)]) {
        if (next == first) return AddPath(first, node, from);
        if (inside.contains(next) && from.emplace(next, node).second) open.push_back(next);
      }
    }
  }

  void AddPath(int first, int last, const std::map<int, int>& from) {
    std::vector<int> path;
    for (int node = last; node != first; node = from.at(node)) path.push_back(node);
    path.push_back(first);
    std::reverse(path.begin(), path.end());
    out_.cycles.push_back(std::move(path));
  }

  Dependencies& out_;
  std::vector<State> states_;
  std::vector<int> stack_;
  std::vector<int> path_;
  int counter_ = 0;
};

}  // namespace

void FindCycles(Dependencies& graph) {
  graph.is_cyclic.assign(graph.direct.size(), false);
  Knots(graph).Find();
  std::sort(graph.cycles.begin(), graph.cycles.end());
}

Dependencies FindDependencies(const resolve::Program& program) {
  Dependencies out;
  const std::map<int, std::vector<int>> clawbacks = ClawbacksOf(program);
  for (const resolve::Definition& definition : program.definitions) {
    Reader reader(program);
    ReadDefinition(program, clawbacks, definition, reader);
    out.direct.push_back(reader.Found());
    out.depth.push_back(reader.depth());
  }
  FindCycles(out);
  for (const int definition : out.order) {
    int below = 0;
    for (const int other : out.direct[static_cast<size_t>(definition)]) {
      if (!out.is_cyclic[static_cast<size_t>(definition)])
        below = std::max(below, out.depth[static_cast<size_t>(other)]);
    }
    out.depth[static_cast<size_t>(definition)] += below;
  }
  return out;
}

}  // namespace incent::check
