#include "compiler/passes/dead_code.h"

#include <algorithm>

#include "compiler/passes/uses.h"

namespace incent::passes {
namespace {

using ir::InstId;
using ir::OutputId;

class DeadCode {
 public:
  DeadCode(ir::Module& module, const DeadCodeOptions& options)
      : module_(module), live_outputs_(module.outputs.size(), options.keep_unread_outputs) {
    if (module.eligible != ir::kNone) Read(module.eligible);
  }

  void Run() {
    // Readers come after what they read, so that one walk from the end finds all that is live.
    for (size_t i = module_.stages.size(); i-- > 0;) RemoveFrom(module_.stages[i]);
    RenumberOutputs();
    RemoveEmptyStages();
  }

 private:
  void Read(OutputId id) { live_outputs_[static_cast<size_t>(id)] = true; }

  void RemoveFrom(ir::Stage& stage) {
    std::erase_if(stage.outputs,
                  [this](const auto& output) { return !live_outputs_[static_cast<size_t>(output.first)]; });
    const std::vector<bool> live = LiveInsts(stage);
    std::vector<InstId> moved(stage.insts.size());
    InstId next = 0;
    for (InstId id = 0; id < stage.insts.size(); ++id) {
      if (!live[id]) continue;
      moved[id] = next;
      ir::Instruction& inst = stage.insts[id];
      for (InstId& operand : inst.operands) operand = moved[operand];
      ForEachRead(inst, [this](OutputId& output) { Read(output); });
      if (next != id) stage.insts[next] = std::move(inst);
      ++next;
    }
    stage.insts.resize(next);
    std::erase_if(stage.names, [&live](const ir::NamedValue& named) { return !live[named.value]; });
    ForEachName(stage, [&moved](InstId& id) { id = moved[id]; });
    ForEachResult(stage, [&moved](InstId& id) { id = moved[id]; });
    for (auto& [output, id] : stage.outputs) {
      id = moved[id];
      module_.outputs[static_cast<size_t>(output)].inst = id;
    }
  }

  // Operands come before their users.
  static std::vector<bool> LiveInsts(ir::Stage& stage) {
    std::vector<bool> live(stage.insts.size());
    ForEachResult(stage, [&live](InstId& id) { live[id] = true; });
    for (const auto& [output, id] : stage.outputs) live[id] = true;
    for (size_t i = stage.insts.size(); i-- > 0;) {
      if (!live[i]) continue;
      for (const InstId operand : stage.insts[i].operands) live[operand] = true;
    }
    return live;
  }

  void RenumberOutputs() {
    std::vector<OutputId> moved(module_.outputs.size(), ir::kNone);
    size_t next = 0;
    for (size_t i = 0; i < moved.size(); ++i) {
      if (!live_outputs_[i]) continue;
      moved[i] = static_cast<OutputId>(next);
      if (next != i) module_.outputs[next] = std::move(module_.outputs[i]);
      ++next;
    }
    module_.outputs.resize(next);
    const auto move = [&moved](OutputId& id) { id = moved[static_cast<size_t>(id)]; };
    if (module_.eligible != ir::kNone) move(module_.eligible);
    for (ir::Stage& stage : module_.stages) {
      for (auto& [id, inst] : stage.outputs) move(id);
      for (ir::Instruction& inst : stage.insts) ForEachRead(inst, move);
    }
  }

  void RemoveEmptyStages() {
    std::erase_if(module_.stages, [](const ir::Stage& stage) {
      return stage.outputs.empty() && stage.emits.empty() && stage.ledger.empty() && stage.checks.empty();
    });
    for (size_t i = 0; i < module_.stages.size(); ++i) {
      for (const auto& [id, inst] : module_.stages[i].outputs) {
        module_.outputs[static_cast<size_t>(id)].stage = static_cast<int>(i);
      }
    }
  }

  ir::Module& module_;
  std::vector<bool> live_outputs_;
};

}  // namespace

void RemoveDeadCode(ir::Module& module, const DeadCodeOptions& options) {
  DeadCode(module, options).Run();
}

}  // namespace incent::passes
